"""Staged rows become records, and go back. What fits into one part is one transaction; larger files go part by part,
so that nobody who saves meanwhile waits long, and are carried to their end or taken back whole.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from django.db import IntegrityError, connection, transaction
from django.db.models import QuerySet, TextField
from django.db.models.functions import Cast
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ketnoi.audit import bulk, journal, moments
from ketnoi.workbooks import batches
from ketnoi.workbooks.batches import BatchRefused, Records, Staged
from ketnoi.workbooks.enums import Status
from ketnoi.workbooks.models import IS_LIVE, Batch, Row, publishable
from ketnoi.workbooks.staging import sliced

LONGEST_PROBLEM: Final = 500


def publish(
    batch: Batch, records: Records, actor: int | None = None, *, agreed: bool = False, leave: bool = False
) -> Batch:
    """Make records of the fresh rows, all or none. Raises AlreadyImported, BatchRefused.

    `agreed`: doubtful rows are taken as their doubts say. `leave`: rows with errors, and doubtful ones that are not
    agreed to, stay behind; without it they keep all out.
    """
    if batch.sure + batch.doubtful * agreed > batches.CHUNK:
        return carry_on(begin(batch, actor, agreed=agreed, leave=leave), records)
    with transaction.atomic():
        return _carry_on(begin(batch, actor, agreed=agreed, leave=leave), records)


@transaction.atomic
def begin(batch: Batch, actor: int | None = None, *, agreed: bool = False, leave: bool = False) -> Batch:
    """Open the publishing, to be carried on here or by whoever looks for work. Raises as `publish` does."""
    batches.refuse_published(batch.template, batch.unit, batch.digest)
    begun = batches.begin(batch, Status.STAGED, Status.PUBLISHING, agreed=agreed, actor=actor or batch.actor)
    behind = begun.bad + (0 if agreed else begun.doubtful)
    if behind and not leave:
        raise BatchRefused(_errors_left(begun.bad) if begun.bad else _doubts_left(begun.doubtful))
    return begun


def carry_on(batch: Batch, records: Records) -> Batch:
    """Publish the rest of a begun batch; when a part fails, all parts before it are taken back."""
    try:
        return _carry_on(batch, records)
    except batches.TakenOver:
        raise
    except Exception as error:
        told = str(error) if isinstance(error, BatchRefused) else _("Việc nhập bị dừng vì một lỗi của hệ thống.")
        carry_undo_on(_failed(batch, told), records)
        raise


@transaction.atomic
def _failed(batch: Batch, why: str) -> Batch:
    held = batches.locked(batch)
    held.status, held.problem = Status.UNDOING, why[:LONGEST_PROBLEM]
    held.save(update_fields=["status", "problem"])
    return held


def _carry_on(batch: Batch, records: Records) -> Batch:
    for numbers in _parts(publishable(batch, agreed=batch.agreed).order_by(f"values__{records.walk}", "pk")):
        _publish_part(batch, _staged(batch.rows.filter(pk__in=numbers).exclude(IS_LIVE)), records)
    with transaction.atomic():
        held = batches.locked(batch)
        publishable(held, agreed=held.agreed).filter(IS_LIVE).update(repeats=True)
        held.repeated = held.rows.filter(repeats=True, errors={}).count()
        batches.finish(held, Status.PUBLISHED, published_at=moments.now())
        added = held.rows.filter(live=True).count()
        journal.write("publish", "batch", held.pk, actor=held.actor, unit=held.unit, rows=added)
    return held


def undo(batch: Batch, records: Records, actor: int | None = None) -> Batch:
    """Take back every record of a published batch, all or none. Raises BatchRefused."""
    if batch.rows.filter(live=True).count() > batches.CHUNK:
        return carry_undo_on(begin_undo(batch, actor), records)
    with transaction.atomic():
        return carry_undo_on(begin_undo(batch, actor), records)


@transaction.atomic
def begin_undo(batch: Batch, actor: int | None = None) -> Batch:
    """Open the undoing, to be carried on here or by whoever looks for work. Raises BatchRefused."""
    return batches.begin(batch, Status.PUBLISHED, Status.UNDOING, actor=actor or batch.actor)


def carry_undo_on(batch: Batch, records: Records) -> Batch:
    """Take back what is left of a batch: an undone one, or one whose publishing was refused midway."""
    refused = bool(batch.problem)
    taken = _take_back(batch, records)
    with transaction.atomic():
        held = batches.locked(batch)
        if refused:
            held.rows.exclude(record=None).update(record=None)
            return batches.finish(held, Status.STAGED)
        batches.finish(held, Status.UNDONE, undone_at=moments.now())
        journal.write("undo", "batch", held.pk, actor=held.actor, unit=held.unit, rows=taken)
    return held


def _take_back(batch: Batch, records: Records) -> int:
    taken = 0
    live = batch.rows.filter(live=True)
    for numbers in _parts(live.order_by("record")):
        with transaction.atomic():
            held = batches.locked(batch)
            rows = live.filter(pk__in=numbers)
            records.remove([one for one in rows.values_list("record", flat=True) if one is not None])
            batches.go_on(held, rows.update(live=False))
        taken += len(numbers)
    return taken


def _parts(rows: QuerySet[Row]) -> Iterator[Sequence[int]]:
    """The ids of all rows, a part at a time: listed before, so that changing rows on the way skips none."""
    for numbers in sliced(list(rows.values_list("pk", flat=True)), batches.CHUNK):
        bulk.settle()
        yield numbers


def _staged(rows: QuerySet[Row]) -> list[Staged]:
    """As plain values, in the order of their ids: a model for each row takes longer than the row."""
    found = rows.order_by("pk").values_list("pk", "number", Cast("values", TextField()))
    return [Staged(pk, number, bulk.from_json(text)) for pk, number, text in found]


@bulk.without_collector()
def _publish_part(batch: Batch, rows: list[Staged], records: Records) -> None:
    """One part, in one transaction; a row may not be live a second time, whoever was faster."""
    write = records.prepare(rows)
    try:
        with transaction.atomic():
            held = batches.locked(batch)
            _mark(write(), rows)
            batches.go_on(held, len(rows))
    except IntegrityError as error:
        raise BatchRefused(_taken_meanwhile()) from error


def _mark(records: Sequence[int], rows: Sequence[Staged]) -> None:
    """Note each row's record: one prepared statement, where bulk_update would spell out a case for every row."""
    if len(records) != len(rows):
        raise ValueError("Every row gets a record.")
    marks = [(record, True, row.pk) for record, row in zip(records, rows, strict=True)]
    with connection.cursor() as cursor:
        cursor.executemany("UPDATE workbooks_row SET record = %s, live = %s WHERE id = %s", marks)


def _errors_left(bad: int) -> str:
    told = ngettext("Còn %(bad)s dòng có lỗi.", "Còn %(bad)s dòng có lỗi.", bad) % {"bad": bad}
    return told + " " + _("Hãy sửa trong tệp rồi tải lại; chưa có dòng nào được nhập.")


def _doubts_left(doubtful: int) -> str:
    told = _("Còn %(doubtful)s dòng cần bạn đồng ý với cách hiểu đã ghi ở ô.") % {"doubtful": doubtful}
    return told + " " + _("Chưa có dòng nào được nhập.")


def _taken_meanwhile() -> str:
    return _("Có dòng vừa được nhập từ tệp khác. Hãy tải lại tệp để kiểm tra.")
