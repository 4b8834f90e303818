"""What is recorded after its period was confirmed: it needs a reason, which stays in its history."""

from __future__ import annotations

from collections.abc import Sequence

from ketnoi.activities.entry import Entry
from ketnoi.activities.writing import State
from ketnoi.periods import closing
from ketnoi.periods.closing import Closed, Counting
from ketnoi.programmes import queries as programmes

ROOM = "activities"  # whose indicators an activity counts in


def closed(entry: Entry) -> list[Closed]:
    """Confirmed periods that the entry comes after."""
    above = programmes.closed_upward(entry.programmes)
    return closing.closed(Counting(entry.units, entry.starts_on, above, ROOM, last=entry.ends_on))


def apart(states: Sequence[State], reason: str) -> list[tuple[str, list[State]]]:
    """Activities that come after their period was confirmed, with the reason; and all others, without one."""
    after = _after([one.entry for one in states]) if reason else [False] * len(states)
    parts = {
        told: [one for one, late in zip(states, after, strict=True) if late is bool(told)] for told in (reason, "")
    }
    return [(told, some) for told, some in parts.items() if some]


def _after(entries: Sequence[Entry]) -> list[bool]:
    """Which of these come after a confirmation: asked once for what counts alike, in a fixed number of queries."""
    alike = [(entry.units, entry.starts_on, entry.ends_on, entry.programmes) for entry in entries]
    distinct = list(dict.fromkeys(alike))
    above = {chosen: programmes.closed_upward(chosen) for *_when, chosen in distinct}
    asked = [Counting(units, day, above[chosen], ROOM, last=last) for units, day, last, chosen in distinct]
    after = dict(zip(distinct, map(bool, closing.confirmed(asked)), strict=True))
    return [after[one] for one in alike]


def demand(entry: Entry, reason: str) -> None:
    """Raises ValidationError of "reason" where the entry needs one and has none."""
    closing.demand([] if reason else closed(entry), reason)
