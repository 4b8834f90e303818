"""Whose records clocks are kept beside: the room of a record says who may read its clocks, and who is told of them."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

from ketnoi.deadlines.alarms import Stage
from ketnoi.officers.models import Officer

# officer, owner ids -> those of them whose clocks he may read now
MayRead = Callable[[Officer, Collection[int]], Collection[int]]


@dataclass(frozen=True)
class Owner:
    """What a room says of its records of one kind; it registers it in its `apps.ready`.

    `answerable(owner_id, stage)` are the officers to be told; `address(owner_id)` is the record's page.
    """

    kind: str
    may_read: MayRead
    answerable: Callable[[int, Stage], Collection[int]]
    address: Callable[[int], str]


_owners: dict[str, Owner] = {}


def register(owner: Owner) -> None:
    """Make a kind of record known; registering it again puts the later in the place of the earlier."""
    _owners[owner.kind] = owner


def find(kind: str) -> Owner | None:
    """The owner of this kind, or None: then nobody may read its clocks."""
    return _owners.get(kind)
