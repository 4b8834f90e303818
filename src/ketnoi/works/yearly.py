"""A unit's years beside one another: each number is a figure that opens its records."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from ketnoi.figures import answers, catalogue, links, together
from ketnoi.figures.figure import Figure
from ketnoi.figures.maps import LaterThanMap

INDICATORS: Final = (
    "viec_trong_nam", "viec_moi", "cong_trinh_moi", "phan_viec_moi", "viec_hoan_thanh", "viec_dung", "trong_diem",
    "kinh_phi_viec", "ngay_cong_viec",
)  # fmt: skip
YEARS = 5


@dataclass(frozen=True)
class Cell:
    """A number and where it opens; None where it has no answer."""

    value: int | None
    url: str


@dataclass(frozen=True)
class Row:
    """One indicator over the years."""

    name: str
    unit: str
    cells: list[Cell]


def rows(unit: int, years: Sequence[int]) -> list[Row]:
    """The unit's numbers with all under it, for these years in their order."""
    with together.asked():
        return [_row(code, unit, years) for code in INDICATORS]


def _row(code: str, unit: int, years: Sequence[int]) -> Row:
    indicator = catalogue.indicator(code)
    return Row(indicator.name, indicator.unit, [_cell(of_year(code, unit, year)) for year in years])


def of_year(code: str, unit: int, year: int) -> Figure:
    """The question; a stock is asked for the year's last day."""
    return Figure(code, dt.date(year, 1, 1), dt.date(year, 12, 31), unit=unit)


def _cell(asked: Figure) -> Cell:
    try:
        return Cell(answers.value(asked), links.url(asked))
    except LaterThanMap:
        return Cell(None, links.url(asked))


def span(last: int) -> list[int]:
    """The years shown, the oldest first."""
    return list(range(last - YEARS + 1, last + 1))
