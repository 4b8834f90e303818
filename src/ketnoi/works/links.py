"""What rooms above add to a work's page."""

from __future__ import annotations

from collections.abc import Callable

from ketnoi.officers.models import Post
from ketnoi.works.models import Work

Asked = Callable[[Work, Post], list[tuple[str, str]]]
_asked: list[Asked] = []


def register(asked: Asked) -> None:
    """Let a room say which ways on, [(label, address)], a work's page shows; the same callable counts once."""
    if asked not in _asked:
        _asked.append(asked)


def of(work: Work, post: Post) -> list[tuple[str, str]]:
    """Everything that was registered, in that order."""
    return [link for asked in _asked for link in asked(work, post)]
