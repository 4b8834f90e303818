"""Which entries a juror does not mark: those that his own unit takes part in, and what he answers for himself."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Q, QuerySet

from ketnoi.contests.models import Contest, Entry
from ketnoi.officers.models import Officer, Post
from ketnoi.orgs.models import Unit
from ketnoi.registers.queries import own_units
from ketnoi.works.enums import Consent
from ketnoi.works.models import Part

TAKING_PART = (Consent.LEAD, Consent.GIVEN, Consent.ASKED)


def own(officer: Officer, contest: Contest) -> QuerySet[Entry]:
    """Entries of the contest that this officer may not mark.

    His units are those of every post he held since the contest opened: whoever moves does not become impartial by it.
    """
    units: QuerySet[Unit] = Unit.objects.none()
    for post in _posts(officer, contest):
        units |= own_units(post)
    joined = Part.objects.filter(unit__in=units.values("pk"), consent__in=TAKING_PART).values("work")
    his = Q(work__in=joined) | Q(work__responsible=officer) | Q(entered_by=officer.pk)
    return Entry.objects.filter(his, contest=contest)


def _posts(officer: Officer, contest: Contest) -> Iterable[Post]:
    held = Q(valid_to=None) | Q(valid_to__gte=contest.opens_on)
    return Post.objects.filter(held, officer=officer).select_related("unit")
