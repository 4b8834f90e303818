"""The zeros that units confirmed: a number that is 0 is a fact only where somebody said so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from ketnoi.figures import catalogue
from ketnoi.figures.sources import Counted, Line, Row, Source
from ketnoi.officers.models import Officer
from ketnoi.periods import figures, programmes, queries, spans
from ketnoi.periods.models import Confirmation, Statement
from ketnoi.ui import dates

NUMBER: Final = 20
CHUNK = 2_000


def counted(confirmation: Confirmation, numbers: Mapping[str, int]) -> Counted:
    """The zeros of one confirmation, on the period's last day, where its unit stands."""
    lines = [line for one in figures.known(confirmation.regime) if numbers.get(one.code) == 0 for line in _zeros(one)]
    return Counted(
        record=confirmation.pk,
        units=(confirmation.unit_id,),
        day=confirmation.end,
        place=confirmation.unit.place_id or 0,
        lines=tuple(dict.fromkeys(lines)),
        programmes=programmes.closed_upward(confirmation.regime.programme),
    )


def _zeros(indicator: catalogue.Counting) -> Iterator[Line]:
    """A zero in each category the indicator counts. Parts taken and communes reached have no zero of their own."""
    if indicator.taking_part or indicator.covers:
        return
    base = catalogue.stored_ids()[indicator.stored].code
    for kind in indicator.kinds or (0,):
        for audience in indicator.audiences or (0,):
            yield Line(base, 0, kind=kind, audience=audience)


def _count(ids: Sequence[int]) -> Iterable[Counted]:
    last = {row.confirmation_id: row.numbers for row in _last_statements(ids)}
    found = Confirmation.objects.filter(pk__in=ids).select_related("regime", "unit").order_by("pk")
    return (counted(one, last.get(one.pk, {})) for one in found)


def _last_statements(ids: Sequence[int]) -> QuerySet[Statement]:
    """Each confirmation's statements, the last one last."""
    return Statement.objects.filter(confirmation__in=ids).order_by("confirmation", "number")


def _ids() -> Iterable[int]:
    return Confirmation.objects.order_by("pk").values_list("pk", flat=True).iterator(chunk_size=CHUNK)


def _rows(ids: Sequence[int], _as_of: int | None) -> list[Row]:
    found = Confirmation.objects.filter(pk__in=ids).select_related("regime", "unit").order_by("pk")
    return [_row(one) for one in found]


def _row(one: Confirmation) -> Row:
    span = spans.starting(one.regime, one.start)
    return Row(
        record=one.pk,
        day=one.end,
        title=_("Xác nhận không phát sinh: %(period)s") % {"period": span.title if span else dates.day(one.end)},
        where="",
        who=one.unit.label,
        url=reverse("periods:unit", args=[one.regime.code, one.start, one.unit_id]),
        note=one.regime.name,
    )


def _visible(officer: Officer) -> QuerySet[Confirmation, int]:
    return Confirmation.objects.filter(queries.within(officer, "unit__")).values_list("pk", flat=True)


SOURCE = Source(NUMBER, "confirmation", _count, _ids, _rows, _visible)
