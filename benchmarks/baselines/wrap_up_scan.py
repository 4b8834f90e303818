"""T1's other side: the national wrap-up scanned from the ledger in plain SQL, by somebody who knows PostgreSQL.

Lead facts only, so that every record counts once; current facts only. Months are year * 12 + month - 1.
"""

from __future__ import annotations

from django.db import connection

BY_PROVINCE_KIND_YEAR = """
    SELECT f.province, c.kind, f.month / 12, SUM(f.value)
    FROM figures_fact f JOIN figures_cell c ON c.id = f.cell
    WHERE f.superseded_at IS NULL AND f.first_any = 0 AND f.indicator = %(indicator)s
    GROUP BY 1, 2, 3
"""
BY_PROVINCE_KIND_MONTH_OF_A_YEAR = """
    SELECT f.province, c.kind, f.month, SUM(f.value)
    FROM figures_fact f JOIN figures_cell c ON c.id = f.cell
    WHERE f.superseded_at IS NULL AND f.first_any = 0 AND f.indicator = %(indicator)s
      AND f.day BETWEEN %(start)s AND %(end)s
    GROUP BY 1, 2, 3
"""
BY_KIND_AUDIENCE_OF_A_YEAR = """
    SELECT c.kind, c.audience, SUM(f.value)
    FROM figures_fact f JOIN figures_cell c ON c.id = f.cell
    WHERE f.superseded_at IS NULL AND f.first_any = 0 AND f.indicator = %(indicator)s
      AND f.day BETWEEN %(start)s AND %(end)s
    GROUP BY 1, 2
"""
OF_A_PROGRAMME_BY_PROVINCE_KIND_YEAR = """
    SELECT f.province, c.kind, f.month / 12, SUM(f.value)
    FROM figures_fact f JOIN figures_cell c ON c.id = f.cell
    WHERE f.superseded_at IS NULL AND f.first_any = 0 AND f.indicator = %(indicator)s
      AND f.programmes IN (SELECT set FROM figures_setmember WHERE family = 'p' AND member = %(programme)s)
    GROUP BY 1, 2, 3
"""


def scan(statement: str, **parameters: object) -> dict[tuple[int, ...], int]:
    """Numbers by key."""
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return {tuple(key): int(number) for *key, number in cursor.fetchall()}
