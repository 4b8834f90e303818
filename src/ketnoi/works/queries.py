"""Reads: who may see which works, and what stands around one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from django.db.models import Q, QuerySet

from ketnoi.officers import policy
from ketnoi.officers.models import Officer, Post
from ketnoi.orgs import queries as orgs
from ketnoi.orgs.models import Unit
from ketnoi.programmes import queries as programmes
from ketnoi.registers.queries import INSIDE, own_units
from ketnoi.ui.text import fold, name_key
from ketnoi.works import policy as access
from ketnoi.works.enums import COUNTING, Consent, Status
from ketnoi.works.models import Milestone, Part, Work

MOST_UNITS = 300  # offered in one list
AHEAD = dt.timedelta(days=14)  # proposed: how long before its day a milestone is shown
EVALUATED_FROM = 12  # proposed: the month in which a year's works are evaluated
Works = QuerySet[Work]


def visible_to(officer: Officer) -> QuerySet[Work]:
    """Works of the officer's units and those they were asked to join; of others what was agreed to, in a programme
    that he sees: units of one movement show each other what they do.
    """
    units = policy.scope_query(officer).values("pk")
    own = Q(pk__in=Part.objects.filter(unit__in=units).values("work")) | Q(created_unit__in=units)
    shown = Q(status__in=COUNTING, programme__in=programmes.visible_ids(officer))
    return Work.objects.filter(own | shown)


def own(post: Post) -> QuerySet[Work]:
    """Works that the post's organisation registered, with those of what is inside it or became part of it."""
    return Work.objects.filter(unit__in=own_units(post).values("pk"))


def years(officer: Officer) -> list[int]:
    """Years of which he sees works, the newest first."""
    return list(visible_to(officer).order_by("-year").values_list("year", flat=True).distinct())


def registering(officer: Officer) -> list[Unit]:
    """Units that registered works he sees, in the order of names; the newest where there are very many."""
    leads = visible_to(officer).values("unit")
    return sorted(Unit.objects.filter(pk__in=leads).order_by("-pk")[:MOST_UNITS], key=lambda unit: fold(unit.label))


def units_of(works: Collection[int]) -> dict[int, list[tuple[str, str]]]:
    """{work: [(code of the agency, name)]} of those that take part, the one that registered first."""
    rows = Part.objects.filter(work__in=works, consent__in=[Consent.LEAD, Consent.GIVEN]).order_by("work", "position")
    joined = list(rows.values_list("work", "unit", "unit__agency__code"))
    names = orgs.names(unit for _work, unit, _code in joined)
    found: dict[int, list[tuple[str, str]]] = {}
    for work, unit, code in joined:
        found.setdefault(work, []).append((code, names.get(unit, "")))
    return found


def colleagues(unit: Unit, day: dt.date) -> list[tuple[int, str]]:
    """(id, name) of the officers who hold a post in the unit or inside it on that day, in the order of names."""
    inside = Unit.objects.under([unit.path]).filter(Q(pk=unit.pk) | Q(level__in=INSIDE))
    held = Post.objects.on(day).filter(unit__in=inside.values("pk")).select_related("officer")
    return sorted({(post.officer_id, post.officer.name) for post in held}, key=lambda one: (name_key(one[1]), one[0]))


def to_agree(post: Post) -> QuerySet[Work]:
    """Works that wait for the word of somebody acting under this post, the longest waiting first."""
    waiting = Work.objects.filter(status=Status.PROPOSED, unit__in=access.agreeable(post).values("pk"))
    return waiting.select_related("unit__agency", "field").order_by("pk")


def asked(post: Post) -> QuerySet[Work]:
    """Works that one of the post's own units was asked to join and has not answered, the longest waiting first."""
    if post.role not in access.WRITERS:
        return Work.objects.none()
    own_ones = own_units(post).values("pk")
    waiting = Part.objects.filter(consent=Consent.ASKED, unit__in=own_ones).values("work")
    open_ones = [Status.PROPOSED, Status.AGREED]
    return Work.objects.filter(pk__in=waiting, status__in=open_ones).select_related("unit").order_by("pk")


def returned(post: Post) -> QuerySet[Work]:
    """Own works that were returned to be put right, the longest waiting first."""
    return _own_to_write(post).filter(status=Status.RETURNED).order_by("pk")


def milestones_due(post: Post, day: dt.date) -> QuerySet[Milestone]:
    """Milestones of own works under way that are past, or come within days, the earliest first."""
    under_way = _own_to_write(post).filter(status=Status.AGREED)
    due = Milestone.objects.filter(work__in=under_way.values("pk"), met_on=None, day__lte=day + AHEAD)
    return due.select_related("work").order_by("day", "pk")


def to_evaluate(post: Post, day: dt.date) -> QuerySet[Work]:
    """Own works of years that are over, and from December on of this one, that nobody has evaluated."""
    last = day.year if day.month == EVALUATED_FROM else day.year - 1
    return _own_to_write(post).filter(status=Status.AGREED, year__lte=last).order_by("year", "pk")


def _own_to_write(post: Post) -> QuerySet[Work]:
    return own(post) if post.role in access.WRITERS else Work.objects.none()
