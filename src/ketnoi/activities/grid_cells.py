"""What the page shows of the grid's rows: plain values, so that no form is made of a row before it is checked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from ketnoi.activities.forms import audience_name
from ketnoi.activities.grid import PREFIX, Grid, SlipForm, audiences
from ketnoi.figures import catalogue

KIND = "kind"  # chosen from a list; everything else is typed
WIDTHS = {"starts_on": 2, "title": 7}  # in twelfths of a slip's line; of others below
NUMBER, WORDS = 2, 3


@dataclass(frozen=True)
class Column:
    """What a slip says at one place; `numeric` where a number is typed; `width` in twelfths of a line."""

    name: str
    label: str
    numeric: bool
    width: int


@dataclass(frozen=True)
class Cell:
    """A column in one row: what was sent, and what is wrong with it; `options` are HTML where one chooses."""

    column: Column
    name: str
    typed: str
    errors: Sequence[str] = ()
    options: SafeString | None = None


def columns() -> list[Column]:
    """In the order in which a slip is read."""
    people = [Column(audience_name(one.pk), one.name, numeric=True, width=NUMBER) for one in audiences()]
    before = ("starts_on", KIND, "title", "place", "venue", "lead", "partners")
    after = ("women", "minority")
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
    numeric = "inputmode" in field.widget.attrs
    return Column(name, str(field.label), numeric, WIDTHS.get(name, NUMBER if numeric else WORDS))


def _cell(grid: Grid, row: int, column: Column, options: dict[str, SafeString], *, checked: bool) -> Cell:
    """Rows count from 0 in names; `options` remembers those of every choice so far."""
    name = f"{PREFIX}-{row}-{column.name}"
    typed = grid.data.get(name, "")
    if column.name == KIND and typed not in options:
        options[typed] = _options(typed)
    chosen = options[typed] if column.name == KIND else None
    errors = tuple(map(str, grid.forms[row].errors.get(column.name, ()))) if checked else ()
    return Cell(column, name, typed, errors, chosen)


def _options(chosen: str) -> SafeString:
    """Every kind as an option, rendered once for all rows that choose the same."""
    kinds = [(str(one.pk), one.name) for one in catalogue.categories(KIND)]
    return render_to_string("activities/grid_kinds.html", {"kinds": kinds, "chosen": chosen})
