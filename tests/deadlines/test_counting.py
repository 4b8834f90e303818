"""Ends of terms: worked by hand across Tết, made-up Saturdays, pauses and months; and against a naive count."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ketnoi.deadlines import counting, limits
from ketnoi.deadlines.calendar import Calendar
from ketnoi.deadlines.clock import Clock
from ketnoi.deadlines.counting import Pause
from ketnoi.deadlines.enums import Kind, Measure
from ketnoi.ui.dates import ZONE
from tests.deadlines import naive

KNOWN = Calendar()
DAYS = st.dates(dt.date(2019, 1, 1), dt.date(2029, 12, 31))


def at(year: int, month: int, day: int, hour: int = 9, minute: int = 0) -> dt.datetime:
    return dt.datetime(year, month, day, hour, minute, tzinfo=ZONE)


def end_of(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day + dt.timedelta(days=1), dt.time(), ZONE)


@pytest.mark.parametrize(
    ("start", "amount", "measure", "last"),
    [
        # Friday 13/2/2026 is the last day before Tết; Monday 23/2 is worked again
        (at(2026, 2, 13), 3, Measure.WORKING_DAY, dt.date(2026, 2, 25)),
        # Thursday 2/5/2024, Friday 3/5, and Saturday 4/5 that was made up for
        (at(2024, 5, 1), 3, Measure.WORKING_DAY, dt.date(2024, 5, 4)),
        # 1/2 + 10 days = 11/2/2021, the last day of the lunar year: moves to 17/2
        (at(2021, 2, 1), 10, Measure.DAY, dt.date(2021, 2, 17)),
        # 20 days from 2/3/2023 end on Wednesday 22/3
        (at(2023, 3, 2), 20, Measure.DAY, dt.date(2023, 3, 22)),
        # a day that ends on a Sunday moves to Monday
        (at(2023, 3, 1), 4, Measure.DAY, dt.date(2023, 3, 6)),
        # 31/12 + 2 months: February ends on the 28th, 2023 on a Tuesday
        (at(2022, 12, 31), 2, Measure.MONTH, dt.date(2023, 2, 28)),
        # and on Thursday the 29th in 2024
        (at(2023, 12, 31), 2, Measure.MONTH, dt.date(2024, 2, 29)),
        # 30/6 + 4 months: 30/10/2022 is a Sunday
        (at(2022, 6, 30), 4, Measure.MONTH, dt.date(2022, 10, 31)),
        # late in the evening makes no difference to a term in days
        (at(2023, 3, 2, 23, 59), 20, Measure.DAY, dt.date(2023, 3, 22)),
    ],
)
def test_a_term_ends_at_midnight_of_its_last_day(start, amount, measure, last) -> None:
    end = counting.after(start, amount, measure, KNOWN)
    assert end is not None
    assert (end.day, end.moment) == (last, end_of(last))


def test_hours_run_through_nights_and_tet() -> None:
    end = counting.after(at(2026, 2, 16, 21, 30), 24, Measure.HOUR, KNOWN)
    assert end is not None
    assert end.moment == at(2026, 2, 17, 21, 30)
    assert (end.left_out, end.moved_from) == ((), None)


def test_the_duration_of_a_measure_ends_on_a_sunday_too() -> None:
    start = at(2023, 3, 2)
    ban = counting.after(start, 3, Measure.DAY, KNOWN, moves=False)
    work = counting.after(start, 3, Measure.DAY, KNOWN)
    assert ban is not None
    assert work is not None
    assert (ban.day, work.day) == (dt.date(2023, 3, 5), dt.date(2023, 3, 6))


def test_what_was_left_out_is_named_day_by_day() -> None:
    end = counting.after(at(2024, 5, 10), 2, Measure.WORKING_DAY, KNOWN)
    assert end is not None
    assert [(one.day, one.why) for one in end.left_out] == [
        (dt.date(2024, 5, 11), "thứ Bảy"),
        (dt.date(2024, 5, 12), "Chủ nhật"),
    ]


def test_days_after_a_pause_began_up_to_its_end_do_not_count() -> None:
    """20 days from 1/3; paused on 8/3, running again from 18/3: ten days later, 31/3."""
    pause = Pause(at(2023, 3, 8), at(2023, 3, 18))
    end = counting.after(at(2023, 3, 1), 20, Measure.DAY, KNOWN, [pause])
    assert end is not None
    assert end.day == dt.date(2023, 3, 31)
    assert len(end.left_out) == 10


def test_hours_of_a_pause_are_added() -> None:
    pause = Pause(at(2023, 3, 1, 12), at(2023, 3, 2, 18))
    end = counting.after(at(2023, 3, 1, 9), 24, Measure.HOUR, KNOWN, [pause])
    assert end is not None
    assert end.moment == at(2023, 3, 3, 15)


def test_a_pause_after_the_end_moves_nothing() -> None:
    pause = Pause(at(2023, 3, 5), at(2023, 3, 9))
    end = counting.after(at(2023, 3, 1, 9), 24, Measure.HOUR, KNOWN, [pause])
    assert end is not None
    assert end.moment == at(2023, 3, 2, 9)


def test_there_is_no_end_while_it_is_paused() -> None:
    assert counting.after(at(2023, 3, 1), 20, Measure.DAY, KNOWN, [Pause(at(2023, 3, 8))]) is None


@pytest.mark.parametrize(
    ("day", "amount", "measure", "last"),
    [
        (dt.date(2023, 3, 22), 5, Measure.DAY, dt.date(2023, 3, 17)),
        # 26/3/2023 is a Sunday: later would be too late, so Friday before
        (dt.date(2023, 3, 31), 5, Measure.DAY, dt.date(2023, 3, 24)),
        (dt.date(2026, 2, 24), 5, Measure.WORKING_DAY, dt.date(2026, 2, 10)),
        (dt.date(2023, 3, 31), 1, Measure.MONTH, dt.date(2023, 2, 28)),
    ],
)
def test_counted_back_it_ends_on_a_working_day_before(day, amount, measure, last) -> None:
    assert counting.before(day, amount, measure, KNOWN).day == last


def test_a_window_of_months_ends_on_the_day() -> None:
    twelve = counting.window(dt.date(2024, 5, 10), 12, Measure.MONTH)
    assert twelve == (dt.date(2023, 5, 11), dt.date(2024, 5, 10))


# up to three pauses that do not overlap: days before each begins, and days it lasts
GAPS = st.lists(st.tuples(st.integers(0, 20), st.integers(0, 40)), max_size=3)


def pauses(start: dt.date, gaps: list[tuple[int, int]]) -> list[tuple[dt.date, dt.date]]:
    found, day = [], start
    for gap, length in gaps:
        since = day + dt.timedelta(days=gap)
        day = since + dt.timedelta(days=length)
        found.append((since, day))
    return found


@settings(deadline=None)  # the first count of a year computes its days off
@given(GAPS, DAYS, st.integers(1, 90), st.sampled_from([Measure.DAY, Measure.WORKING_DAY]), st.booleans())
def test_as_a_naive_count_has_it(gaps, start, amount, measure, moves) -> None:
    spans = pauses(start, gaps)
    paused = {
        since + dt.timedelta(days=number) for since, until in spans for number in range(1, (until - since).days + 1)
    }
    noon = [Pause(*(dt.datetime.combine(day, dt.time(12), ZONE) for day in span)) for span in spans]
    end = counting.after(dt.datetime.combine(start, dt.time(8), ZONE), amount, measure, KNOWN, noon, moves=moves)
    working = measure == Measure.WORKING_DAY
    assert end is not None
    assert end.day == naive.last_day(start, amount, KNOWN.off, paused, working=working, moves=moves)


STEPS = st.lists(st.tuples(st.integers(1, 45), st.booleans()), min_size=1, max_size=4)


def measure_of(working: bool) -> Measure:
    return Measure.WORKING_DAY if working else Measure.DAY


@settings(deadline=None)
@given(GAPS, DAYS, STEPS, st.sampled_from([Kind.DEADLINE, Kind.DURATION]))
def test_pauses_and_extensions_as_a_naive_count_has_them(gaps, start, steps, kind) -> None:
    """A term, and up to three extensions of it, over up to three pauses."""
    (amount, working), *further = steps
    law = replace(limits.declared()["LA_ASSIGN"], kind=kind, amount=amount, measure=measure_of(working))
    spans = pauses(start, gaps)
    paused = {
        since + dt.timedelta(days=number) for since, until in spans for number in range(1, (until - since).days + 1)
    }
    clock = Clock(
        law,
        dt.datetime.combine(start, dt.time(8), ZONE),
        pauses=[Pause(*(dt.datetime.combine(day, dt.time(12), ZONE) for day in span)) for span in spans],
        extensions=[(one, measure_of(skips)) for one, skips in further],
    )
    end = clock.end(KNOWN)
    assert end is not None
    assert end.day == naive.extended(start, steps, KNOWN.off, paused, moves=kind == Kind.DEADLINE)


@settings(deadline=None)
@given(DAYS, st.integers(1, 60), st.booleans())
def test_counting_back_as_a_naive_count_has_it(day, amount, working) -> None:
    found = counting.before(day, amount, measure_of(working), KNOWN)
    assert found.day == naive.last_day_before(day, amount, KNOWN.off, working=working)
    assert KNOWN.off(found.day) == ""


@settings(deadline=None)
@given(DAYS, st.integers(1, 24))
def test_months_as_a_naive_walk_has_them(start, months) -> None:
    end = counting.after(dt.datetime.combine(start, dt.time(8), ZONE), months, Measure.MONTH, KNOWN, moves=False)
    assert end is not None
    assert end.day == naive.same_date_later(start, months)
