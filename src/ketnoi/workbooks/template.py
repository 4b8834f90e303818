"""A workbook that the product itself hands out: columns, the empty file, reading it back by its header."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _
from xlsxwriter.utility import xl_col_to_name

from ketnoi.ui import dates, text
from ketnoi.workbooks.reading import Cell, Sheet, WorkbookRefused

HEADER_WITHIN = 20
READY_ROWS = 2_000
_HINT_ROW, _HEADER_ROW = 1, 2

Plain = str | int | float | bool


@dataclass(frozen=True)
class Column:
    """`key` names it in code, `title` stands in the header row. `choices`: the only values offered."""

    key: str
    title: str
    required: bool = False
    hint: str = ""
    example: str = ""
    choices: Sequence[str] | None = None


@dataclass(frozen=True)
class Template:
    """`code` names the workbook for ever; `version` moves when a column is added or renamed."""

    code: str
    title: str
    columns: tuple[Column, ...]
    version: str = "1"


@dataclass(frozen=True)
class Found:
    """One row with something in it: its number in the sheet (1 first), its filled cells by column key."""

    number: int
    cells: dict[str, Plain]


def match(template: Template, sheet: Sheet) -> list[Found]:
    """Read the rows under the header. Raises WorkbookRefused naming columns missing, doubled or unknown."""
    top = _header(template, sheet)
    places = _places(template, sheet, top)
    found = []
    for number, row in enumerate(sheet.rows[top + 1 :], top + 2):
        cells = {key: plain(row[place]) for key, place in places.items() if place < len(row)}
        filled = {key: value for key, value in cells.items() if value != ""}
        if filled:
            found.append(Found(number, filled))
    return found


def match_any(template: Template, sheets: Sequence[Sheet]) -> list[Found]:
    """Read the first sheet that has the template's header. Raises WorkbookRefused."""
    best = max(sheets, key=lambda sheet: _likeness(template, sheet)[0], default=None)
    if best is None:
        raise WorkbookRefused(_("Tệp không có trang tính nào."))
    return match(template, best)


def plain(cell: Cell) -> Plain:
    """Give a cell as JSON holds it: text tidied, whole numbers without a fraction, days as 04/11/2022."""
    if isinstance(cell, str):
        return text.tidy(cell)
    if isinstance(cell, float):
        return int(cell) if cell.is_integer() else cell
    if isinstance(cell, datetime):
        midnight = (cell.hour, cell.minute) == (0, 0)
        return _day(cell) if midnight else f"{_day(cell)} {cell:%H:%M}"
    if isinstance(cell, date):
        return _day(cell)
    return cell if isinstance(cell, (bool, int)) else str(cell)


def _day(value: date) -> str:
    return dates.day(date(value.year, value.month, value.day))


def _title_key(cell: Cell) -> str:
    return text.fold(str(cell)).strip(" *:")


def _likeness(template: Template, sheet: Sheet) -> tuple[int, int]:
    """(columns named, minus the row's index) of the row that looks most like the header."""
    titles = {_title_key(column.title) for column in template.columns}
    rows = sheet.rows[:HEADER_WITHIN]
    scores = ((len(titles & {_title_key(cell) for cell in row}), -index) for index, row in enumerate(rows))
    return max(scores, default=(0, 0))


def _header(template: Template, sheet: Sheet) -> int:
    named, index = _likeness(template, sheet)
    if not named:
        raise WorkbookRefused(_("Không tìm thấy dòng tiêu đề của mẫu “%(title)s”.") % {"title": template.title})
    return -index


def _places(template: Template, sheet: Sheet, top: int) -> dict[str, int]:
    """Give {column key: its place in the row}."""
    wanted = {_title_key(column.title): column for column in template.columns}
    places: dict[str, int] = {}
    unknown, doubled = [], []
    for place, cell in enumerate(sheet.rows[top]):
        column = wanted.get(_title_key(cell))
        if column is None:
            if _used(sheet, top, place):
                unknown.append(text.tidy(str(cell)) or _("(không tên)"))
        elif column.key in places:
            doubled.append(column.title)
        else:
            places[column.key] = place
    missing = [column.title for column in template.columns if column.required and column.key not in places]
    _refuse(missing, doubled, unknown)
    return places


