"""Rows that fail: no other waits for them, and they are tried ever later, until they are done."""

import pytest
from django.db import OperationalError

from ketnoi.audit import moments, retrying

pytestmark = pytest.mark.django_db
DAY = 24 * 60 * 60 * 1_000_000


@pytest.fixture
def clock(monkeypatch):
    moment = [1_000 * DAY]
    monkeypatch.setattr(moments, "now", lambda: moment[0])
    return moment


def divided(row):
    return 1 // row


def tries():
    """What the worker would try now, of rows 0 (which fails), 1 and 2."""
    waiting = set(retrying.waiting("work"))
    return [row for row in (0, 1, 2) if row not in waiting]


def test_one_that_fails_keeps_no_other_and_is_tried_again_ever_later(clock):
    assert retrying.each("work", tries(), divided) == 1  # 1 // 2 says that nothing was done
    assert (tries(), retrying.count()) == ([1, 2], 1)
    delays = [retrying.failed("work", 0) - clock[0] for _turn in range(9)]
    assert delays[:2] == [2 * retrying.FIRST, 4 * retrying.FIRST]
    assert delays == sorted(delays)
    assert delays[-1] == DAY
    clock[0] += DAY
    assert tries() == [0, 1, 2]


def test_what_was_done_at_last_is_counted_no_more(clock):
    retrying.each("work", [0], divided)
    assert retrying.each("work", [0], lambda _row: True) == 1
    assert (retrying.count(), tries()) == (0, [0, 1, 2])


def test_the_same_number_in_another_work_is_another_row(clock):
    retrying.failed("other", 1)
    assert tries() == [0, 1, 2]


def test_a_row_that_is_due_no_more_is_settled_and_one_that_waits_is_not(clock):
    """As a call that somebody took meanwhile."""
    retrying.failed("work", 0)
    retrying.each("work", [1], divided)
    assert retrying.count() == 1
    clock[0] += DAY
    retrying.each("work", [1], divided)
    assert retrying.count() == 0


def test_a_database_that_is_busy_is_no_rows_fault(clock):
    def locked(_row):
        raise OperationalError("database is locked")

    assert retrying.each("work", [0], locked) == 0
    assert (retrying.count(), tries()) == (0, [0, 1, 2])


def test_work_says_how_long_a_row_may_wait(clock):
    assert [retrying.failed("work", 0, retrying.FIRST) - clock[0] for _turn in range(3)] == [retrying.FIRST] * 3
