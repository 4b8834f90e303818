"""What a workbook may hold: the fields of a record, how others call them, and the empty file handed out for it."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from functools import cached_property, lru_cache
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _
from xlsxwriter.utility import xl_col_to_name

from ketnoi.ui import dates, text
from ketnoi.workbooks.reading import Cell

READY_ROWS = 2_000
LONGEST_KEPT = 200  # signs of a text that is remembered as it is tidied
_HINT_ROW, _HEADER_ROW = 1, 2

Plain = str | int | float | bool


class Holds(Enum):
    """What stands in a column: how merged cells and totals are taken depends on it."""

    WORDS = "words"
    COUNT = "count"


@dataclass(frozen=True)
class Column:
    """`key` names it in code, `title` stands in the header row. `choices`: the only values offered.

    `words` are other headings that mean it, `looks` tells its cells by what stands in them. `offered`: it stands in
    the empty workbook; the others are only understood. `never`: words beside which a heading means another thing.
    """

    key: str
    title: str
    required: bool = False
    hint: str = ""
    example: str = ""
    choices: Sequence[str] | None = None
    words: tuple[str, ...] = ()
    holds: Holds = Holds.WORDS
    looks: Callable[[Plain], bool] | None = None
    offered: bool = True
    never: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Names:
    """What each field is called: (key, its title and words, what it holds, words that say another thing).

    Equal ones are one object: see `named`.
    """

    fields: tuple[tuple[str, tuple[str, ...], Holds, tuple[str, ...]], ...]


named = lru_cache(maxsize=64)(Names)
"""The one object of these names: what was worked out for them is found by it without looking at all of them again."""


@dataclass(frozen=True)
class Template:
    """`code` names the workbook for ever; `version` moves when a column is added or renamed.

    `ignored`: headings of columns that nobody reads, such as the ordinal.
    """

    code: str
    title: str
    fields: tuple[Column, ...]
    version: str = "1"
    ignored: tuple[str, ...] = ()

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns of the empty workbook."""
        return tuple(column for column in self.fields if column.offered)

    def field(self, key: str) -> Column:
        """The field of this key. Raises KeyError."""
        return self._by_key[key]

    @cached_property
    def names(self) -> Names:
        return named(tuple((one.key, (one.title, *one.words), one.holds, one.never) for one in self.fields))

    @cached_property
    def _by_key(self) -> dict[str, Column]:
        return {column.key: column for column in self.fields}


def plain(cell: Cell) -> Plain:
    """Give a cell as JSON holds it: text tidied, whole numbers without a fraction, days as 04/11/2022."""
    if isinstance(cell, str):
        return tidied(cell)
    if isinstance(cell, float):
        return int(cell) if cell.is_integer() else cell
    if isinstance(cell, datetime):
        midnight = (cell.hour, cell.minute) == (0, 0)
        return _day(cell) if midnight else f"{_day(cell)} {cell:%H:%M}"
    if isinstance(cell, date):
        return _day(cell)
    return cell if isinstance(cell, (bool, int)) else str(cell)


def tidied(words: str) -> str:
    """As `text.tidy`; a sheet says the same short words again and again, long ones are not held."""
    return _tidied(words) if len(words) <= LONGEST_KEPT else text.tidy(words)


_tidied = lru_cache(maxsize=50_000)(text.tidy)


def _day(value: date) -> str:
    return dates.day(date(value.year, value.month, value.day))


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
        _("Mỗi dòng là một phiếu. Cột có dấu * phải nhập. Tệp có tên cột khác vẫn nhập được: chọn cột khi tải lên."),
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
