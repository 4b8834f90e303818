"""Which regimes ask whom, and what waits for a post. Each question is a fixed number of queries."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from ketnoi.officers import policy
from ketnoi.officers.enums import Role
from ketnoi.officers.models import Officer, Post
from ketnoi.orgs import queries as orgs
from ketnoi.orgs.models import Unit
from ketnoi.periods import spans
from ketnoi.periods.enums import State
from ketnoi.periods.models import Confirmation, Regime
from ketnoi.periods.spans import Span

CONFIRMERS = frozenset({Role.RECORDER.value, Role.LEAD.value})
REMINDED = 6  # newest periods of a regime that are looked at on Hôm nay


@dataclass(frozen=True)
class Duty:
    """One period that a unit confirms, has confirmed or still owes."""

    regime: Regime
    span: Span
    state: State
    confirmation: Confirmation | None = None

    @property
    def confirmed(self) -> bool:
        return self.confirmation is not None


def ancestors(path: str) -> list[int]:
    """Ids on a path ("1.14.233."), the unit itself last."""
    return [int(step) for step in path.split(".") if step]


def in_force() -> QuerySet[Regime]:
    """Versions that were ever in force: one that was replaced before it began never was."""
    return Regime.objects.filter(Q(valid_to=None) | Q(valid_to__gte=F("valid_from"))).select_related("under__agency")


def asking(unit: Unit) -> list[Regime]:
    """Regimes that ask this unit, in all their versions."""
    return list(in_force().filter(level=unit.level, under__in=ancestors(unit.path)))


def version_on(code: str, start: dt.date) -> tuple[Regime, Span] | None:
    """The version of a regime and its period that begins on `start`; None where there is none."""
    for regime in in_force().filter(code=code, valid_from__lte=start):
        span = spans.starting(regime, start)
        if span:
            return regime, span
    return None


def asked(regime: Regime, day: dt.date) -> QuerySet[Unit]:
    """The units that the regime asked, as they existed on the day."""
    return Unit.objects.on(day).under([regime.under.path]).filter(level=regime.level)


def within(officer: Officer, unit: str = "") -> Q:
    """Condition on units, or on what points to one by `unit` ("under__"): those the officer may see, by their paths."""
    return _inside(policy.posts_of(officer), unit)


def within_post(post: Post, unit: str = "") -> Q:
    """The same of one post: what an officer manages under it, whatever else he may read under another."""
    return _inside([post], unit)


def _inside(posts: Iterable[Post], unit: str) -> Q:
    seen = Q(**{f"{unit}pk__in": ()})
    for path in orgs.scope_paths(policy.home(post.unit).pk for post in posts):
        seen |= Q(**{f"{unit}path__below": path})
    return seen


def state(span: Span, confirmation: Confirmation | None, day: dt.date) -> State:
    if confirmation:
        return State.LATE if confirmation.late else State.ON_TIME
    return State.MISSING if day > span.due else State.WAITING


def duties(unit: Unit, day: dt.date, count: int) -> list[Duty]:
    """The newest `count` ended periods of each regime that asks the unit, the earliest due first."""
    owed = [
        (regime, span)
        for regime in asking(unit)
        for span in spans.closed(regime, day, count)
        if _existed(unit, span.end)
    ]
    said = _said(unit, (regime.pk for regime, _span in owed))
    found = [
        Duty(regime, span, state(span, said.get((regime.pk, span.start)), day), said.get((regime.pk, span.start)))
        for regime, span in owed
    ]
    return sorted(found, key=lambda one: (one.span.due, one.regime.name))


def _existed(unit: Unit, day: dt.date) -> bool:
    return (unit.valid_from is None or unit.valid_from <= day) and (unit.valid_to is None or unit.valid_to >= day)


def _said(unit: Unit, regimes: Iterable[int]) -> dict[tuple[int, dt.date], Confirmation]:
    rows = Confirmation.objects.filter(unit=unit, regime__in=set(regimes))
    return {(row.regime_id, row.start): row for row in rows}


def may_confirm(post: Post, unit: Unit) -> bool:
    """A unit confirms for itself: by its own recorders and leads."""
    return post.role in CONFIRMERS and policy.home(post.unit).pk == unit.pk


def waiting(post: Post, day: dt.date | None = None) -> list[Duty]:
    """Periods that the post's unit has not confirmed: overdue ones, and those to be reminded of; the earliest first."""
    day = day or timezone.localdate()
    unit = policy.home(post.unit)
    if not may_confirm(post, unit):
        return []
    return [one for one in duties(unit, day, REMINDED) if not one.confirmed and _reminds(one, day)]


def _reminds(duty: Duty, day: dt.date) -> bool:
    return day >= duty.span.due - dt.timedelta(days=duty.regime.remind_days)


def seen_by(officer: Officer) -> list[Regime]:
    """Regimes that ask units the officer may see: set within his scope, or above his units; newest versions first."""
    above = {unit for post in policy.posts_of(officer) for unit in ancestors(policy.home(post.unit).path)}
    found = in_force().filter(Q(under__in=above) | within(officer, "under__"))
    return list(found.order_by("name", "code", "-version"))
