"""Clocks kept beside a record: what starts, stops, lengthens and ends them, and when the worker hears of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from django.core.exceptions import ValidationError

from ketnoi.audit import moments, versions
from ketnoi.audit.models import Line
from ketnoi.deadlines import actions, calendar, keeping, limits, running
from ketnoi.deadlines.actions import Decision
from ketnoi.deadlines.alarms import Stage
from ketnoi.deadlines.enums import Status, Verdict
from ketnoi.ui.dates import ZONE, from_us, to_us

pytestmark = pytest.mark.django_db


def at(month: int, day: int, hour: int = 9, year: int = 2026) -> int:
    return to_us(dt.datetime(year, month, day, hour, tzinfo=ZONE))


@pytest.fixture
def clock_of_the_house(monkeypatch):
    """Say what time it is."""

    def said(moment: int) -> int:
        monkeypatch.setattr(moments, "now", lambda: moment)
        return moment

    said(at(12, 31))
    return said


@pytest.fixture(autouse=True)
def late_in_the_year(clock_of_the_house):
    """Whatever is not about the present has happened already."""


def start(limit: str, moment: int, variant: str = ""):
    return keeping.start("letter", 7, limit, moment, variant)


def state(row):
    return running.of("letter", [7])[7][[one.pk for one in _rows()].index(row.pk)]


def _rows():
    return [one.row for one in running.of("letter", [7])[7]]


def last_day(row) -> dt.date | None:
    end = state(row).clock.end(calendar.current())
    return end.day if end else None


def said_of(row, moment: int) -> Verdict:
    return state(row).verdict(from_us(moment), calendar.current())


def test_a_clock_takes_the_version_in_force_on_the_day_it_starts():
    """Ten days until 30/6/2026; on 1/7 the older limit is gone and another has its place."""
    assert last_day(start("KN_ACCEPT", at(6, 30))) == dt.date(2026, 7, 10)
    gone = start("KN_ACCEPT", at(7, 1))
    assert last_day(gone) is None
    assert said_of(gone, at(12, 31)) is Verdict.NOT_IN_FORCE
    assert gone.next_look is None
    assert last_day(start("KN_ACCEPT_2026", at(7, 1))) == dt.date(2026, 7, 10)  # 2, 3, 6, 7, 8, 9, 10/7


def test_no_clock_runs_for_a_guard_or_a_case_that_is_none():
    with pytest.raises(ValueError, match="no clock"):
        start("DV_BAN_DISTANCE", at(3, 2))
    with pytest.raises(ValueError, match="no case"):
        start("LA_ASSIGN", at(3, 2), "remote")
    with pytest.raises(limits.UnknownLimit):
        start("XX", at(3, 2))


def test_a_case_of_the_limit_has_its_own_term():
    """Thirty days from Monday 2/3/2026 end on 1/4; forty-five on 16/4, for they count from the same event."""
    row = start("KN_RESOLVE1", at(3, 2))
    assert last_day(row) == dt.date(2026, 4, 1)
    keeping.vary(row.pk, 1, "complex")
    assert last_day(row) == dt.date(2026, 4, 16)
    assert last_day(start("KN_RESOLVE1", at(3, 2), "complex")) == dt.date(2026, 4, 16)


def test_a_pause_needs_a_ground_of_the_limit_and_is_left_out():
    row = start("KN_RESOLVE1", at(3, 2))
    with pytest.raises(ValidationError, match="căn cứ"):
        keeping.pause(row.pk, 1, "holiday", at(3, 10))
    keeping.pause(row.pk, 1, "suspended", at(3, 10), "QĐ 01")
    assert said_of(row, at(12, 31)) is Verdict.PAUSED
    with pytest.raises(ValidationError, match="đang tạm dừng"):
        keeping.pause(row.pk, 2, "suspended", at(3, 11))
    with pytest.raises(ValidationError, match="Thời điểm"):
        keeping.resume(row.pk, 2, at(3, 9))
    keeping.resume(row.pk, 2, at(3, 15))
    assert last_day(row) == dt.date(2026, 4, 6)  # five days longer: 11 to 15/3
    with pytest.raises(ValidationError, match="Thời điểm"):
        keeping.pause(row.pk, 3, "suspended", at(3, 12))


def test_an_extension_only_as_often_and_as_long_as_the_limit_allows():
    """Twenty days from 2/3 end on Sunday 22/3, so Monday; two months more on Saturday 23/5, so Monday 25/5."""
    row = start("CR_RESOLVE", at(3, 2))
    for ground, amount, paper, told in [
        ("nothing", 2, "QĐ 1", "không được gia hạn"),
        ("complex", 3, "QĐ 1", "đến 2 tháng"),
        ("complex", 0, "QĐ 1", "đến 2 tháng"),
        ("complex", 2, " ", "văn bản"),
    ]:
        with pytest.raises(ValidationError, match=told):
            keeping.extend(row.pk, 1, ground, amount, paper, at(3, 20))
    with pytest.raises(ValidationError, match="đã hết"):
        keeping.extend(row.pk, 1, "complex", 2, "QĐ 1", at(3, 24, 0) + 1)
    keeping.extend(row.pk, 1, "complex", 2, "QĐ 1", at(3, 23, 23))
    assert last_day(row) == dt.date(2026, 5, 25)
    with pytest.raises(ValidationError, match="hết số lần"):
        keeping.extend(row.pk, 2, "complex", 1, "QĐ 2", at(5, 20))


def test_steps_of_extensions_have_their_own_lengths():
    """Three months from 2/3 end on 2/6; three more on 2/9, a holiday with the day before, so 3/9; two more on 3/11."""
    row = start("CR_INVEST_SERIOUS", at(3, 2))
    keeping.extend(row.pk, 1, "complex", 3, "QĐ 1", at(6, 1))
    assert last_day(row) == dt.date(2026, 9, 3)
    with pytest.raises(ValidationError, match="đến 2 tháng"):
        keeping.extend(row.pk, 2, "complex", 3, "QĐ 2", at(9, 1))
    keeping.extend(row.pk, 2, "complex", 2, "QĐ 2", at(9, 1))
    assert last_day(row) == dt.date(2026, 11, 3)


def test_met_in_time_and_late_are_readings(monkeypatch):
    sure = replace(limits.newest("LA_ASSIGN"), status=Status.GAZETTE, caveat=False)
    monkeypatch.setattr(limits, "on", lambda _code, _day: sure)
    timely, tardy = start("LA_ASSIGN", at(3, 2)), start("LA_ASSIGN", at(3, 2))
    keeping.met(timely.pk, 1, at(3, 5, 23))
    assert said_of(tardy, at(3, 5, 23)) is Verdict.RUNNING
    assert said_of(tardy, at(3, 6)) is Verdict.LATE
    keeping.met(tardy.pk, 1, at(3, 6))
    assert (said_of(timely, at(12, 31)), said_of(tardy, at(12, 31))) == (Verdict.IN_TIME, Verdict.LATE)


def test_what_is_in_doubt_is_to_be_checked_and_never_late():
    row = start("KN_SEND1", at(3, 2))
    assert said_of(row, at(12, 31)) is Verdict.CHECK


def test_what_is_met_or_dropped_is_closed():
    row, gone = start("LA_ASSIGN", at(3, 2)), start("LA_ASSIGN", at(3, 2))
    keeping.met(row.pk, 1, at(3, 4))
    keeping.drop(gone.pk, 1, at(3, 4))
    for closed in (row, gone):
        with pytest.raises(ValidationError, match="đã kết thúc"):
            keeping.met(closed.pk, 2, at(3, 5))
    assert keeping.due(at(12, 31)) == []


def test_nothing_is_met_before_it_began_or_tomorrow(clock_of_the_house):
    row = start("LA_ASSIGN", at(3, 2))
    clock_of_the_house(at(3, 4))
    for moment in (at(3, 1), at(3, 5)):
        with pytest.raises(ValidationError, match="Thời điểm"):
            keeping.met(row.pk, 1, moment)


def test_the_second_of_two_editors_is_told():
    row = start("KN_RESOLVE1", at(3, 2))
    keeping.vary(row.pk, 1, "complex")
    with pytest.raises(versions.Stale):
        keeping.met(row.pk, 1, at(3, 9))


def test_of_a_round_of_duties_the_next_begins_when_it_is_done():
    row = start("PE_CHAIR_DAY", at(3, 2))
    following = keeping.met(row.pk, 1, at(3, 5))
    assert following is not None
    assert last_day(following) == dt.date(2026, 3, 12)
    assert keeping.met(start("LA_ASSIGN", at(3, 2)).pk, 1, at(3, 3)) is None


def test_counted_back_it_ends_before_its_day_and_may_be_met_before_it(clock_of_the_house):
    """Five working days before Tuesday 24/2/2026, over Tết: 23/2, then 13, 12, 11 and 10/2."""
    clock_of_the_house(at(2, 1))
    row = start("KN_DIALOGUE_NOTICE", at(7, 20))
    assert last_day(row) == dt.date(2026, 7, 15)
    keeping.met(row.pk, 1, at(1, 31))
    assert said_of(row, at(12, 31)) is Verdict.IN_TIME


def told(moment: int) -> list[Stage]:
    found = keeping.due(moment)
    done = [keeping.said(one.running.row.pk, moment) for one in found]
    assert all(done)
    return [one.stage for one in found]


def test_the_worker_hears_of_it_before_the_end_and_at_the_end_once(clock_of_the_house):
    """Three working days from Monday 2/3 end on Thursday 24:00: 87 hours, so 24 hours before it is told."""
    clock_of_the_house(at(3, 2))
    row = start("LA_ASSIGN", at(3, 2))
    assert told(at(3, 4, 23)) == []
    assert told(at(3, 5, 0)) == [Stage.SOON]
    assert told(at(3, 5, 1)) == []
    assert told(at(3, 6, 0)) == [Stage.OVER]
    assert told(at(4, 6)) == []
    assert keeping.said(row.pk, at(4, 6)) is None


def test_an_extension_is_warned_of_anew(clock_of_the_house):
    clock_of_the_house(at(3, 2))
    row = start("CR_RESOLVE", at(3, 2))
    assert told(at(3, 23)) == [Stage.SOON]
    clock_of_the_house(at(3, 23))
    keeping.extend(row.pk, 1, "complex", 2, "QĐ 1")
    assert told(at(3, 24)) == []
    assert told(at(5, 25)) == [Stage.SOON]


def test_what_must_be_done_at_once_is_asked_about_again(clock_of_the_house):
    clock_of_the_house(at(3, 2))
    row = start("DV_RECEIVE", at(3, 2))
    assert told(at(3, 2, 10)) == [Stage.ASK]
    assert told(at(3, 2, 13)) == [Stage.ASK]
    assert told(at(3, 3)) == []
    clock_of_the_house(at(3, 3))
    keeping.met(row.pk, 1, at(3, 2, 15))
    assert said_of(row, at(3, 3)) is Verdict.IN_TIME


def test_a_day_that_is_decided_off_moves_what_the_worker_waits_for(clock_of_the_house):
    clock_of_the_house(at(3, 2))
    row = start("LA_ASSIGN", at(3, 2))
    actions.decide_day(Decision(dt.date(2026, 3, 4), working=False, name="nghỉ do bão"), 0)
    assert told(at(3, 5, 0)) == []
    assert told(at(3, 6, 0)) == [Stage.SOON]
    assert last_day(row) == dt.date(2026, 3, 6)


def test_every_write_leaves_a_line_without_a_word_of_the_record():
    row = start("KN_RESOLVE1", at(3, 2))
    keeping.pause(row.pk, 1, "suspended", at(3, 10), "QĐ 01 của bà Mẫu")
    keeping.resume(row.pk, 2, at(3, 12))
    keeping.met(row.pk, 3, at(3, 20))
    lines = Line.objects.filter(kind="clock").order_by("at", "seq")
    assert [line.verb for line in lines] == ["start", "pause", "resume", "meet"]
    assert not any("Mẫu" in str(line.detail) for line in lines)


def test_questions_do_not_grow_with_records(django_assert_num_queries):
    for owner in range(5):
        keeping.start("letter", owner, "KN_RESOLVE1", at(3, 2))
    with django_assert_num_queries(5):  # clocks, their pauses, their extensions; the edition and the changed limits
        assert len(running.of("letter", range(5))) == 5
