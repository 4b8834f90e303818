"""Lines of the journal that tell of sealed rows: noted when a row is closed, told with the transaction's own line.

A note hangs on the transaction as its commit hooks do, so that what is rolled back, whole or to a savepoint, is never
told. The room's `journal.write`, its last step, takes all notes along. Where none follows, the line is written as the
transaction's very last step, before it is committed: what cannot be told is not kept.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from ketnoi.audit import journal
from ketnoi.vault.freshness import SEAL


class Seal:
    """A row that was closed under a version. Its key in the table is asked for late: a new row has none before."""

    def __init__(self, row: Any) -> None:
        self.row, self.kind = row, row._meta.db_table  # noqa: SLF001 - Django's own, documented
        self.uuid, self.version = row.uuid, row.row_version
        self.told = False

    def __call__(self) -> None:
        """As a commit hook: nothing is left to do, for it was told before."""

    def says(self) -> tuple[str, UUID, int]:
        return self.kind, self.uuid, self.version

    def line(self) -> journal.Told:
        return journal.Told(SEAL, self.kind, str(self.uuid), {"version": self.version, "row": self.row.pk})


def note(row: Any) -> None:
    """Remember that this row was closed; once, however many fields it has. Raises RuntimeError in no transaction."""
    connection = transaction.get_connection()
    if not connection.in_atomic_block:
        raise RuntimeError("What is sealed is saved in a transaction, which the journal's line belongs to.")
    seal, noted = Seal(row), connection.run_on_commit
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


def watch(connection: BaseDatabaseWrapper, **_: Any) -> None:
    """On Django's `connection_created`: whatever commits on this connection tells first what is not told yet."""
    if isinstance(connection.commit, _Commit):
        return
    connection.commit = _Commit(connection)  # type: ignore[method-assign]  # Django has no signal before a commit


class _Commit:
    """The connection's own commit, with the lines before it; taken back whole where they cannot be written."""

    def __init__(self, connection: Any) -> None:
        self.connection, self.commit = connection, connection.commit

    def __call__(self) -> None:
        left = [hook for _ids, hook, _robust in self.connection.run_on_commit if isinstance(hook, Seal)]
        try:
            self._tell([seal for seal in left if not seal.told])
        except BaseException:
            self.connection.rollback()
            raise
        self.commit()

    def _tell(self, left: list[Seal]) -> None:
        """The first line takes the others along. The block is over for Django by now; for the journal it is not."""
        if not left:
            return
        left[0].told = self.connection.in_atomic_block = True
        try:
            first = left[0]
            journal.write(SEAL, first.kind, first.uuid, version=first.version, row=first.row.pk)
        finally:
            self.connection.in_atomic_block = False
