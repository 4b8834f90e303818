"""The cells that a unit fills in: numbers entered with the form as their paper. An empty cell is no zero."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from ketnoi.figures import entered
from ketnoi.figures.entered import Entry
from ketnoi.figures.models import EnteredValue
from ketnoi.orgs.models import Unit
from ketnoi.periods import entering
from ketnoi.periods.spans import Span
from ketnoi.reports.statistical.definitions import Cell, Form


class Meanwhile(Exception):
    """Somebody else filled in some of these cells; `theirs` is {cell's key: what stands there now}."""

    def __init__(self, theirs: Mapping[str, EnteredValue | None]) -> None:
        super().__init__(_("Có ô vừa được người khác nhập."))
        self.theirs = theirs


@dataclass(frozen=True)
class Told:
    """What somebody says of a cell (None: it is empty), and the id of the number he saw there (0: none)."""

    value: int | None
    seen: int


def cells(form: Form) -> list[tuple[str, Cell]]:
    """The cells to fill in, each with its label."""
    return [
        (f"{row.name} ({row.unit})" if len(section.columns) == 1 else f"{row.name}, {column} ({row.unit})", cell)
        for section, row, column, cell in form.cells()
        if cell.entered
    ]


def standing(form: Form, unit: Unit, span: Span) -> dict[str, EnteredValue]:
    """The unit's own whole number of the period's last day, by cell, whatever paper it stood in.

    Not looked for by its source: one whose paper was put right, or whose form has another name now, would be entered
    again beside itself.
    """
    codes = [cell.entered for _label, cell in cells(form)]
    rows = EnteredValue.objects.filter(
        unit=unit, holds_on=span.end, indicator__code__in=codes, withdrawn=False,
        programmes=[], place=0, kind=0, audience=0,
    ).select_related("indicator")  # fmt: skip
    by_code = {row.indicator.code: row for row in rows.order_by("pk")}
    return {cell.key: by_code[cell.entered] for _label, cell in cells(form) if cell.entered in by_code}


def paper(form: Form, span: Span) -> str:
    """The form as the source of its numbers."""
    return f"{_('Biểu thống kê')} “{form.name}”, {span.title}"


@transaction.atomic
def fill_in(
    form: Form, unit: Unit, span: Span, said: Mapping[str, Told], reason: str = "", actor: int | None = None
) -> int:
    """Write what differs; answers how many cells. Raises Meanwhile, and ValidationError as `entered.enter` does."""
    Unit.objects.select_for_update(no_key=True).get(pk=unit.pk)
    now = standing(form, unit, span)
    theirs = {key: now.get(key) for key, one in said.items() if _number(now.get(key)) != one.seen}
    if theirs:
        raise Meanwhile(theirs)
    changed = 0
    for _label, cell in cells(form):
        one, row = said[cell.key], now.get(cell.key)
        if one.value == (row.value if row else None):
            continue
        _write(
            Entry(cell.entered, unit.pk, one.value or 0, span.end, paper(form, span), reason=reason), one, row, actor
        )
        changed += 1
    return changed


def _number(row: EnteredValue | None) -> int:
    return row.pk if row else 0


def _write(entry: Entry, told: Told, row: EnteredValue | None, actor: int | None) -> None:
    """Enter, replace or take back one number; a confirmed period asks why."""
    entering.demand(entry)
    if told.value is None:
        entered.withdraw(row.pk if row else 0, actor)
    elif row is None:
        entered.enter(entry, actor)
    else:
        entered.replace(row.pk, entry, actor)