def _used(sheet: Sheet, top: int, place: int) -> bool:
    """Is there anything under this heading? What would be lost must be said."""
    return any(place < len(row) and plain(row[place]) != "" for row in sheet.rows[top + 1 :])


def _refuse(missing: list[str], doubled: list[str], unknown: list[str]) -> None:
    problems = [
        label % {"names": ", ".join(f"“{name}”" for name in names)}
        for label, names in (
            (_("Thiếu cột %(names)s."), missing),
            (_("Trùng cột %(names)s."), doubled),
            (_("Cột không có trong mẫu: %(names)s; hãy xóa hoặc sửa tên cột."), unknown),
        )
        if names
    ]
    if problems:
        raise WorkbookRefused(" ".join(problems))


def blank(template: Template) -> bytes:
    """Make the empty workbook: title, hints, header, lists to choose from, and a sheet of instructions."""
    target = io.BytesIO()
    with xlsxwriter.Workbook(target) as book:
        book.set_properties({"title": template.title, "created": datetime(2000, 1, 1)})  # noqa: DTZ001 - the same file every time; the format holds no zone
        sheet = book.add_worksheet(_("Dữ liệu"))
        _heading(book, sheet, template)
        _instructions(book, template)
        _choices(book, sheet, template)
    return target.getvalue()


def _heading(book: Any, sheet: Any, template: Template) -> None:
    title = book.add_format({"bold": True, "font_size": 14})
    hint = book.add_format({"italic": True, "text_wrap": True, "valign": "top", "font_color": "#5D5058"})
    head = book.add_format({"bold": True, "bg_color": "#F5E8EE", "border": 1, "text_wrap": True})
    sheet.write_string(0, 0, template.title, title)
    for place, column in enumerate(template.columns):
        sheet.set_column(place, place, max(14, len(column.title) + 4))
        sheet.write_string(_HINT_ROW, place, column.hint, hint)
        sheet.write_string(_HEADER_ROW, place, column.title + (" *" if column.required else ""), head)
    sheet.freeze_panes(_HEADER_ROW + 1, 0)


def _instructions(book: Any, template: Template) -> None:
    sheet = book.add_worksheet(_("Hướng dẫn"))
    head = book.add_format({"bold": True})
    lines = [
        _("Mẫu: %(title)s, phiên bản %(version)s") % {"title": template.title, "version": template.version},
        _("Mỗi dòng là một phiếu. Cột có dấu * phải nhập. Không đổi tên cột; không thêm cột."),
        _("Ngày nhập theo ngày/tháng/năm. Tải cùng một tệp hai lần không làm số liệu tăng hai lần."),
    ]
    for number, line in enumerate(lines):
        sheet.write_string(number, 0, line)
    top = len(lines) + 1
    for place, name in enumerate((_("Tên cột"), _("Cách ghi"), _("Ví dụ"))):
        sheet.set_column(place, place, 40)
        sheet.write_string(top, place, name, head)
    for number, column in enumerate(template.columns, top + 1):
        # Titles stand in quotes here, so that this list never passes for a header.
        for place, said in enumerate((f"“{column.title}”", column.hint, column.example)):
            sheet.write_string(number, place, said)


def _choices(book: Any, sheet: Any, template: Template) -> None:
    """Offer lists from a hidden sheet: Excel takes only 255 characters of them in place."""
    offered = [(place, column.choices) for place, column in enumerate(template.columns) if column.choices]
    if not offered:
        return
    lists = book.add_worksheet("DanhMuc")
    lists.hide()
    for place, choices in offered:
        for number, choice in enumerate(choices):
            lists.write_string(number, place, choice)
        letter = xl_col_to_name(place)
        source = f"=DanhMuc!${letter}$1:${letter}${len(choices)}"
        rule = {
            "validate": "list",
            "source": source,
            "error_title": _("Không có trong danh mục"),
            "error_message": _("Hãy chọn một giá trị trong danh sách."),
        }
        sheet.data_validation(_HEADER_ROW + 1, place, _HEADER_ROW + READY_ROWS, place, rule)
