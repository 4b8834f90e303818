"""What the page shows of the grid's rows: plain values, so that no form is made of a row before it is checked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from ketnoi.activities.forms import audience_name
from ketnoi.activities.grid import PREFIX, Grid, SlipForm, audiences
from ketnoi.figures import catalogue

KIND = "kind"  # chosen from a list; everything else is typed


@dataclass(frozen=True)
class Column:
    """What a slip says at one place; `numeric` where a number is typed."""

    name: str
    label: str
    numeric: bool


@dataclass(frozen=True)
class Cell:
    """A column in one row: what was sent, and what is wrong with it; `options` are HTML where one chooses."""

    column: Column
    name: str
    label: str
    typed: str
    errors: Sequence[str] = ()
    options: SafeString | None = None


def columns() -> list[Column]:
    """In the order in which a slip is read."""
    people = [Column(audience_name(one.pk), one.name, numeric=True) for one in audiences()]
    before, after = ("starts_on", KIND, "title", "place", "venue"), ("women", "minority", "lead", "partners")
    return [*map(_declared, before), *people, *map(_declared, after)]


def rows(grid: Grid, shown: Sequence[Column], *, checked: bool) -> list[list[Cell]]:
    """The cells of each row, with what was sent in them; with what is wrong in them where the rows were `checked`."""
    options: dict[str, SafeString] = {}
    return [
        [_cell(grid, number, one, options, checked=checked) for one in shown]
        for number in range(grid.total_form_count())
    ]


def _declared(name: str) -> Column:
    field = SlipForm.base_fields[name]
    return Column(name, str(field.label), "inputmode" in field.widget.attrs)


def _cell(grid: Grid, row: int, column: Column, options: dict[str, SafeString], *, checked: bool) -> Cell:
    """Rows count from 0 in names and from 1 in words; `options` remembers those of every choice so far."""
    name = f"{PREFIX}-{row}-{column.name}"
    label = _("Dòng %(number)s: %(name)s") % {"number": row + 1, "name": column.label}
    typed = grid.data.get(name, "")
    if column.name == KIND and typed not in options:
        options[typed] = _options(typed)
    chosen = options[typed] if column.name == KIND else None
    errors = tuple(map(str, grid.forms[row].errors.get(column.name, ()))) if checked else ()
    return Cell(column, name, label, typed, errors, chosen)


def _options(chosen: str) -> SafeString:
    """Every kind as an option, rendered once for all rows that choose the same."""
    kinds = [(str(one.pk), one.name) for one in catalogue.categories(KIND)]
    return render_to_string("activities/grid_kinds.html", {"kinds": kinds, "chosen": chosen})
