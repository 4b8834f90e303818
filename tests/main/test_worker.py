"""The worker folds long tails, and verifies once a night."""

import datetime as dt

import pytest

from ketnoi.activities import actions
from ketnoi.audit import anchors, journal
from ketnoi.audit.models import Check, Installation, Line
from ketnoi.audit.moments import stamped
from ketnoi.figures import folding
from ketnoi.figures.models import VerifyRun
from ketnoi.main import worker
from ketnoi.orgs.models import Level
from ketnoi.periods import regimes
from ketnoi.periods.enums import Kind
from ketnoi.reports import periodic
from ketnoi.reports.models import Report
from ketnoi.ui import dates
from tests.activities import worlds

pytestmark = pytest.mark.django_db
NOON, NIGHT = (dt.datetime(2026, 11, 21, hour, tzinfo=dates.ZONE) for hour in (12, 2))


@pytest.fixture
def night_clock(db):
    """Runs are stamped with the night they belong to."""
    Installation.objects.create(pk=1, demo=True)
    return lambda moment: stamped(dates.to_us(moment))


def test_everything_is_verified_once_a_night(night_clock):
    worker.once(NOON)
    assert VerifyRun.objects.count() == 0
    for moment in (NIGHT, NIGHT + dt.timedelta(hours=1)):
        with night_clock(moment):
            worker.once(moment)
    assert VerifyRun.objects.count() == 1
    tomorrow = NIGHT + dt.timedelta(days=1)
    with night_clock(tomorrow):
        worker.once(tomorrow)
    assert VerifyRun.objects.count() == 2


def test_a_long_tail_is_folded_and_a_short_one_left():
    world = worlds.build()
    officer, unit = world.officers["mau"].pk, world.units["hoi_xa"].pk
    actions.record(world.entry(), officer, unit)
    waiting = folding.tails()
    assert 0 < sum(waiting.values()) < worker.LEAST
    worker.once(NOON)
    assert folding.tails() == waiting
    actions.record_many([world.entry(title=f"Buổi {number}") for number in range(worker.LEAST)], officer, unit)
    worker.once(NOON)
    assert folding.tails() == {}


def test_periodic_drafts_begin_before_they_are_due():
    world = worlds.build()
    regimes.create(
        regimes.Terms(
            name="Báo cáo tháng thử", indicators=("hoat_dong",), kind=Kind.MONTH, level=Level.COMMUNE,
            under=world.units["hoi_tinh"], valid_from=dt.date(2026, 10, 1), outline="thang", draft_days=30,
        )
    )  # fmt: skip
    for _look in range(2):
        worker.once(NOON)
    report = Report.objects.get()
    assert (report.unit, report.due_on) == (world.units["hoi_xa"], dt.date(2026, 12, 5))


def test_work_that_fails_keeps_no_other_from_being_done(night_clock, monkeypatch, caplog):
    def fail(*_args, **_kwargs):
        raise RuntimeError

    monkeypatch.setattr(folding, "fold", fail)
    monkeypatch.setattr(periodic, "start_due", fail)
    with night_clock(NIGHT):
        worker.once(NIGHT)
    assert VerifyRun.objects.count() == 1
    assert [line.message for line in caplog.records if line.exc_info] == ["folding", "periodic drafts"]


def test_heads_are_anchored_and_the_whole_journal_is_walked_on_a_sunday_s_night(night_clock):
    journal.read("proof", "A1", 1, 1)
    for _look in range(2):
        worker.once(NOON)
    assert anchors.book().read()[0][0].number == len(anchors.book().read()[0]) == 1
    assert not Check.objects.filter(whole=True).exists()
    sunday = NIGHT + dt.timedelta(days=1)
    for _look in range(2):
        with night_clock(sunday):
            worker.once(sunday)
    assert Check.objects.filter(whole=True, findings=0).count() == 1


def test_what_the_walk_finds_goes_to_the_log(caplog):
    journal.read("proof", "A1", 1, 1)
    Line.objects.update(actor=2)
    worker.once(NOON)
    assert "nội dung đã bị sửa" in caplog.text
    assert anchors.book().read() == ([], [])
