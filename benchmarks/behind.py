"""T3: from a figure to its records. The list is as long as the figure, and costs little more than a raw query."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable
from statistics import median
from typing import Any

from django.db import connection

from benchmarks.baselines import raw_list
from benchmarks.measures import Measure
from ketnoi.figures import answers, catalogue, records
from ketnoi.figures.figure import Figure
from ketnoi.officers.models import Officer

START, END, PAGE, REPEATS = dt.date(2024, 1, 1), dt.date(2024, 12, 31), 50, 15


class Stopwatch:
    """Time spent in SQL, by Django's wrapper around every statement."""

    def __init__(self) -> None:
        self.taken = 0.0

    def __call__(self, execute: Callable[..., Any], *statement: Any) -> Any:
        start = time.perf_counter()
        try:
            return execute(*statement)
        finally:
            self.taken += time.perf_counter() - start

    def of(self, job: Callable[[], object]) -> float:
        """Milliseconds of SQL that this job takes."""
        self.taken = 0.0
        with connection.execute_wrapper(self):
            job()
        return self.taken * 1000


def measure() -> list[Measure]:
    """Of the busiest province of all: a figure that counts records, and one that sums a field of several facts."""
    province = max(answers.breakdown(Figure("hoat_dong"), "province").items(), key=lambda item: item[1])[0][0]
    kind = catalogue.categories("kind")[0].pk
    figures = {
        "a count": Figure("hoat_dong", START, END, kind=kind).in_province(province),
        "a sum": Figure("luot", START, END, kind=kind).in_province(province),
    }
    return [line for name, figure in figures.items() for line in _compared(name, figure)]


def as_long_as_the_figure() -> None:
    """The list's length, or its sum, is the figure: in every province, of both measures."""
    for (province,) in answers.breakdown(Figure("hoat_dong", START, START.replace(month=2, day=29)), "province"):
        for code in ("hoat_dong", "luot"):
            figure = Figure(code, START, START.replace(month=2, day=29)).in_province(province)
            found = records.behind(figure, Officer())
            listed = found[: len(found)]
            assert sum(one.value for one in listed) == answers.value(figure), figure
            assert len(listed) == len(found), figure


def _compared(name: str, figure: Figure) -> list[Measure]:
    stored = catalogue.indicator(figure.indicator).stored
    asked = {"province": figure.area, "indicator": stored, "start": START, "end": END, "kind": figure.kind}
    found = records.behind(figure, Officer())
    jobs = {
        f"first page of {len(found):,} records behind {name}": (lambda: found[:PAGE], lambda: raw_list.page(**asked)),
        f"how many records stand behind {name}": (lambda: len(found), lambda: raw_list.length(**asked)),
    }
    return [Measure("T3", title, *_sql(*both), 5) for title, both in jobs.items()]


def _sql(ours: Callable[[], object], theirs: Callable[[], object]) -> tuple[float, float]:
    watch = Stopwatch()
    turns = [(watch.of(ours), watch.of(theirs)) for _ in range(REPEATS + 1)][1:]
    return median(turn[0] for turn in turns), median(turn[1] for turn in turns)
