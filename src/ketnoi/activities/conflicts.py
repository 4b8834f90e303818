"""Two editors of one activity: what both changed is chosen by the second, field by field; the rest merges by itself."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from ketnoi.activities import display, snapshots
from ketnoi.activities.entry import Entry


@dataclass(frozen=True)
class Field:
    """One field in which the two differ. `only` says who changed it: "mine", "theirs", or "" for both."""

    name: str
    label: str
    mine: str
    theirs: str
    only: str


def fields(base: Entry, mine: Entry, theirs: Entry) -> list[Field]:
    """What must be looked at: fields in which mine and theirs differ, in the order of the record."""
    known = display.names([base, mine, theirs])
    ours, others = display.shown(mine, known), display.shown(theirs, known)
    i_changed, they_changed = (set(snapshots.differing(base, one)) for one in (mine, theirs))
    return [
        Field(
            name,
            str(display.LABELS[name]),
            ours[name],
            others[name],
            "mine" if name not in they_changed else "theirs" if name not in i_changed else "",
        )
        for name in snapshots.differing(mine, theirs)
    ]


def merged(mine: Entry, theirs: Entry, keep_theirs: Collection[str]) -> Entry:
    """My entry with these fields as they have them."""
    return replace(mine, **{name: getattr(theirs, name) for name in keep_theirs})
