"""Where a unit stands in its tree, as text: the ids from the root to itself, each with a dot behind ("1.14.233.")."""

from __future__ import annotations

from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models.lookups import StartsWith
from django.db.models.sql.compiler import SQLCompiler


class Below(StartsWith):
    """`path__below="1.14."` keeps that unit and all under it.

    SQLite reads a whole table for LIKE, which it compares without regard to case; between two bounds it uses the index.
    """

    lookup_name = "below"

    def get_rhs_op(self, connection: BaseDatabaseWrapper, rhs: str) -> str:
        return str(connection.operators["startswith"] % rhs)  # type: ignore[attr-defined]  # left out of the stubs

    def as_sqlite(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, list[Any]]:
        column, parameters = self.process_lhs(compiler, connection)
        first = str(self.rhs)
        after = first[:-1] + chr(ord(first[-1]) + 1)
        return f"({column} >= %s AND {column} < %s)", [*parameters, first, *parameters, after]
