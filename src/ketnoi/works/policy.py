"""Who may do what with a work, beyond the policy of a page."""

from __future__ import annotations

from typing import Final

from django.db.models import QuerySet

from ketnoi.officers import policy
from ketnoi.officers.enums import Role
from ketnoi.officers.models import Officer, Post
from ketnoi.orgs import queries as orgs
from ketnoi.orgs.models import Unit
from ketnoi.registers.policy import writing_scope
from ketnoi.registers.queries import own_units
from ketnoi.works.enums import Consent, Verb
from ketnoi.works.models import Part, Work
from ketnoi.works.states import possible

WRITERS: Final = (Role.RECORDER, Role.LEAD)
AGREEING: Final = (Role.LEAD,)
OF_THE_LEVEL_ABOVE: Final = frozenset({Verb.AGREE, Verb.RETURN})


def can(post: Post, verb: Verb, work: Work) -> bool:
    """May somebody acting under this post do this to the work as it stands?"""
    if not possible(work.status, verb):
        return False
    if verb in OF_THE_LEVEL_ABOVE:
        return may_agree(post, work)
    if verb == Verb.CONSENT:
        return may_answer(post, work)
    return work.unit_id in writing_scope([post])


def may_agree(post: Post, work: Work) -> bool:
    """Leaders of a unit above the one that registered; of that one itself only where nothing stands above it."""
    return agreeable(post).filter(pk=work.unit_id).exists()


def agreeable(post: Post) -> QuerySet[Unit]:
    """Units to whose works somebody acting under this post may agree."""
    if post.role not in AGREEING:
        return Unit.objects.none()
    home = policy.home(post.unit)
    units = Unit.objects.under(orgs.scope_paths([home.pk]))
    if home.parent_id is None:
        return units
    return units.exclude(pk__in=own_units(post).filter(level=home.level).values("pk"))


def may_answer(post: Post, work: Work) -> bool:
    """Recorders and leaders of a unit that was asked to take part and has not answered."""
    return asked_of(post, work) is not None


def asked_of(post: Post, work: Work) -> Part | None:
    """The question that waits for the post's units, if one does."""
    scope = writing_scope([post])
    waiting = work.parts.filter(consent=Consent.ASKED).select_related("unit").order_by("position")
    return next((part for part in waiting if part.unit_id in scope), None)


def reads_inside(officer: Officer, work: Work) -> bool:
    """Does a unit of his take part? Others see neither who is responsible nor the history with its reasons."""
    return work.parts.filter(unit__in=policy.scope_query(officer).values("pk")).exists()
