"""What other rooms ask about programmes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable

from django.db.models import Q, QuerySet

from ketnoi.audit import kept
from ketnoi.figures.models import Fact, SetMember
from ketnoi.officers import policy
from ketnoi.officers.models import Officer
from ketnoi.orgs import queries as orgs
from ketnoi.orgs.models import Succession, Unit
from ketnoi.programmes.enums import UNSIGNED, PartyRole, Status
from ketnoi.programmes.models import Party, Programme

RESERVED = {"moi", "hoi-nghi", "nhiem-vu"}  # addresses under /chuong-trinh/ that are pages of their own


def closed_upward(ids: Iterable[int]) -> frozenset[int]:
    """These programmes with all those above them: what stands in a fact."""
    found: set[int] = set()
    fresh = set(ids)
    while fresh:
        found |= fresh
        above = Programme.objects.filter(pk__in=fresh, parent__isnull=False)
        fresh = set(above.values_list("parent_id", flat=True)) - found
    return frozenset(found)


def names(ids: Iterable[int]) -> dict[int, str]:
    """Short names of programmes by id."""
    rows = Programme.objects.filter(pk__in=set(ids)).values_list("pk", "short_name", "name")
    return {pk: short or name for pk, short, name in rows}


def signed_names(ids: Iterable[int]) -> dict[int, str]:
    """The same of those that were signed: any number may be asked by anybody, a draft is known to few."""
    return names(Programme.objects.filter(pk__in=set(ids)).exclude(status__in=UNSIGNED).values_list("pk", flat=True))


def open_for(unit_ids: Collection[int], day: dt.date) -> QuerySet[Programme]:
    """Programmes that run on that day and in which one of these units, or a unit above or below it, is a party."""
    paths = Unit.objects.filter(pk__in=unit_ids).values_list("path", flat=True)
    near = orgs.scope(unit_ids) | above(paths)
    running = Programme.objects.filter(starts_on__lte=day, ends_on__gte=day).exclude(status__in=UNSIGNED)
    return running.filter(pk__in=_of_parties(near, [PartyRole.PARTY]))


def running(ids: Iterable[int], day: dt.date) -> list[int]:
    """Those of these programmes that run on that day; one that is not signed yet does not run."""
    found = Programme.objects.filter(pk__in=set(ids), starts_on__lte=day, ends_on__gte=day)
    return list(found.exclude(status__in=UNSIGNED).order_by("pk").values_list("pk", flat=True))


def visible_to(officer: Officer) -> QuerySet[Programme]:
    """Programmes whose page the officer may open.

    A signed one: a unit of his scope, or one above his own, is a party or follows. One that is circulated: his own
    unit is a party. A draft that is not: his own unit chairs it.
    """
    return Programme.objects.filter(pk__in=visible_ids(officer))


def visible_ids(officer: Officer) -> list[int]:
    """The same as ids."""
    homes = tuple(policy.home(post.unit) for post in policy.posts_of(officer))
    return kept.once(("programmes of", tuple(home.pk for home in homes)), lambda: _near(officer, homes))


def _near(officer: Officer, homes: Collection[Unit]) -> list[int]:
    near = policy.scope(officer) | above(unit.path for unit in homes)
    own = [unit.pk for unit in homes]
    signed = Q(pk__in=_of_parties(near, PartyRole.values)) & ~Q(status__in=UNSIGNED)
    circulated = Q(status=Status.CIRCULATED, pk__in=_of_parties(frozenset(own), [PartyRole.PARTY]))
    found = Programme.objects.filter(signed | circulated | Q(status__in=UNSIGNED, chair__in=own))
    return list(found.values_list("pk", flat=True))


def offered(officer: Officer) -> list[tuple[int, str]]:
    """Ids and short names of the programmes he sees that are running or over, the latest first."""
    found = visible_to(officer).exclude(status__in=UNSIGNED).order_by("-starts_on", "pk")
    return [(pk, short or name) for pk, short, name in found.values_list("pk", "short_name", "name")]


def above(paths: Iterable[str]) -> frozenset[int]:
    """Ids of the units on these paths ("1.14.233."), with those that became part of them."""
    steps = frozenset(int(step) for path in paths for step in path.split(".") if step)
    return kept.once(("above", steps), lambda: _with_former(steps))


def _with_former(units: frozenset[int]) -> frozenset[int]:
    found = fresh = units
    while fresh:
        came = Succession.objects.filter(new__in=fresh, is_default=True).values_list("old_id", flat=True)
        fresh = frozenset(came) - found
        found |= fresh
    return found


def below(programme: Programme) -> list[int]:
    """The programme and all under it."""
    found, fresh = [programme.pk], [programme.pk]
    while fresh:
        fresh = list(Programme.objects.filter(parent__in=fresh).values_list("pk", flat=True))
        found += fresh
    return found


def has_facts(programme: Programme) -> bool:
    """Has any record ever counted for it? Its parent is fixed from then on."""
    sets = SetMember.objects.filter(family="p", member=programme.pk).values("set")
    return Fact.objects.filter(programmes__in=sets).exists()


def _of_parties(units: frozenset[int], roles: Collection[str]) -> list[int]:
    """Programmes with one of these units as a party. There are few parties and may be very many units."""
    rows = Party.objects.filter(role__in=roles).values_list("programme_id", "unit_id")
    return sorted({programme for programme, unit in rows if unit in units})
