"""Bring in a workbook of activities: staged and shown, published whole, undone whole."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache, partial
from pathlib import Path
from typing import Final

from django.core.exceptions import ValidationError
from django.core.files import File
from django.utils.translation import gettext as _

from ketnoi.activities import actions, duplicates, policy, rows, sheet, snapshots, validation
from ketnoi.activities.entry import Entry
from ketnoi.activities.enums import Status
from ketnoi.activities.models import Activity
from ketnoi.figures import clocks
from ketnoi.officers import policy as officers
from ketnoi.officers.models import Officer
from ketnoi.orgs.models import Unit
from ketnoi.programmes import queries as programmes
from ketnoi.ui import dates
from ketnoi.workbooks import batches
from ketnoi.workbooks.models import Batch, Row

CHUNK: Final = 5_000  # ids in one statement


def check_file(file: Path | File[bytes], officer: Officer, unit: int) -> Batch:
    """Read and check every row; nothing counts yet. Raises WorkbookRefused, AlreadyImported."""
    if isinstance(file, Path):
        with file.open("rb") as opened:
            return check_file(File(opened, file.name), officer, unit)
    checker = Checker(officer, unit)
    return batches.stage(sheet.form(), file, officer.pk, unit, checker.check)


def publish(batch: Batch, officer: Officer) -> Batch:
    """Record every fresh row, all or none. Raises BatchRefused, AlreadyImported."""
    lock_clocks = cache(partial(_lock_clocks, batch))  # once, when the batch's own row is held

    def create(staged: list[Row]) -> list[int]:
        lock_clocks()
        entries = [snapshots.entry(row.values) for row in staged]
        return [one.pk for one in actions.record_many(entries, officer.pk, batch.unit)]

    try:
        return batches.publish(batch, create, officer.pk)
    except ValidationError as error:
        told = _("Danh mục đã đổi từ khi tải tệp: %(what)s Hãy tải lại tệp.")
        raise batches.BatchRefused(told % {"what": " ".join(error.messages)}) from error


def _lock_clocks(batch: Batch) -> None:
    """Lock the clocks of all its provinces at once: rows are posted in parts, and a later part must not wait for one
    while the journal's head, or the clock of a later province, is held.
    """
    units: set[int] = set()
    for values in batch.rows.filter(repeats=False).values_list("values", flat=True).iterator(chunk_size=CHUNK):
        units |= {values["lead"], *values["partners"]}
    listed = sorted(units)
    parts = (listed[start : start + CHUNK] for start in range(0, len(listed), CHUNK))
    clocks.lock({province for part in parts for province in _provinces(part)})


def _provinces(units: Sequence[int]) -> Iterable[int]:
    return Unit.objects.filter(pk__in=units).order_by().values_list("province", flat=True).distinct()


def undo(batch: Batch, officer: Officer) -> Batch:
    """Withdraw every record of the batch in one transaction. Raises BatchRefused."""
    reason = _("Hoàn tác lần nhập tệp “%(name)s”") % {"name": batch.file_name}
    return batches.undo(batch, lambda ids: _withdraw(ids, reason, officer.pk, batch.unit), officer.pk)


def _withdraw(ids: list[int], reason: str, actor: int, unit: int) -> None:
    actions.withdraw_many(ids, reason, actor, unit)


class Checker:
    """Checks all rows of a workbook for one officer; names are looked up once."""

    def __init__(self, officer: Officer, unit: int) -> None:
        self.visible = policy.visible_to(officer)
        self.writes_for = policy.writing_scope(officers.posts_of(officer))
        names = dict(programmes.visible_to(officer).values_list("pk", "short_name"))
        self.lookup = rows.Lookup(Unit.objects.get(pk=unit).province, names)

    def check(self, found: Sequence[rows.Cells]) -> list[batches.RowResult]:
        readers = [rows.Reader(cells, self.lookup) for cells in found]
        entries = [reader.entry() for reader in readers]
        read = [entry for entry in entries if entry]
        known = validation.known(read)
        same = iter(duplicates.likely_same(self.visible, read))
        return [
            self._result(entry, known, next(same)) if entry else batches.RowResult(errors=reader.errors)
            for reader, entry in zip(readers, entries, strict=True)
        ]

    def _result(self, entry: Entry, known: validation.Known, same: list[Activity]) -> batches.RowResult:
        problems = validation.check(entry, Status.RECORDED, known)
        errors = {sheet.column_of(field): " ".join(messages) for field, messages in problems.items()}
        if self.writes_for.isdisjoint(entry.units):
            errors.setdefault("lead", _("Đơn vị của bạn phải chủ trì hoặc phối hợp trong hoạt động này."))
        warnings = {} if errors else _warnings(same)
        return batches.RowResult(errors, warnings, snapshots.of(entry, Status.RECORDED))


def _warnings(same: list[Activity]) -> dict[str, str]:
    if not same:
        return {}
    told = "; ".join(f"{dates.day(one.starts_on)} {one.title}" for one in same[:3])
    return {"title": _("Có thể đã có phiếu này: %(same)s") % {"same": told}}
