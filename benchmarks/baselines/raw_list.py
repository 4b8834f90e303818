"""T3's other side: the records behind a number by one indexed query, and their exact count by another."""

from __future__ import annotations

from django.db import connection

WHERE = """
    FROM figures_fact f
    WHERE f.province = %(province)s AND f.indicator = %(indicator)s AND f.day BETWEEN %(start)s AND %(end)s
      AND f.cell IN (SELECT id FROM figures_cell WHERE kind = %(kind)s)
      AND f.first_any <= 1 AND f.superseded_at IS NULL
"""


def page(**parameters: object) -> list[tuple[int, ...]]:
    """The first fifty facts in order of days."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT f.record_kind, f.record, f.value {WHERE} ORDER BY f.day LIMIT 50", parameters)
        return list(cursor.fetchall())


def length(**parameters: object) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT COUNT(*) {WHERE}", parameters)
        return int(cursor.fetchone()[0])
