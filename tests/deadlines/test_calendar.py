"""Which days are worked, checked against the published calendars of the years."""

from __future__ import annotations

import datetime as dt

import pytest

from ketnoi.deadlines import calendar
from ketnoi.deadlines.calendar import Calendar

# first and last day off around Tết as they were announced (weekends beside them included)
TET = {
    2019: (dt.date(2019, 2, 2), dt.date(2019, 2, 10)),
    2020: (dt.date(2020, 1, 23), dt.date(2020, 1, 29)),
    2021: (dt.date(2021, 2, 10), dt.date(2021, 2, 16)),
    2022: (dt.date(2022, 1, 29), dt.date(2022, 2, 6)),
    2023: (dt.date(2023, 1, 20), dt.date(2023, 1, 26)),
    2024: (dt.date(2024, 2, 8), dt.date(2024, 2, 14)),
    2025: (dt.date(2025, 1, 25), dt.date(2025, 2, 2)),
    2026: (dt.date(2026, 2, 14), dt.date(2026, 2, 22)),
}
MADE_UP = [
    dt.date(2019, 1, 5),
    dt.date(2019, 5, 4),
    dt.date(2024, 5, 4),
    dt.date(2025, 4, 26),
    dt.date(2026, 8, 22),
]


@pytest.mark.parametrize("year", TET)
def test_tet_is_off_from_its_first_to_its_last_day_and_no_longer(year: int) -> None:
    known, (first, last) = Calendar(), TET[year]
    days = [first + dt.timedelta(days=number) for number in range((last - first).days + 1)]
    assert [day for day in days if not known.off(day)] == []
    assert known.off(first - dt.timedelta(days=1)) == known.off(last + dt.timedelta(days=1)) == ""


@pytest.mark.parametrize("day", MADE_UP)
def test_a_saturday_that_is_made_up_for_is_worked(day: dt.date) -> None:
    assert day.weekday() == 5
    assert Calendar().off(day) == ""
    assert Calendar().off(day - dt.timedelta(days=7)) == "thứ Bảy"


def test_what_the_centre_decided_goes_before_the_calendar() -> None:
    monday, saturday = dt.date(2024, 6, 3), dt.date(2024, 6, 8)
    known = Calendar({monday: (False, "nghỉ do bão"), saturday: (True, "làm bù")})
    assert (known.off(monday), known.off(saturday)) == ("nghỉ do bão", "")
    assert (Calendar().off(monday), Calendar().off(saturday)) == ("", "thứ Bảy")


def test_years_without_a_decision_are_forecasts() -> None:
    assert not calendar.is_forecast(dt.date(2026, 12, 31))
    assert calendar.is_forecast(dt.date(2027, 1, 1))
