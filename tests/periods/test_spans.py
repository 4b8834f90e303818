"""Periods: named and dated as officials do, one after the other without a gap."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ketnoi.periods import spans
from ketnoi.periods.enums import Kind


@dataclass
class Rhythm:
    kind: str = Kind.MONTH
    closes_on: int = 0
    due_days: int = 5
    valid_from: dt.date = dt.date(2019, 1, 1)
    valid_to: dt.date | None = None


def d(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("kind", "closes_on", "day", "title", "start", "end", "due"),
    [
        ("month", 0, "2024-02-29", "Tháng 2/2024", "2024-02-01", "2024-02-29", "2024-03-05"),
        ("month", 14, "2025-06-14", "Tháng 6/2025", "2025-05-15", "2025-06-14", "2025-06-19"),
        ("month", 14, "2025-06-15", "Tháng 7/2025", "2025-06-15", "2025-07-14", "2025-07-19"),
        ("month", 14, "2025-12-20", "Tháng 1/2026", "2025-12-15", "2026-01-14", "2026-01-19"),
        ("quarter", 0, "2025-05-20", "Quý II/2025", "2025-04-01", "2025-06-30", "2025-07-05"),
        ("half", 0, "2025-06-30", "6 tháng đầu năm 2025", "2025-01-01", "2025-06-30", "2025-07-05"),
        ("half", 14, "2025-06-15", "6 tháng cuối năm 2025", "2025-06-15", "2025-12-14", "2025-12-19"),
        ("half", 14, "2024-12-15", "6 tháng đầu năm 2025", "2024-12-15", "2025-06-14", "2025-06-19"),
        ("year", 0, "2022-07-01", "Năm 2022", "2022-01-01", "2022-12-31", "2023-01-05"),
    ],
)
def test_named_and_dated(kind, closes_on, day, title, start, end, due):
    span = spans.containing(Rhythm(kind, closes_on), d(day))
    assert (span.title, span.start, span.end, span.due) == (title, d(start), d(end), d(due))


def test_any_two_days():
    term = Rhythm(Kind.SPAN, valid_from=d("2017-03-08"), valid_to=d("2021-10-20"))
    span = spans.containing(term, d("2019-01-01"))
    assert (span.start, span.end, span.title) == (d("2017-03-08"), d("2021-10-20"), "08/03/2017 – 20/10/2021")
    assert spans.containing(term, d("2021-10-21")) is None
    assert list(spans.back(term, d("2030-01-01"))) == [span]


def test_a_period_is_cut_where_the_regime_begins_and_ends():
    cut = Rhythm(closes_on=14, valid_from=d("2025-07-01"), valid_to=d("2025-08-20"))
    found = [(one.start, one.end) for one in spans.back(cut, d("2026-01-01"))]
    assert found == [
        (d("2025-08-15"), d("2025-08-20")),
        (d("2025-07-15"), d("2025-08-14")),
        (d("2025-07-01"), d("2025-07-14")),
    ]


def test_only_the_first_day_names_a_period():
    assert spans.starting(Rhythm(), d("2025-06-01")).title == "Tháng 6/2025"
    assert spans.starting(Rhythm(), d("2025-06-02")) is None
    assert spans.starting(Rhythm(), d("2018-12-01")) is None


def test_ended_periods_end_on_the_day_itself():
    assert [one.title for one in spans.closed(Rhythm(), d("2025-06-30"), 2)] == ["Tháng 6/2025", "Tháng 5/2025"]
    assert [one.title for one in spans.closed(Rhythm(), d("2025-06-29"), 1)] == ["Tháng 5/2025"]


def test_the_same_period_a_year_before_is_among_the_usual_ones():
    half = Rhythm(Kind.HALF)
    first = spans.containing(half, d("2025-03-01"))
    assert [one.title for one in spans.usual(half, first, 2)] == ["6 tháng cuối năm 2024", "6 tháng đầu năm 2024"]


days = st.dates(dt.date(2017, 1, 1), dt.date(2030, 12, 31))


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(list(Kind)), st.integers(0, 28), days, st.integers(0, 900), st.data())
def test_periods_tile_the_regime(kind, closes_on, first, length, data):
    """Every day lies in exactly one period; the periods follow each other from the first day to the last."""
    rhythm = Rhythm(kind, closes_on, 5, first, first + dt.timedelta(days=length))
    found = list(spans.back(rhythm, rhythm.valid_to))[::-1]
    assert found[0].start == rhythm.valid_from
    assert found[-1].end == rhythm.valid_to
    for one, after in pairwise(found):
        assert after.start == one.end + spans.ONE
    day = first + dt.timedelta(days=data.draw(st.integers(0, length)))
    assert [one for one in found if one.start <= day <= one.end] == [spans.containing(rhythm, day)]


@settings(max_examples=40, deadline=None)
@given(st.integers(0, 28), days)
def test_months_make_quarters_make_halves_make_years(closes_on, day):
    """A longer period begins and ends where its parts do, whatever the closing day."""
    rhythms = [Rhythm(kind, closes_on, valid_from=dt.date(2010, 1, 1)) for kind in MONTHLY]
    for short, long in pairwise(rhythms):
        whole = spans.containing(long, day)
        parts = [one for one in spans.back(short, whole.end) if one.start >= whole.start]
        assert (parts[-1].start, parts[0].end) == (whole.start, whole.end)


MONTHLY = (Kind.MONTH, Kind.QUARTER, Kind.HALF, Kind.YEAR)
