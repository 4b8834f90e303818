"""A form with its cells filled, as a value: live from the ledger, or read back as it was fixed. Blank is not zero."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from ketnoi.figures import answers, catalogue, formulas, links, scopes, together
from ketnoi.figures.figure import Figure
from ketnoi.figures.models import Fact
from ketnoi.orgs.models import Unit
from ketnoi.periods import spans
from ketnoi.periods.spans import Span
from ketnoi.reports import questions, tokens
from ketnoi.reports.models import Report
from ketnoi.reports.statistical import definitions
from ketnoi.reports.statistical.definitions import Cell, Form
from ketnoi.ui.numbers import grouped

NUMBER, BLANK, CLOSED = "number", "blank", "closed"


@dataclass(frozen=True)
class Said:
    """What a cell says. `value` is None where it says no number; `query` is its question as an address.

    `problems` are what does not agree with other cells; `sources` the papers of entered numbers in it.
    """

    state: str
    value: int | None = None
    query: str = ""
    definition: str = ""
    definition_version: int = 0
    sources: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """The number; "chưa gửi" of a blank cell, "chỉ có khi công bố" of a closed one."""
        if self.value is not None:
            return grouped(self.value)
        return _("chưa gửi") if self.state == BLANK else _("chỉ có khi công bố")


@dataclass(frozen=True)
class Filled:
    """A form of one unit and period; `moment` is that of its fixing, None while it is live."""

    form: Form
    unit: str
    span: Span
    moment: int | None
    cells: Mapping[str, Said]

    @property
    def blanks(self) -> int:
        """How many cells nobody has told."""
        return sum(one.state == BLANK for one in self.cells.values())

    @property
    def problems(self) -> int:
        return sum(bool(one.problems) for one in self.cells.values())


def fill(form: Form, unit: Unit, span: Span, moment: int | None = None) -> Filled:
    """Ask every cell, as known now or at `moment`. Raises figures.maps.LaterThanMap for a unit of an ended map."""
    with together.asked():
        told = {cell.key: _told(cell, unit, span, moment) for _s, _r, _c, cell in form.cells() if not cell.sum}
    sums = {cell.key: _sum(cell, told) for _s, _r, _c, cell in form.cells() if cell.sum}
    return Filled(form, unit.label, span, moment, _checked(form, told | sums))


def figure(cell: Cell, unit: Unit, span: Span, moment: int | None = None) -> Figure:
    """The question of a cell of figures, all work of the unit's area in the period; or of a cell to fill in.

    The latter asks the unit's own agency in that area: another agency may fill in the same form, about the same area.
    """
    asking = Report(unit=unit, starts_on=span.start, ends_on=span.end, frozen_at=moment)
    asked = questions.figure(tokens.from_key(cell.figure or cell.entered), asking)
    return asked.but(agency=unit.agency_id) if cell.entered else asked


def told_in(span: Span, asked: Figure, each: str = "") -> QuerySet[Fact]:
    """What was told of a cell to fill in during the period: a stock of an earlier one goes on, yet nobody told it."""
    return scopes.facts(asked, each)[0].filter(day__gte=span.start)


def write(filled: Filled) -> dict[str, Any]:
    """As it is kept: everything that pages and files say, in plain values."""
    return {
        "form": filled.form.raw,
        "unit": filled.unit,
        "start": filled.span.start.isoformat(),
        "moment": filled.moment,
        "cells": {key: asdict(one) for key, one in filled.cells.items()},
    }


def read(content: dict[str, Any]) -> Filled:
    """What `write` kept."""
    form = definitions.read(content["form"])
    span = spans.containing(form.period, dt.date.fromisoformat(content["start"]))
    assert span is not None, "it was fixed for a period of its own form"
    cells = {key: _said(one) for key, one in content["cells"].items()}
    return Filled(form, content["unit"], span, content["moment"], cells)


def _said(kept: dict[str, Any]) -> Said:
    return Said(**(kept | {name: tuple(kept[name]) for name in ("sources", "problems")}))


def _told(cell: Cell, unit: Unit, span: Span, moment: int | None) -> Said:
    if cell.closed:
        return Said(CLOSED)
    asked = figure(cell, unit, span, moment)
    answer, indicator = answers.answer(asked), catalogue.of(asked)
    known = told_in(span, asked).exists() if cell.entered else answer.value or _anybody_said(asked)
    state = NUMBER if known else BLANK
    return Said(
        state,
        answer.value if state == NUMBER else None,
        links.query(asked),
        indicator.definition,
        indicator.version,
        answer.entered if state == NUMBER else (),
    )


def _anybody_said(asked: Figure) -> bool:
    """Whether a fact stands behind a number that is 0: a record, or a zero that a unit confirmed."""
    return any(scopes.facts(one)[0].exists() for _sign, one in formulas.simple(asked))


def _sum(cell: Cell, told: Mapping[str, Said]) -> Said:
    """What its parts say together; without one of them nothing."""
    parts = [told[key] for key in cell.sum]
    missing = next((one.state for one in parts if one.value is None), "")
    return Said(missing) if missing else Said(NUMBER, sum(one.value or 0 for one in parts))


def _checked(form: Form, cells: dict[str, Said]) -> dict[str, Said]:
    """Each cell with what does not agree: told at the whole of a sum, at the part of a "trong đó"."""
    found: dict[str, list[str]] = {}
    for check in form.checks:
        whole, parts = cells[check.whole].value, [cells[key].value for key in check.parts]
        known = sum(one for one in parts if one is not None)
        if whole is None or not any(one is not None for one in parts):
            continue
        if check.exact and (known > whole or (known != whole and None not in parts)):
            said = _("Cộng các dòng được %(sum)s, khác số tổng.") % {"sum": grouped(known)}
            found.setdefault(check.whole, []).append(said)
        elif not check.exact and known > whole:
            said = _("Lớn hơn số chung %(whole)s.") % {"whole": grouped(whole)}
            found.setdefault(check.parts[0], []).append(said)
    return {key: replace(one, problems=tuple(found.get(key, ()))) for key, one in cells.items()}
