"""Every way to tamper with the journal that the database itself can show."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import IntegrityError, transaction

from ketnoi.audit import chaining, installation, journal, kept, moments, verifying
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
    walk = verifying._Walk._walked

    def walked(self, told, head):
        monkeypatch.setattr(journal._own, "chain", self.chain)
        with transaction.atomic():
            journal.write("record", "activity", 99)
        yield from walk(self, told, head)

    monkeypatch.setattr(verifying._Walk, "_walked", walked)
    assert problems() == []


def test_a_line_of_a_clock_set_back_is_found_and_two_servers_may_differ(lines):
    """Hashed anew with its head, as the program itself would have written it then."""
    for back, found in ((verifying.CLOCKS_APART // 2, []), (2 * verifying.CLOCKS_APART, [(0, 6)])):
        last = Line.objects.get(pk=lines[5].pk)
        last.at = lines[4].at - back
        last.hash = chaining.digest(last)
        last.save()
        Head.objects.filter(chain=0).update(hash=last.hash)
        assert [(one.chain, one.seq) for one in problems()] == found


def test_a_read_is_told_with_its_sections_and_makes_no_new_edition():
    before = kept.edition()
    journal.read("proof", "A1", 7, 3, sections=["identity", "address"], reason_code="tiep_nhan")
    journal.read("proof", "", 7, 3, verb="search")
    journal.denied("proof", "A2", 8, 4)
    told = Line.objects.order_by("pk").values_list("verb", "object", "actor", "unit", "detail")
    assert list(told) == [
        ("read", "A1", 7, 3, {"sections": ["address", "identity"], "reason": "tiep_nhan"}),
        ("search", "", 7, 3, {"sections": []}),
        ("denied", "A2", 8, 4, {"action": "read"}),
    ]
    assert kept.edition() == before
    assert journal.verify() == (3, [])


def test_without_a_head_nothing_is_written(lines):
    """Somebody took all heads away: no line, and so no answer."""
    Head.objects.all().delete()
    with pytest.raises(chaining.NoHead), transaction.atomic():
        journal.write("record", "activity", 1)
    assert Line.objects.count() == 12


def test_very_many_lines_at_once_are_one_chain(monkeypatch):
    """What a room adds of its own to a transaction comes before the line of the act."""
    many = [journal.Told("version", "proof", str(number), {"version": 1}) for number in range(chaining.AT_ONCE * 2)]
    monkeypatch.setattr(journal, "_companions", [lambda: many])
    with transaction.atomic():
        journal.write("record", "activity", 1)
    assert journal.verify() == (chaining.AT_ONCE * 2 + 1, [])
    assert Line.objects.latest("seq").kind == "activity"


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
