"""Kept clocks as a page shows them: how much time is left, by which law, and why it ends then."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from ketnoi.deadlines import calendar, explaining
from ketnoi.deadlines.counting import End
from ketnoi.deadlines.enums import Measure, Verdict
from ketnoi.deadlines.running import Running
from ketnoi.ui import dates

HOUR = dt.timedelta(hours=1)
IN_HOURS = 48  # up to so many hours are told in hours, more in days
# colour and icon of each verdict; red only where a verified limit has passed
LOOKS = {
    Verdict.AT_ONCE: ("warn", "triangle-alert"),
    Verdict.RUNNING: ("info", "clock"),
    Verdict.PAUSED: ("mute", "pause"),
    Verdict.IN_TIME: ("ok", "circle-check"),
    Verdict.LATE: ("bad", "triangle-alert"),
    Verdict.CHECK: ("mute", "info"),
    Verdict.NOT_IN_FORCE: ("mute", "ban"),
}


@dataclass(frozen=True)
class Shown:
    """One clock for `deadlines/clocks.html`; `used` is the share of the time that has passed, None where none ends."""

    row: Running
    title: str
    left: str
    until: str
    sentence: str
    doubt: str
    look: str
    icon: str
    used: int | None


def shown(clocks: Iterable[Running], now: dt.datetime) -> list[Shown]:
    """As they read now; what fell away is left out."""
    known = calendar.current()
    return [_shown(one, now, known) for one in clocks if one.row.dropped_at is None]


def _shown(one: Running, now: dt.datetime, known: calendar.Calendar) -> Shown:
    limit, verdict, end = one.clock.limit, one.verdict(now, known), one.clock.end(known)
    look, icon = LOOKS[verdict]
    soon = verdict is Verdict.RUNNING and any(moment <= now for moment, _stage in one.alarms(known))
    return Shown(
        row=one,
        title=limit.actor if limit else one.row.limit,
        left=_left(verdict, now, end.moment if end else None),
        until=_until(one, end) if end else "",
        sentence=explaining.sentence(one.clock, known),
        doubt="" if limit is None or limit.verified else limit.standing,
        look="warn" if soon else look,
        icon=icon,
        used=_used(one.clock.started, end.moment, one.clock.met or now) if end else None,
    )


def _left(verdict: Verdict, now: dt.datetime, end: dt.datetime | None) -> str:
    """Say "Còn 33 giờ", "Quá 2 ngày"; what is in doubt is never so much over; other verdicts as they are."""
    if end is None or verdict not in {Verdict.RUNNING, Verdict.LATE}:
        return str(verdict.label)
    hours = int(abs(end - now) / HOUR)
    told = {"number": hours, "what": Measure.HOUR.label}
    if hours > IN_HOURS:
        told = {"number": hours // 24, "what": Measure.DAY.label}
    return (_("Còn %(number)s %(what)s") if verdict is Verdict.RUNNING else _("Quá %(number)s %(what)s")) % told


def _until(one: Running, end: End) -> str:
    if one.clock.met:
        return _("xong %(moment)s") % {"moment": dates.moment(one.clock.met)}
    return explaining.ending(end)


def _used(started: dt.datetime, end: dt.datetime, now: dt.datetime) -> int | None:
    """In percent; None for what is counted back."""
    if end <= started:
        return None
    return min(max(int((now - started) / (end - started) * 100), 0), 100)
