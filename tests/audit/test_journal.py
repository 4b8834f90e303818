"""Every way to tamper with the journal that the database itself can show."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import IntegrityError, transaction

from ketnoi.audit import installation, journal, moments
from ketnoi.audit.models import CHAINS, Head, Line

pytestmark = pytest.mark.django_db


@pytest.fixture
def lines(monkeypatch):
    """Twelve lines in two chains."""
    for number in range(12):
        monkeypatch.setattr(journal._own, "chain", number % 2)
        with transaction.atomic():
            journal.write("record", "activity", number, actor=7, unit=3, count=1)
    return list(Line.objects.filter(chain=0).order_by("seq"))


def problems():
    return journal.verify()[1]


def test_an_untouched_journal_holds_and_every_line_was_read(lines):
    assert journal.verify() == (12, [])
    assert [line.seq for line in lines] == [1, 2, 3, 4, 5, 6]


@pytest.mark.parametrize("column", ["actor", "unit", "verb", "kind", "object", "at", "detail"])
def test_a_line_that_was_edited_is_found(lines, column):
    Line.objects.filter(pk=lines[2].pk).update(**{column: {"x": 1} if column == "detail" else 999})
    assert [(one.chain, one.seq) for one in problems()] == [(0, 3)]


def test_a_line_that_was_deleted_is_found(lines):
    lines[2].delete()
    assert {one.problem for one in problems()} == {"thiếu hoặc thừa dòng", "không nối với dòng trước"}


def test_a_chain_that_was_cut_short_is_found(lines):
    lines[5].delete()
    assert [one.problem for one in problems()] == ["dòng cuối không khớp"]


def test_lines_that_changed_places_are_found(lines):
    Line.objects.filter(pk=lines[1].pk).update(seq=99)
    Line.objects.filter(pk=lines[2].pk).update(seq=2)
    Line.objects.filter(pk=lines[1].pk).update(seq=3)
    assert problems()


def test_a_line_put_in_between_is_refused_or_found(lines):
    with pytest.raises(IntegrityError), transaction.atomic():
        Line.objects.create(chain=0, seq=3, at=1, verb="x", kind="x", object="x", previous="", hash="")
    Line.objects.create(chain=0, seq=7, at=1, verb="x", kind="x", object="x", previous=lines[5].hash, hash="0")
    assert problems()


def test_a_chain_that_is_gone_is_found(lines):
    Line.objects.filter(chain=1).delete()
    assert [one.problem for one in problems()] == ["mất cả chuỗi"]
    Head.objects.filter(chain=0).delete()
    assert {one.problem for one in problems()} == {"mất cả chuỗi", "dòng cuối không khớp"}


def test_a_line_written_while_the_journal_is_walked_is_no_finding(lines, monkeypatch):
    """Somebody goes on writing between the reading of the head and that of the lines."""
    walk = journal._chain_findings

    def walked(chain, told, head):
        monkeypatch.setattr(journal._own, "chain", chain)
        with transaction.atomic():
            journal.write("record", "activity", 99)
        yield from walk(chain, told, head)

    monkeypatch.setattr(journal, "_chain_findings", walked)
    assert problems() == []


def test_all_lines_of_a_transaction_stand_in_one_chain():
    with transaction.atomic():
        for number in range(20):
            journal.write("record", "activity", number)
    assert Line.objects.values("chain").distinct().count() == 1
    assert journal.verify() == (20, [])


def test_other_threads_draw_their_own_chain(monkeypatch):
    monkeypatch.setattr(journal.secrets, "randbelow", lambda most: most - 1)
    with ThreadPoolExecutor(1) as other:
        assert other.submit(lambda: journal._own.chain).result() == CHAINS - 1


def test_what_is_rolled_back_leaves_no_line(lines):
    with transaction.atomic():
        journal.write("record", "activity", 99)
        transaction.set_rollback(True)
    assert journal.verify() == (12, [])


@pytest.mark.django_db(transaction=True)
def test_a_line_outside_a_transaction_is_refused():
    with pytest.raises(RuntimeError):
        journal.write("record", "activity", 1)


def test_only_a_demo_database_stamps_past_moments():
    with pytest.raises(PermissionError), moments.stamped(1):
        pass
    installation.mark_demo("1")
    with moments.stamped(5):
        assert moments.now() == 5
    assert moments.now() > 10**15
    with pytest.raises(IntegrityError), transaction.atomic():
        installation.mark_demo("2")
