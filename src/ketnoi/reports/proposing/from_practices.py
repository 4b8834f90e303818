"""Single practices behind a report's figures, the newest first: what was published, who adopted it from whom, whose
council recognised it. Only what every officer may read, and nothing whose name may be somebody's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from django.db.models import QuerySet

from ketnoi.activities import persons
from ketnoi.orgs import queries as orgs
from ketnoi.practices import recognised, sources
from ketnoi.practices.models import Practice, Recognition
from ketnoi.reports.proposing.asking import Asking
from ketnoi.reports.proposing.from_records import behind
from ketnoi.reports.proposing.practices import Told

MOST: Final = 3  # of one figure; the rest is in the list that the figure opens
LOOKED_AT: Final = 50  # the newest; where all of them may name somebody, none is offered
PUBLISHED: Final = "mo_hinh_cong_bo"
ADOPTED: Final = "mo_hinh_nhan_ve"
GIVEN: Final = "mo_hinh_duoc_nhan"
RECOGNISED: Final = recognised.DECIDED


def told(ask: Asking, code: str) -> Iterator[Told]:
    """What can be said of single practices behind this indicator; nothing where it counts something else."""
    telling = _TELLING.get(code)
    return telling(ask, code) if telling else iter(())


def _published(ask: Asking, code: str) -> Iterator[Told]:
    found = _chosen(_practices(ask, code))
    units = orgs.names(one.unit_id for one in found)
    for one in found:
        if one.published_on:
            yield Told("published", code, one.pk, one.name, units.get(one.unit_id, ""), one.published_on)


def _adopted(ask: Asking, code: str) -> Iterator[Told]:
    """What went from one of the report's units to another is told once, as adopted."""
    rows = _practices(ask, code).select_related("parent")
    if code == GIVEN:
        rows = rows.exclude(pk__in=_practices(ask, ADOPTED).values("pk"))
    pairs = [(one, one.parent.unit_id) for one in _chosen(rows) if one.parent]
    units = orgs.names(unit for one, giver in pairs for unit in (one.unit_id, giver))
    for one, giver in pairs:
        if one.published_on:
            who, whom = units.get(one.unit_id, ""), units.get(giver, "")
            yield Told("adopted", code, one.pk, one.name, who, one.published_on, whom)


def _recognised(ask: Asking, code: str) -> Iterator[Told]:
    """Decisions that still stand."""
    asked = behind(ask, code, recognised.SOURCE.number)
    rows = Recognition.objects.filter(pk__in=asked, withdrawn_on=None, practice__edition__gt=0)
    newest = rows.select_related("practice").order_by("-decided_on", "-pk")[:LOOKED_AT]
    found = [one for one in newest if not persons.may_name(one.practice.name)][:MOST]
    units = orgs.names(unit for one in found for unit in (one.practice.unit_id, one.unit_id))
    for one in found:
        who, council = units.get(one.practice.unit_id, ""), units.get(one.unit_id, "")
        if one.decided_on:
            yield Told("recognised", code, one.practice_id, one.practice.name, who, one.decided_on, council)


def _practices(ask: Asking, code: str) -> QuerySet[Practice]:
    return Practice.objects.filter(pk__in=behind(ask, code, sources.PRACTICES.number), edition__gt=0)


def _chosen(rows: QuerySet[Practice]) -> list[Practice]:
    newest = rows.order_by("-published_on", "-pk")[:LOOKED_AT]
    return [one for one in newest if not persons.may_name(one.name)][:MOST]


_TELLING: Final[dict[str, Callable[[Asking, str], Iterator[Told]]]] = {
    PUBLISHED: _published,
    ADOPTED: _adopted,
    GIVEN: _adopted,
    RECOGNISED: _recognised,
}
