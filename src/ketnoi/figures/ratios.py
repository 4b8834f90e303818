"""Rates: never stored, always two figures and a base that is named. Rooms declare them in `data/ratios.csv`."""

from __future__ import annotations

from dataclasses import dataclass

from ketnoi.figures import answers, catalogue
from ketnoi.figures.figure import Figure
from ketnoi.ui import numbers


@dataclass(frozen=True)
class Ratio:
    """A part of a named base: 66 of 77 petitions within competence. `name` says both."""

    code: str
    name: str
    part: Figure
    base: Figure


@dataclass(frozen=True)
class Rate:
    """A ratio's two numbers, and what is written: "85,71%", or "không có" where the base is 0."""

    part: int
    base: int

    @property
    def text(self) -> str:
        return numbers.percent(self.part, self.base, 2)


def of(code: str, about: Figure) -> Ratio:
    """The declared ratio, asked about what `about` asks but its indicator. Raises KeyError for no such code."""
    row = catalogue.ratios()[code]
    return Ratio(code, row["name"], about.but(indicator=row["part"]), about.but(indicator=row["base"]))


def rate(ratio: Ratio) -> Rate:
    """Both numbers, fresh."""
    return Rate(answers.value(ratio.part), answers.value(ratio.base))
