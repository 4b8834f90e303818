"""Answers are kept until somebody writes, for whom they were made, and never outlive the day or a rollback."""

import datetime as dt
import gc
import weakref

import pytest
import time_machine
from django.db import transaction

from ketnoi.audit import journal, kept
from ketnoi.audit.models import CHAINS, Head

pytestmark = pytest.mark.django_db


class Work:
    """Says how often it was asked."""

    def __init__(self):
        self.times = 0

    def __call__(self):
        self.times += 1
        return self.times


@pytest.fixture
def work():
    return Work()


def write(verb="change"):
    with transaction.atomic():
        journal.write(verb, "thing", 1)


def test_worked_out_once_for_a_key(work):
    assert [kept.once("a", work), kept.once("a", work), kept.once("b", work)] == [1, 1, 2]


def test_a_change_makes_everything_old(work):
    kept.once("c", work)
    write()
    assert kept.once("c", work) == 2


@pytest.mark.parametrize("verb", ["sign_in", "sign_out", "sign_in_refused", "export"])
def test_coming_going_and_taking_out_change_nothing(work, verb):
    kept.once("d", work)
    write(verb)
    assert kept.once("d", work) == 1


def test_each_change_makes_a_greater_edition():
    editions = [kept.edition()]
    for _ in range(3):
        write()
        editions.append(kept.edition())
    assert editions == sorted(set(editions))


def test_a_page_asks_once_and_anew_after_its_own_write(work, django_assert_num_queries):
    with kept.one_edition():
        with django_assert_num_queries(1):
            assert [kept.once("e", work), kept.once("e", work)] == [1, 1]
        write()
        assert kept.once("e", work) == 2


def test_what_is_rolled_back_is_not_found_again(work):
    with transaction.atomic():
        journal.write("change", "thing", 1)
        assert kept.once("f", work) == 1
        transaction.set_rollback(True)
    assert kept.once("f", work) == 2
    write()
    assert kept.once("f", work) == 3


def test_what_only_an_open_transaction_sees_is_kept_for_nobody(work):
    with transaction.atomic():
        Head.objects.create(chain=CHAINS, changed=0)  # a row that no line of the journal has told of yet
        assert kept.once("h", Head.objects.filter(chain=CHAINS).exists) is True
        transaction.set_rollback(True)
    assert kept.once("h", Head.objects.filter(chain=CHAINS).exists) is False


def test_a_transaction_finds_what_was_kept_before_it(work):
    kept.once("i", work)
    with transaction.atomic():
        assert kept.once("i", work) == 1


def test_another_day_is_worked_out_anew(work):
    with time_machine.travel(dt.datetime(2026, 3, 2, 5, tzinfo=dt.UTC), tick=False):
        kept.once("g", work)
    with time_machine.travel(dt.datetime(2026, 3, 3, 5, tzinfo=dt.UTC), tick=False):
        assert kept.once("g", work) == 2


def test_only_so_many_are_kept(work):
    for number in range(kept.ROOM + 1):
        kept.once(("many", number), work)
    assert kept.once(("many", kept.ROOM), work) == kept.ROOM + 1
    assert kept.once(("many", 0), work) == kept.ROOM + 2


def test_what_was_found_in_an_earlier_edition_is_let_go():
    class Large:
        pass

    known = weakref.ref(kept.once("large", Large))
    assert known() is not None
    write()
    kept.once("large", Large)
    gc.collect()
    assert known() is None


def test_what_depends_on_the_moment_is_kept_for_a_minute_and_an_edition(work):
    with time_machine.travel(dt.datetime(2026, 3, 2, 5, tzinfo=dt.UTC), tick=False) as clock:
        assert [kept.for_a_minute("j", work), kept.for_a_minute("j", work), kept.for_a_minute("k", work)] == [1, 1, 2]
        write()
        assert kept.for_a_minute("j", work) == 3
        clock.shift(59)
        assert kept.for_a_minute("j", work) == 3
        clock.shift(1)
        assert kept.for_a_minute("j", work) == 4


def test_it_is_not_kept_for_longer_by_what_stands_around_it(work):
    with pytest.raises(kept.NeverKept):
        kept.once("l", lambda: kept.for_a_minute("m", work))
    assert kept.for_a_minute("m", lambda: kept.once("n", work)) == 1
