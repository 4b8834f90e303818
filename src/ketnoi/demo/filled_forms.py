"""A statistical form that the province filled in and fixed, and one that a commune has filled in half."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from random import Random

from ketnoi.demo import agenda
from ketnoi.demo.agenda import Event
from ketnoi.officers.models import Officer
from ketnoi.orgs.models import Unit
from ketnoi.periods import spans
from ketnoi.reports.statistical import definitions, entering, fixing
from ketnoi.reports.statistical.entering import Told

DATA = Path(__file__).parent / "data" / "forms.json"
PROVINCE_YEAR, COMMUNE_YEAR = dt.date(2022, 1, 1), dt.date(2025, 1, 1)
TOLD, FIXED, HALF_TOLD = dt.date(2023, 1, 10), dt.date(2023, 1, 13), dt.date(2026, 1, 9)
Who = tuple[Officer, Unit]


def events(province: Who, commune: Who, random: Random) -> Iterator[Event]:
    """What the province told of 2022 and fixed; what one of today's communes told of 2025 so far."""
    data = json.loads(DATA.read_text(encoding="utf-8"))
    form = definitions.load(data["form"])
    yield Event(agenda.at(TOLD, random), partial(_fill, form, province, PROVINCE_YEAR, data["province"]))
    yield Event(agenda.at(FIXED, random), partial(_fix, form, province, PROVINCE_YEAR))
    yield Event(agenda.at(HALF_TOLD, random), partial(_fill, form, commune, COMMUNE_YEAR, data["commune"]))


def _fill(form: definitions.Form, who: Who, start: dt.date, numbers: Mapping[str, int]) -> None:
    (officer, unit), span = who, spans.starting(form.period, start)
    assert span is not None, "the form is asked for that year"
    said = {cell.key: Told(numbers.get(cell.key), 0) for _label, cell in entering.cells(form)}
    entering.fill_in(form, unit, span, said, actor=officer.pk)


def _fix(form: definitions.Form, who: Who, start: dt.date) -> None:
    (officer, unit), span = who, spans.starting(form.period, start)
    assert span is not None, "the form is asked for that year"
    fixing.fix(form, unit, span, actor=officer.pk)
