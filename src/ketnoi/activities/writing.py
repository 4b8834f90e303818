"""An entry into tables: set-based, so that one record and a thousand take the same statements."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final, NamedTuple
from uuid import uuid4

from ketnoi.activities import snapshots
from ketnoi.activities.entry import Entry
from ketnoi.activities.enums import Part, Verb
from ketnoi.activities.models import Activity, ActivityProgramme, ActivityUnit, Attendance, Revision
from ketnoi.audit import bulk
from ketnoi.ui.text import fold

ENTERED: Final = (
    *("kind_id", "title", "folded", "starts_on", "ends_on", "start_time", "place_id", "venue", "result"),
    *("counting_id", "women", "minority", "people_listed"),
)
STAMPED: Final = ("uuid", "status", "corrected", "version", "created_by", "created_unit")
KEPT: Final = ("activity_id", "number", "at", "actor", "unit", "verb", "reason", "snapshot")


class State(NamedTuple):
    """An activity by its id, as it is from now on."""

    activity: int
    version: int
    status: str
    entry: Entry


def _entered(entry: Entry) -> tuple[Any, ...]:
    """The entry's own fields, as ENTERED names them."""
    return (
        *(entry.kind, entry.title, fold(entry.title), entry.starts_on, entry.ends_on, entry.start_time),
        *(entry.place, entry.venue, entry.result),
        *(entry.counting, entry.women, entry.minority, entry.people_listed),
    )


def insert(entries: Sequence[Entry], actor: int, unit: int, status: str) -> list[State]:
    """Make activities of the entries, with all that hangs on them; their moment and revision follow."""
    numbers = bulk.ids(Activity, len(entries))
    made = [State(number, 1, str(status), entry) for number, entry in zip(numbers, entries, strict=True)]
    rows = [(one.activity, *_entered(one.entry), uuid4(), one.status, False, 1, actor, unit) for one in made]
    bulk.insert(Activity, ("id", *ENTERED, *STAMPED), rows)
    link([(one.activity, one.entry) for one in made])
    return made


def link(pairs: Sequence[tuple[int, Entry]]) -> None:
    """Write units, programmes, topics and attendance of new activities, by their ids."""
    lead, partner = str(Part.LEAD), str(Part.PARTNER)
    units = [
        (one, unit, partner if position else lead, position)
        for one, entry in pairs
        for position, unit in enumerate(entry.units)
    ]
    bulk.insert(ActivityUnit, ("activity_id", "unit_id", "part", "position"), units)
    programmes = [(one, number) for one, entry in pairs for number in entry.programmes]
    bulk.insert(ActivityProgramme, ("activity_id", "programme_id"), programmes)
    topics = [(one, number) for one, entry in pairs for number in entry.topics]
    bulk.insert(Activity.topics.through, ("activity_id", "category_id"), topics)
    came = [(one, audience, count) for one, entry in pairs for audience, count in entry.attendance.items()]
    bulk.insert(Attendance, ("activity_id", "audience_id", "count"), came)


def replace(activity: Activity, entry: Entry) -> None:
    """Make a saved activity say what the entry says; the caller holds its row."""
    for name, value in zip(ENTERED, _entered(entry), strict=True):
        setattr(activity, name, value)
    activity.save()
    activity.parts.all().delete()
    activity.programme_links.all().delete()
    activity.attendance.all().delete()
    activity.topics.clear()
    link([(activity.pk, entry)])


def keep(states: Iterable[State], verb: Verb, at: int, actor: int, unit: int, reason: str = "") -> None:
    """Keep the activities as they are now as revisions, under the moment of their facts."""
    done = (at, actor, unit, str(verb), reason)
    rows = [(one.activity, one.version, *done, bulk.json_text(snapshots.of(one.entry, one.status))) for one in states]
    bulk.insert(Revision, KEPT, rows)
