"""T1: the national wrap-up by the declared cuts, from roll-ups and tail, against a scan of the ledger."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from benchmarks import nation
from benchmarks.baselines import wrap_up_scan
from benchmarks.measures import Measure, in_turns
from ketnoi.figures import answers, catalogue
from ketnoi.figures.figure import Figure

CEILINGS = {1_000_000: 1 / 8, 10_000_000: 1 / 50}  # by records
REPEATS = 7
START, END = dt.date(2024, 1, 1), dt.date(2024, 12, 31)


@dataclass(frozen=True)
class Question:
    name: str
    figure: Figure
    by: tuple[str, ...]
    statement: str
    parameters: dict[str, object] = field(default_factory=dict)

    def ours(self) -> dict[tuple[int, ...], int]:
        return answers.breakdown(self.figure, *self.by)

    def theirs(self) -> dict[tuple[int, ...], int]:
        stored = catalogue.indicator(self.figure.indicator).stored
        return wrap_up_scan.scan(self.statement, indicator=stored, **self.parameters)


YEAR = {"start": START, "end": END}
QUESTIONS = [
    Question(
        "records by province, kind and year, 2019-2026",
        Figure("hoat_dong"),
        ("province", "kind", "year"),
        wrap_up_scan.BY_PROVINCE_KIND_YEAR,
    ),
    Question(
        "attendances of a year by province, kind and month",
        Figure("luot", START, END),
        ("province", "kind", "month"),
        wrap_up_scan.BY_PROVINCE_KIND_MONTH_OF_A_YEAR,
        YEAR,
    ),
    Question(
        "attendances of a year by kind and audience",
        Figure("luot", START, END),
        ("kind", "audience"),
        wrap_up_scan.BY_KIND_AUDIENCE_OF_A_YEAR,
        YEAR,
    ),
    Question(
        "a national programme's records by province, kind and year",
        Figure("hoat_dong", programme=nation.NATIONAL),
        ("province", "kind", "year"),
        wrap_up_scan.OF_A_PROGRAMME_BY_PROVINCE_KIND_YEAR,
        {"programme": nation.NATIONAL},
    ),
]


def measure(records: int) -> list[Measure]:
    """One line a question, and their sum, which the target is for. Raises AssertionError when a cell differs."""
    taken = []
    for question in QUESTIONS:
        equal_cells(question)
        taken.append(in_turns(question.ours, question.theirs, REPEATS))
    told = [Measure("T1", question.name, *both, None) for question, both in zip(QUESTIONS, taken, strict=True)]
    ours, theirs = (sum(side) for side in zip(*taken, strict=True))
    return [
        *told,
        Measure("T1", f"national wrap-up, {records:,} records: all four", ours, theirs, CEILINGS.get(records)),
    ]


def equal_cells(question: Question) -> None:
    """Every cell is the scan's; a cell that came to nothing may be left out."""
    ours, theirs = question.ours(), question.theirs()
    different = {key for key in ours.keys() | theirs.keys() if ours.get(key, 0) != theirs.get(key, 0)}
    assert not different, f"{question.name}: {len(different)} cells differ from the scan"
    assert any(ours.values()), f"{question.name}: nothing was counted"
