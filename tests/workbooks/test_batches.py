import pytest

from ketnoi.audit import journal
from ketnoi.audit.models import Line
from ketnoi.workbooks import batches
from ketnoi.workbooks.enums import Status
from ketnoi.workbooks.models import Batch, Row
from ketnoi.workbooks.reading import WorkbookRefused
from tests.workbooks import books
from tests.workbooks.books import FORM, Domain

pytestmark = pytest.mark.django_db

TWO = [["A", "1/2", 3, "Buổi"], ["B", "2/2", 4, "Lớp"]]


def staged(domain, *rows, unit=7, **options):
    content = books.book(*(rows or TWO), **options)
    return batches.stage(FORM, books.upload(content), actor=5, unit=unit, check=domain.check)


def published(domain, *rows, **options):
    batch = staged(domain, *rows, **options)
    return batches.publish(batch, domain.create)


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
        batches.publish(batch, domain.create)
    assert domain.records == {}
    assert not Row.objects.filter(live=True).exists()
    assert Batch.objects.get().status == Status.STAGED


def test_a_failure_in_the_middle_leaves_nothing_marked():
    domain = Domain(fail_at=3)
    batch = staged(domain)
    with pytest.raises(RuntimeError):
        batches.publish(batch, domain.create)
    assert Batch.objects.get().status == Status.STAGED
    assert not Row.objects.exclude(record=None, live=False).exists()
    assert verbs() == ["stage"]


def test_a_failure_in_a_later_chunk_takes_the_earlier_ones_back(monkeypatch):
    monkeypatch.setattr(batches, "CHUNK", 1)
    domain = Domain(fail_at=3)
    batch = staged(domain)
    with pytest.raises(RuntimeError):
        batches.publish(batch, domain.create)
    assert not Row.objects.exclude(record=None, live=False).exists()


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
        batches.publish(first, domain.create)
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
        batches.publish(first, domain.create)
    batches.publish(second, domain.create)
    assert len(domain.records) == 2


def test_rows_already_there_are_known_again_in_a_file_saved_anew():
    domain = Domain()
    published(domain)
    more = staged(domain, TWO[1], ["C", "3/2", 5], TWO[0], header=[*books.HEADER])
    assert (more.total, more.repeated, more.fresh) == (3, 2, 1)
    assert [row.repeats for row in more.rows.all()] == [True, False, True]
    assert "lần nhập trước" in more.rows.first().warnings[""]
    batches.publish(more, domain.create)
    assert [record["name"] for record in domain.records.values()] == ["A", "B", "C"]


def test_rows_published_since_the_staging_are_left_out():
    domain = Domain()
    late = staged(domain, TWO[0], ["C", "3/2", 5])
    published(domain)
    late = batches.publish(late, domain.create)
    assert late.repeated == 1
    assert [record["name"] for record in domain.records.values()] == ["A", "B", "C"]


def test_a_row_twice_in_one_file_counts_once():
    domain = Domain()
    batch = published(domain, TWO[0], TWO[0])
    assert (batch.total, batch.repeated) == (2, 1)
    assert batch.rows.last().warnings[""].startswith("Giống hệt dòng 2")
    assert len(domain.records) == 1


def test_undoing_takes_every_record_back_and_frees_the_file():
    domain = Domain()
    kept = published(domain, ["K", "1/2", 1])
    batch = batches.undo(published(domain), domain.remove)
    assert (batch.status, batch.undone_at is not None) == (Status.UNDONE, True)
    assert [record["name"] for record in domain.records.values()] == ["K"]
    assert list(Row.objects.filter(live=True)) == list(kept.rows.all())
    with pytest.raises(batches.BatchRefused):
        batches.undo(batch, domain.remove)
    published(domain)
    assert len(domain.records) == 3
    assert verbs() == ["stage", "publish", "stage", "publish", "undo", "stage", "publish"]


def test_an_undo_that_fails_undoes_nothing():
    domain = Domain()
    batch = published(domain)
    domain.records.clear()
    with pytest.raises(KeyError):
        batches.undo(batch, domain.remove)
    batch.refresh_from_db()
    assert batch.status == Status.PUBLISHED
    assert batch.rows.filter(live=True).count() == 2


def test_a_batch_put_away_is_not_published():
    domain = Domain()
    batch = batches.refuse(staged(domain))
    with pytest.raises(batches.BatchRefused):
        batches.publish(batch, domain.create)
    with pytest.raises(batches.BatchRefused):
        batches.undo(batch, domain.remove)
    assert domain.records == {}


def test_a_refused_workbook_and_a_failing_check_leave_nothing():
    with pytest.raises(WorkbookRefused):
        batches.stage(FORM, books.upload(b"a,b"), actor=5, unit=7, check=Domain().check)
    with pytest.raises(ValueError, match="every row"):
        batches.stage(FORM, books.upload(books.book(*TWO)), actor=5, unit=7, check=lambda _rows: [])
    assert not Batch.objects.exists()
    assert not Line.objects.exists()


def test_rows_that_cannot_be_written_leave_no_batch(monkeypatch):
    monkeypatch.setattr(batches, "_mark_published", lambda _rows: 1 // 0)
    with pytest.raises(ZeroDivisionError):
        staged(Domain())
    assert not Batch.objects.exists()


def test_a_create_that_forgets_a_row_is_refused():
    domain = Domain()
    with pytest.raises(ValueError, match="record"):
        batches.publish(staged(domain), lambda _rows: [1])
    assert not Row.objects.filter(live=True).exists()
