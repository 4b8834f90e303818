"""A stock by month or year: what stood at the end of each, from what came and went in each."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Iterable

from ketnoi.audit import moments
from ketnoi.figures import months
from ketnoi.figures.figure import Figure
from ketnoi.ui import dates

Key = tuple[int, ...]
Corrections = Callable[[dt.date], dict[Key, int]]


def name(by: Iterable[str]) -> str:
    """The name in a breakdown that divides time; "" where none does."""
    return next((one for one in by if one in {"month", "year"}), "")


def running(
    figure: Figure, by: tuple[str, ...], over: str, changes: dict[Key, int], corrections: Corrections
) -> dict[Key, int]:
    """{key: what stood at the end of its month or year}, from the figure's first day to its last."""
    position = by.index(over)
    came: dict[int, dict[Key, int]] = defaultdict(dict)
    for key, number in changes.items():
        came[key[position]][_without(key, position)] = number
    standing: dict[Key, int] = defaultdict(int)
    found: dict[Key, int] = {}
    for step in range(min(came, default=1), _last(figure, over, came) + 1):
        for key, number in came[step].items():
            standing[key] += number
        if step >= _first(figure, over, step):
            found |= _at(standing, corrections(_end(step, over, figure)), position, step)
    return found


def _at(standing: dict[Key, int], entered: dict[Key, int], position: int, step: int) -> dict[Key, int]:
    now = dict(standing)
    for key, number in entered.items():
        rest = _without(key, position)
        now[rest] = now.get(rest, 0) + number
    return {(*rest[:position], step, *rest[position:]): number for rest, number in now.items()}


def _without(key: Key, position: int) -> Key:
    return key[:position] + key[position + 1 :]


def _first(figure: Figure, over: str, earliest: int) -> int:
    return _step(figure.start, over) if figure.start else earliest


def _last(figure: Figure, over: str, came: Iterable[int]) -> int:
    """The figure's last month or year; today's where it has no end, or a later one where something stands."""
    today = _step(dates.from_us(moments.now()).date(), over)
    last = max([today, *came])
    return min(last, _step(figure.end, over)) if figure.end else last


def _step(day: dt.date, over: str) -> int:
    return months.of(day) if over == "month" else day.year


def _end(step: int, over: str, figure: Figure) -> dt.date:
    last = months.last_day(step) if over == "month" else dt.date(step, 12, 31)
    return min(last, figure.end) if figure.end else last
