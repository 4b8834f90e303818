import io
import zipfile
from importlib import import_module

import pytest
import xlsxwriter
from django.apps import apps
from django.db import connection

from ketnoi.audit import journal
from ketnoi.audit.models import Line
from ketnoi.workbooks import batches, leftover, publishing, reading, staging
from ketnoi.workbooks.batches import RowResult
from ketnoi.workbooks.enums import Status
from ketnoi.workbooks.layouts import Layout
from ketnoi.workbooks.models import Batch, Row, Upload
from ketnoi.workbooks.reading import WorkbookRefused
from tests.workbooks import books
from tests.workbooks.books import FORM, Domain

pytestmark = pytest.mark.django_db

TWO = [["A", "1/2", 3, "Buổi"], ["B", "2/2", 4, "Lớp"]]


def staged(domain, *rows, unit=7, **options):
    content = books.book(*(rows or TWO), **options)
    return staging.stage(FORM, books.upload(content), actor=5, unit=unit, records=domain)


def published(domain, *rows, **options):
    batch = staged(domain, *rows, **options)
    return publishing.publish(batch, domain)


class Forgetful(Domain):
    """Answers for fewer rows than it was given."""

    def check(self, _rows):
        return []

    def prepare(self, _rows):
        return lambda: [1]


def verbs():
    return list(Line.objects.order_by("at", "pk").values_list("verb", flat=True))


def test_staging_keeps_rows_with_their_numbers_errors_and_values():
    domain = Domain()
    batch = staged(domain, ["A", "1/2", 3], [], ["B", "2/2", "ba"], above=(["Danh sách"],))
    assert (batch.status, batch.total, batch.bad, batch.repeated, batch.fresh) == (Status.STAGED, 2, 1, 0, 1)
    assert (batch.file_name, batch.unit, batch.actor, batch.template) == ("tệp.xlsx", 7, 5, "viec-thu")
    first, second = batch.rows.all()
    assert (first.number, first.cells, first.errors) == (3, {"name": "A", "day": "1/2", "people": 3}, {})
    assert first.values == {"name": "A", "people": 3}
    assert (second.number, second.errors) == (5, {"people": "Không phải là số"})
    assert domain.records == {}
    assert verbs() == ["stage"]


def test_publishing_makes_a_record_of_every_row():
    domain = Domain()
    batch = published(domain)
    assert batch.status == Status.PUBLISHED
    assert batch.published_at >= batch.created_at
    assert [domain.records[row.record]["name"] for row in batch.rows.all()] == ["A", "B"]
    assert verbs() == ["stage", "publish"]
    assert journal.verify() == (2, [])


def test_one_bad_row_keeps_all_out():
    domain = Domain()
    batch = staged(domain, ["A", "1/2", 3], ["B", "2/2", "ba"])
    with pytest.raises(batches.BatchRefused, match="Còn 1 dòng có lỗi"):
        publishing.publish(batch, domain)
    assert domain.records == {}
    assert not Row.objects.filter(live=True).exists()
    assert Batch.objects.get().status == Status.STAGED


def test_a_failure_in_the_middle_leaves_nothing_marked():
    domain = Domain(fail_at=3)
    batch = staged(domain)
    with pytest.raises(RuntimeError):
        publishing.publish(batch, domain)
    assert Batch.objects.get().status == Status.STAGED
    assert not Row.objects.exclude(record=None, live=False).exists()
    assert verbs() == ["stage"]


def test_a_failure_in_a_later_chunk_takes_the_earlier_ones_back(monkeypatch):
    monkeypatch.setattr(batches, "CHUNK", 1)
    domain = Domain(fail_at=3)
    batch = staged(domain)
    with pytest.raises(RuntimeError):
        publishing.publish(batch, domain)
    assert not Row.objects.exclude(record=None, live=False).exists()
    assert domain.records == {}
    batch.refresh_from_db()
    assert (batch.status, batch.worked_by) == (Status.STAGED, "")
    assert "lỗi của hệ thống" in batch.problem
    domain.fail_at = None
    assert publishing.publish(batch, domain).status == Status.PUBLISHED
    assert [record["name"] for record in domain.records.values()] == ["A", "B"]


def killed(*_arguments):
    raise KeyboardInterrupt


def broken_off_batch():
    """The only batch, as somebody finds it who looks for work long after its worker was killed."""
    Batch.objects.update(worked_at=1)
    (found,) = batches.broken_off()
    return batches.claim(found)


