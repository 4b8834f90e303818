"""From a file to staged rows: received, its columns named, every row checked and kept. Nothing counts yet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from functools import partial
from hashlib import sha256
from typing import Any, Final, NamedTuple, TypeVar

from django.core.files import File
from django.db import OperationalError, connection, transaction
from django.db.models import Count, Q
from django.utils.translation import gettext as _

from ketnoi.audit import bulk, journal, moments
from ketnoi.ui import text
from ketnoi.workbooks import batches, layouts, reading, two_hands
from ketnoi.workbooks.batches import Records, RowResult
from ketnoi.workbooks.body import Body, Found
from ketnoi.workbooks.enums import Status
from ketnoi.workbooks.layouts import Layout
from ketnoi.workbooks.models import IS_LIVE, Batch, Row, Upload
from ketnoi.workbooks.reading import Book, WorkbookRefused
from ketnoi.workbooks.template import Plain, Template

LONGEST_NAME: Final = 200
MOST_NOTES: Final = 500
COLUMNS: Final = (
    *("batch_id", "sheet", "number", "cells", "values", "errors", "doubts", "warnings", "key", "repeats", "live"),
)
Item = TypeVar("Item")


class Checked(NamedTuple):
    """What is kept of a row, as JSON, and the digest by which it is known."""

    key: str
    cells: str
    values: str
    errors: str
    doubts: str
    warnings: str


@bulk.without_collector()
def stage(
    form: Template, file: File[bytes], actor: int, unit: int, records: Records, given: Mapping[str, str] | None = None
) -> Batch:
    """Read, check and keep every row by the columns as proposed. Raises WorkbookRefused, AlreadyImported."""
    content = reading.contents(file)
    book = _book(form, content, unit)
    layout = layouts.propose(form, book.sheets, unit, given or {})
    _refuse_missing(form, layout)
    batch = _batch(form, file, content, actor, unit, layout)
    return _stage(form, begun(batch), book, records)


def receive(form: Template, file: File[bytes], actor: int, unit: int, given: Mapping[str, str] | None = None) -> Batch:
    """Keep the file with the columns as proposed, for somebody to look at. Raises WorkbookRefused, AlreadyImported."""
    content = reading.contents(file)
    book = _book(form, content, unit)
    return _batch(form, file, content, actor, unit, layouts.propose(form, book.sheets, unit, given or {}))


def name_columns(form: Template, batch: Batch, layout: Layout) -> Batch:
    """Take these columns, keep them in mind for the unit's next file, and open the reading.

    Raises WorkbookRefused when a needed field is missing, BatchRefused when the batch is past that.
    """
    _refuse_missing(form, layout)
    with transaction.atomic():
        layouts.remember(form, batch.unit, layout)
        return batches.begin(batch, Status.MAPPING, Status.STAGING, layout=layout.plain(), total=layout.lines)


@bulk.without_collector()
def read(form: Template, batch: Batch, records: Records) -> Batch:
    """Read the kept file of a begun batch; a reading that was broken off starts anew. Raises WorkbookRefused."""
    content = Upload.objects.filter(batch=batch).values_list("content", flat=True).first()
    if content is None:
        return batches.finish(batch, Status.REFUSED, problem=_("Tệp không còn; hãy tải lại."))
    return _stage(form, batch, reading.read(bytes(content)), records)


def _book(form: Template, content: bytes, unit: int) -> Book:
    batches.refuse_published(form.code, unit, sha256(content).hexdigest())
    return reading.read(content)


def _refuse_missing(form: Template, layout: Layout) -> None:
    missing = layout.missing(form)
    if missing:
        names = ", ".join(f"“{name}”" for name in missing)
        raise WorkbookRefused(_("Thiếu cột %(names)s.") % {"names": names})


@transaction.atomic
def _batch(form: Template, file: File[bytes], content: bytes, actor: int, unit: int, layout: Layout) -> Batch:
    batch = Batch.objects.create(
        template=form.code,
        version=form.version,
        file_name=text.tidy(file.name or "")[:LONGEST_NAME],
        digest=sha256(content).hexdigest(),
        unit=unit,
        actor=actor,
        status=Status.MAPPING,
        layout=layout.plain(),
        total=layout.lines,
        created_at=moments.now(),
    )
    Upload.objects.create(batch=batch, content=content)
    return batch


@transaction.atomic
def begun(batch: Batch) -> Batch:
    return batches.begin(batch, Status.MAPPING, Status.STAGING)


def _stage(form: Template, batch: Batch, book: Book, records: Records) -> Batch:
    """Check and write rows in short transactions; when one fails, nothing of the batch stays.

    Where the database was busy the batch is left to whoever looks for work broken off.
    """
    layout = Layout.from_plain(batch.layout)
    found = layouts.read(form, book.sheets, layout)
    with transaction.atomic():
        Row.objects.filter(batch=batches.locked(batch)).delete()
        batch.total, batch.done = len(found.rows), 0
        batch.save(update_fields=["total", "done"])
    try:
        seen: dict[str, int] = {}
        parts = list(sliced(found.rows, batches.STAGED_AT_ONCE))
        checked = two_hands.each(partial(_checked, batch, layout.given, records), parts)
        for rows, found_in_them in zip(parts, checked, strict=True):
            _keep(batch, rows, found_in_them, seen)
        _mark_known(batch)
        return _staged(batch, found)
    except (batches.TakenOver, OperationalError):
        raise  # somebody else works on it, or will: a database that was busy is no fault of the file
    except Exception:
        batch.delete()
        raise


def sliced(items: Sequence[Item], most: int) -> Iterator[Sequence[Item]]:
    """Parts of at most so many."""
    return (items[start : start + most] for start in range(0, len(items), most))


def _checked(batch: Batch, given: Mapping[str, str], records: Records, rows: Sequence[Found]) -> list[Checked]:
    cells: list[dict[str, Plain]] = [dict(sorted({**given, **row.cells}.items())) for row in rows]
    results = records.check(cells)
    if len(results) != len(rows):
        raise ValueError("A check answers every row.")
    return [
        _told(batch, row, bulk.json_text(own), result) for row, own, result in zip(rows, cells, results, strict=True)
    ]


def _told(batch: Batch, row: Found, cells: str, result: RowResult) -> Checked:
    errors = {**result.errors, **row.unsolved}
    if row.shared:
        errors |= dict.fromkeys(row.shared, _("Ô này gộp nhiều dòng; hãy ghi số riêng cho từng dòng."))
    told = (result.values, errors, {} if errors else result.doubts, result.warnings)
    texts = [bulk.json_text(one) if one else "{}" for one in told]
    return Checked(_key(batch, cells), cells, *texts)


def _keep(batch: Batch, rows: Sequence[Found], checked: Sequence[Checked], seen: dict[str, int]) -> None:
    lines = [_line(batch, row, one, seen) for row, one in zip(rows, checked, strict=True)]
    with transaction.atomic():
        held = batches.locked(batch)
        bulk.insert(Row, COLUMNS, lines)
        batches.go_on(held, len(rows))


def _line(batch: Batch, row: Found, checked: Checked, seen: dict[str, int]) -> tuple[Any, ...]:
    """As COLUMNS names it; `seen` {key: number of the first row that has it}."""
    key, *texts, warnings = checked
    repeats = key in seen
    if repeats:
        told = _("Giống hệt dòng %(number)s của tệp này; chỉ nhập một lần.") % {"number": seen[key]}
        warnings = bulk.json_text({**bulk.from_json(warnings), "": told})
    elif checked.errors == "{}":
        seen[key] = row.number
    return batch.pk, row.sheet, row.number, *texts, warnings, key, repeats, False


def _key(batch: Batch, cells: str) -> str:
    """Digest a row as its unit and template know it: saving the file again does not change it.

    Rows of years ago are known by it: another way of spelling needs a migration, as 0004 is one.
    """
    return sha256(f"{batch.template} {batch.unit} {cells}".encode()).hexdigest()


def _mark_known(batch: Batch) -> None:
    """Say of rows that count already, from another file, that they are not to be published once more."""
    told = _("Dòng này đã có trong một lần nhập trước; không nhập lại.")
    known = batch.rows.filter(IS_LIVE, repeats=False).values_list("pk", "warnings")
    marks = [(bulk.json_text({**warnings, "": told}), True, pk) for pk, warnings in known]
    for some in sliced(marks, batches.STAGED_AT_ONCE):
        with transaction.atomic(), connection.cursor() as cursor:
            batches.go_on(batches.locked(batch), 0)
            cursor.executemany("UPDATE workbooks_row SET warnings = %s, repeats = %s WHERE id = %s", some)


@transaction.atomic
def _staged(batch: Batch, found: Body) -> Batch:
    """Count the rows and open the batch; an earlier reading of the same file steps back for it."""
    held = batches.locked(batch)
    well = Q(errors={})
    counted = held.rows.aggregate(
        good=Count("pk", filter=well),
        repeated=Count("pk", filter=well & Q(repeats=True)),
        doubtful=Count("pk", filter=well & Q(repeats=False) & ~Q(doubts={})),
        warned=Count("pk", filter=~Q(warnings={})),
    )
    held.bad = held.total - counted["good"]
    held.repeated, held.doubtful, held.warned = counted["repeated"], counted["doubtful"], counted["warned"]
    earlier = Batch.objects.filter(template=held.template, unit=held.unit, digest=held.digest)
    earlier.filter(status__in=(Status.STAGED, Status.MAPPING)).update(status=Status.REFUSED)
    Upload.objects.filter(batch__in=earlier).delete()
    told = [list(asdict(one).values()) for one in found.left_out[:MOST_NOTES]]
    more = max(0, len(found.left_out) - MOST_NOTES)
    notes = {"left_out": told, "more": more, "remarks": found.remarks[:MOST_NOTES]}
    batches.finish(held, Status.STAGED, notes=notes)
    journal.write("stage", "batch", held.pk, actor=held.actor, unit=held.unit, rows=held.total)
    return held
