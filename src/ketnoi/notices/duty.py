"""Who is on duty: telephone numbers by unit and hour, every week and on days that were changed; and where nobody is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from django.db.models import Prefetch, Q, QuerySet

from ketnoi.notices import hours
from ketnoi.notices import policy as limits
from ketnoi.notices.models import DutyChange, DutyLine
from ketnoi.officers import policy
from ketnoi.officers.enums import Role
from ketnoi.officers.models import Officer, Post
from ketnoi.orgs import queries as orgs
from ketnoi.orgs.models import Unit
from ketnoi.ui.dates import ZONE

KEEPERS = (Role.LEAD, Role.ADMINISTRATOR)
ONE = dt.timedelta(days=1)


@dataclass(frozen=True)
class Gap:
    """From when to when nobody of a unit is on duty."""

    start: dt.datetime
    end: dt.datetime


def around(officer: Officer) -> QuerySet[Unit]:
    """Units whose numbers he may see: all agencies of the provinces he works in, and the units he reads anyway."""
    provinces = {policy.home(post.unit).province for post in policy.posts_of(officer)}
    near = Q(province__in=provinces - {0}) | Q(pk__in=policy.scope_query(officer).values("pk"))
    return Unit.objects.filter(near, valid_to=None)


def keeps(post: Post, unit: Unit) -> bool:
    """Whether he keeps this unit's roster: who leads or administers it, or a unit above it."""
    return post.role in KEEPERS and unit.pk in orgs.scope([policy.home(post.unit).pk])


def lines(unit_ids: Collection[int]) -> dict[int, list[DutyLine]]:
    """{unit: its lines in the order of calling}; two queries. Changes lie in `changes.all()`."""
    found: dict[int, list[DutyLine]] = {}
    rows = DutyLine.objects.filter(unit__in=unit_ids, ended=False).order_by("order", "pk")
    yesterday = dt.datetime.now(ZONE).date() - ONE
    coming = Prefetch("changes", DutyChange.objects.filter(day__gte=yesterday))
    for one in rows.prefetch_related(coming):
        found.setdefault(one.unit_id, []).append(one)
    return found


def free_order(unit: int) -> int:
    """The first place in the order of calling that no number of the unit has; the last one when all are taken."""
    taken = set(DutyLine.objects.filter(unit=unit, ended=False).values_list("order", flat=True))
    return next((one for one in range(1, limits.MOST_IN_ORDER + 1) if one not in taken), limits.MOST_IN_ORDER)


def on_duty(unit_ids: Collection[int], moment: dt.datetime) -> dict[int, list[DutyLine]]:
    """{unit: its lines that somebody answers at this moment, in the order of calling}; units without one are missing.

    `moment` is not before today.
    """
    local = moment.astimezone(ZONE)
    found = {unit: [one for one in its if answers(one, local)] for unit, its in lines(unit_ids).items()}
    return {unit: its for unit, its in found.items() if its}


def answers(line: DutyLine, moment: dt.datetime) -> bool:
    """Whether somebody answers it then: by that day's hours, or by the day's before that run over midnight."""
    minute, day = hours.minute_of(moment), moment.date()
    before = hours.covers(of_day(line, day - ONE), minute + hours.DAY)
    return before or hours.covers(of_day(line, day), minute)


def of_day(line: DutyLine, day: dt.date) -> list[hours.Stretch]:
    """Its hours on a day: those of the change, where there is one, else of the week."""
    changed = next((one.hours for one in line.changes.all() if one.day == day), None)
    week: list[list[hours.Stretch]] = line.week
    told: list[hours.Stretch] = week[day.weekday()] if changed is None else changed
    return told


def gaps(its: Collection[DutyLine], first: dt.date, days: int) -> list[Gap]:
    """When in these days nobody answers any of the lines; all the time, where there are none."""
    covered = [False] * (days * hours.DAY)
    for number in range(-1, days):
        for one in its:
            for start, end in of_day(one, first + number * ONE):
                low = max(number * hours.DAY + start, 0)
                high = max(min(number * hours.DAY + end, len(covered)), low)
                covered[low:high] = [True] * (high - low)
    midnight = dt.datetime.combine(first, dt.time(), ZONE)
    return [Gap(midnight + low, midnight + high) for low, high in _holes(covered)]


def _holes(covered: list[bool]) -> Iterator[tuple[dt.timedelta, dt.timedelta]]:
    start = None
    for minute, is_covered in enumerate([*covered, True]):
        if not is_covered and start is None:
            start = minute
        elif is_covered and start is not None:
            yield dt.timedelta(minutes=start), dt.timedelta(minutes=minute)
            start = None
