"""Bring in a workbook of activities: its columns named, its rows staged and shown, published whole, undone whole."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from django.core.exceptions import ValidationError
from django.core.files import File
from django.utils.translation import gettext as _

from ketnoi.activities import actions, duplicates, policy, recording, rows, sheet, snapshots, validation
from ketnoi.activities.entry import Entry
from ketnoi.activities.enums import Status
from ketnoi.activities.models import Activity
from ketnoi.activities.naming import Lookup
from ketnoi.activities.row_names import Names
from ketnoi.officers import policy as officers
from ketnoi.officers.models import Officer
from ketnoi.orgs.models import Unit
from ketnoi.programmes import queries as programmes
from ketnoi.ui import dates
from ketnoi.workbooks import batches, publishing, staging
from ketnoi.workbooks.enums import Status as BatchStatus
from ketnoi.workbooks.layouts import Layout
from ketnoi.workbooks.models import Batch
from ketnoi.workbooks.reading import WorkbookRefused

SMALL: Final = 2_000  # lines that are worked on while the person waits; more are left to the worker
log = logging.getLogger(__name__)


def check_file(file: Path | File[bytes], officer: Officer, unit: int) -> Batch:
    """Read and check every row by the columns as proposed. Raises WorkbookRefused, AlreadyImported."""
    if isinstance(file, Path):
        with file.open("rb") as opened:
            return check_file(File(opened, file.name), officer, unit)
    return staging.stage(sheet.form(), file, officer.pk, unit, Importer(officer, unit), _given(unit))


def receive(file: File[bytes], officer: Officer, unit: int) -> Batch:
    """Keep the file; where all its columns are plain, read it at once. Raises WorkbookRefused, AlreadyImported."""
    form = sheet.form()
    batch = staging.receive(form, file, officer.pk, unit, _given(unit))
    layout = Layout.from_plain(batch.layout)
    if layout.missing(form) or layout.undecided():
        return batch
    return name_columns(batch, layout, officer)


def name_columns(batch: Batch, layout: Layout, officer: Officer) -> Batch:
    """Read the file by these columns: now when it is small, else it waits for the worker."""
    begun = staging.name_columns(sheet.form(), batch, layout)
    return _worked(begun, layout.lines, lambda: staging.read(sheet.form(), begun, Importer(officer, begun.unit)))


def publish(batch: Batch, officer: Officer, *, agreed: bool = False, leave: bool = False) -> Batch:
    """Record every fresh row. Raises BatchRefused, AlreadyImported; see `publishing.publish`."""
    records = Importer(officer, batch.unit)
    return publishing.publish(batch, records, officer.pk, agreed=agreed, leave=leave)


def publish_or_leave(batch: Batch, officer: Officer, *, agreed: bool, leave: bool) -> Batch:
    """Publish a small batch now; begin a large one and leave it to the worker. Raises as `publish` does."""
    if batch.total <= SMALL:
        return publish(batch, officer, agreed=agreed, leave=leave)
    begun = publishing.begin(batch, officer.pk, agreed=agreed, leave=leave)
    batches.leave(begun)
    return begun


def undo(batch: Batch, officer: Officer) -> Batch:
    """Withdraw every record of the batch. Raises BatchRefused."""
    return publishing.undo(batch, Importer(officer, batch.unit), officer.pk)


def undo_or_leave(batch: Batch, officer: Officer) -> Batch:
    """Undo a small batch now; begin with a large one and leave it to the worker. Raises BatchRefused."""
    if batch.total <= SMALL:
        return undo(batch, officer)
    begun = publishing.begin_undo(batch, officer.pk)
    batches.leave(begun)
    return begun


def _given(unit: int) -> dict[str, str]:
    """What holds for all rows that say nothing: the unit that brings them in led them."""
    return {"lead": Unit.objects.get(pk=unit).label}


def _worked(batch: Batch, lines: int, work: Callable[[], Batch]) -> Batch:
    if lines <= SMALL:
        return work()
    batches.leave(batch)
    return batch


def work_on() -> int:
    """Carry every batch that nobody works on to its end; answers how many there were."""
    batches.put_forgotten_away()
    found = [batch for batch in batches.broken_off() if batch.template == sheet.CODE]
    for batch in found:
        claimed = batches.claim(batch)
        if claimed is not None:
            _carry_on(claimed)
    return len(found)


def _carry_on(batch: Batch) -> None:
    """Go on where the last one stopped; what fails is told on the batch's page."""
    records = Importer(Officer.objects.get(pk=batch.actor), batch.unit)
    try:
        if batch.status == BatchStatus.STAGING:
            staging.read(sheet.form(), batch, records)
        elif batch.status == BatchStatus.PUBLISHING:
            publishing.carry_on(batch, records)
        else:
            publishing.carry_undo_on(batch, records)
    except (WorkbookRefused, batches.BatchRefused, batches.TakenOver) as error:
        log.warning("batch %s: %s", batch.pk, type(error).__name__)


