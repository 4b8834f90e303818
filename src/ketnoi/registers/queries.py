"""Reads: what stands in which state, how it moved, who told a month."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from ketnoi.figures import answers, links
from ketnoi.figures.figure import Figure
from ketnoi.officers import policy as officers
from ketnoi.officers.models import Post
from ketnoi.orgs.models import Level, Succession, Unit
from ketnoi.registers import kinds, policy
from ketnoi.registers.kinds import Seat
from ketnoi.registers.models import Member, Standing

INSIDE = (Level.SECTION, Level.BRANCH, Level.TEAM)
MOST_KEEPERS = 400  # units offered in one list


@dataclass(frozen=True)
class Movement:
    """A stock over a period, each number with the page that opens it: start + came = went + end."""

    start: int
    came: int
    went: int
    end: int
    urls: tuple[str, ...]


def around(post: Post) -> Figure:
    """What stands where the officer works, whichever agency keeps it; the indicator is still to be said."""
    home = officers.home(post.unit)
    if home.level == Level.PROVINCE:
        return Figure("").in_province(home.province)
    if home.commune_now:
        return Figure("", place=home.commune_now)
    return Figure("") if home.level == Level.CENTRE else Figure("", unit=home.pk)


def movement(kind: int, about: Figure, first: dt.date, last: dt.date) -> Movement:
    """How many stood before the first day, came, went, and stand on the last."""
    stock = about.but(indicator="so_bo", end=last, kind=kind)
    came, went = (stock.but(indicator=code, start=first) for code in ("so_bo_mo", "so_bo_dong"))
    asked = (stock.but(end=first - dt.timedelta(days=1)), came, went, stock)
    before, opened, closed, now = (answers.value(one) for one in asked)
    return Movement(before, opened, closed, now, tuple(links.url(one) for one in asked))


def own_units(post: Post) -> QuerySet[Unit]:
    """The officer's organisation, what is inside it, and what became part of it."""
    home = officers.home(post.unit)
    before = Succession.objects.filter(new=home)
    earlier = Succession.objects.filter(new__in=before.values("old"))
    became = Q(pk__in=before.filter(is_default=True).values("old")) | Q(pk__in=earlier.values("old"))
    inside = Unit.objects.under([home.path]).filter(level__in=INSIDE)
    return Unit.objects.filter(Q(pk=home.pk) | became | Q(pk__in=inside.values("pk")))


def keepers(post: Post, day: dt.date) -> list[Unit]:
    """Units for which this post may write, its own first; those of today only where there are too many."""
    home = officers.home(post.unit)
    units = policy.keepers(post).exclude(level=Level.SECTION)
    if units.count() > MOST_KEEPERS:
        units = units.filter(Q(valid_to=None) | Q(valid_to__gte=day))
    found = list(units[:MOST_KEEPERS])
    return sorted(found, key=lambda unit: (unit.pk != home.pk, unit.valid_to is not None))


def seats(thing: Standing, members: list[Member]) -> list[tuple[Seat, int]]:
    """[(seat, how many are missing)] of the roles that are to be filled and are not."""
    held = [one.role for one in members if one.until is None]
    wanted = kinds.by_id(thing.kind_id).seats
    return [(seat, seat.least - held.count(seat.role)) for seat in wanted if held.count(seat.role) < seat.least]


def told(things: QuerySet[Standing], month: int) -> tuple[int, int]:
    """How many of these things told that month, and how many there are."""
    counted = things.aggregate(
        every=Count("pk", distinct=True), told=Count("pk", filter=Q(months__month=month), distinct=True)
    )
    return counted["told"], counted["every"]