def test_a_publishing_that_was_broken_off_is_carried_to_its_end(monkeypatch):
    monkeypatch.setattr(batches, "CHUNK", 1)
    domain = Domain()
    batch = staged(domain, ["A", "1/2", 1], ["B", "1/2", 2], ["C", "1/2", 3])
    with monkeypatch.context() as dying:
        dying.setattr(domain, "prepare", lambda rows: killed if rows[0].number == 3 else Domain.prepare(domain, rows))
        with pytest.raises(KeyboardInterrupt):
            publishing.publish(batch, domain)
    assert batches.broken_off() == []  # it may still be at work
    found = broken_off_batch()
    assert (found.status, found.done) == (Status.PUBLISHING, 1)
    publishing.carry_on(found, domain)
    assert [record["name"] for record in domain.records.values()] == ["A", "B", "C"]
    assert Batch.objects.get().rows.filter(live=True).count() == 3


def test_an_undoing_that_was_broken_off_is_carried_to_its_end(monkeypatch):
    monkeypatch.setattr(batches, "CHUNK", 1)
    domain = Domain()
    batch = published(domain)
    with monkeypatch.context() as dying:
        dying.setattr(batches, "go_on", killed)
        with pytest.raises(KeyboardInterrupt):
            publishing.undo(batch, domain)
    domain.records = {row.record: row.values for row in batch.rows.filter(live=True)}
    assert publishing.carry_undo_on(broken_off_batch(), domain).status == Status.UNDONE
    assert domain.records == {}


def test_a_reading_that_was_broken_off_starts_anew(monkeypatch):
    monkeypatch.setattr(batches, "STAGED_AT_ONCE", 1)
    domain = Domain()
    received = staging.receive(FORM, books.upload(books.book(*TWO)), actor=5, unit=7)
    batch = staging.name_columns(FORM, received, Layout.from_plain(received.layout))
    with monkeypatch.context() as dying:
        dying.setattr(Domain, "check", lambda _domain, rows: killed() if rows[0]["name"] == "B" else [RowResult()])
        with pytest.raises(KeyboardInterrupt):
            staging.read(FORM, batch, domain)
    again = staging.read(FORM, broken_off_batch(), domain)
    assert (again.status, again.total) == (Status.STAGED, 2)
    assert [row.cells["name"] for row in again.rows.all()] == ["A", "B"]
    assert not Upload.objects.exists()


def test_two_who_find_a_broken_off_batch_do_not_both_take_it(monkeypatch):
    monkeypatch.setattr(batches, "CHUNK", 1)
    domain = Domain()
    begun = publishing.begin(staged(domain))
    Batch.objects.update(worked_at=1)
    (one,), (other,) = batches.broken_off(), batches.broken_off()
    assert batches.claim(one) is not None
    assert batches.claim(other) is None
    with pytest.raises(batches.TakenOver):
        publishing.carry_on(begun, domain)
    assert domain.records == {}


def test_doubtful_rows_wait_until_somebody_agrees():
    domain = Domain(doubtful="B")
    batch = staged(domain, ["A", "1/2", 3], ["B", "2/2", 4], ["C", "2/2", "ba"])
    assert (batch.bad, batch.doubtful, batch.sure, batch.fresh) == (1, 1, 1, 2)
    with pytest.raises(batches.BatchRefused, match="Còn 1 dòng có lỗi"):
        publishing.publish(batch, domain, agreed=True)
    publishing.publish(batch, domain, leave=True)
    assert [record["name"] for record in domain.records.values()] == ["A"]
    agreeing = staged(domain, ["D", "1/2", 3], ["B", "2/2", 4])
    with pytest.raises(batches.BatchRefused, match="đồng ý"):
        publishing.publish(agreeing, domain)
    publishing.publish(agreeing, domain, agreed=True)
    assert [record["name"] for record in domain.records.values()] == ["A", "D", "B"]


