"""What works and their own results count for, and how they show behind a figure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from ketnoi.figures import catalogue
from ketnoi.figures.sources import Counted, Line, Row, Source
from ketnoi.officers.models import Officer
from ketnoi.orgs import queries as orgs
from ketnoi.places.queries import labels as place_labels
from ketnoi.programmes import queries as programmes
from ketnoi.ui.numbers import grouped
from ketnoi.works import queries, resources
from ketnoi.works.enums import COUNTING, Consent, Kind, Status
from ketnoi.works.models import Result, Revision, Work

NUMBER: Final = 21
RESULTS: Final = 22
CHUNK = 2_000
NEW: Final = {Kind.WORK: "cong_trinh_moi", Kind.TASK: "phan_viec_moi"}
ENDED: Final = {Status.DONE: "viec_hoan_thanh", Status.DROPPED: "viec_dung"}


def of_works(works: Iterable[Work]) -> Iterator[Counted]:
    """What works that were agreed to count for: registered in their year, ended on their day, key ones in between."""
    above: dict[int | None, frozenset[int]] = {}
    for work in works:
        if work.status not in COUNTING:
            continue
        if work.programme_id not in above:
            above[work.programme_id] = programmes.closed_upward(filter(None, [work.programme_id]))
        for day, lines in _lines(work):
            yield Counted(work.pk, units(work), day, _place(work), lines, above[work.programme_id])


def _lines(work: Work) -> Iterator[tuple[dt.date, tuple[Line, ...]]]:
    field = work.field_id
    new = () if work.carried_from_id else (Line("viec_moi", 1, field), Line(NEW[Kind(work.kind)], 1, field))
    key = (Line("trong_diem", 1, field),) if work.key else ()
    yield work.counted_on, (Line("viec_trong_nam", 1, field), *new, *key, *_means(work))
    ended = (Line(ENDED[Status(work.status)], 1, field),) if work.status in ENDED else ()
    gone = (Line("trong_diem", -1, field),) if work.key else ()
    if last := left_on(work):
        yield last, (*ended, *gone)


def _means(work: Work) -> Iterator[Line]:
    totals = resources.totals({one.source: one.amount for one in work.resources.all()})
    if resources.MONEY in totals:
        yield Line("kinh_phi_viec", totals.pop(resources.MONEY), work.field_id)
    for amount in totals.values():
        yield Line("ngay_cong_viec", amount, work.field_id)


def left_on(work: Work) -> dt.date | None:
    """The first day on which it is no longer carried out: one carried over goes on under the new year's row."""
    return dt.date(work.year + 1, 1, 1) if work.status == Status.CARRIED else work.ended_on


def units(work: Work) -> tuple[int, ...]:
    """Those that count as taking part, the one that registered first."""
    return tuple(part.unit_id for part in work.parts.all() if part.consent in {Consent.LEAD, Consent.GIVEN})


def _place(work: Work) -> int:
    return work.place_id or work.unit.place_id or 0


def of_results(results: Iterable[Result]) -> Iterator[Counted]:
    for one in results:
        work = one.work
        if one.withdrawn or work.status not in COUNTING:
            continue
        above = programmes.closed_upward(filter(None, [work.programme_id]))
        line = Line("ket_qua_viec", one.value, one.measure_id)
        yield Counted(one.pk, (work.unit_id,), one.day, _place(work), (line,), above)


def count(ids: Sequence[int]) -> Iterable[Counted]:
    found = Work.objects.filter(pk__in=ids).order_by("pk").select_related("unit")
    return of_works(found.prefetch_related("parts", "resources"))


def count_results(ids: Sequence[int]) -> Iterable[Counted]:
    return of_results(Result.objects.filter(pk__in=ids).order_by("pk").select_related("work__unit"))


def _ids() -> Iterable[int]:
    return Work.objects.order_by("pk").values_list("pk", flat=True).iterator(chunk_size=CHUNK)


def _result_ids() -> Iterable[int]:
    return Result.objects.order_by("pk").values_list("pk", flat=True).iterator(chunk_size=CHUNK)


def _rows(ids: Sequence[int], as_of: int | None) -> list[Row]:
    """Works as their revision of that moment says; the newest one when None."""
    kept = Revision.objects.filter(work__in=ids).select_related("work").order_by("work", "number")
    last = {one.work_id: one for one in (kept.filter(at__lte=as_of) if as_of is not None else kept)}
    told = {work: one.snapshot for work, one in last.items()}
    where = place_labels({one["place"] for one in told.values()})
    names = orgs.names(unit for one in told.values() for unit in one["joined"])
    fields = catalogue.names(one["field"] for one in told.values())
    return [_row(last[work], where, names, fields) for work in ids if work in last]


def _row(one: Revision, where: dict[int | None, str], names: dict[int, str], fields: dict[int, str]) -> Row:
    told, work = one.snapshot, one.work
    said = {"kind": Kind(told["kind"]).label, "year": told["year"]}
    return Row(
        record=work.pk,
        day=dt.date.fromisoformat(told["counted_on"]),
        title=told["title"],
        where=where.get(told["place"], ""),
        who=", ".join(names.get(unit, "") for unit in told["joined"]),
        url=reverse("works:work", args=[work.uuid]),
        note=_("%(kind)s năm %(year)s") % said,
        extra={"kind": fields[told["field"]], "status": str(Status(told["status"]).label), "revision": one.number},
    )


def _result_rows(ids: Sequence[int], _as_of: int | None) -> list[Row]:
    found = {one.pk: one for one in Result.objects.filter(pk__in=ids).select_related("work", "measure")}
    names = orgs.names(one.work.unit_id for one in found.values())
    return [_result_row(found[one], names) for one in ids if one in found]


def _result_row(one: Result, names: dict[int, str]) -> Row:
    told = _("%(number)s %(noun)s; cách đo: %(how)s")
    return Row(
        record=one.pk,
        day=one.day,
        title=one.work.title,
        where="",
        who=names.get(one.work.unit_id, ""),
        url=reverse("works:work", args=[one.work.uuid]),
        note=told % {"number": grouped(one.value), "noun": one.measure.noun, "how": one.how},
        extra={"kind": one.measure.name},
    )


def _visible(officer: Officer) -> QuerySet[Work, int]:
    return queries.visible_to(officer).values_list("pk", flat=True)


def _results_visible(officer: Officer) -> QuerySet[Any, int]:
    return Result.objects.filter(work__in=queries.visible_to(officer)).values_list("pk", flat=True)


SOURCE = Source(NUMBER, "work", count, _ids, _rows, _visible)
RESULT_SOURCE = Source(RESULTS, "work_result", count_results, _result_ids, _result_rows, _results_visible)
