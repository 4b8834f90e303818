"""Districts that confirm their numbers: most in time, some late, a few never; and what today's communes are asked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from random import Random

from ketnoi.demo import agenda
from ketnoi.demo.agenda import Event
from ketnoi.officers.models import Officer
from ketnoi.orgs.models import Level, Unit
from ketnoi.periods import actions, regimes, spans
from ketnoi.periods.enums import Answer, Kind
from ketnoi.periods.models import Regime
from ketnoi.periods.spans import Span

FORM = ("hoat_dong", "buoi_tuyen_truyen", "luot_tuyen_truyen", "nu_tuyen_truyen", "lop_tap_huan")
SETTLED = 10  # days after a period's end: by then everybody has recorded
LATE, NEVER = 0.1, 0.04
LATEST = 25


def events(province: Unit, districts: list[tuple[Officer, Unit]], random: Random) -> Iterator[Event]:
    """Set the regimes now; what was confirmed under those of the past comes in its time."""
    _living(province)
    for regime in _past(province):
        for span in spans.back(regime, regime.valid_to or regime.valid_from):
            for officer, unit in districts:
                day = _day(span, random)
                if day:
                    act = partial(_confirm, regime, unit, span, officer.pk)
                    yield Event(agenda.at(day, random), act)


def _past(province: Unit) -> list[Regime]:
    """What districts sent in their last years with numbers."""
    half = _terms(province, Level.DISTRICT, "Số liệu 6 tháng của Hội LHPN cấp huyện", dt.date(2019, 1, 1))
    month = replace(
        _terms(province, Level.DISTRICT, "Số liệu tháng của Hội LHPN cấp huyện", dt.date(2022, 7, 1)),
        kind=Kind.MONTH,
        due_days=12,
    )
    return [regimes.create(replace(terms, valid_to=dt.date(2022, 12, 31))) for terms in (half, month)]


def _living(province: Unit) -> None:
    """What today's communes are asked: whoever signs in for one has something to confirm."""
    regimes.create(_terms(province, Level.COMMUNE, "Số liệu 6 tháng của Hội LHPN cấp xã", dt.date(2026, 1, 1)))


def _terms(province: Unit, level: Level, name: str, first: dt.date) -> regimes.Terms:
    return regimes.Terms(
        name=name, indicators=FORM, kind=Kind.HALF, due_days=15, level=level, under=province, valid_from=first
    )


def _day(span: Span, random: Random) -> dt.date | None:
    """When a district confirms; None for never."""
    drawn = random.random()
    if drawn < NEVER:
        return None
    first, last = SETTLED, (span.due - span.end).days
    if drawn < NEVER + LATE:
        first, last = last + 1, LATEST
    return span.end + dt.timedelta(days=random.randint(first, last))


def _confirm(regime: Regime, unit: Unit, span: Span, officer: int) -> None:
    """Confirm what stands there; whatever is unusual about it was right."""
    look = actions.look(regime, unit.pk, span)
    word = actions.Word(
        answer=Answer.FULL if any(look.now.values()) else Answer.NONE,
        answered=[finding.key for finding in look.findings],
    )
    actions.confirm(regime, unit, span, word, officer, unit.pk)
