"""An activity as a plain value: what a revision keeps, what an editor sees, what a copy starts from.

A snapshot holds ids, numbers and the record's own words; it never names a person. Days are ISO text.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from typing import Any

from ketnoi.activities.entry import Entry
from ketnoi.activities.enums import Part
from ketnoi.activities.models import Activity

Snapshot = dict[str, Any]

PARTS = ("parts", "programme_links", "topics", "attendance")


def of(entry: Entry, status: str) -> Snapshot:
    """What a revision keeps of an entry."""
    return {
        "status": status,
        "kind": entry.kind,
        "title": entry.title,
        "starts_on": entry.starts_on.isoformat(),
        "ends_on": entry.ends_on.isoformat() if entry.ends_on else None,
        "start_time": entry.start_time.isoformat("minutes") if entry.start_time else None,
        "place": entry.place,
        "venue": entry.venue,
        "lead": entry.lead,
        "partners": list(entry.partners),
        "programmes": sorted(entry.programmes),
        "topics": sorted(entry.topics),
        "attendance": {str(audience): count for audience, count in sorted(entry.attendance.items())},
        "women": entry.women,
        "minority": entry.minority,
        "people_listed": entry.people_listed,
        "counting": entry.counting,
        "result": entry.result,
    }


def entry(snapshot: Snapshot) -> Entry:
    """The entry that a revision kept."""
    ends, time = snapshot["ends_on"], snapshot["start_time"]
    plain = ("kind", "title", "lead", "place", "venue", "women", "minority", "people_listed", "counting", "result")
    return Entry(
        **{name: snapshot[name] for name in plain},
        starts_on=dt.date.fromisoformat(snapshot["starts_on"]),
        ends_on=dt.date.fromisoformat(ends) if ends else None,
        start_time=dt.time.fromisoformat(time) if time else None,
        partners=tuple(snapshot["partners"]),
        programmes=tuple(snapshot["programmes"]),
        topics=tuple(snapshot["topics"]),
        attendance={int(audience): count for audience, count in snapshot["attendance"].items()},
    )


def current(activity: Activity) -> Entry:
    """The activity as it stands, read from its tables (four queries unless PARTS were fetched before)."""
    parts = list(activity.parts.all())
    lead = next(part.unit_id for part in parts if part.part == Part.LEAD)
    return Entry(
        kind=activity.kind_id,
        title=activity.title,
        starts_on=activity.starts_on,
        lead=lead,
        ends_on=activity.ends_on,
        start_time=activity.start_time,
        place=activity.place_id,
        venue=activity.venue,
        partners=tuple(part.unit_id for part in parts if part.unit_id != lead),
        programmes=tuple(sorted(link.programme_id for link in activity.programme_links.all())),
        topics=tuple(sorted(topic.pk for topic in activity.topics.all())),
        attendance={row.audience_id: row.count for row in activity.attendance.all()},
        women=activity.women,
        minority=activity.minority,
        people_listed=activity.people_listed,
        counting=activity.counting_id,
        result=activity.result,
    )


def differing(one: Entry, other: Entry, among: Collection[str] | None = None) -> list[str]:
    """Names of the fields in which two entries differ, in the order of `Entry`."""
    names: Iterable[str] = Entry.__dataclass_fields__ if among is None else among
    return [name for name in names if getattr(one, name) != getattr(other, name)]
