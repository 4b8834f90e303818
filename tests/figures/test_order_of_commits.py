"""Moments in the order of commits, never seen half, whoever else writes, freezes or folds."""

import threading

import pytest
from django.db import transaction

from ketnoi.figures import answers, catalogue, changes, clocks, folding, interning
from ketnoi.figures.figure import Figure
from ketnoi.figures.models import Fact
from tests.figures import worlds
from tests.figures.test_joint_work import a_session, unit
from tests.threads import in_thread


@pytest.mark.django_db(transaction=True)
def test_a_clock_is_not_touched_outside_a_transaction():
    with pytest.raises(RuntimeError):
        clocks.lock([14])


@pytest.fixture
def open_land(transactional_db):
    """The small country, committed; told to other connections, and forgotten afterwards."""
    interning.forget()
    yield worlds.start()
    worlds.BOOK.records, worlds.BOOK.history = {}, []
    interning.forget()
    catalogue.forget()


@pytest.mark.postgres
def test_transactions_that_overlap_and_commit_in_reverse_order_leave_no_wrong_as_of(open_land):
    """The first to begin writes its facts last: whoever stamps later commits later, so an as-of never changes."""
    land = open_land
    begun, stamped = threading.Event(), threading.Event()

    def slow():
        with transaction.atomic():
            unit(land, "x1 P1")
            Fact.objects.count()
            begun.set()
            stamped.wait(10)
            worlds.write({1: a_session(land, "x1 A1a")})

    thread, failed = in_thread(slow)
    begun.wait(10)
    moment = worlds.write({2: a_session(land, "x1 A1a")})
    then = answers.value(Figure("t_hoat_dong", as_of=moment))
    stamped.set()
    thread.join(20)
    assert not failed
    assert then == 1
    assert answers.value(Figure("t_hoat_dong", as_of=moment)) == 1
    assert answers.value(Figure("t_hoat_dong")) == 2
    assert [change.record for change in changes.since(Figure("t_hoat_dong"), moment)] == [1]


@pytest.mark.postgres
def test_a_writer_that_holds_the_clock_keeps_a_freeze_waiting(open_land):
    """A freeze stamps all clocks: facts of a transaction still open are later than it, or already committed."""
    land = open_land
    holding, release = threading.Event(), threading.Event()

    def writer():
        with transaction.atomic():
            worlds.write({1: a_session(land, "x1 A1a")})
            holding.set()
            release.wait(10)

    thread, failed = in_thread(writer)
    holding.wait(10)
    frozen = []

    def freeze():
        with transaction.atomic():
            frozen.append(clocks.stamp())

    freezer, also_failed = in_thread(freeze)
    freezer.join(0.5)
    assert freezer.is_alive()
    release.set()
    thread.join(20)
    freezer.join(20)
    assert not failed
    assert not also_failed
    assert answers.value(Figure("t_hoat_dong", as_of=frozen[0])) == 1


@pytest.mark.postgres
def test_writers_of_several_provinces_and_folds_at_once_never_deadlock_and_agree(open_land):
    land = open_land
    names = [("x1 P1", "x2 P2"), ("x2 P2", "x1 P1"), ("x1 A1a", "x3 P2"), ("x1 P2",)]

    def many(start, who):
        def work():
            for number in range(start, start + 15):
                with transaction.atomic():
                    one = a_session(land, *who)
                    worlds.BOOK.records[number] = one
                    worlds.ledger.post(worlds.SOURCE, list(worlds._count([number])))

        return work

    threads = [in_thread(many(100 * index, who)) for index, who in enumerate(names)]
    folder, folding_failed = in_thread(lambda: [folding.fold() for _ in range(10)])
    for thread, failed in [*threads, (folder, folding_failed)]:
        thread.join(60)
        assert not failed
    assert answers.value(Figure("t_hoat_dong")) == 60
    folding.fold()
    assert answers.value(Figure("t_hoat_dong")) == answers.from_ledger(Figure("t_hoat_dong")) == 60
