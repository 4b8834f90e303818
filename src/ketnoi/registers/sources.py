"""What registers tell the ledger: how records are counted, listed behind a figure, and who may open them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, Final

from django.db.models import Model, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from ketnoi.figures import catalogue, months
from ketnoi.figures.sources import Row, Source
from ketnoi.officers.models import Officer
from ketnoi.orgs import queries as orgs
from ketnoi.places.queries import labels as place_labels
from ketnoi.registers import facts, policy
from ketnoi.registers.models import Broadcast, MembershipMonth, MonthReport, Person, Product, Revision, Standing

CHUNK = 2_000


def _ids(model: type[Model]) -> Callable[[], Iterable[int]]:
    rows = model._default_manager.order_by("pk")  # noqa: SLF001 - Django's documented way
    return lambda: rows.all().values_list("pk", flat=True).iterator(chunk_size=CHUNK)


def _thing_rows(ids: Sequence[int], as_of: int | None) -> list[Row]:
    """Things as their revision of that moment says; the newest one when None."""
    kept = Revision.objects.filter(standing__in=ids).select_related("standing").order_by("standing", "number")
    last = {one.standing_id: one for one in (kept.filter(at__lte=as_of) if as_of is not None else kept)}
    where = place_labels(one.snapshot["place"] for one in last.values())
    units = orgs.names(one.snapshot["unit"] for one in last.values())
    named = catalogue.names(one.standing.kind_id for one in last.values())
    return [_thing_row(one, where, units, named) for one in last.values()]


def _thing_row(one: Revision, where: dict[int | None, str], units: dict[int, str], named: dict[int, str]) -> Row:
    told, thing = one.snapshot, one.standing
    return Row(
        record=thing.pk,
        day=thing.opened_on,
        title=told["name"],
        where=where.get(told["place"], ""),
        who=units.get(told["unit"], ""),
        url=reverse("registers:thing", args=[thing.uuid]),
        note=named[thing.kind_id],
        extra={"kind": named[thing.kind_id], "revision": one.number},
    )


def _month_rows(ids: Sequence[int], _as_of: int | None) -> list[Row]:
    found = MonthReport.objects.filter(pk__in=ids).select_related("standing")
    units = orgs.names(one.unit_id for one in found)
    return [
        Row(
            record=one.pk,
            day=months.last_day(one.month),
            title=one.standing.name,
            where=_("tháng %(month)s/%(year)s") % {"month": one.month % 12 + 1, "year": one.month // 12},
            who=units.get(one.unit_id, ""),
            url=reverse("registers:thing", args=[one.standing.uuid]),
            note=_("không phát sinh") if one.nothing else "",
        )
        for one in found
    ]


def _person_rows(ids: Sequence[int], _as_of: int | None) -> list[Row]:
    """Nobody is named behind a figure: a line of a roster is a list and a unit."""
    found = Person.objects.filter(pk__in=ids)
    units, named = orgs.names(one.unit_id for one in found), catalogue.names(one.kind_id for one in found)
    at = reverse("registers:roster")
    return [Row(one.pk, one.since, named[one.kind_id], "", units.get(one.unit_id, ""), at) for one in found]


def _membership_rows(ids: Sequence[int], _as_of: int | None) -> list[Row]:
    found = MembershipMonth.objects.filter(pk__in=ids)
    units, title = orgs.names(one.unit_id for one in found), _("Hội viên vào, ra trong tháng")
    at = reverse("registers:membership")
    return [Row(one.pk, months.last_day(one.month), title, "", units.get(one.unit_id, ""), at) for one in found]


def _product_rows(ids: Sequence[int], _as_of: int | None) -> list[Row]:
    found = Product.objects.filter(pk__in=ids)
    units = orgs.names(one.unit_id for one in found)
    return [_product_row(one.pk, one, one.made_on, units) for one in found]


def _broadcast_rows(ids: Sequence[int], _as_of: int | None) -> list[Row]:
    found = Broadcast.objects.filter(pk__in=ids).select_related("product")
    units = orgs.names(one.product.unit_id for one in found)
    return [_product_row(one.pk, one.product, one.day, units, one.channel) for one in found]


def _product_row(record: int, made: Product, day: Any, units: dict[int, str], where: str = "") -> Row:
    url = reverse("registers:product", args=[made.uuid])
    return Row(record, day, made.title, where, units.get(made.unit_id, ""), url)


def _broadcasts_visible(officer: Officer) -> QuerySet[Broadcast, int]:
    return Broadcast.objects.filter(product__in=policy.products_visible_to(officer)).values_list("pk", flat=True)


def _visible(rows: Callable[[Officer], QuerySet[Any]]) -> Callable[[Officer], QuerySet[Any, int]]:
    return lambda officer: rows(officer).values_list("pk", flat=True)


THINGS: Final = Source(11, "standing", facts.count_things, _ids(Standing), _thing_rows, _visible(policy.visible_to))
MONTHS: Final = Source(
    12, "standing_month", facts.count_months, _ids(MonthReport), _month_rows, _visible(policy.months_visible_to)
)
PEOPLE: Final = Source(13, "roster", facts.count_people, _ids(Person), _person_rows, _visible(policy.people_visible_to))
MEMBERSHIP: Final = Source(
    14, "membership_month", facts.count_membership, _ids(MembershipMonth), _membership_rows,
    _visible(policy.membership_visible_to),
)  # fmt: skip
PRODUCTS: Final = Source(
    15, "product", facts.count_products, _ids(Product), _product_rows, _visible(policy.products_visible_to)
)
BROADCASTS: Final = Source(
    16, "broadcast", facts.count_broadcasts, _ids(Broadcast), _broadcast_rows, _broadcasts_visible
)
EVERY: Final = (THINGS, MONTHS, PEOPLE, MEMBERSHIP, PRODUCTS, BROADCASTS)
