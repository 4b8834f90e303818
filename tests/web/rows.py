"""What a row of the matrix says."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.web.objects import Objects

WHO = ("anonymous", "no_post", "recorder", "lead", "supervisor", "analyst", "administrator", "stranger")


@dataclass(frozen=True)
class Row:
    """How an address answers each of WHO.

    L is sent to the sign-in page, A to the own account, O is let in, N is told that there is no such page.
    `args` makes what the address names; it always belongs to the home unit, never to the stranger's.
    `data` is sent along.
    """

    answers: str
    args: Callable[[Objects], tuple[Any, ...]] = lambda _objects: ()
    method: str = "get"
    query: str = ""
    data: Mapping[str, str] = field(default_factory=dict)

    def expected(self) -> dict[str, str]:
        return dict(zip(WHO, self.answers.split(), strict=True))
