"""Who may see a contest, run it, enter it and mark in it."""

from __future__ import annotations

from typing import Final

from django.db.models import Q, QuerySet

from ketnoi.contests.enums import Stage, Status
from ketnoi.contests.models import Contest, Entry, Juror, Round
from ketnoi.officers import policy
from ketnoi.officers.models import Officer, Post
from ketnoi.orgs import queries as orgs
from ketnoi.orgs.models import Unit
from ketnoi.programmes import queries as programmes
from ketnoi.programmes.enums import PartyRole
from ketnoi.programmes.models import Party
from ketnoi.registers.policy import WRITERS, can_write, writing_scope

__all__ = [
    "OWNER_KIND",
    "WRITERS",
    "can_write",
    "enterable",
    "parties",
    "runs",
    "sees_all_entries",
    "sees_entries",
    "sees_files",
    "sees_marks",
    "visible_to",
]

OWNER_KIND: Final = "contest"


def visible_to(officer: Officer) -> QuerySet[Contest]:
    """Contests of the officer's units, drafts too; of others those open to his units, or that he marks, once they were
    opened: one that is called off before that stays its unit's own.
    """
    inside = Q(unit__in=policy.scope_query(officer).values("pk"))
    paths = [policy.home(post.unit).path for post in policy.posts_of(officer)]
    above = Q(programme=None, unit__in=programmes.above(paths))
    shared = Q(programme__in=programmes.visible_ids(officer))
    judged = Q(pk__in=_judged(officer))
    opened = ~Q(status=Status.DRAFT) & ~Q(called_off=Status.DRAFT)
    return Contest.objects.filter(inside | (opened & (above | shared | judged)))


def _judged(officer: Officer) -> QuerySet[Juror, int]:
    return Juror.objects.filter(officer=officer).values_list("contest", flat=True)


def runs(post: Post, contest: Contest) -> bool:
    """May somebody acting under this post run the contest?"""
    return can_write(post, contest.unit_id)


def enterable(post: Post, contest: Contest) -> QuerySet[Unit]:
    """Units for which somebody acting under this post may enter: of the parties to the contest's programme, or, where
    it has none, under the organiser; of its level and agency where these are said.
    """
    hosts = [contest.unit_id]
    if contest.programme_id:
        hosts = list(parties(contest))
    units = Unit.objects.under(orgs.scope_paths(hosts)).filter(pk__in=writing_scope([post]))
    if contest.level:
        units = units.filter(level=contest.level)
    return units.filter(agency=contest.agency_id) if contest.agency_id else units


def parties(contest: Contest) -> QuerySet[Party, int]:
    """Ids of the units that signed its programme; none where it has none. Who only follows it does not enter."""
    signed = Party.objects.filter(programme=contest.programme_id, role=PartyRole.PARTY).exclude(programme=None)
    return signed.values_list("unit", flat=True)


def sees_entries(officer: Officer, contest: Contest) -> QuerySet[Entry]:
    """The organiser, and who is above it, sees all entries; others those of their units, and once the list is settled
    all that were not withdrawn.
    """
    entries = Entry.objects.filter(contest=contest)
    if contest.unit_id in policy.scope(officer):
        return entries
    own = Q(work__unit__in=policy.scope_query(officer).values("pk"))
    return entries.filter(own | Q(withdrawn="") if sees_all_entries(officer, contest) else own)


def sees_all_entries(officer: Officer, contest: Contest) -> bool:
    """Also the others' ones: once the list was settled, and before that at the organiser and above it."""
    return contest.reached not in {Status.DRAFT, Status.ENTERING} or contest.unit_id in policy.scope(officer)


def sees_marks(found: Round) -> bool:
    """What jurors gave is seen by others only after the round's marks are closed."""
    return found.stage in {Stage.CLOSED, Stage.DECIDED}


def sees_files(officer: Officer, contest: int) -> bool:
    return visible_to(officer).filter(pk=contest).exists()
