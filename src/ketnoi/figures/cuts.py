"""Which roll-ups an indicator declares, and the SQL that groups facts the way a pattern of cuts does.

A pattern says which of kind, audience and programme are kept apart. Kinds and audiences partition, so a question is
answered by the smallest declared pattern that contains it; programmes overlap, so that one is kept apart exactly when
asked.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection

from ketnoi.figures import catalogue

BITS = {"kind": 1, "audience": 2, "programme": 4}


def number(pattern: Collection[str]) -> int:
    """A pattern as the small number that stands in `Cut.pattern`."""
    return sum(BITS[name] for name in pattern)


def covering(indicator: catalogue.Counting, asked: frozenset[str]) -> frozenset[str] | None:
    """The smallest declared pattern that answers a question by these dimensions; None when none does."""
    programme = "programme" in asked
    fitting = [cut for cut in indicator.cuts if asked <= cut and ("programme" in cut) == programme]
    return min(fitting, key=len, default=None)


def declared() -> dict[frozenset[str], list[int]]:
    """Stored indicators by each pattern they declare."""
    patterns: dict[frozenset[str], list[int]] = defaultdict(list)
    for indicator in catalogue.stored_ids().values():
        for pattern in indicator.cuts:
            patterns[pattern].append(indicator.stored)
    return dict(patterns)


def _kept_apart(pattern: frozenset[str]) -> tuple[str, str, str, str]:
    """SQL of kind, programme and audience of a fact `f` with its cell `x`, and the joins they need."""
    kind = "x.kind" if "kind" in pattern else "0"
    audience = "x.audience" if "audience" in pattern else "0"
    cell = "JOIN figures_cell x ON x.id = f.cell"
    if "programme" not in pattern:
        return kind, "0", audience, cell
    return (
        kind,
        "s.member",
        audience,
        f"""{cell} JOIN figures_setmember s ON s.family = 'p' AND s."set" = f.programmes""",
    )


def distinct(pattern: frozenset[str], source: str) -> str:
    """SQL: the cuts that the facts in `source` fall into, each once."""
    kind, programme, audience, joins = _kept_apart(pattern)
    return f"""
        SELECT DISTINCT f.indicator, {kind} AS kind, {programme} AS programme, {audience} AS audience
        FROM (SELECT DISTINCT indicator, cell, programmes FROM ({source}) every) f {joins}
    """  # noqa: S608  # built from constants only


def grouped(pattern: frozenset[str], source: str) -> str:
    """SQL: one row per province, cut, agency, flag and month of the facts in `source` (columns of Fact, and `sign`).

    Agency 0 counts by `first_any`; each agency's own rows count by `first_agency`.
    """
    kind, programme, audience, joins = _kept_apart(pattern)
    return f"""
        SELECT province, indicator, kind, programme, audience, agency, flag, month,
               SUM(sign * value) AS value, SUM(sign) AS n
        FROM (
            SELECT f.province, f.indicator, {kind} AS kind, {programme} AS programme, {audience} AS audience, f.month,
                   CASE WHEN w.own = 0 THEN 0 ELSE f.agency END AS agency,
                   CASE WHEN w.own = 0 AND f.first_any < 2 THEN f.first_any
                        WHEN w.own = 1 AND f.first_agency < 2 THEN f.first_agency ELSE 2 END AS flag,
                   f.value, f.sign
            FROM ({source}) f {joins}
            CROSS JOIN (SELECT 0 AS own UNION ALL SELECT 1 AS own) w
        ) apart
        GROUP BY province, indicator, kind, programme, audience, agency, flag, month
    """  # noqa: S608  # built from constants only
