"""What all work on a batch shares: who works on it, what it may do next, what its domain must answer."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, NamedTuple, Protocol

from django.db import transaction
from django.utils.translation import gettext as _

from ketnoi.audit import journal, moments
from ketnoi.workbooks.enums import COUNTING, WORKING, Status
from ketnoi.workbooks.models import Batch, Upload
from ketnoi.workbooks.template import Plain

# Rows written in one go: short enough that another officer's save waits no longer than a blink.
CHUNK = 1_000
# A row that is only kept, not yet published, is written in a tenth of the time.
STAGED_AT_ONCE = 4_000
LEASE: Final = 120_000_000  # microseconds after which work that says nothing of itself has been broken off
NONE: Final[Mapping[str, Any]] = {}
FORGOTTEN: Final = 30 * moments.DAY  # after which a file whose columns nobody named is put away


class BatchRefused(ValueError):
    """The batch cannot be published or undone as it stands; the message is for the person."""


class AlreadyImported(BatchRefused):
    """The same file was published before for this unit: `batch` is that import."""

    def __init__(self, batch: Batch) -> None:
        super().__init__(_("Tệp này đã được nhập, không nhập lần nữa."))
        self.batch = batch


class TakenOver(RuntimeError):
    """Somebody else works on the batch by now."""


class RowResult(NamedTuple):
    """What the domain found in one row: {column key: message}, "" for the whole row; `values` to publish by."""

    errors: Mapping[str, str] = NONE
    doubts: Mapping[str, str] = NONE
    warnings: Mapping[str, str] = NONE
    values: Mapping[str, Any] = NONE


class Staged(NamedTuple):
    """A staged row as it is published by; fields as in `models.Row`."""

    pk: int
    number: int
    values: dict[str, Any]


class Records(Protocol):
    """The domain whose records the rows become.

    `walk`: by which of their `values` rows become records, so that what is kept together is written together.
    """

    walk: str

    def check(self, rows: Sequence[Mapping[str, Plain]]) -> Sequence[RowResult]:
        """Answer one result for each row's filled cells, in their order."""

    def prepare(self, rows: Sequence[Staged]) -> Callable[[], Sequence[int]]:
        """Do what can be done without writing; the answer writes, in a transaction, and gives the records' ids."""

    def remove(self, ids: Sequence[int]) -> None:
        """Take these records back, in a transaction."""


def refuse_published(code: str, unit: int, digest: str) -> None:
    """Raise AlreadyImported when this file counts already."""
    same = Batch.objects.filter(template=code, unit=unit, digest=digest, status__in=COUNTING).first()
    if same:
        raise AlreadyImported(same)


def locked(batch: Batch) -> Batch:
    """The batch's row, held until the transaction ends. Raises TakenOver when another works on it."""
    found = Batch.objects.select_for_update().get(pk=batch.pk)
    if found.worked_by != batch.worked_by:
        raise TakenOver
    return found


def expect(batch: Batch, status: Status) -> None:
    if batch.status != status:
        wanted, found = status.label, batch.get_status_display()
        raise BatchRefused(
            _("Lần nhập này ở trạng thái “%(found)s”, không phải “%(wanted)s”.") % {"found": found, "wanted": wanted}
        )


def begin(batch: Batch, expected: Status, working: Status, **changes: Any) -> Batch:
    """Start working on a batch: nobody else does from here on. The caller holds a transaction."""
    found = Batch.objects.select_for_update().get(pk=batch.pk)
    expect(found, expected)
    found.status, found.done, found.problem = working, 0, ""
    found.worked_at, found.worked_by = moments.now(), secrets.token_hex(8)
    for name, value in changes.items():
        setattr(found, name, value)
    found.save()
    return found


def go_on(batch: Batch, done: int) -> None:
    """Say that so many rows more are done; the caller holds the batch's row."""
    batch.done += done
    batch.worked_at = moments.now()
    batch.save(update_fields=["done", "worked_at"])


def finish(batch: Batch, status: Status, **changes: Any) -> Batch:
    """The work is done, well or not."""
    batch.status, batch.worked_at, batch.worked_by = status, 0, ""
    for name, value in changes.items():
        setattr(batch, name, value)
    batch.save()
    return batch


def leave(batch: Batch) -> None:
    """Leave the work to whoever looks for it next."""
    Batch.objects.filter(pk=batch.pk, worked_by=batch.worked_by).update(worked_at=0)


def broken_off() -> list[Batch]:
    """Batches that somebody began to work on and nobody works on any more, the oldest first."""
    return list(Batch.objects.filter(status__in=WORKING, worked_at__lt=moments.now() - LEASE).order_by("pk"))


def claim(batch: Batch) -> Batch | None:
    """Take over a batch that nobody works on; None when somebody was faster."""
    token, now = secrets.token_hex(8), moments.now()
    free = Batch.objects.filter(pk=batch.pk, status=batch.status, worked_at=batch.worked_at, worked_by=batch.worked_by)
    if not free.update(worked_at=now, worked_by=token):
        return None
    batch.worked_at, batch.worked_by = now, token
    return batch


@transaction.atomic
def refuse(batch: Batch, actor: int | None = None) -> Batch:
    """Put a batch away that waits for columns or for publishing. Raises BatchRefused."""
    found = locked(batch)
    if found.status != Status.MAPPING:
        expect(found, Status.STAGED)
    Upload.objects.filter(batch=found).delete()
    finish(found, Status.REFUSED)
    journal.write("refuse", "batch", found.pk, actor=actor or batch.actor, unit=batch.unit)
    return found


def put_forgotten_away() -> int:
    """Put away files whose columns nobody named for a month; answers how many."""
    old = Batch.objects.filter(status=Status.MAPPING, created_at__lt=moments.now() - FORGOTTEN)
    return sum(refuse(batch).status == Status.REFUSED for batch in old)
