"""What registers count for: what stands (+1 when it came, -1 when it went), what came, what went, what it told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ketnoi.figures import months
from ketnoi.figures.sources import Counted, Line
from ketnoi.registers import kinds
from ketnoi.registers.models import Broadcast, MembershipMonth, MonthReport, Person, Product, Standing


def of_things(things: Iterable[Standing]) -> Iterator[Counted]:
    """A thing moves when it is handed to another unit: it goes here and comes there, and is neither opened nor closed.

    That its unit became part of another changes nothing: whoever asks for that one finds this one under it.
    """
    for thing in things:
        kind, last = thing.kind_id, None
        for stay in thing.stays.all():
            came = [Line("so_bo", 1, kind=kind)]
            if last is None:
                came.append(Line("so_bo_mo", 1, kind=kind))
            else:
                gone = (Line("so_bo", -1, kind=kind),)
                yield Counted(thing.pk, (last.unit_id,), stay.since, last.place_id or 0, gone)
            yield Counted(thing.pk, (stay.unit_id,), stay.since, stay.place_id or 0, tuple(came))
            last = stay
        if last is not None and thing.closed_on is not None:
            closed = (Line("so_bo", -1, kind=kind), Line("so_bo_dong", 1, kind=kind))
            yield Counted(thing.pk, (last.unit_id,), thing.closed_on, last.place_id or 0, closed)


def of_months(reports: Iterable[MonthReport]) -> Iterator[Counted]:
    """Numbers count on the month's last day; where nothing happened, each of them is a zero that was confirmed."""
    for one in reports:
        kind = kinds.by_id(one.standing.kind_id)
        told = {output.code: 0 for output in kind.outputs} if one.nothing else one.numbers
        lines = tuple(Line(code, number, kind=one.standing.kind_id) for code, number in sorted(told.items()))
        yield Counted(one.pk, (one.unit_id,), months.last_day(one.month), one.place, lines)


def of_people(people: Iterable[Person]) -> Iterator[Counted]:
    for one in people:
        place = one.unit.place_id or 0
        yield Counted(one.pk, (one.unit_id,), one.since, place, (Line("doi_ngu", 1, kind=one.kind_id),))
        if one.until is not None:
            yield Counted(one.pk, (one.unit_id,), one.until, place, (Line("doi_ngu", -1, kind=one.kind_id),))


def of_membership(told: Iterable[MembershipMonth]) -> Iterator[Counted]:
    for one in told:
        lines = (
            Line("hoi_vien", one.came - one.went),
            Line("hoi_vien_vao", one.came),
            Line("hoi_vien_ra", one.went),
        )
        yield Counted(one.pk, (one.unit_id,), months.last_day(one.month), one.unit.place_id or 0, lines)


def of_products(made: Iterable[Product]) -> Iterator[Counted]:
    for one in made:
        lines = (Line("san_pham", 1, kind=one.kind_id), Line("ban_san_pham", one.items, kind=one.kind_id))
        if not one.withdrawn:
            yield Counted(one.pk, (one.unit_id,), one.made_on, one.unit.place_id or 0, lines)


def of_broadcasts(told: Iterable[Broadcast]) -> Iterator[Counted]:
    for one in told:
        made = one.product
        line = Line("lan_phat", one.times, kind=made.kind_id)
        if not made.withdrawn:
            yield Counted(one.pk, (made.unit_id,), one.day, made.unit.place_id or 0, (line,))


def count_things(ids: Sequence[int]) -> Iterable[Counted]:
    return of_things(Standing.objects.filter(pk__in=ids).order_by("pk").prefetch_related("stays"))


def count_months(ids: Sequence[int]) -> Iterable[Counted]:
    return of_months(MonthReport.objects.filter(pk__in=ids).order_by("pk").select_related("standing"))


def count_people(ids: Sequence[int]) -> Iterable[Counted]:
    return of_people(Person.objects.filter(pk__in=ids).order_by("pk").select_related("unit"))


def count_membership(ids: Sequence[int]) -> Iterable[Counted]:
    return of_membership(MembershipMonth.objects.filter(pk__in=ids).order_by("pk").select_related("unit"))


def count_products(ids: Sequence[int]) -> Iterable[Counted]:
    return of_products(Product.objects.filter(pk__in=ids).order_by("pk").select_related("unit"))


def count_broadcasts(ids: Sequence[int]) -> Iterable[Counted]:
    return of_broadcasts(Broadcast.objects.filter(pk__in=ids).order_by("pk").select_related("product__unit"))
