"""Indicators made of others: a sum, a difference, a ratio with its named base. Pure arithmetic.

A ratio is two numbers; as a whole number it is in hundredths of a percent (85,71 % is 8571), a half away from zero.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, TypeVar

from django.utils.translation import gettext as _

from ketnoi.figures import catalogue
from ketnoi.figures.catalogue import Formula
from ketnoi.figures.figure import Figure
from ketnoi.figures.models import Indicator
from ketnoi.ui import numbers

Way = Indicator.Way
HUNDREDTHS = 10_000  # of a percent, in the whole
Key = TypeVar("Key")


@dataclass(frozen=True)
class Ratio:
    """Part of a base; of a base of 0 there is no ratio."""

    part: int
    base: int

    @property
    def hundredths(self) -> int:
        """In hundredths of a percent; 0 where there is no ratio."""
        if not self.base:
            return 0
        exact = Fraction(self.part * HUNDREDTHS, self.base)
        whole = int(abs(exact) + Fraction(1, 2))
        return whole if exact >= 0 else -whole

    @property
    def words(self) -> str:
        """Read "85,71" (per cent), "không có" of a base of 0."""
        return numbers.decimal(Fraction(self.hundredths, 100)) if self.base else _("không có")


def terms(figure: Figure, formula: Formula) -> list[tuple[int, Figure]]:
    """[(sign, the same question about a term)]: all but the first of a difference are taken away."""
    asked = [figure.but(indicator=code) for code in formula.terms]
    away = -1 if formula.way == Way.DIFFERENCE else 1
    return [(1 if place == 0 else away, one) for place, one in enumerate(asked)]


def together(formula: Formula, parts: Sequence[Mapping[Key, int]]) -> dict[Key, int]:
    """Numbers of the terms by key, in their order, as numbers of the formula; a ratio only where it has a base."""
    keys = {key: None for part in parts for key in part}
    if formula.way == Way.RATIO:
        part, base = parts
        ratios = {key: Ratio(part.get(key, 0), base.get(key, 0)) for key in keys}
        return {key: ratio.hundredths for key, ratio in ratios.items() if ratio.base}
    signs = [1, *[-1 if formula.way == Way.DIFFERENCE else 1] * (len(parts) - 1)]
    return {key: sum(sign * part.get(key, 0) for sign, part in zip(signs, parts, strict=True)) for key in keys}


def simple(figure: Figure) -> Iterator[tuple[int, Figure]]:
    """The questions without a formula that this one is made of, each with its sign; itself where it has none."""
    formula = catalogue.of(figure).formula
    if formula is None:
        yield 1, figure
        return
    for sign, one in terms(figure, formula):
        for inner, asked in simple(one):
            yield sign * inner, asked


def stored(figure: Figure) -> set[int]:
    """Numbers of the base indicators behind a figure: when none of them has moved, it has not."""
    return {catalogue.of(one).stored for _sign, one in simple(figure)}


def written_number(figure: Figure, number: int) -> str:
    """A number of this figure as it is written: of a ratio its hundredths of a percent as "85,71"."""
    return numbers.decimal(Fraction(number, 100)) if catalogue.of(figure).is_ratio else numbers.grouped(number)


def written(counting: catalogue.Counting) -> str:
    """The formula in words: "A + B", "A − B", "A trên B"; empty where there is none."""
    if counting.formula is None:
        return ""
    names = [catalogue.indicator(code).name for code in counting.formula.terms]
    between: dict[Any, str] = {Way.SUM: " + ", Way.DIFFERENCE: " − ", Way.RATIO: _(" trên ")}
    return between[counting.formula.way].join(names)
