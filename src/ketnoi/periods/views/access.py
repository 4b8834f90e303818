"""Fetch a period for somebody whom it concerns; to anybody else it does not exist."""

from __future__ import annotations

import datetime as dt

from django.http import Http404, HttpRequest
from django.utils import timezone

from ketnoi.officers import policy
from ketnoi.officers.policy import staff
from ketnoi.orgs.models import Unit
from ketnoi.periods import completeness, queries
from ketnoi.periods.models import Confirmation, Regime
from ketnoi.periods.spans import Span


def period(code: str, start: dt.date) -> tuple[Regime, Span]:
    """The regime's version and its period that begins on the day, or Http404."""
    found = queries.version_on(code, start)
    if found is None:
        raise Http404
    return found


def own_unit(request: HttpRequest, regime: Regime, span: Span) -> Unit:
    """The unit that the officer's post confirms for, when the period asks it; else Http404."""
    post = staff(request).post
    home = policy.home(post.unit)
    if not queries.may_confirm(post, home) or not queries.asked(regime, span.end).filter(pk=home.pk).exists():
        raise Http404
    return home


def owes(request: HttpRequest, regime: Regime, span: Span) -> bool:
    """Does the unit that the officer's post confirms for still owe a period that has ended?"""
    post = staff(request).post
    home = policy.home(post.unit)
    if span.end > timezone.localdate() or not queries.may_confirm(post, home):
        return False
    said = Confirmation.objects.filter(regime=regime, start=span.start, unit=home)
    return queries.asked(regime, span.end).filter(pk=home.pk).exists() and not said.exists()


def readable_unit(request: HttpRequest, regime: Regime, span: Span, number: int) -> Unit:
    """A unit that the period asks and the officer may see, or Http404."""
    units = completeness.units(regime, span, staff(request).user)
    found: Unit | None = units.filter(pk=number).first()
    if found is None:
        raise Http404
    return found