def test_rows_that_stayed_behind_come_back_as_a_workbook_with_reasons():
    domain = Domain(doubtful="B")
    batch = staged(domain, ["A", "1/2", 3], ["B", "2/2", 4], ["@SUM(1)", "2/2", "ba"], ["A", "1/2", 3])
    publishing.publish(batch, domain, leave=True)
    batch.refresh_from_db()
    (sheet,) = reading.read(leftover.workbook(FORM, batch)).sheets
    assert sheet.rows[0] == ["Dòng trong tệp", "Lý do trả lại", "Tên việc", "Ngày", "Số người", "Loại"]
    assert sheet.rows[1] == ["3", "Tên việc: Có phải B?", "B", "2/2", 4, ""]
    assert sheet.rows[2] == ["4", "Số người: Không phải là số", "@SUM(1)", "2/2", "ba", ""]
    assert sheet.rows[3][:2] == ["5", "Giống hệt dòng 2 của tệp này; chỉ nhập một lần."]
    with zipfile.ZipFile(io.BytesIO(leftover.workbook(FORM, batch))) as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")
        assert b"quotePrefix" in archive.read("xl/styles.xml")


def test_a_file_whose_columns_nobody_names_is_put_away():
    staging.receive(FORM, books.upload(books.book(*TWO)), actor=5, unit=7)
    assert batches.put_forgotten_away() == 0
    Batch.objects.update(created_at=1)
    assert batches.put_forgotten_away() == 1
    assert (Batch.objects.get().status, Upload.objects.exists()) == (Status.REFUSED, False)


def test_chunks_make_the_same_of_it(monkeypatch):
    monkeypatch.setattr(batches, "CHUNK", 2)
    domain = Domain()
    rows = [[f"V{number}", "1/2", number] for number in range(5)]
    batch = published(domain, *rows)
    assert [domain.records[row.record]["people"] for row in batch.rows.all()] == [0, 1, 2, 3, 4]


def test_the_same_file_twice_changes_nothing():
    domain = Domain()
    first = published(domain)
    with pytest.raises(batches.AlreadyImported) as refused:
        staged(domain)
    assert refused.value.batch == first
    with pytest.raises(batches.AlreadyImported):
        publishing.publish(first, domain)
    assert len(domain.records) == 2
    assert Batch.objects.count() == 1


def test_another_unit_may_bring_the_same_file():
    domain = Domain()
    published(domain)
    published(domain, unit=8)
    assert len(domain.records) == 4


def test_two_stagings_of_one_file_publish_once():
    domain = Domain()
    first, second = staged(domain), staged(domain)
    first.refresh_from_db()
    assert (first.status, second.status) == (Status.REFUSED, Status.STAGED)
    with pytest.raises(batches.BatchRefused):
        publishing.publish(first, domain)
    publishing.publish(second, domain)
    assert len(domain.records) == 2


def test_rows_already_there_are_known_again_in_a_file_saved_anew():
    domain = Domain()
    published(domain)
    more = staged(domain, TWO[1], ["C", "3/2", 5], TWO[0], header=[*books.HEADER])
    assert (more.total, more.repeated, more.fresh) == (3, 2, 1)
    assert [row.repeats for row in more.rows.all()] == [True, False, True]
    assert "lần nhập trước" in more.rows.first().warnings[""]
    publishing.publish(more, domain)
    assert [record["name"] for record in domain.records.values()] == ["A", "B", "C"]


def test_rows_published_since_the_staging_are_left_out():
    domain = Domain()
    late = staged(domain, TWO[0], ["C", "3/2", 5])
    published(domain)
    late = publishing.publish(late, domain)
    assert late.repeated == 1
    assert [record["name"] for record in domain.records.values()] == ["A", "B", "C"]


def test_a_row_twice_in_one_file_counts_once():
    domain = Domain()
    batch = published(domain, TWO[0], TWO[0])
    assert (batch.total, batch.repeated) == (2, 1)
    assert batch.rows.last().warnings[""].startswith("Giống hệt dòng 2")
    assert len(domain.records) == 1


def test_rows_that_count_already_are_marked_part_by_part(monkeypatch):
    monkeypatch.setattr(batches, "STAGED_AT_ONCE", 2)
    domain = Domain()
    rows = [[f"V{number}", "1/2", number] for number in range(5)]
    published(domain, *rows)
    again = staged(domain, ["Mới", "1/2", 9], *rows)
    assert [row.repeats for row in again.rows.all()] == [False, True, True, True, True, True]
    assert {row.warnings.get("") for row in again.rows.filter(repeats=True)} == {
        "Dòng này đã có trong một lần nhập trước; không nhập lại."
    }
    assert (again.repeated, again.fresh, again.done) == (5, 1, 6)
    publishing.publish(again, domain)
    assert [record["name"] for record in domain.records.values()] == ["V0", "V1", "V2", "V3", "V4", "Mới"]


