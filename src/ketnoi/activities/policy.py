"""Who may read an activity, and who may change it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Final

from django.db.models import Exists, OuterRef, Q, QuerySet

from ketnoi.activities.enums import Part, Status, Verb
from ketnoi.activities.models import Activity, ActivityUnit
from ketnoi.officers import policy
from ketnoi.officers.enums import Role
from ketnoi.officers.models import Officer, Post
from ketnoi.orgs import queries as orgs

OWNER_KIND: Final = "activity"
SIGNED_KIND: Final = "activity_signed"  # signed lists and minutes: they carry people's names
WRITERS: Final = frozenset({Role.RECORDER.value, Role.LEAD.value})
POSSIBLE: Final = {
    Status.PLANNED: frozenset({Verb.HOLD, Verb.RECORD, Verb.CORRECT, Verb.WITHDRAW}),
    Status.HELD: frozenset({Verb.RECORD, Verb.CORRECT, Verb.WITHDRAW}),
    Status.RECORDED: frozenset({Verb.CORRECT, Verb.WITHDRAW}),
    Status.WITHDRAWN: frozenset(),
}


def visible_to(officer: Officer) -> QuerySet[Activity]:
    """Activities that a unit of the officer's scope took part in, or that one of them entered.

    Who reads a part of the nation is answered from its units; who reads nearly all of it from the activities,
    each asked whether it is his, so that a page of the newest looks at no more than a page.
    """
    scope = policy.scope_query(officer)
    if policy.reads_nation(officer):
        took_part = ActivityUnit.objects.filter(Exists(scope.filter(pk=OuterRef("unit"))), activity=OuterRef("pk"))
        entered = scope.filter(pk=OuterRef("created_unit"))
        return Activity.objects.filter(Exists(took_part) | Exists(entered))
    units = scope.values("pk")
    of_units = ActivityUnit.objects.filter(unit__in=units).values("activity")
    return Activity.objects.filter(Q(pk__in=of_units) | Q(created_unit__in=units))


def writing_scope(posts: Iterable[Post]) -> frozenset[int]:
    """Ids of the units for which these posts may enter and change activities."""
    return orgs.scope({policy.home(post.unit).pk for post in posts if post.role in WRITERS})


def possible(status: str, verb: Verb) -> bool:
    """Can this be done to an activity in that state, whoever does it?"""
    return verb in POSSIBLE[Status(status)]


def can(officer: Officer, verb: Verb, activity: Activity) -> bool:
    """May he do this: recorders and leads of the leading unit, of the unit that entered it, or of one above either."""
    if not possible(activity.status, verb):
        return False
    scope = writing_scope(policy.posts_of(officer))
    if activity.created_unit in scope:
        return True
    return activity.parts.filter(part=Part.LEAD, unit__in=scope).exists()


def changeable(officer: Officer, verb: Verb, ids: Collection[int]) -> set[int]:
    """Those of these activities to which `can` says yes, in three queries however many."""
    states = [status for status in Status if possible(status, verb)]
    scope = writing_scope(policy.posts_of(officer))
    led = ActivityUnit.objects.filter(activity__in=ids, part=Part.LEAD).values_list("activity_id", "unit_id")
    leading = {activity for activity, unit in led if unit in scope}
    rows = Activity.objects.filter(pk__in=ids, status__in=states).values_list("pk", "created_unit")
    return {pk for pk, unit in rows if unit in scope or pk in leading}


def may_enter(post: Post, units: Iterable[int]) -> bool:
    """May somebody acting under this post enter an activity of these units? One of them must be his to write for."""
    return not writing_scope([post]).isdisjoint(units)


def sees_files(officer: Officer, activity: int) -> bool:
    """Photos are seen by whoever may read the activity."""
    return visible_to(officer).filter(pk=activity).exists()


def sees_signed(officer: Officer, activity: int) -> bool:
    """Signed lists and minutes are seen by recorders and leads of a unit that took part or entered it, or of one above.

    Narrower than the activity itself: analysts, supervisors and administrators need no people's names.
    """
    scope = writing_scope(policy.posts_of(officer))
    took_part = ActivityUnit.objects.filter(activity=activity, unit__in=scope)
    return took_part.exists() or Activity.objects.filter(pk=activity, created_unit__in=scope).exists()
