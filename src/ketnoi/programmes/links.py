"""What rooms above add to a programme's page: its reports, and what changed since their numbers were frozen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, TypedDict

from ketnoi.officers.models import Officer
from ketnoi.programmes.models import Programme


class Link(TypedDict):
    """`button` stands beside the title, `badge` (of a state, without address) and `note` in the line under it."""

    label: str
    url: str
    kind: Literal["button", "badge", "note"]


Asked = Callable[[Programme, Officer], list[Link]]
_asked: list[Asked] = []


def register_reports(asked: Asked) -> None:
    """Let a room say which links the page of a programme shows to an officer; the same callable counts once."""
    if asked not in _asked:
        _asked.append(asked)


def reports(programme: Programme, officer: Officer) -> list[Link]:
    """Everything that was registered, in that order."""
    return [link for asked in _asked for link in asked(programme, officer)]
