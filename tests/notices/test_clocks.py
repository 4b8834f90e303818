"""Time limits that end: whoever answers for the record is told, once, while he may read it, and never "quá hạn"."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest

from ketnoi.audit import moments, retrying
from ketnoi.deadlines import keeping, owners
from ketnoi.deadlines.alarms import Stage
from ketnoi.deadlines.models import KeptClock
from ketnoi.notices import clocks, kinds, queries
from ketnoi.notices.models import Notice
from ketnoi.ui.dates import ZONE, to_us


def at(day: int, hour: int = 9) -> int:
    return to_us(dt.datetime(2026, 3, day, hour, tzinfo=ZONE))


@pytest.fixture
def now(monkeypatch):
    moment = [at(2)]
    monkeypatch.setattr(moments, "now", lambda: moment[0])

    def turn(to: int) -> None:
        moment[0] = to

    return turn


@pytest.fixture
def record(world, now, monkeypatch):
    """A record of the test's own room: its recorder answers for it, the lead too once it is over."""
    monkeypatch.setattr(owners, "_owners", {})
    recorder, lead = world.officers["recorder"].pk, world.officers["lead"].pk
    readers = {recorder, lead}
    owners.register(
        owners.Owner(
            "letter",
            lambda officer, ids: list(ids) if officer.pk in readers else [],
            lambda _record, stage: [recorder] if stage is Stage.SOON else [recorder, lead],
            lambda record: f"/thu-mau/{record}/",
        )
    )
    world.readers = readers
    return world


def test_it_is_told_before_the_end_to_one_and_at_the_end_to_both(record, now):
    keeping.start("letter", 7, "LA_ASSIGN", at(2))
    now(at(4, 23))
    assert clocks.work() == 0
    now(at(5, 0))
    assert (clocks.work(), clocks.work()) == (1, 0)
    assert [(one.kind, one.at_once) for one in Notice.objects.all()] == [("clock_soon", False)]
    now(at(6, 0))
    assert (clocks.work(), clocks.work()) == (1, 0)
    assert Notice.objects.filter(kind="clock_over", at_once=True).count() == 2


def test_words_never_say_that_anybody_is_late(record, now):
    for kind in clocks.NOTICES:
        assert "quá hạn" not in str(kind.words).lower()


def test_one_that_cannot_be_told_of_stops_nobody_behind_it(record, now):
    """Its record is gone, or its kind of record went wrong; it is tried again later."""
    keeping.start("broken", 1, "LA_ASSIGN", at(2))
    keeping.start("letter", 7, "LA_ASSIGN", at(2))
    owners.register(
        owners.Owner("broken", lambda _officer, ids: ids, lambda one, _stage: [record.missing[one]], "/{}/".format)
    )
    now(at(5, 0))
    assert (clocks.work(), clocks.work()) == (1, 0)
    assert [one.kind for one in Notice.objects.all()] == ["clock_soon"]
    record.missing = {1: record.officers["recorder"].pk}
    now(at(5, 0) + retrying.FIRST)
    assert clocks.work() == 1


def test_what_nobody_answers_for_yet_is_told_as_soon_as_somebody_does(record, now, monkeypatch):
    """As while the only post of a unit waits for a second person."""
    answering = []
    owner = owners.find("letter")
    monkeypatch.setitem(owners._owners, "letter", dataclasses.replace(owner, answerable=lambda *_asked: answering))
    keeping.start("letter", 7, "LA_ASSIGN", at(2))
    now(at(6, 0))
    assert (clocks.work(), retrying.count()) == (0, 1)
    answering.append(record.officers["lead"].pk)
    now(at(6, 2))
    assert (clocks.work(), retrying.count()) == (1, 0)
    assert Notice.objects.get().officer_id == answering[0]


def test_one_that_cannot_be_worked_out_stops_nobody_behind_it(record, now):
    unknown = keeping.start("letter", 1, "LA_ASSIGN", at(2))
    keeping.start("letter", 7, "LA_ASSIGN", at(2))
    KeptClock.objects.filter(pk=unknown.pk).update(limit="NO_SUCH_LIMIT", next_look=1)
    now(at(5, 0))
    assert clocks.work() == 1
    now(at(5, 0) + retrying.FIRST - 1)
    assert unknown.pk in retrying.waiting(keeping.KIND)
    now(at(5, 0) + retrying.FIRST)
    assert (unknown.pk in retrying.waiting(keeping.KIND), retrying.count()) == (False, 1)


def test_one_that_failed_and_was_met_meanwhile_is_counted_no_more(record, now):
    clock = keeping.start("letter", 7, "LA_ASSIGN", at(2))
    owners.register(dataclasses.replace(owners.find("letter"), answerable=lambda _record, _stage: []))
    now(at(5, 0))
    assert (clocks.work(), retrying.count()) == (0, 1)
    keeping.met(clock.pk, clock.version, at(5, 0))
    now(at(5, 0) + retrying.FIRST)
    assert (clocks.work(), retrying.count()) == (0, 0)


def test_looking_never_takes_back_what_another_worker_said(record, now):
    """It read the row before the other one told of it."""
    clock = keeping.start("letter", 7, "LA_ASSIGN", at(2))
    now(at(5, 0))
    stale = KeptClock.objects.get(pk=clock.pk)
    assert clocks.work() == 1
    keeping._look_again(stale)
    assert KeptClock.objects.get(pk=clock.pk).said_to == at(5, 0)
    assert clocks.work() == 0


def test_it_leads_to_the_record_while_it_may_be_read(record, now):
    keeping.start("letter", 7, "LA_ASSIGN", at(2))
    now(at(5, 0))
    clocks.work()
    recorder = record.officers["recorder"]
    (shown,) = queries.latest(recorder, 5, lambda: True)
    assert kinds.get(shown.notice.kind).address(shown.notice.object_id) == "/thu-mau/7/"
    record.readers.clear()
    assert queries.latest(recorder, 5, lambda: True) == []


def test_a_record_that_no_room_answers_for_is_told_to_nobody(record, now):
    keeping.start("orphan", 7, "LA_ASSIGN", at(2))
    now(at(6, 0))
    assert clocks.work() == 1
    assert Notice.objects.count() == 0
