"""Lines of the journal that tell of sealed rows: noted when a row is closed, told with the transaction's own line.

A note hangs on the transaction as its commit hooks do, so that what is rolled back, whole or to a savepoint, is never
told. The room's `journal.write`, its last step, takes all notes along. Where none follows, a transaction of its own
tells right after the commit: killed in between, the journal knows one version less than the row has, so that the row
before it could be put back unseen. Rooms end with `journal.write` for that reason.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.db import transaction

from ketnoi.audit import journal
from ketnoi.vault.freshness import SEAL


class Seal:
    """A row that was closed under a version. Its key in the table is asked for late: a new row has none before."""

    def __init__(self, row: Any) -> None:
        self.row, self.kind = row, row._meta.db_table  # noqa: SLF001 - Django's own, documented
        self.uuid, self.version = row.uuid, row.row_version
        self.told = False

    def __call__(self) -> None:
        """Right after the commit: tell what no line of the transaction took along."""
        if not self.told:
            with transaction.atomic():
                journal.write(SEAL, self.kind, self.uuid, version=self.version, row=self.row.pk)

    def says(self) -> tuple[str, UUID, int]:
        return self.kind, self.uuid, self.version

    def line(self) -> journal.Told:
        return journal.Told(SEAL, self.kind, str(self.uuid), {"version": self.version, "row": self.row.pk})


def note(row: Any) -> None:
    """Remember that this row was closed; once, however many fields it has."""
    seal = Seal(row)
    noted = transaction.get_connection().run_on_commit
    last = noted[-1][1] if noted else None
    if not (isinstance(last, Seal) and last.says() == seal.says()):
        transaction.on_commit(seal)


def untold() -> Iterator[journal.Told]:
    """What this transaction closed and no line told yet.

    A line inside a savepoint that a note lies outside of may still be taken back alone: then the note stays open, and
    is told once more.
    """
    connection = transaction.get_connection()
    here = set(connection.savepoint_ids) - {None}
    for savepoints, hook, _robust in connection.run_on_commit:
        if isinstance(hook, Seal) and not hook.told:
            hook.told = here <= savepoints
            yield hook.line()
