"""What is counted, as a sentence names it: "tổ chức 412 buổi tuyên truyền lồng ghép cho 41.236 lượt người"."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib import resources

from ketnoi.figures.catalogue import Counting
from ketnoi.ui.text import lower_first


@dataclass(frozen=True)
class Thing:
    """`does` is what one does with it ("tổ chức"), empty where it is only there; `noun` begins with its `unit`.

    `counted` names it where nobody does anything with it: "số vụ việc phối hợp xử lý". `reaches` is the code of the
    people it is for and `people` what they are called; both empty where nobody is counted.
    """

    code: str
    unit: str
    noun: str
    counted: str
    does: str = ""
    reaches: str = ""
    people: str = ""


@dataclass(frozen=True)
class RateOf:
    """A part of a base: codes of both and of their ratio (empty where none is declared), and the words for them."""

    part: str
    base: str
    ratio: str
    of: str
    are: str


def of(indicator: Counting) -> Thing:
    """How this indicator is named: as the data says, else by its own name with its unit before it."""
    row = _rows().get(indicator.code, {})
    noun = row.get("noun") or _noun(indicator)
    return Thing(
        indicator.code,
        indicator.unit,
        noun,
        row.get("counted") or noun,
        row.get("does", ""),
        row.get("reaches", ""),
        row.get("people", ""),
    )


@cache
def rates() -> tuple[RateOf, ...]:
    """Rates that are told, each with its named base."""
    return tuple(RateOf(**row) for row in _table("rates.csv"))


def _noun(indicator: Counting) -> str:
    name = lower_first(indicator.name)
    return name if name.startswith(indicator.unit) else f"{indicator.unit} {name}"


@cache
def _rows() -> dict[str, dict[str, str]]:
    return {row["code"]: row for row in _table("things.csv")}


def _table(name: str) -> list[dict[str, str]]:
    file = resources.files("ketnoi.reports.proposing") / "data" / name
    with file.open(encoding="utf-8") as lines:
        return list(csv.DictReader(lines))
