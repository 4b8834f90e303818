"""A number on its way into a sentence: live where a figure answers it, plain where only a list stands behind it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

from ketnoi.reports.tokens import Token, write
from ketnoi.ui.numbers import grouped


@dataclass(frozen=True)
class Number:
    """`value` as it reads, with what qualifies it ("trên", "khoảng"); `token` is the figure that answers it, if any.

    `said` is how it reads where that is more than the value: of a ratio "85,71".
    """

    value: int
    token: Token | None = None
    qualifier: str = ""
    said: str = ""

    @property
    def shown(self) -> str:
        return self.said or f"{self.qualifier} {grouped(self.value)}".strip()

    @property
    def live(self) -> str:
        """As it stands in a paragraph: the figure where there is one, else the number."""
        return write([self.token or self.shown])


def live(number: Number | None) -> str:
    """The number as it stands in a paragraph; nothing where it is not known."""
    return number.live if number else ""


def inside(value: Any) -> Iterator[Number]:
    """All numbers that a value holds, however deep."""
    if isinstance(value, Number):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from inside(one)
    elif is_dataclass(value):
        for field in fields(value):
            yield from inside(getattr(value, field.name))
