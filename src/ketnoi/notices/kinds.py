"""Which kinds of notices there are. A room registers its own in `apps.ready`.

A notice carries its kind and nothing else that could be read: the kind's words stand in the officer's own list, and
what leaves the product is one of the fixed `Said`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass

from django.utils.functional import Promise

from ketnoi.notices.enums import Said
from ketnoi.officers.models import Officer

# officer, ids of objects as they were told -> those of them the officer may still see, now
MayStillSee = Callable[[Officer, Collection[str]], Collection[str]]
# ids of objects -> those of them that are protected: even that they exist is shown after a second factor only
Protected = Callable[[Collection[str]], Collection[str]]
# officer, ids of objects -> those he must know nothing of, whatever his post (a conflict of interest)
Hidden = Callable[[Officer, Collection[str]], Collection[str]]
Strong = Callable[[], bool]  # whether the session has a second factor; asked only where it matters


def all_of(objects: Collection[str]) -> Collection[str]:
    """Of a kind whose objects are all protected."""
    return objects


def none_of(_objects: Collection[str]) -> Collection[str]:
    """Of a kind none of whose objects is."""
    return ()


def from_nobody(_officer: Officer, _objects: Collection[str]) -> Collection[str]:
    """Of a kind that knows no conflicts of interest."""
    return ()


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
    protected: Protected = none_of
    hidden: Hidden = from_nobody


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


def seen(officer: Officer, told: Iterable[tuple[str, str]], strong: Strong) -> set[tuple[str, str]]:
    """Of pairs (kind, object id) those the officer may see now: one question for all kinds that ask the same."""
    asked: dict[MayStillSee, dict[str, set[str]]] = {}
    for code, objects in by_kind(told).items():
        kind = find(code)
        if kind is not None and (spoken := set(open_to(kind, objects, strong))):
            asked.setdefault(kind.may_still_see, {})[code] = spoken
    found: set[tuple[str, str]] = set()
    for may_still_see, of_kinds in asked.items():
        may = set(may_still_see(officer, set().union(*of_kinds.values())))
        found |= {(code, one) for code, objects in of_kinds.items() for one in objects & may}
    return found


def known(officer: Officer, told: Iterable[tuple[str, str]], strong: Strong) -> set[tuple[str, str]]:
    """Of pairs (kind, object id) those of which the officer may know that they exist: less than to see them."""
    return {
        (code, object_id)
        for code, objects in by_kind(told).items()
        if (kind := find(code)) is not None
        for object_id in set(open_to(kind, objects, strong)) - set(kind.hidden(officer, objects))
    }


def protected(told: Iterable[tuple[str, str]]) -> set[tuple[str, str]]:
    """Of pairs (kind, object id) those that are protected; what no room speaks for any more counts as that."""
    found: set[tuple[str, str]] = set()
    for code, objects in by_kind(told).items():
        kind = find(code)
        found |= {(code, object_id) for object_id in (kind.protected(objects) if kind else objects)}
    return found


def open_to(kind: Kind, objects: Collection[str], strong: Strong) -> Collection[str]:
    """Of these objects those that may be spoken of in such a session."""
    protected = set(kind.protected(objects))
    return set(objects) - protected if protected and not strong() else objects


def by_kind(told: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    """{kind: its objects}."""
    asked: dict[str, set[str]] = {}
    for code, object_id in told:
        asked.setdefault(code, set()).add(object_id)
    return asked


def outside() -> bool:
    """The session of what is sent by a channel: it says no more than that there is something to open."""
    return True