def test_a_sound_row_below_the_same_with_an_error_is_no_repetition():
    """The first of the two shares its number with the row below it; both say the same."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content) as book:
        page = book.add_worksheet()
        for number, row in enumerate([books.HEADER, ["Buổi A", "1/2", 3], ["Buổi B", "1/2", ""], ["Buổi A", "1/2", 3]]):
            page.write_row(number, 0, row)
        page.merge_range(1, 2, 2, 2, 3)
    domain = Domain()
    batch = staging.stage(FORM, books.upload(content.getvalue()), actor=5, unit=7, records=domain)
    first, other, sound = batch.rows.all()
    assert [set(row.errors) for row in (first, other, sound)] == [{"people"}, {"people"}, set()]
    assert (first.key, sound.repeats) == (sound.key, False)
    publishing.publish(batch, domain, leave=True)
    assert list(domain.records.values()) == [{"name": "Buổi A", "people": 3}]


def test_undoing_takes_every_record_back_and_frees_the_file():
    domain = Domain()
    kept = published(domain, ["K", "1/2", 1])
    batch = publishing.undo(published(domain), domain)
    assert (batch.status, batch.undone_at is not None) == (Status.UNDONE, True)
    assert [record["name"] for record in domain.records.values()] == ["K"]
    assert list(Row.objects.filter(live=True)) == list(kept.rows.all())
    with pytest.raises(batches.BatchRefused):
        publishing.undo(batch, domain)
    published(domain)
    assert len(domain.records) == 3
    assert verbs() == ["stage", "publish", "stage", "publish", "undo", "stage", "publish"]


def test_an_undo_that_fails_undoes_nothing():
    domain = Domain()
    batch = published(domain)
    domain.records.clear()
    with pytest.raises(KeyError):
        publishing.undo(batch, domain)
    batch.refresh_from_db()
    assert batch.status == Status.PUBLISHED
    assert batch.rows.filter(live=True).count() == 2


def test_a_batch_put_away_is_not_published():
    domain = Domain()
    batch = batches.refuse(staged(domain))
    with pytest.raises(batches.BatchRefused):
        publishing.publish(batch, domain)
    with pytest.raises(batches.BatchRefused):
        publishing.undo(batch, domain)
    assert domain.records == {}


def test_a_refused_workbook_and_a_failing_check_leave_nothing():
    with pytest.raises(WorkbookRefused):
        staging.stage(FORM, books.upload(b"a,b"), actor=5, unit=7, records=Domain())
    with pytest.raises(ValueError, match="every row"):
        staging.stage(FORM, books.upload(books.book(*TWO)), actor=5, unit=7, records=Forgetful())
    assert not Batch.objects.exists()
    assert not Line.objects.exists()


def test_rows_that_cannot_be_written_leave_no_batch(monkeypatch):
    monkeypatch.setattr(staging.bulk, "insert", lambda *_told: 1 // 0)
    with pytest.raises(ZeroDivisionError):
        staged(Domain())
    assert not Batch.objects.exists()


def test_a_create_that_forgets_a_row_is_refused():
    domain = Domain()
    with pytest.raises(ValueError, match="record"):
        publishing.publish(staged(domain), Forgetful())
    assert not Row.objects.filter(live=True).exists()


def test_rows_become_records_in_the_order_of_what_the_domain_walks_by(monkeypatch):
    monkeypatch.setattr(batches, "CHUNK", 1)
    domain = Domain(walk="people")
    batch = published(domain, ["A", "1/2", 30], ["B", "1/2", 4], ["C", "1/2", 12])
    assert [record["people"] for record in domain.records.values()] == [4, 12, 30]
    assert [domain.records[row.record]["name"] for row in batch.rows.all()] == ["A", "B", "C"]


def test_rows_of_before_are_known_by_keys_that_are_spelled_as_today():
    domain = Domain()
    key = published(domain).rows.first().key
    Row.objects.filter(key=key).update(key="of another spelling")
    import_module("ketnoi.workbooks.migrations.0004_keys_spelled_shorter").spell_anew(apps, connection.schema_editor())
    assert Row.objects.order_by("pk")[0].key == key
    assert staged(Domain(), ["C", "3/2", 5, "Lớp"], *TWO).repeated == 2