class Importer:
    """Checks rows for one officer, records them, withdraws them; names are looked up once."""

    walk = "starts_on"  # indexes of activities and of their facts are in the order of days

    def __init__(self, officer: Officer, unit: int) -> None:
        self.officer, self.unit = officer, unit
        self.visible = policy.visible_to(officer)
        self.writes_for = policy.writing_scope(officers.posts_of(officer))
        known = programmes.visible_to(officer).values_list("pk", "short_name", "name")
        self.names = Names(Lookup(Unit.objects.get(pk=unit).province, known))
        self.audiences = sheet.audiences()

    def check(self, found: Sequence[rows.Cells]) -> list[batches.RowResult]:
        readers = [rows.Reader(cells, self.names, self.audiences) for cells in found]
        entries = [reader.entry() for reader in readers]
        read = [entry for entry in entries if entry]
        known = validation.known(read)
        same = iter(duplicates.likely_same(self.visible, read))
        return [
            self._result(entry, reader, known, next(same)) if entry else batches.RowResult(errors=reader.errors)
            for reader, entry in zip(readers, entries, strict=True)
        ]

    def _result(
        self, entry: Entry, reader: rows.Reader, known: validation.Known, same: list[Activity]
    ) -> batches.RowResult:
        problems = validation.check(entry, Status.RECORDED, known)
        errors = {sheet.column_of(field): " ".join(messages) for field, messages in problems.items()}
        if self.writes_for.isdisjoint(entry.units):
            errors.setdefault("lead", _("Đơn vị của bạn phải chủ trì hoặc phối hợp trong hoạt động này."))
        warnings = {} if errors else reader.warnings | _warnings(same)
        return batches.RowResult(errors, reader.doubts, warnings, snapshots.of(entry, Status.RECORDED))

    def prepare(self, staged: Sequence[batches.Staged]) -> Callable[[], Sequence[int]]:
        """Check once more what may have changed since the staging; raises BatchRefused."""
        entries = [snapshots.entry(row.values) for row in staged]
        try:
            return recording.prepared(entries, self.officer.pk, self.unit)
        except ValidationError as error:
            told = _("Danh mục đã đổi từ khi tải tệp: %(what)s Hãy tải lại tệp.")
            raise batches.BatchRefused(told % {"what": " ".join(error.messages)}) from error

    def remove(self, ids: Sequence[int]) -> None:
        reason = _("Hoàn tác lần nhập tệp")
        actions.withdraw_many(ids, reason, self.officer.pk, self.unit)


def _warnings(same: list[Activity]) -> dict[str, str]:
    if not same:
        return {}
    told = "; ".join(f"{dates.day(one.starts_on)} {one.title}" for one in same[:3])
    return {"title": _("Có thể đã có phiếu này: %(same)s") % {"same": told}}
