"""Statistical forms as versioned data in `data/`: where from and how far checked, period, sections, rows, cells.

A cell is `{"figure": token}` as in a report's sentence (`reports.tokens`), `{"entered": indicator}` a number that the
unit fills in, `{"sum": [keys]}` of other cells, or `{"closed": why}`, where no number may or can be shown. Its key is
"section.row.column". A form holds no number.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from django.utils.translation import gettext as _

from ketnoi.programmes.enums import BasisStatus

CASES = "cases"


class UnknownForm(LookupError):
    """There is no statistical form of this code."""


@dataclass(frozen=True)
class Source:
    """What the form follows, how far that was checked (`BasisStatus` by name), and what to mind."""

    text: str
    status: str
    note: str = ""

    @property
    def words(self) -> str:
        return status_words(self.status)


@dataclass(frozen=True)
class Period:
    """When it is due; a `periods.spans.Rhythm`."""

    kind: str
    closes_on: int
    due_days: int
    valid_from: dt.date
    valid_to: dt.date | None
    status: str

    @property
    def words(self) -> str:
        return status_words(self.status)


@dataclass(frozen=True)
class Cell:
    """One cell: exactly one of `figure` (a token's key), `entered` (an indicator), `sum` (keys), `closed`."""

    key: str
    figure: str = ""
    entered: str = ""
    sum: tuple[str, ...] = ()
    closed: str = ""


@dataclass(frozen=True)
class Row:
    """`cells` by the code of their column; where there is none, the form asks nothing."""

    code: str
    name: str
    unit: str
    status: str
    cells: dict[str, Cell]

    @property
    def words(self) -> str:
        return status_words(self.status) if self.status else ""


@dataclass(frozen=True)
class Section:
    """`columns` is {code: name}."""

    code: str
    name: str
    status: str
    columns: dict[str, str]
    rows: tuple[Row, ...]

    @property
    def words(self) -> str:
        return status_words(self.status)


@dataclass(frozen=True)
class Check:
    """`parts` together are the `whole` (`exact`), or each alone is no more than it ("trong đó")."""

    whole: str
    parts: tuple[str, ...]
    exact: bool


@dataclass(frozen=True)
class Form:
    """`raw` is what the file says: a fixed form keeps it. `standard` is what its packets follow, where one is named."""

    code: str
    version: int
    name: str
    source: Source
    period: Period
    levels: tuple[str, ...]
    sections: tuple[Section, ...]
    checks: tuple[Check, ...]
    standard: Source | None
    raw: dict[str, Any]

    def cells(self) -> Iterator[tuple[Section, Row, str, Cell]]:
        """Every cell with its section, its row and the name of its column."""
        for section in self.sections:
            for row in section.rows:
                for code, cell in row.cells.items():
                    yield section, row, section.columns[code], cell

    def cell(self, key: str) -> tuple[Row, str, Cell] | None:
        """The cell of this key with its row and the name of its column."""
        return next(((row, column, cell) for _s, row, column, cell in self.cells() if cell.key == key), None)


@cache
def every() -> dict[str, Form]:
    """All forms by code, in the order of their names."""
    files = (one for one in (resources.files(__package__) / "data").iterdir() if one.name.endswith(".json"))
    found = [read(json.loads(file.read_text(encoding="utf-8"))) for file in files]
    return {one.code: one for one in sorted(found, key=lambda one: one.name)}


def load(code: str) -> Form:
    """The form of this code; raises UnknownForm."""
    try:
        return every()[code]
    except KeyError as error:
        raise UnknownForm(_("Không có biểu thống kê mang mã “%(code)s”.") % {"code": code}) from error


def read(raw: dict[str, Any]) -> Form:
    """A form as its file says it."""
    return Form(
        code=raw["code"],
        version=raw["version"],
        name=raw["name"],
        source=Source(**raw["source"]),
        period=_period(raw["period"]),
        levels=tuple(raw["levels"]),
        sections=tuple(_section(one) for one in raw["sections"]),
        checks=tuple(_check(one) for one in raw["checks"]),
        standard=Source(**raw["standard"]) if "standard" in raw else None,
        raw=raw,
    )


def status_words(status: str) -> str:
    """How far something was checked, as pages say it."""
    return str(BasisStatus[status].label)


def _period(raw: dict[str, Any]) -> Period:
    days = {name: dt.date.fromisoformat(raw[name]) if raw[name] else None for name in ("valid_from", "valid_to")}
    return Period(**(raw | days))


def _section(raw: dict[str, Any]) -> Section:
    columns = {one["code"]: one["name"] for one in raw["columns"]}
    rows = tuple(_row(raw["code"], one) for one in raw["rows"])
    return Section(raw["code"], raw["name"], raw["status"], columns, rows)


def _row(section: str, raw: dict[str, Any]) -> Row:
    cells = {code: _cell(f"{section}.{raw['code']}.{code}", one) for code, one in raw["cells"].items()}
    return Row(raw["code"], raw["name"], raw["unit"], raw.get("status", ""), cells)


def _cell(key: str, raw: dict[str, Any]) -> Cell:
    return Cell(key, raw.get("figure", ""), raw.get("entered", ""), tuple(raw.get("sum", ())), raw.get("closed", ""))


def _check(raw: dict[str, Any]) -> Check:
    return Check(raw["whole"], tuple(raw.get("sum") or [raw["within"]]), exact="sum" in raw)
