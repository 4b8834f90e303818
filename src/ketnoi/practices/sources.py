"""What practices tell the ledger: how they and their sites are counted, listed behind a figure, and who opens them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final

from django.db.models import Model, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from ketnoi.figures.sources import Row, Source
from ketnoi.officers.models import Officer
from ketnoi.orgs import queries as orgs
from ketnoi.practices import facts, policy
from ketnoi.practices.models import Practice, Site

CHUNK = 2_000


def _ids(model: type[Model]) -> Callable[[], Iterable[int]]:
    rows = model._default_manager.order_by("pk")  # noqa: SLF001 - Django's documented way
    return lambda: rows.all().values_list("pk", flat=True).iterator(chunk_size=CHUNK)


def _practice_rows(ids: Sequence[int], _as_of: int | None) -> list[Row]:
    found = Practice.objects.filter(pk__in=ids, published_on__isnull=False).select_related("parent")
    units = orgs.names(unit for one in found for unit in (one.unit_id, one.parent.unit_id if one.parent else 0))
    return [
        Row(
            record=one.pk,
            day=one.published_on,
            title=one.name,
            where="",
            who=units.get(one.unit_id, ""),
            url=reverse("practices:practice", args=[one.uuid]),
            note=_whence(one, units),
        )
        for one in found
        if one.published_on is not None
    ]


def _whence(one: Practice, units: dict[int, str]) -> str:
    if one.parent is None:
        return _("khởi xướng")
    return _("áp dụng lại từ %(unit)s") % {"unit": units.get(one.parent.unit_id, "")}


def _site_rows(ids: Sequence[int], _as_of: int | None) -> list[Row]:
    found = Site.objects.filter(pk__in=ids).select_related("practice", "place")
    units = orgs.names(one.unit_id for one in found)
    return [
        Row(
            record=one.pk,
            day=one.opened_on,
            title=one.name,
            where=one.place.label if one.place else "",
            who=units.get(one.unit_id, ""),
            url=reverse("practices:practice", args=[one.practice.uuid]) + "#diem",
            note=one.practice.name,
        )
        for one in found
    ]


def _practices_visible(officer: Officer) -> QuerySet[Practice, int]:
    return policy.visible_to(officer).values_list("pk", flat=True)


def _sites_visible(officer: Officer) -> QuerySet[Any, int]:
    return Site.objects.filter(practice__in=policy.visible_to(officer)).values_list("pk", flat=True)


PRACTICES: Final = Source(41, "practice", facts.count_practices, _ids(Practice), _practice_rows, _practices_visible)
SITES: Final = Source(42, "practice_site", facts.count_sites, _ids(Site), _site_rows, _sites_visible)
EVERY: Final = (PRACTICES, SITES)
