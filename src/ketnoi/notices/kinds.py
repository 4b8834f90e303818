"""Which kinds of notices there are. A room registers its own in `apps.ready`.

A notice carries its kind and nothing else that could be read: the kind's words stand in the officer's own list, and
what leaves the product is one of the fixed `Said`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from django.utils.functional import Promise

from ketnoi.notices.enums import Said

# officer id, ids of objects as they were told -> those of them the officer may still see, now
MayStillSee = Callable[[int, Collection[str]], Collection[str]]


@dataclass(frozen=True)
class Kind:
    """`words` are shown in the list of notices; `address(object_id)` is the page a notice leads to.

    `said` is what a message outside says of it.
    """

    code: str
    words: str | Promise
    may_still_see: MayStillSee
    address: Callable[[str], str]
    said: Said = Said.WORK


_kinds: dict[str, Kind] = {}


class UnknownKind(LookupError):
    """No room has registered this kind of notice."""


def register(kind: Kind) -> None:
    """Make a kind known; registering it again puts the later in the place of the earlier."""
    _kinds[kind.code] = kind


def find(code: str) -> Kind | None:
    """The kind of this code; None for one that no room speaks for any more: its notices are not shown."""
    return _kinds.get(code)


def get(code: str) -> Kind:
    """The kind of this code. Raises UnknownKind."""
    try:
        return _kinds[code]
    except KeyError as error:
        raise UnknownKind(code) from error


def every() -> list[Kind]:
    """All kinds, in the order of their codes."""
    return [_kinds[code] for code in sorted(_kinds)]


def seen(officer_id: int, told: Iterable[tuple[str, str]]) -> set[tuple[str, str]]:
    """Of pairs (kind, object id) those the officer may see now: one question for each kind among them."""
    asked: dict[str, set[str]] = {}
    for code, object_id in told:
        asked.setdefault(code, set()).add(object_id)
    return {
        (code, object_id)
        for code, objects in asked.items()
        if (kind := find(code)) is not None
        for object_id in objects & set(kind.may_still_see(officer_id, objects))
    }
