"""Freezing and writing at the same time: the frozen moment never sees half of what others do."""

import threading

import pytest
from django.db import connection, transaction

from ketnoi.audit import versions
from ketnoi.figures import answers, catalogue, interning
from ketnoi.reports import actions, editions, moved
from tests.reports import worlds
from tests.threads import in_thread


@pytest.fixture
def open_told(transactional_db):
    """The world, committed; told to other connections, and forgotten afterwards."""
    interning.forget()
    yield worlds.tell()
    interning.forget()
    catalogue.forget()


def wait_until_blocked_or_done(thread):
    """Until the other connection waits for a lock, or needs to wait no more."""
    while thread.is_alive():
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
            )
            if cursor.fetchone()[0]:
                return
        thread.join(0.05)


@pytest.mark.postgres
def test_freezing_waits_for_a_correction_that_was_stamped_before_it(open_told):
    """Without the clocks the report would miss a correction whose moment lies before its own."""
    told = open_told
    stamped, frozen = threading.Event(), threading.Event()

    def correct():
        with transaction.atomic():
            told.correct(told.sessions[3], worlds.CAME[3] + 56)
            stamped.set()
            frozen.wait(10)

    def freeze():
        stamped.wait(10)
        actions.freeze(told.report)

    writer, failed = in_thread(correct)
    freezer, also_failed = in_thread(freeze)
    stamped.wait(10)
    wait_until_blocked_or_done(freezer)
    frozen.set()
    writer.join(20)
    freezer.join(20)
    assert failed == also_failed == []
    told.report.refresh_from_db()
    kept = editions.said(told.report, editions.texts(told.report), editions.current(told.report))
    assert kept["luot_tuyen_truyen|tron"].value == sum(worlds.CAME) + 56
    assert {key: one.value for key, one in kept.items()} == {
        key: answers.from_ledger(one.figure) for key, one in kept.items()
    }
    assert moved.of_report(told.report) == []


@pytest.mark.postgres
def test_others_write_while_the_figures_of_a_freezing_are_asked(open_told, monkeypatch):
    """A national report asks for seconds: nobody waits for that, and nothing of what they write gets in."""
    told, keep = open_told, editions.keep

    def kept(edition, *also):
        writer, failed = in_thread(lambda: told.correct(told.sessions[3], worlds.CAME[3] + 56))
        writer.join(20)
        assert (writer.is_alive(), failed) == (False, [])
        keep(edition, *also)

    monkeypatch.setattr(editions, "keep", kept)
    edition = actions.freeze(told.report)
    assert edition.figures.get(key="luot_tuyen_truyen|tron").value == sum(worlds.CAME)
    (difference,) = moved.of_report(told.report)
    assert [one.record for one in difference.changed] == [told.sessions[3].pk]


@pytest.mark.postgres
def test_of_two_editors_at_once_one_is_told(open_told):
    """Both read the same version; the second waits for the first, and then learns of it."""
    told = open_told
    row = told.paragraph("chưa đồng đều")
    first_wrote, release = threading.Event(), threading.Event()

    def first():
        with transaction.atomic():
            actions.edit_paragraph(row.pk, "Thứ nhất.", row.version)
            first_wrote.set()
            release.wait(10)

    def second():
        first_wrote.wait(10)
        actions.edit_paragraph(row.pk, "Thứ hai.", row.version)

    writer, failed = in_thread(first)
    late, told_of = in_thread(second)
    first_wrote.wait(10)
    wait_until_blocked_or_done(late)
    release.set()
    writer.join(20)
    late.join(20)
    assert failed == []
    assert [type(error) for error in told_of] == [versions.Stale]
    row.refresh_from_db()
    assert row.text == "Thứ nhất."
