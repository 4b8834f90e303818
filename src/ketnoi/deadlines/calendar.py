"""Which days are worked: weekends, Tết and the other days off, days made up for, and what the centre decided besides.

Days off are those of the library `holidays` (Bộ luật Lao động, day by day with the yearly decisions on exchanged days);
after the last year with a decision they are forecasts, and `is_forecast` says so.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources

import holidays
from django.utils.translation import gettext as _

from ketnoi.audit import kept
from ketnoi.deadlines.models import DayOverride

SATURDAY = 5
Decided = Mapping[dt.date, tuple[bool, str]]


@dataclass(frozen=True)
class Calendar:
    """The working days of Viet Nam; `decided` {day: (worked, why)} goes before what is computed."""

    decided: Decided = field(default_factory=dict)

    def off(self, day: dt.date) -> str:
        """Why the day is not worked: "Chủ nhật", "Tết Nguyên đán"; "" on a working day."""
        if day in self.decided:
            worked, why = self.decided[day]
            return "" if worked else why
        named = _days().get(day)
        if named:
            return str(named)
        if day.weekday() < SATURDAY or day in _days().weekend_workdays:
            return ""
        return _("thứ Bảy") if day.weekday() == SATURDAY else _("Chủ nhật")


def current() -> Calendar:
    """The calendar with what the centre decided, as it stands."""
    return kept.once(("deadlines.calendar",), _read)


def is_forecast(day: dt.date) -> bool:
    """Whether the days off of its year are not decided yet."""
    return day.year > _confirmed_until()


def days_off(year: int) -> list[tuple[dt.date, str]]:
    """The days of a year that are off by name, and the weekend days that are worked, in their order."""
    named = {day: str(name) for day, name in holidays.country_holidays("VN", years=year, language="vi").items()}
    worked = {day: _("làm bù") for day in _days().weekend_workdays if day.year == year}
    return sorted((named | worked).items())


def _read() -> Calendar:
    rows = DayOverride.objects.values_list("day", "working", "name")
    return Calendar({day: (working, name) for day, working, name in rows})


@cache
def _days() -> holidays.HolidayBase:
    """Years are computed when one of their days is asked for."""
    return holidays.country_holidays("VN", language="vi")


@cache
def _confirmed_until() -> int:
    text = (resources.files("ketnoi.deadlines") / "data" / "calendar.json").read_text(encoding="utf-8")
    return int(json.loads(text)["confirmed_until"])
