"""Reminding: whoever confirms for a unit is told once of a period, some days before its confirmation is due.

What was confirmed meanwhile, or passed to somebody else, is asked again whenever the notice is shown or sent (0049).
"""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Collection, Iterator
from itertools import islice
from typing import Final

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ketnoi.audit import journal
from ketnoi.notices import actions as notices
from ketnoi.notices import kinds
from ketnoi.notices.enums import Said
from ketnoi.notices.models import Notice
from ketnoi.officers import policy
from ketnoi.officers import queries as officers
from ketnoi.officers.enums import Role
from ketnoi.officers.models import Officer
from ketnoi.periods import queries, spans
from ketnoi.periods.models import Confirmation, Regime
from ketnoi.periods.spans import Span

KIND: Final = "period_due"
MOST = 50  # officers told in one transaction, so that nobody's save waits long; the next look goes on
log = logging.getLogger(__name__)


def work(day: dt.date) -> int:
    """Tell those who were not told yet of periods to be confirmed by a day soon; answers how many. Safe to repeat."""
    soon = ((regime, span) for regime in queries.in_force() for span in _soon(regime, day))
    return sum(_tried(regime, span) for regime, span in soon)


def _tried(regime: Regime, span: Span) -> int:
    try:
        if any(True for _one in _untold(regime, span)):  # asked before a transaction that others wait for
            return _tell(regime, span)
    except Exception:
        log.exception("reminding of %s, from %s", regime.code, span.start)
    return 0


@transaction.atomic
def _tell(regime: Regime, span: Span) -> int:
    """Two workers tell one after the other: the second finds nobody left."""
    Regime.objects.select_for_update(of=("self",), no_key=True).get(pk=regime.pk)
    told = len(notices.tell(list(islice(_untold(regime, span), MOST)), KIND, _name(regime, span)))
    if told:
        journal.write("remind", "periods.regime", regime.pk, start=f"{span.start:%Y-%m-%d}", officers=told)
    return told


def _soon(regime: Regime, day: dt.date) -> list[Span]:
    """Periods that have ended, from the day of the reminder to the day they are due."""
    ahead = dt.timedelta(days=regime.remind_days)
    ended = spans.closed(regime, day, queries.REMINDED)
    return [span for span in ended if span.due - ahead <= day <= span.due]


def _owing(regime: Regime, span: Span, of: Collection[int] | None = None) -> list[int]:
    """Ids of the units that were asked, or of those `of` them, and have not confirmed."""
    asked = queries.asked(regime, span.end) if of is None else queries.asked(regime, span.end).filter(pk__in=of)
    said = Confirmation.objects.filter(regime=regime, start=span.start)
    return list(asked.exclude(pk__in=said.values("unit")).values_list("pk", flat=True))


def _untold(regime: Regime, span: Span) -> Iterator[int]:
    name = _name(regime, span)
    who = officers.holding(_owing(regime, span), [Role(one) for one in queries.CONFIRMERS], confirmed=False)
    told = set(Notice.objects.filter(officer__in=who, kind=KIND, object_id=name).values_list("officer", flat=True))
    left = Officer.objects.in_bulk([one for one in who if one not in told])
    return (one for one, officer in left.items() if _still_owes(officer, [name]))


def _name(regime: Regime, span: Span) -> str:
    return f"{regime.pk}/{span.start:%Y-%m-%d}"


def _named(name: str) -> tuple[Regime, Span] | None:
    number, _slash, start = name.partition("/")
    regime = queries.in_force().filter(pk=number).first()
    span = spans.starting(regime, dt.date.fromisoformat(start)) if regime else None
    return (regime, span) if regime and span else None


def _still_owes(officer: Officer, names: Collection[str]) -> list[str]:
    """Of periods those that a unit, for which the officer confirms, has not confirmed yet."""
    posts = policy.posts_of(officer)
    homes = [policy.home(post.unit).pk for post in posts if post.role in queries.CONFIRMERS]
    return [name for name in names if (found := _named(name)) and _owing(*found, homes)]


def _page(_name: str) -> str:
    """The list of what is owed, which opens whatever post he acts under."""
    return reverse("periods:index")


NOTICE: Final = kinds.Kind(KIND, _("Kỳ báo cáo sắp đến hạn xác nhận"), _still_owes, _page, Said.TIME)
