"""How a test with real transactions leaves a database on PostgreSQL: empty.

Django truncates all tables, which takes a second however little is in them; those that hold something are few.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper


def statements(connection: BaseDatabaseWrapper) -> Callable[..., list[str]]:
    """What stands in for `sql_flush` of this connection. References are checked at the commit: any order will do."""

    def flush(_style: Any, tables: Sequence[str], **_numbering: bool) -> list[str]:
        names = [connection.ops.quote_name(table) for table in tables]
        asked = " UNION ALL ".join(f"SELECT '{name}' WHERE EXISTS (SELECT FROM {name})" for name in names)
        with connection.cursor() as cursor:
            cursor.execute(asked)
            return [f"DELETE FROM {name}" for (name,) in cursor.fetchall()]

    return flush
