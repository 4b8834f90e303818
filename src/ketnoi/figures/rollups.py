"""Answer a figure from roll-ups plus the ledger's tail, in one statement and so in one snapshot: fresh at commit."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.db import connection

from ketnoi.figures import catalogue, cuts, months, scopes, tails
from ketnoi.figures.figure import EVERY, Figure, Level

ROLLUP = {
    "month": "r.month",
    "year": "r.month / 12",
    "kind": "c.kind",
    "audience": "c.audience",
    "programme": "c.programme",
    "province": "r.province",
    "agency": "r.agency",
}
LEDGER = ROLLUP | {
    "month": "f.month",
    "year": "f.month / 12",
    "kind": "x.kind",
    "audience": "x.audience",
    "programme": "s.member",
    "province": "f.province",
    "agency": "f.agency",
}


@dataclass
class Conditions:
    """SQL conditions and their parameters, for the roll-ups and for the facts of the tail."""

    rollup: list[str] = field(default_factory=list)
    ledger: list[str] = field(default_factory=list)
    parameters: list[int] = field(default_factory=list)

    def both(self, name: str, condition: str, *parameters: int) -> None:
        """The same condition on a dimension of both sides."""
        self.rollup.append(f"{ROLLUP[name]} {condition}")
        self.ledger.append(f"{LEDGER[name]} {condition}")
        self.parameters.extend(parameters)


def value(figure: Figure) -> int | None:
    """The number; None when roll-ups do not cover the question."""
    numbers = breakdown(figure, ())
    return None if numbers is None else numbers.get((), 0)


def breakdown(figure: Figure, by: tuple[str, ...]) -> dict[tuple[int, ...], int] | None:
    """Numbers by some of `ROLLUP`'s dimensions; None when roll-ups do not cover the question."""
    indicator = catalogue.of(figure)
    if indicator.topics or not _covers(figure.but(start=None) if indicator.accumulates else figure, by):
        return None
    asked = scopes.wanted(figure, indicator)
    dimensions = frozenset(asked) | (frozenset(by) & cuts.BITS.keys())
    dimensions |= {"programme"} if figure.programme else set()
    pattern = cuts.covering(indicator, dimensions)
    if pattern is None:
        return None
    rows = _rows(by, pattern, indicator.stored, _conditions(figure, indicator, by, asked))
    return {tuple(key): int(number or 0) for *key, number in rows if number or not by}


def _covers(figure: Figure, columns: tuple[str, ...]) -> bool:
    beyond = figure.unit or figure.place or figure.topic or figure.as_of is not None
    known = all(name in ROLLUP for name in columns)
    own = bool(figure.agency) or "agency" in columns
    level = figure.level in {Level.NATION, Level.PROVINCE}
    return not beyond and known and level and not (figure.lead and own) and months.whole(figure.start, figure.end)


def _conditions(
    figure: Figure, indicator: catalogue.Counting, columns: tuple[str, ...], asked: dict[str, list[int]]
) -> Conditions:
    conditions = Conditions()
    if figure.start and not indicator.accumulates:
        conditions.both("month", ">= %s", months.of(figure.start))
    if figure.end:
        conditions.both("month", "<= %s", months.of(figure.end))
    if figure.programme:
        conditions.both("programme", "= %s", figure.programme)
    if figure.level == Level.PROVINCE and figure.area != EVERY:
        conditions.both("province", "= %s", figure.area)
    for name, ids in asked.items():
        conditions.both(name, f"IN ({', '.join(['%s'] * len(ids) or ['NULL'])})", *ids)
    _speak(conditions, figure, indicator, own="agency" in columns)
    return conditions


def _speak(conditions: Conditions, figure: Figure, indicator: catalogue.Counting, *, own: bool) -> None:
    """Whose count is asked, and which of a record's facts speaks for it."""
    if figure.agency:
        conditions.both("agency", "= %s", figure.agency)
    else:
        conditions.rollup.append("r.agency > 0" if own else "r.agency = 0")
    if indicator.taking_part:
        return
    level = 0 if figure.lead else min(figure.level, Level.PROVINCE)
    conditions.rollup.append(f"r.flag <= {int(level)}")
    conditions.ledger.append(f"f.{'first_agency' if figure.agency or own else 'first_any'} <= {int(level)}")


def _rows(
    columns: tuple[str, ...], pattern: frozenset[str], stored: int, conditions: Conditions
) -> list[tuple[int, ...]]:
    """Run the one statement: folded months, what came after the mark, and less what went after it."""
    members = (
        """JOIN figures_setmember s ON s.family = 'p' AND s."set" = f.programmes""" if "programme" in pattern else ""
    )
    facts = f"""JOIN figures_cell x ON x.id = f.cell {members}
                WHERE f.indicator = %s{_and(conditions.ledger)}"""
    folded = f"""FROM figures_cut c JOIN figures_rollup r ON r.cut = c.id
                 WHERE c.pattern = {cuts.number(pattern)} AND c.indicator = %s{_and(conditions.rollup)}"""
    listed = ", ".join(columns)
    comma = ", " if columns else ""
    of_rollup = "".join(f"{ROLLUP[name]} AS {name}, " for name in columns)
    of_facts = "".join(f"{LEDGER[name]} AS {name}, " for name in columns)
    statement = f"""
        SELECT {listed}{comma}SUM(number) FROM (
            SELECT {of_rollup}r.value AS number {folded}
            UNION ALL SELECT {of_facts}f.value FROM {tails.came()} {facts}
            UNION ALL SELECT {of_facts}-f.value FROM {tails.went()} {facts}
        ) together {"GROUP BY " + listed if columns else ""}
    """  # noqa: S608  # names of our own; every value is a parameter
    with connection.cursor() as cursor:
        cursor.execute(statement, [stored, *conditions.parameters] * 3)
        return list(cursor.fetchall())


def _and(conditions: list[str]) -> str:
    return "".join(f" AND {condition}" for condition in conditions)
