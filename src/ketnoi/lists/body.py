"""The body of a list's table as one text: fifty rows have some hundred cells, too many for a template's loop."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from ketnoi.lists.columns import Column, Kind
from ketnoi.lists.lines import EMPTY, Line, html, plain

BETWEEN = " · "


def heads(columns: Sequence[Column]) -> list[tuple[Column, str]]:
    """The columns that stand beside each other, with the classes of their cells."""
    return [(column, classes(column)) for column in columns if not column.under]


def classes(column: Column) -> str:
    """On a phone the main column and the numbers stay; the rest goes below the main column's text."""
    if column.main:
        return ""
    if column.kind is Kind.COUNT:
        return "n"
    return "wide-only nowrap" if column.kind in {Kind.DAY, Kind.MOMENT} else "wide-only"


def rows(columns: Sequence[Column], lines: Sequence[Line], *, chosen: bool) -> SafeString:
    """The rows; with a box before each where rows can be chosen. Every value was escaped when it became a cell."""
    return SafeString("\n".join(_row(columns, line, chosen=chosen) for line in lines))


def _row(columns: Sequence[Column], line: Line, *, chosen: bool) -> str:
    cells = {column.code: html(column, value) for column, value in zip(columns, line.cells, strict=True)}
    below = _below(columns, line, cells)
    shown = []
    for column in columns:
        if column.main:
            shown.append(f"<td>{_linked(cells[column.code], line.url)}{below}</td>")
        elif not column.under:
            shown.append(f'<td class="{classes(column)}">{cells[column.code]}</td>')
    box = _box(line) if chosen else ""
    return f"<tr>{box}{''.join(shown)}</tr>"


def _linked(text: str, url: str) -> str:
    return f'<a href="{escape(url)}">{text}</a>' if url else text


def _box(line: Line) -> str:
    label = escape(_("Chọn: %(what)s") % {"what": line.name})
    return f'<td class="lst-box"><input type="checkbox" name="chon" value="{line.pk}" aria-label="{label}"></td>'


def beneath(columns: Sequence[Column], line: Line) -> SafeString:
    """What tells a row from others of its name: the columns beside the main one, in plain words."""
    return SafeString(BETWEEN.join(_aside(columns, line)))


def _aside(columns: Sequence[Column], line: Line) -> list[str]:
    pairs = zip(columns, line.cells, strict=True)
    return [text for column, value in pairs if "wide-only" in classes(column) and (text := _text(column, value))]


def _below(columns: Sequence[Column], line: Line, cells: dict[str, SafeString]) -> str:
    """What stands under the main column's text: always, and on a phone, where the columns beside it are not shown."""
    aside = _aside(columns, line)
    under = [text for column in columns if column.under and (text := _labelled(column, cells[column.code]))]
    small = f'<span class="small-only">{BETWEEN.join(aside)}{BETWEEN if under else ""}</span>' if aside else ""
    return f'<br><span class="sub">{small}{BETWEEN.join(under)}</span>' if small or under else ""


def _text(column: Column, value: object) -> str:
    """A cell of a column beside, in plain words."""
    if column.under:
        return ""
    kept = plain(column, value)
    text = str(kept) if isinstance(kept, str) else str(html(column, value))
    return "" if text == EMPTY else escape(text)


def _labelled(column: Column, cell: SafeString) -> str:
    if not cell or cell == EMPTY:
        return ""
    return f"{escape(column.label)}: {cell}" if column.kind is Kind.COUNT else cell
