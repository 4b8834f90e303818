"""`column__among=[…]`: one of these, sent as a single parameter, where thousands are asked about at once.

Django's `__in` prepares and sends each value by itself, which costs more than the question does. Values are whole
numbers or texts as the column keeps them; nothing is converted.
"""

from __future__ import annotations

import json
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Lookup
from django.db.models.sql.compiler import SQLCompiler


class Among(Lookup):
    """An empty list finds nothing."""

    lookup_name = "among"
    prepare_rhs = False

    def as_sql(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, list[Any]]:  # type: ignore[override]  # the stubs know tuples only
        column, parameters = self.process_lhs(compiler, connection)
        return f"{column} = ANY(%s)", [*parameters, list(self.rhs)]

    def as_sqlite(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper) -> tuple[str, list[Any]]:
        column, parameters = self.process_lhs(compiler, connection)
        return f"{column} IN (SELECT value FROM json_each(%s))", [  # noqa: S608 - the name of a column
            *parameters,
            json.dumps(list(self.rhs)),
        ]
