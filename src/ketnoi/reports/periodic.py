"""Drafts that begin by themselves: one for each unit that a regime asks and each period, some days before it is due."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Iterator
from itertools import islice

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from ketnoi.officers.models import Post
from ketnoi.orgs.models import Unit
from ketnoi.periods import queries as periods
from ketnoi.periods import spans
from ketnoi.periods.models import Regime
from ketnoi.periods.spans import Span
from ketnoi.programmes.models import Programme
from ketnoi.reports import actions, outline, queries
from ketnoi.reports.enums import Stage
from ketnoi.reports.models import Report
from ketnoi.reports.starting import Subject

LOOKED_AT = 6  # newest periods of a regime: a due day lies at most three months after its period
log = logging.getLogger(__name__)
MOST = 100  # drafts of one look, so that nothing else waits long; the next look goes on


def start_due(day: dt.date) -> int:
    """Start the drafts that are missing on this day, not more than MOST; answers how many. Safe to repeat.

    One that cannot begin is logged and tried again at the next look; the others begin.
    """
    offered = [code for code, _name in outline.periodic()]
    wanted = (
        (regime, span) for regime in periods.in_force().filter(outline__in=offered) for span in _open(regime, day)
    )
    missing = ((regime, span, unit) for regime, span in wanted for unit in _without(regime, span))
    return len(list(islice(filter(None, (_tried(*one) for one in missing)), MOST)))


def waiting(post: Post) -> QuerySet[Report]:
    """Periodic drafts of the post's organisation that were not submitted yet, the earliest due first."""
    drafts = queries.editable_in(post).filter(stage=Stage.DRAFT, due_on__isnull=False)
    return drafts.order_by("due_on", "pk")


def _open(regime: Regime, day: dt.date) -> Iterator[Span]:
    """Periods whose draft should be there by now and that are not past their due day."""
    ahead = dt.timedelta(days=regime.draft_days)
    newest = islice(spans.back(regime, day), LOOKED_AT)
    return (span for span in newest if span.due - ahead <= day <= span.due)


def _without(regime: Regime, span: Span) -> list[Unit]:
    """Units that are asked and have no draft of this period."""
    begun = Report.objects.filter(regime=regime.code, starts_on=span.start)
    return list(periods.asked(regime, span.end).exclude(pk__in=begun.values("unit")))


def _tried(regime: Regime, span: Span, unit: Unit) -> Report | None:
    try:
        return _start(regime, span, unit)
    except Exception:
        log.exception("draft of %s, from %s, unit %s", regime.code, span.start, unit.pk)
    return None


def _start(regime: Regime, span: Span, unit: Unit) -> Report:
    programme = Programme.objects.filter(pk=regime.programme).first() if regime.programme else None
    subject = Subject(programme, regime=regime.code, due_on=span.due, called=_called(regime, span))
    return actions.start(subject, unit, regime.outline, (span.start, span.end))


def _called(regime: Regime, span: Span) -> str:
    """A period that ends on another day than its month is called by its month, with its days; else by its days."""
    if not regime.closes_on or span.title == span.days:
        return ""
    said = {"title": f"{span.title[0].lower()}{span.title[1:]}", "days": span.days.replace(" – ", _(" đến "))}
    return _("%(title)s (từ %(days)s)") % said
