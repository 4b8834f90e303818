"""Limits as data: every row makes sense, only what is in force is used, and doubt is never called verified."""

from __future__ import annotations

import datetime as dt
from collections import Counter

import pytest

from ketnoi.audit import versions
from ketnoi.audit.models import Line
from ketnoi.deadlines import actions, calendar, clock, limits
from ketnoi.deadlines.actions import Reading
from ketnoi.deadlines.enums import Kind, Measure, Status
from tests.threads import at_once

READ = Reading(
    7, Measure.WORKING_DAY, "Luật thử", "Đ1", dt.date(2024, 1, 1), None, Status.GAZETTE, "Công báo số 1", "đọc lại"
)
DEADLINE, ENDED = "KN_RESOLVE1", "KN_ACCEPT"

pytestmark = pytest.mark.django_db


def test_all_that_was_read_is_there() -> None:
    kinds = Counter(one.kind.value for one in limits.every())
    assert kinds == {
        "deadline": 69, "immediate": 20, "count_back": 6, "duration": 5, "cycle": 4, "limit": 4, "limitation": 2,
        "condition": 1, "window": 1,
    }  # fmt: skip
    assert Counter(one.status.value for one in limits.every()) == {"SECONDARY": 106, "MEMORY": 4, "INTERNAL": 2}


def test_each_amount_fits_its_kind() -> None:
    for one in limits.every():
        assert (one.amount < 0) == (one.kind == Kind.COUNT_BACK), one.code
        assert (one.amount == 0) == (one.kind == Kind.IMMEDIATE), one.code
        assert one.group in limits.groups(), one.code
        assert set(one.successors) <= set(limits.declared()), one.code


def test_nothing_in_doubt_is_called_verified() -> None:
    doubtful = [one for one in limits.every() if one.caveat or one.status == Status.MEMORY]
    assert len(doubtful) == len([one for one in limits.every() if one.standing == "chưa kiểm chứng"])
    assert not any(one.verified for one in doubtful)
    assert limits.newest("CH_PLAN_REVIEW").standing == "mốc nội bộ đề xuất"
    assert limits.newest("CH_INTAKE").standing == "thấy ở nguồn thứ cấp"


def test_a_limit_not_in_force_on_the_day_is_never_used() -> None:
    assert limits.on(ENDED, dt.date(2026, 6, 30)) is not None
    assert limits.on(ENDED, dt.date(2026, 7, 1)) is None
    assert limits.on("KN_ACCEPT_2026", dt.date(2026, 6, 30)) is None
    assert limits.on("KN_ACCEPT_2026", dt.date(2026, 7, 1)) is not None
    for one in limits.every():
        assert limits.on(one.code, one.effective_from - dt.timedelta(days=1)) is None, one.code
        assert limits.on(one.code, one.effective_from) == one
    started = dt.datetime(2026, 7, 1, 9, tzinfo=dt.UTC)
    unheld = clock.begin(ENDED, started)
    assert unheld.end(calendar.Calendar()) is None
    assert unheld.verdict(started, calendar.Calendar()) == "not_in_force"


def test_an_unknown_code_is_said() -> None:
    with pytest.raises(limits.UnknownLimit):
        limits.on("KHONG_CO", dt.date(2024, 1, 1))


def test_a_new_reading_counts_from_its_day_and_the_old_one_before() -> None:
    actions.change(DEADLINE, READ, 0)
    before, after = (limits.on(DEADLINE, day) for day in (dt.date(2023, 12, 31), dt.date(2024, 1, 1)))
    assert before is not None
    assert after is not None
    assert (before.term, after.term) == ("30 ngày", "7 ngày làm việc")
    assert (before.verified, after.verified, after.standing) == (False, True, "đã đối chiếu công báo")
    assert Line.objects.filter(verb="change", kind="limit").count() == 1


def test_who_comes_second_is_told_and_nothing_is_written() -> None:
    actions.change(DEADLINE, READ, 0)
    with pytest.raises(versions.Stale) as told:
        actions.change(DEADLINE, READ, 0)
    assert told.value.current.number == 1
    assert len(limits.versions(DEADLINE)) == 2


@pytest.mark.parametrize(
    ("code", "changes", "field"),
    [
        (DEADLINE, {"reason": " "}, "reason"),
        (DEADLINE, {"basis": ""}, "basis"),
        (DEADLINE, {"amount": -5}, "amount"),
        ("CR_EXT_REQUEST", {"amount": 5}, "amount"),
        (DEADLINE, {"effective_to": dt.date(2023, 12, 31)}, "effective_to"),
    ],
)
def test_a_reading_that_cannot_be_is_refused_at_its_field(code, changes, field) -> None:
    with pytest.raises(actions.ValidationError) as told:
        actions.change(code, Reading(**(vars(READ) | changes)), 0)
    assert set(told.value.message_dict) == {field}
    assert len(limits.versions(code)) == 1


def test_a_day_decided_changes_ends_and_the_second_decider_is_told() -> None:
    friday = dt.date(2023, 3, 10)
    off, worked = actions.Decision(friday, False, "nghỉ do bão"), actions.Decision(friday, True, "vẫn làm")
    actions.decide_day(off, 0)
    assert calendar.current().off(friday) == "nghỉ do bão"
    with pytest.raises(versions.Stale):
        actions.decide_day(worked, 0)
    actions.decide_day(worked, 1)
    assert calendar.current().off(friday) == ""


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_of_two_who_decide_on_a_new_day_at_once_one_is_told() -> None:
    decision = actions.Decision(dt.date(2023, 3, 10), False, "nghỉ do bão")
    answers = at_once(*[lambda: actions.decide_day(decision, 0)] * 2)
    assert sorted(type(answer).__name__ for answer in answers) == ["DayOverride", "Stale"]
