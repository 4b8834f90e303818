"""The ledger's tail after the marks, as SQL that each engine walks by index, province by province.

A planner cannot know that next to nothing comes after a mark, and would rather scan the ledger. So the order is forced:
provinces whose clock is past their mark, then their facts by moment. Nothing is later than the clock; saying so tells
the planner that the range is short. `+ 0` keeps every other index out of it.
"""

from __future__ import annotations

from django.db import connection

BEHIND = "figures_provinceclock k JOIN figures_rollupmark m ON m.province = k.province AND k.last > m.upto"
COLUMNS = "province, indicator, cell, programmes, agency, first_any, first_agency, month, value"
CAME = "f.recorded_at > m.upto AND f.recorded_at <= k.last AND f.superseded_at IS NULL"
WENT = "f.superseded_at > m.upto AND f.superseded_at <= k.last AND f.recorded_at <= m.upto"


def came() -> str:
    """SQL of a FROM: facts `f` that came after the mark `m` and are current."""
    return _tail(CAME)


def went() -> str:
    """SQL of a FROM: facts `f` that stand in the roll-ups and went after the mark `m`."""
    return _tail(WENT)


def _tail(condition: str) -> str:
    return _lateral(condition) if connection.vendor == "postgresql" else _in_order(condition)


def _lateral(condition: str) -> str:
    """PostgreSQL: OFFSET 0 keeps the inner question apart, so that it is asked once for each province."""
    columns = ", ".join(f"f.{name}" for name in COLUMNS.split(", "))
    return f"""{BEHIND} CROSS JOIN LATERAL (
        SELECT {columns} FROM figures_fact f WHERE f.province = m.province AND {condition} OFFSET 0
    ) f"""  # noqa: S608  # built from constants only


def _in_order(condition: str) -> str:
    """SQLite: CROSS JOIN keeps the order of the tables."""
    columns = ", ".join(f"{name} + 0 AS {name}" for name in COLUMNS.split(", "))
    return f"""{BEHIND} CROSS JOIN (
        SELECT {columns}, province AS home, recorded_at, superseded_at FROM figures_fact
    ) f ON f.home = m.province AND {condition}"""  # noqa: S608  # built from constants only
