"""Verdicts of targets as pure arithmetic (thirteenth rule of figures). Shares and rates are exact fractions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from ketnoi.programmes.enums import Verdict

WHOLE = Fraction(1)


@dataclass(frozen=True)
class Part:
    """One unit's or year's number, and the share of its time that has passed (0 to 1)."""

    done: int
    share: Fraction = WHOLE


def elapsed(start: dt.date, end: dt.date, day: dt.date) -> Fraction:
    """The share of the days from `start` to `end` (both count) that have passed when `day` is over, from 0 to 1."""
    length = (end - start).days + 1
    passed = (day - start).days + 1
    return Fraction(min(max(passed, 0), length), length)


def percent_of_goal(done: int, goal: Fraction) -> Fraction | None:
    """Percents of the goal done; None where the goal is 0, for a rate of 0 does not exist."""
    return Fraction(done * 100) / goal if goal else None


def count(done: int, goal: Fraction, share: Fraction, nearly: int) -> Verdict:
    """A number against a goal. On the way a reached goal says so; else the number is held against the share of time."""
    if goal <= 0:
        return Verdict.NO_BASE
    if done >= goal:
        return Verdict.ABOVE if done > goal else Verdict.MET
    if share >= 1:
        return Verdict.NEARLY if done * 100 >= nearly * goal else Verdict.BELOW
    if share <= 0:
        return Verdict.NOT_BEGUN
    return Verdict.ON_PACE if done >= share * goal else Verdict.BEHIND


def rate(part: int, base: int, percents: int, share: Fraction, nearly: int) -> Verdict:
    """A part of a base against a percentage. A rate does not grow with time: it is held against all of it at once."""
    if base == 0:
        return Verdict.NO_BASE
    if share < 1:
        return Verdict.ON_PACE if part * 100 >= percents * base else Verdict.BEHIND
    return count(part, Fraction(percents * base, 100), share, nearly)


def each(parts: Sequence[Part], least: int, nearly: int, reach: int = 100) -> Verdict:
    """Parts (units, years) against the same least number, which `reach` percent of them must reach.

    "Vượt" when more of them do, or all do more than was asked; "đạt cơ bản" when nearly as many as asked do.
    """
    if not parts:
        return Verdict.NO_BASE
    reached, asked = reaching(parts, least), Fraction(reach * len(parts), 100)
    if reached >= asked:
        beyond = reached > asked or min(part.done for part in parts) > least
        return Verdict.ABOVE if beyond else Verdict.MET
    if all(part.share >= 1 for part in parts):
        return Verdict.NEARLY if reached * 100 >= nearly * asked else Verdict.BELOW
    if all(part.share <= 0 for part in parts):
        return Verdict.NOT_BEGUN
    on_pace = sum(part.done >= part.share * least for part in parts)
    return Verdict.ON_PACE if on_pace >= asked else Verdict.BEHIND


def reaching(parts: Sequence[Part], least: int) -> int:
    """How many parts reach the least number."""
    return sum(part.done >= least for part in parts)
