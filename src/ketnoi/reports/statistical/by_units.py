"""One cell of a form unit by unit: who has a number, whose is zero, who has told nothing yet."""

from __future__ import annotations

from dataclasses import dataclass

from ketnoi.figures import answers, links
from ketnoi.orgs import queries as orgs
from ketnoi.orgs.models import Level, Unit
from ketnoi.periods.spans import Span
from ketnoi.reports.statistical import filled
from ketnoi.reports.statistical.definitions import Cell, Form
from ketnoi.ui.numbers import grouped


@dataclass(frozen=True)
class Line:
    """A unit's own count, None where it told nothing; joint work stands at each unit that took part."""

    unit: int
    name: str
    value: int | None
    url: str

    @property
    def words(self) -> str:
        return "" if self.value is None else grouped(self.value)


def choices(form: Form) -> list[tuple[str, str]]:
    """The cells that can be asked by units, with their labels."""
    return [
        (cell.key, row.name if len(section.columns) == 1 else f"{row.name}: {column.lower()}")
        for section, row, column, cell in form.cells()
        if cell.figure or cell.entered
    ]


def rows(cell: Cell, unit: Unit, span: Span) -> list[Line]:
    """Units of the area with a number, and the unit's own communes without one, in administrative order."""
    asked = filled.figure(cell, unit, span)
    numbers = {key[0]: number for key, number in answers.breakdown(asked, "unit").items()}
    if cell.entered:
        told = set(filled.told_in(span, asked, each="unit").values_list("unit", flat=True))
        numbers = {one: number for one, number in numbers.items() if one in told}
    asks = Unit.objects.on(span.end).under([unit.path]).filter(level=Level.COMMUNE).exclude(pk=unit.pk)
    wanted = {*numbers, *asks.values_list("pk", flat=True)}
    ordered = Unit.objects.filter(pk__in=wanted).order_by("province", "agency", "place__code", "pk")
    names = orgs.names(wanted, span.end)
    return [
        Line(one, names[one], numbers.get(one), links.url(asked.but(unit=one, below=False, level=0, area=0, agency=0)))
        for one in ordered.values_list("pk", flat=True)
    ]
