"""Stage a workbook, publish it whole, undo it whole. The same file or the same row twice changes nothing."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, TypeVar

from django.core.files import File
from django.db import IntegrityError, connection, transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ketnoi.audit import journal, moments
from ketnoi.ui import text
from ketnoi.workbooks import reading, template
from ketnoi.workbooks.enums import Status
from ketnoi.workbooks.models import Batch, Row

# Rows written in one go: short enough that another officer's save waits no longer than a blink.
CHUNK = 2_000
LONGEST_NAME = 200
Item = TypeVar("Item")


class BatchRefused(ValueError):
    """The batch cannot be published or undone as it stands; the message is for the person."""


class AlreadyImported(BatchRefused):
    """The same file was published before for this unit: `batch` is that import."""

    def __init__(self, batch: Batch) -> None:
        super().__init__(_("Tệp này đã được nhập, không nhập lần nữa."))
        self.batch = batch


@dataclass(frozen=True)
class RowResult:
    """What the domain found in one row: {column key: message}, "" for the whole row; `values` to publish by."""

    errors: Mapping[str, str] = field(default_factory=dict)
    warnings: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Any] = field(default_factory=dict)


Check = Callable[[list[dict[str, template.Plain]]], Sequence[RowResult]]
Create = Callable[[list[Row]], Sequence[int]]
Remove = Callable[[list[int]], None]


def stage(form: template.Template, file: File[bytes], actor: int, unit: int, check: Check) -> Batch:
    """Read, check and keep every row without publishing any. Raises WorkbookRefused, AlreadyImported.

    `check` gets the filled cells of all rows, in the sheet's order, and answers one result for each.
    """
    content = reading.contents(file)
    digest = sha256(content).hexdigest()
    _refuse_published(form.code, unit, digest)
    found = template.match_any(form, reading.read(content).sheets)
    results = check([row.cells for row in found])
    if len(results) != len(found):
        raise ValueError("A check answers every row.")
    batch = Batch.objects.create(
        template=form.code,
        version=form.version,
        file_name=text.tidy(file.name or "")[:LONGEST_NAME],
        digest=digest,
        unit=unit,
        actor=actor,
        created_at=moments.now(),
    )
    _keep(batch, found, results)
    return _staged(batch)


def publish(batch: Batch, create: Create, actor: int | None = None) -> Batch:
    """Make records of the fresh rows, all or none. Raises AlreadyImported, BatchRefused.

    `create` gets rows in the sheet's order, at most CHUNK at a time in one transaction, and answers the ids of
    their records in the same order.
    """
    with transaction.atomic():
        locked = _locked(batch)
        _refuse_published(locked.template, locked.unit, locked.digest)
        _expect(locked, Status.STAGED)
        if locked.bad:
            raise BatchRefused(_errors_left(locked.bad))
        locked.repeated = _recount(locked)
        added = sum(_publish_rows(rows, create) for rows in _chunks(locked.rows.filter(repeats=False)))
        _finish(locked, Status.PUBLISHED, published_at=moments.now())
        journal.write("publish", "batch", locked.pk, actor=actor or batch.actor, unit=batch.unit, rows=added)
    return locked


def undo(batch: Batch, remove: Remove, actor: int | None = None) -> Batch:
    """Take back every record of a published batch, all or none. Raises BatchRefused."""
    with transaction.atomic():
        locked = _locked(batch)
        _expect(locked, Status.PUBLISHED)
        records = list(locked.rows.filter(live=True).values_list("record", flat=True))
        remove([record for record in records if record is not None])
        locked.rows.filter(live=True).update(live=False)
        _finish(locked, Status.UNDONE, undone_at=moments.now())
        journal.write("undo", "batch", locked.pk, actor=actor or batch.actor, unit=batch.unit, rows=len(records))
    return locked


def refuse(batch: Batch, actor: int | None = None) -> Batch:
    """Put a staged batch away without publishing it. Raises BatchRefused."""
    with transaction.atomic():
        locked = _locked(batch)
        _expect(locked, Status.STAGED)
        _finish(locked, Status.REFUSED)
        journal.write("refuse", "batch", locked.pk, actor=actor or batch.actor, unit=batch.unit)
    return locked


def _refuse_published(code: str, unit: int, digest: str) -> None:
    same = Batch.objects.filter(template=code, unit=unit, digest=digest, status=Status.PUBLISHED).first()
    if same:
        raise AlreadyImported(same)


def _locked(batch: Batch) -> Batch:
    return Batch.objects.select_for_update().get(pk=batch.pk)


def _expect(batch: Batch, status: Status) -> None:
    if batch.status != status:
        wanted, found = status.label, batch.get_status_display()
        raise BatchRefused(
            _("Lần nhập này ở trạng thái “%(found)s”, không phải “%(wanted)s”.") % {"found": found, "wanted": wanted}
        )


def _finish(batch: Batch, status: Status, **when: int) -> None:
    batch.status = status
    for name, moment in when.items():
        setattr(batch, name, moment)
    batch.save()


def _errors_left(bad: int) -> str:
    told = ngettext("Còn %(bad)s dòng có lỗi.", "Còn %(bad)s dòng có lỗi.", bad) % {"bad": bad}
    return told + " " + _("Hãy sửa trong tệp rồi tải lại; chưa có dòng nào được nhập.")


def _sliced(items: Sequence[Item]) -> Iterator[Sequence[Item]]:
    return (items[start : start + CHUNK] for start in range(0, len(items), CHUNK))


def _key(batch: Batch, cells: Mapping[str, template.Plain]) -> str:
    """Digest a row as its unit and template know it: saving the file again does not change it."""
    told = [batch.template, batch.unit, sorted(cells.items())]
    return sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()


def _keep(batch: Batch, found: Sequence[template.Found], results: Sequence[RowResult]) -> None:
    """Write the rows in short transactions; when one fails, nothing of the batch stays."""
    seen: dict[str, int] = {}
    try:
        for pairs in _sliced(list(zip(found, results, strict=True))):
            rows = [_row(batch, row, result, seen) for row, result in pairs]
            _mark_published(rows)
            Row.objects.bulk_create(rows)
    except Exception:
        batch.delete()
        raise


def _row(batch: Batch, found: template.Found, result: RowResult, seen: dict[str, int]) -> Row:
    key = _key(batch, found.cells)
    row = Row(
        batch=batch,
        number=found.number,
        cells=found.cells,
        values=dict(result.values),
        errors=dict(result.errors),
        warnings=dict(result.warnings),
        key=key,
    )
    first = seen.setdefault(key, found.number)
    if first != found.number:
        _repeat(row, _("Giống hệt dòng %(number)s của tệp này; chỉ nhập một lần.") % {"number": first})
    return row


def _repeat(row: Row, why: str) -> None:
    row.repeats = True
    row.warnings = {**row.warnings, "": why}


def _live_keys(keys: list[str]) -> set[str]:
    return set(Row.objects.filter(live=True, key__in=keys).values_list("key", flat=True))


def _mark_published(rows: Sequence[Row]) -> None:
    live = _live_keys([row.key for row in rows])
    for row in rows:
        if row.key in live and not row.repeats:
            _repeat(row, _("Dòng này đã có trong một lần nhập trước; không nhập lại."))


def _staged(batch: Batch) -> Batch:
    """Count the rows and open the batch; an earlier reading of the same file steps back for it."""
    with transaction.atomic():
        batch.total = batch.rows.count()
        batch.bad = batch.rows.exclude(errors={}).count()
        batch.warned = batch.rows.exclude(warnings={}).count()
        batch.repeated = batch.rows.filter(repeats=True, errors={}).count()
        earlier = Batch.objects.filter(
            template=batch.template, unit=batch.unit, digest=batch.digest, status=Status.STAGED
        )
        earlier.update(status=Status.REFUSED)
        _finish(batch, Status.STAGED)
        journal.write("stage", "batch", batch.pk, actor=batch.actor, unit=batch.unit, rows=batch.total)
    return batch


def _recount(batch: Batch) -> int:
    """Look again for rows that another batch has published since this one was staged; count all repeats."""
    for rows in _chunks(batch.rows.filter(repeats=False).only("batch", "number", "key")):
        live = _live_keys([row.key for row in rows])
        Row.objects.filter(pk__in=[row.pk for row in rows if row.key in live]).update(repeats=True)
    return batch.rows.filter(repeats=True).count()


def _chunks(rows: Any) -> Iterator[list[Row]]:
    """Walk rows by their number, so that changing them on the way skips none."""
    after = 0
    while chunk := list(rows.filter(number__gt=after).order_by("number")[:CHUNK]):
        after = chunk[-1].number
        yield chunk


def _publish_rows(rows: list[Row], create: Create) -> int:
    records = create(rows)
    if len(records) != len(rows):
        raise ValueError("Every row gets a record.")
    try:
        with transaction.atomic():
            _mark(zip(records, (row.pk for row in rows), strict=True))
    except IntegrityError as error:
        raise BatchRefused(_("Có dòng vừa được nhập từ tệp khác. Hãy tải lại tệp để kiểm tra.")) from error
    return len(rows)


def _mark(records_of_rows: Iterable[tuple[int, int]]) -> None:
    """Note each row's record: one prepared statement, where bulk_update would spell out a case for every row."""
    marks = [(record, True, row) for record, row in records_of_rows]
    with connection.cursor() as cursor:
        cursor.executemany("UPDATE workbooks_row SET record = %s, live = %s WHERE id = %s", marks)
