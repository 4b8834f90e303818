"""What activities count for, and how they show behind a figure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from ketnoi.activities import policy, queries, snapshots
from ketnoi.activities.entry import Entry
from ketnoi.activities.enums import Status, Verb
from ketnoi.activities.models import Activity, Revision
from ketnoi.figures import catalogue
from ketnoi.figures.sources import Counted, Line, Row, Source
from ketnoi.officers.models import Officer
from ketnoi.orgs import queries as orgs
from ketnoi.places.queries import labels as place_labels
from ketnoi.programmes import queries as programmes
from ketnoi.ui import dates

NUMBER: Final = 1
CHUNK = 2_000


def counted(pairs: Iterable[tuple[int, Entry]]) -> Iterator[Counted]:
    """What recorded entries count for, by the activity's id."""
    above: dict[tuple[int, ...], frozenset[int]] = {}
    for record, entry in pairs:
        if entry.programmes not in above:
            above[entry.programmes] = programmes.closed_upward(entry.programmes)
        yield Counted(
            record=record,
            units=entry.units,
            day=entry.starts_on,
            place=entry.place or 0,
            lines=_lines(entry),
            programmes=above[entry.programmes],
            topics=frozenset(entry.topics),
            last=entry.ends_on,
        )


def _lines(entry: Entry) -> tuple[Line, ...]:
    kind, counting = entry.kind, entry.counting or 0
    came = [Line("luot", count, kind, audience, counting) for audience, count in entry.attendance.items() if count]
    within = (("nu", entry.women), ("dan_toc_thieu_so", entry.minority))
    told = [Line(indicator, count, kind, 0, counting) for indicator, count in within if count is not None]
    return (Line("hoat_dong", 1, kind, 0, counting), *came, *told)


def _count(ids: Sequence[int]) -> Iterable[Counted]:
    """Read from the tables, never from revisions: this is what `verify` compares the ledger with."""
    found = Activity.objects.filter(pk__in=ids, status=Status.RECORDED).order_by("pk")
    return counted((one.pk, snapshots.current(one)) for one in found.prefetch_related(*snapshots.PARTS))


def _ids() -> Iterable[int]:
    return Activity.objects.order_by("pk").values_list("pk", flat=True).iterator(chunk_size=CHUNK)


def _rows(ids: Sequence[int], as_of: int | None) -> list[Row]:
    """Activities as their revision of that moment says; the newest one when None."""
    revisions = Revision.objects.filter(activity__in=ids).select_related("activity").order_by("activity", "number")
    if as_of is not None:
        revisions = revisions.filter(at__lte=as_of)
    last = {one.activity_id: one for one in revisions}
    entries = {record: snapshots.entry(one.snapshot) for record, one in last.items()}
    names = orgs.names(unit for entry in entries.values() for unit in entry.units)
    where = place_labels({entry.place for entry in entries.values()})
    kinds = catalogue.names(entry.kind for entry in entries.values())
    return [_row(last[record], entries[record], names, where, kinds) for record in ids if record in last]


def _row(
    revision: Revision, entry: Entry, names: dict[int, str], where: dict[int | None, str], kinds: dict[int, str]
) -> Row:
    return Row(
        record=revision.activity_id,
        day=entry.starts_on,
        title=entry.title,
        where=queries.place_words(entry.venue, where.get(entry.place or 0, "")),
        who=", ".join(names.get(unit, "") for unit in entry.units),
        url=reverse("activities:detail", args=[revision.activity.uuid]),
        note=_note(revision),
        extra={
            "kind": kinds[entry.kind],
            "total": entry.total,
            "women": entry.women,
            "minority": entry.minority,
            "people_listed": entry.people_listed,
            "revision": revision.number,
            "reason": revision.reason,
        },
    )


def _note(revision: Revision) -> str:
    shown = {"day": dates.moment(revision.at)}
    if revision.verb == Verb.CORRECT:
        return _("Đính chính lúc %(day)s") % shown
    return _("Đã rút lúc %(day)s") % shown if revision.verb == Verb.WITHDRAW else ""


def _visible(officer: Officer) -> QuerySet[Activity, int]:
    return policy.visible_to(officer).values_list("pk", flat=True)


SOURCE = Source(NUMBER, "activity", _count, _ids, _rows, _visible)
