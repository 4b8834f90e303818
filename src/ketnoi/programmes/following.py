"""Conferences and tasks as pages read them: whose they are, who may see and move them, which are late."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from django.db.models import QuerySet

from ketnoi.figures import catalogue
from ketnoi.figures.catalogue import Counting
from ketnoi.officers import policy
from ketnoi.officers.models import Officer, Post
from ketnoi.orgs.models import Unit
from ketnoi.programmes import policy as may
from ketnoi.programmes import queries
from ketnoi.programmes.enums import PartyRole, TaskState, TaskVerb
from ketnoi.programmes.lens import is_known
from ketnoi.programmes.models import Conference, Programme, Request, Task

OVERSIGHT: Final = "giam_sat"


@dataclass(frozen=True)
class Followed:
    """A task on a page. `late` is said only to the unit that has it, those above it and the conference's chair."""

    task: Task
    late: int


def conferences(officer: Officer) -> QuerySet[Conference]:
    """Conferences on a programme that the officer may open."""
    return Conference.objects.filter(programmes__in=queries.visible_to(officer)).distinct()


def tasks(programme: Programme) -> list[Task]:
    """Everything that conferences on this programme gave out: what is open first, by its day."""
    held = Task.objects.filter(conference__programmes=programme).select_related("unit__agency", "conference")
    return sorted(held, key=lambda task: (task.state != TaskState.OPEN, task.due_on, task.pk))


def followed(found: list[Task], officer: Officer, post: Post, day: dt.date) -> list[Followed]:
    """Tasks with the days they are late, where this officer may know."""
    scope, home = policy.scope(officer), policy.home(post.unit).pk
    return [
        Followed(task, task.overdue(day) if task.unit_id in scope or task.conference.chair_id == home else 0)
        for task in found
    ]


@dataclass(frozen=True)
class Recommended:
    """A recommendation on the page of the record it came out of; `late` where this officer may know."""

    asked: Request
    late: bool


def recommended(record_kind: int, record: int, officer: Officer, day: dt.date) -> list[Recommended]:
    """What was asked of others after this record, in programmes that the officer may open; the newest first."""
    found = list(Request.objects.filter(record_kind=record_kind, record=record).select_related("programme"))
    seen = queries.visible_ids(officer) if found else []
    return [Recommended(one, answer_late(one, officer, day)) for one in found if one.programme_id in seen]


def oversight() -> Counting | None:
    """What counts supervision and policy comments, of which recommendations come; None where no room declares it."""
    return catalogue.indicator(OVERSIGHT) if is_known(OVERSIGHT) else None


def recommendable(ids: Collection[int], officer: Officer, post: Post) -> list[Programme]:
    """Those of these programmes in which the post may write a recommendation down."""
    found = queries.visible_to(officer).filter(pk__in=ids).prefetch_related("parties")
    return [one for one in found if may.may_recommend(post, one)]


def answer_late(asked: Request, officer: Officer, day: dt.date) -> bool:
    """Is an answer overdue, where this officer may know? Only who asked, the addressee, and those above either."""
    return asked.overdue(day) and not policy.scope(officer).isdisjoint({asked.by_unit, asked.unit_id})


def waiting(post: Post) -> QuerySet[Task]:
    """Open tasks of the post's own organisation, the next day first: what waits for it."""
    own = Task.objects.filter(unit=policy.home(post.unit), state=TaskState.OPEN)
    return own.select_related("conference").order_by("due_on", "pk")


def verbs(post: Post, task: Task) -> list[TaskVerb]:
    """What the post may do to the task now."""
    found: list[TaskVerb] = []
    if may.may_report_on(post, task):
        found += [TaskVerb.PROGRESS, TaskVerb.FINISH]
    if may.may_conclude(post, task.conference):
        found += [TaskVerb.EXTEND, TaskVerb.DROP] if task.state == TaskState.OPEN else [TaskVerb.REOPEN]
    return found


def assignable(conference: Conference) -> QuerySet[Unit]:
    """The parties of its programmes: to these a task may be given."""
    parties = PartyRole.PARTY
    of = conference.programmes.filter(parties__role=parties).values("parties__unit")
    return Unit.objects.filter(pk__in=of).select_related("agency").order_by("agency__order", "path")
