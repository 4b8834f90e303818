"""T10's other side: names in clear in one table of PostgreSQL, found by pg_trgm with its own index and threshold."""

from __future__ import annotations

from django.db import connection

FIND = "SELECT id FROM naive_names WHERE name %% %s ORDER BY similarity(name, %s) DESC LIMIT 10"


def fill(names: list[str], size: int) -> None:
    """So many rows: the names first, in their order from id 1, then the same names again and again."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
        cursor.execute("CREATE TABLE naive_names (id bigserial PRIMARY KEY, name text NOT NULL)")
        cursor.execute(
            "INSERT INTO naive_names (name) SELECT (%s::text[])[1 + n %% %s] FROM generate_series(0, %s) AS n",
            [[name.lower() for name in names], len(names), size - 1],
        )
        cursor.execute("CREATE INDEX naive_names_trgm ON naive_names USING gin (name gin_trgm_ops)")
        cursor.execute("ANALYZE naive_names")


def find(typed: str) -> list[int]:
    """Ids of the ten names most like it."""
    with connection.cursor() as cursor:
        cursor.execute(FIND, [typed.lower(), typed.lower()])
        return [row[0] for row in cursor]
