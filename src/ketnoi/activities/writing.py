"""An entry into tables: set-based, so that one record and a thousand take the same statements."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ketnoi.activities import snapshots
from ketnoi.activities.entry import Entry
from ketnoi.activities.enums import Part, Verb
from ketnoi.activities.models import Activity, ActivityProgramme, ActivityUnit, Attendance, Revision
from ketnoi.ui.text import fold

BATCH = 500


def fill(activity: Activity, entry: Entry) -> Activity:
    """Put the entry's own fields into the activity, unsaved."""
    plain = ("title", "starts_on", "ends_on", "start_time", "venue", "result", "women", "minority", "people_listed")
    for name in plain:
        setattr(activity, name, getattr(entry, name))
    activity.kind_id, activity.place_id, activity.counting_id = entry.kind, entry.place, entry.counting
    activity.folded = fold(entry.title)
    return activity


def insert(entries: Sequence[Entry], actor: int, unit: int, status: str) -> list[Activity]:
    """Make activities of the entries, with all that hangs on them; their moment and revision follow."""
    made = [fill(Activity(status=status, created_by=actor, created_unit=unit), entry) for entry in entries]
    Activity.objects.bulk_create(made, batch_size=BATCH)
    link(zip(made, entries, strict=True))
    return made


def link(pairs: Iterable[tuple[Activity, Entry]]) -> None:
    """Write units, programmes, topics and attendance of new activities."""
    known = list(pairs)
    topics = Activity.topics.through
    ActivityUnit.objects.bulk_create([row for one, entry in known for row in _units(one, entry)], batch_size=BATCH)
    ActivityProgramme.objects.bulk_create(
        [ActivityProgramme(activity=one, programme_id=number) for one, entry in known for number in entry.programmes],
        batch_size=BATCH,
    )
    topics.objects.bulk_create(
        [topics(activity=one, category_id=number) for one, entry in known for number in entry.topics],
        batch_size=BATCH,
    )
    Attendance.objects.bulk_create(
        [
            Attendance(activity=one, audience_id=audience, count=count)
            for one, entry in known
            for audience, count in entry.attendance.items()
        ],
        batch_size=BATCH,
    )


def _units(activity: Activity, entry: Entry) -> Iterable[ActivityUnit]:
    for position, unit in enumerate(entry.units):
        part = Part.PARTNER if position else Part.LEAD
        yield ActivityUnit(activity=activity, unit_id=unit, part=part, position=position)


def replace(activity: Activity, entry: Entry) -> None:
    """Make a saved activity say what the entry says; the caller holds its row."""
    fill(activity, entry).save()
    activity.parts.all().delete()
    activity.programme_links.all().delete()
    activity.attendance.all().delete()
    activity.topics.clear()
    link([(activity, entry)])


def keep(pairs: Iterable[tuple[Activity, Entry]], verb: Verb, at: int, actor: int, unit: int, reason: str = "") -> None:
    """Keep the activities as they are now as revisions, under the moment of their facts."""
    Revision.objects.bulk_create(
        [
            Revision(
                activity=one, number=one.version, at=at, actor=actor, unit=unit, verb=verb, reason=reason,
                snapshot=snapshots.of(entry, one.status),
            )
            for one, entry in pairs
        ],
        batch_size=BATCH,
    )  # fmt: skip
