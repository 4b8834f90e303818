"""Clocks of every limit there is: when each ends, what is said of it, and the sentence that explains it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from ketnoi.deadlines import explaining, limits
from ketnoi.deadlines.calendar import Calendar
from ketnoi.deadlines.clock import Clock, begin
from ketnoi.deadlines.counting import Pause
from ketnoi.deadlines.enums import Kind, Measure, Status, Verdict
from ketnoi.ui.dates import ZONE
from tests.deadlines import naive

KNOWN = Calendar()
HOUR = dt.timedelta(hours=1)

pytestmark = pytest.mark.django_db


def at(year: int, month: int, day: int, hour: int = 9) -> dt.datetime:
    return dt.datetime(year, month, day, hour, tzinfo=ZONE)


def naive_end(one: limits.Limit, started: dt.datetime) -> dt.datetime:
    """When a limit of any kind ends, counted with a finger."""
    day = started.date()
    if one.kind == Kind.COUNT_BACK:
        left = -one.amount
        while left:
            day -= naive.ONE
            left -= 1 if one.measure == Measure.DAY or not KNOWN.off(day) else 0
        while KNOWN.off(day):
            day -= naive.ONE
    elif one.measure == Measure.HOUR:
        return started + one.amount * HOUR
    else:
        moves = one.kind in {Kind.DEADLINE, Kind.LIMITATION}
        if one.measure == Measure.MONTH:
            day = naive.last_day(naive.same_date_later(day, one.amount), 0, KNOWN.off, moves=moves)
        else:
            working = one.measure == Measure.WORKING_DAY
            day = naive.last_day(day, one.amount, KNOWN.off, working=working, moves=moves)
    return dt.datetime.combine(day + naive.ONE, dt.time(), ZONE)


# the last working day before Tết, a made-up Saturday, a plain day, the end of a month
STARTS = [at(2026, 2, 13), at(2026, 8, 22), at(2026, 9, 30, 16), at(2026, 10, 31)]


@pytest.mark.parametrize("started", STARTS)
def test_every_limit_ends_where_a_finger_on_the_calendar_ends(started) -> None:
    counted = 0
    for one in limits.every():
        clock = replace(begin(one.code, started), limit=one)
        end = clock.end(KNOWN)
        if one.kind in {Kind.IMMEDIATE, Kind.WINDOW, Kind.LIMIT, Kind.CONDITION}:
            assert end is None, one.code
            continue
        assert end is not None
        assert end.moment == naive_end(one, started), one.code
        counted += 1
    assert counted == 86


def test_every_limit_explains_itself_with_its_law() -> None:
    for one in limits.every():
        said = explaining.sentence(Clock(one, at(2026, 9, 30)), KNOWN)
        assert one.law in said, one.code
        assert said.endswith("."), one.code
        assert "%(" not in said
        assert said[0].isupper(), one.code


def test_the_sentence_can_be_checked_on_the_wall_calendar() -> None:
    law = replace(limits.newest("LA_ASSIGN"), basis="Luật thử", article="Điều 2")
    assert explaining.sentence(Clock(law, at(2026, 2, 13)), KNOWN) == (
        "Thời hạn phải xong 3 ngày làm việc theo Điều 2, Luật thử; "
        "việc xảy ra ngày 13/02/2026, ngày 14/02/2026 là ngày thứ nhất; "
        "không tính 14/02/2026 – 22/02/2026 (thứ Bảy, Chủ nhật, Tết Nguyên Đán); "
        "hết hạn khi hết ngày 25/02/2026."
    )


def test_an_extension_begins_where_the_term_ended() -> None:
    """20 days from 2/3/2023 end on 22/3; two months more on Monday 22/5."""
    clock = Clock(limits.newest("CR_RESOLVE"), at(2023, 3, 2), extensions=[(2, Measure.MONTH)])
    end = clock.end(KNOWN)
    assert end is not None
    assert end.day == dt.date(2023, 5, 22)
    assert "gia hạn 2 tháng" in explaining.sentence(clock, KNOWN)


def test_an_extension_in_hours_begins_at_the_moment() -> None:
    clock = Clock(limits.newest("CR_CLASSIFY"), at(2023, 3, 2, 15), extensions=[(24, Measure.HOUR)])
    end = clock.end(KNOWN)
    assert end is not None
    assert end.moment == at(2023, 3, 4, 15)


def verified(code: str) -> limits.Limit:
    return replace(limits.newest(code), status=Status.GAZETTE, caveat=False)


def test_what_is_said_at_each_moment() -> None:
    started, sure = at(2023, 3, 2), verified("CR_RESOLVE")
    last = at(2023, 3, 22, 23)
    running = Clock(sure, started)
    assert running.verdict(last, KNOWN) == Verdict.RUNNING
    assert running.verdict(last + HOUR * 2, KNOWN) == Verdict.LATE
    assert replace(running, met=last).verdict(last + HOUR * 99, KNOWN) == Verdict.IN_TIME
    assert replace(running, met=last + HOUR * 2).verdict(last + HOUR * 99, KNOWN) == Verdict.LATE
    assert replace(running, pauses=[Pause(at(2023, 3, 10))]).verdict(last + HOUR * 99, KNOWN) == Verdict.PAUSED
    assert Clock(limits.newest("DV_RECEIVE"), started).verdict(last, KNOWN) == Verdict.AT_ONCE


def test_what_is_in_doubt_is_never_called_late() -> None:
    late = at(2030, 1, 1)
    for one in limits.every():
        verdict = Clock(one, at(2026, 10, 1)).verdict(late, KNOWN)
        if not one.verified:
            assert verdict != Verdict.LATE, one.code
