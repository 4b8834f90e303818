"""Clocks as a page shows them, and how much was in time: nothing in doubt is ever red, nor in a share."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from django.template.loader import render_to_string

from ketnoi.deadlines import limits, showing, timeliness
from ketnoi.deadlines.clock import Clock
from ketnoi.deadlines.counting import Pause
from ketnoi.deadlines.enums import Measure, Status
from ketnoi.deadlines.models import KeptClock
from ketnoi.deadlines.running import Running
from ketnoi.deadlines.timeliness import Timeliness
from ketnoi.ui.dates import ZONE, to_us

pytestmark = pytest.mark.django_db


def at(day: int, hour: int = 9) -> dt.datetime:
    return dt.datetime(2026, 3, day, hour, tzinfo=ZONE)


def running(*, sure: bool, met: dt.datetime | None = None, code: str = "LA_ASSIGN", **clock) -> Running:
    """Three working days from Monday 2/3/2026 by a limit that was verified, or was not: they end on Thursday."""
    law = replace(limits.declared()[code], status=Status.GAZETTE if sure else Status.MEMORY, caveat=False)
    row = KeptClock(limit=code, started_at=to_us(at(2)), met_at=to_us(met) if met else None)
    return Running(row, Clock(law, at(2), met=met, **clock))


def look(one: Running, now: dt.datetime) -> tuple[str, str, str]:
    (found,) = showing.shown([one], now)
    return found.left, found.until, found.look


@pytest.mark.parametrize(
    ("sure", "now", "told"),
    [
        (True, at(2, 9), ("Còn 3 ngày", "hết ngày 05/03/2026", "info")),
        (True, at(4, 10), ("Còn 38 giờ", "hết ngày 05/03/2026", "info")),
        (True, at(5, 15), ("Còn 9 giờ", "hết ngày 05/03/2026", "warn")),
        (True, at(6, 3), ("Quá 3 giờ", "hết ngày 05/03/2026", "bad")),
        (True, at(9, 3), ("Quá 3 ngày", "hết ngày 05/03/2026", "bad")),
        (False, at(9, 3), ("Cần kiểm tra", "hết ngày 05/03/2026", "mute")),
    ],
)
def test_how_much_time_is_left(sure, now, told):
    assert look(running(sure=sure), now) == told


@pytest.mark.parametrize(
    ("code", "extended", "told"),
    [
        ("LA_ASSIGN", (6, Measure.HOUR), "06:00, 06/03/2026"),
        ("CR_CLASSIFY", (2, Measure.DAY), "hết ngày 05/03/2026"),
    ],
)
def test_the_page_and_the_sentence_say_the_same_end_of_what_was_extended_otherwise_than_it_is_counted(
    code, extended, told
):
    """Three working days to 24:00 of Thursday 5/3 and six hours; 24 hours to Tuesday 3/3 at nine and two days."""
    (found,) = showing.shown([running(sure=True, code=code, extensions=[extended])], at(3))
    assert found.until == told
    assert found.sentence.removesuffix(".").endswith(told)


def test_what_was_done_what_stands_still_and_what_ends_nowhere():
    assert look(running(sure=True, met=at(4)), at(9)) == ("Đúng hạn", "xong 09:00, 04/03/2026", "ok")
    assert look(running(sure=True, pauses=[Pause(at(3))]), at(9)) == ("Tạm dừng tính thời hạn", "", "mute")
    assert look(running(sure=True, code="DV_RECEIVE"), at(9)) == ("Phải làm ngay", "", "warn")


def test_the_page_part_says_why_and_how_far_it_was_verified():
    page = render_to_string("deadlines/clocks.html", {"clocks": showing.shown([running(sure=False)], at(9))})
    assert "việc xảy ra ngày 02/03/2026" in page
    assert "chưa kiểm chứng" in page
    assert "Quá" not in page
    assert "style=" not in page


def test_a_share_in_time_is_told_of_verified_limits_alone():
    clocks = [
        running(sure=True, met=at(4)),
        running(sure=True, met=at(7)),
        running(sure=True),
        running(sure=False, met=at(7)),
        running(sure=False),
        running(sure=True, code="DV_RECEIVE"),
        running(sure=True, code="DV_BAN_DURATION"),
    ]
    assert timeliness.of(clocks, at(5)) == Timeliness(in_time=1, late=1, running=1, left_out=4)
    assert timeliness.of(clocks, at(9)) == Timeliness(in_time=1, late=2, running=0, left_out=4)
    assert timeliness.of(clocks, at(9)).judged == 3
