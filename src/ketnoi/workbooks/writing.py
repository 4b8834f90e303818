"""Write sheets for officials: dates as dates, text never a formula, and who took it out, when."""

from __future__ import annotations

import csv as csv_format
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import chain, count, islice
from typing import IO, Any

import xlsxwriter
from django.utils.translation import gettext as _

from ketnoi.ui import dates

Value = str | int | float | Decimal | date | datetime | bool | None

MOST_ROWS = 1_048_576
LONGEST_TEXT = 32_767
LONGEST_SHEET_NAME = 31
# Excel keeps 15 digits of a number; longer ones are codes and go in as text.
LARGEST_NUMBER = 10**15
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
# Non-characters, which no XML may hold; other control characters the writer itself spells out.
_NOT_XML = re.compile("[\ufffe\uffff\ud800-\udfff]")
# Where decimals have a comma, Excel splits a line of CSV at semicolons, quoted or not: a cell may begin inside a text.
_INSIDE = re.compile(r"(?<=[;\t\r\n])(?=[=+\-@])")
_NUMERIC = re.compile(r"-?\d+(\.\d+)?")


@dataclass(frozen=True)
class Sheet:
    """One sheet. `rows` may be an iterator: they are written as they come. `widths` in characters."""

    name: str
    header: Sequence[str]
    rows: Iterable[Sequence[Value]]
    widths: Sequence[float] = ()
    totals: Sequence[Value] = ()


@dataclass(frozen=True)
class About:
    """Who took this out, when (microseconds since 1970), of what scope; it stands in the file itself."""

    title: str
    who: str
    unit: str
    at: int
    scope: str


def write(sheets: Iterable[Sheet], about: About | None = None) -> bytes:
    """Give the xlsx as bytes; for many rows use `write_to` with a file."""
    target = io.BytesIO()
    write_to(target, sheets, about)
    return target.getvalue()


def write_to(target: IO[bytes], sheets: Iterable[Sheet], about: About | None = None) -> None:
    """Write the xlsx row by row: the memory it takes does not grow with the rows."""
    with xlsxwriter.Workbook(target, {"constant_memory": True}) as book:
        if about:
            book.set_properties({"title": about.title, "author": about.unit, "created": _local(about.at)})
        pen = _Pen(book)
        for sheet in chain(sheets, [_information(about)] if about else []):
            pen.sheet(sheet)


def csv(sheet: Sheet) -> Iterator[bytes]:
    """Give the sheet as lines of CSV, with the mark that lets Excel read it as UTF-8, formulas disarmed."""
    yield "\ufeff".encode()
    lines = chain([sheet.header], sheet.rows, [sheet.totals] if sheet.totals else [])
    for line in lines:
        buffer = io.StringIO()
        csv_format.writer(buffer).writerow([_plain(value) for value in line])
        yield buffer.getvalue().encode()


def disarmed(text: str) -> str:
    """Put an apostrophe before text that a spreadsheet would run as a formula."""
    return f"'{text}" if text.startswith(_FORMULA_STARTS) and not _NUMERIC.fullmatch(text) else text


def _plain(value: Value) -> str:
    if isinstance(value, datetime):
        return f"{dates.day(value)} {value.astimezone(dates.ZONE):%H:%M}"
    if isinstance(value, date):
        return dates.day(value)
    return "" if value is None else _INSIDE.sub("'", disarmed(str(value)))


def _local(at: int) -> datetime:
    return dates.from_us(at).replace(tzinfo=None)


def _information(about: About) -> Sheet:
    rows = [
        (_("Nội dung"), about.title),
        (_("Phạm vi"), about.scope),
        (_("Người xuất"), about.who),
        (_("Đơn vị"), about.unit),
        (_("Thời điểm xuất"), dates.moment(about.at)),
    ]
    return Sheet(_("Thông tin xuất"), (_("Mục"), _("Giá trị")), rows, widths=(20, 70))


class _Pen:
    """Holds the formats of one workbook and writes its sheets."""

    def __init__(self, book: Any) -> None:
        self.book = book
        self.head = book.add_format(
            {"bold": True, "bg_color": "#F5E8EE", "border": 1, "text_wrap": True, "valign": "top"}
        )
        self.quoted = book.add_format({"quote_prefix": True})
        self.foot = book.add_format({"bold": True, "top": 1})
        self.day = book.add_format({"num_format": "dd/mm/yyyy"})
        self.moment = book.add_format({"num_format": "dd/mm/yyyy hh:mm"})
        self.names: set[str] = set()

    def sheet(self, sheet: Sheet) -> None:
        """Write it all: past the last line Excel has, on a further sheet of the same name."""
        rows = chain(sheet.rows, [None])  # None marks the end, where the totals go
        ended = False
        while not ended:
            ended = self._part(sheet, rows)

    def _part(self, sheet: Sheet, rows: Iterator[Sequence[Value] | None]) -> bool:
        page = self.book.add_worksheet(self._name(sheet.name))
        for column, width in enumerate(sheet.widths):
            page.set_column(column, column, width)
        page.freeze_panes(1, 0)
        self._row(page, 0, sheet.header, self.head)
        for number, row in enumerate(islice(rows, MOST_ROWS - 1), 1):
            if row is None:
                self._row(page, number, sheet.totals, self.foot)
                return True
            self._row(page, number, row, None)
        return False

    def _row(self, page: Any, number: int, row: Sequence[Value], look: Any) -> None:
        for column, value in enumerate(row):
            if isinstance(value, str):
                self._text(page, number, column, value, look)
            elif value is not None:
                self._cell(page, number, column, value, look)

    def _text(self, page: Any, number: int, column: int, value: str, look: Any) -> None:
        if look is None and value.startswith(_FORMULA_STARTS) and disarmed(value) != value:
            look = self.quoted  # so that it stays text when somebody edits the cell
        page.write_string(number, column, _fitting(value), look)

    def _cell(self, page: Any, number: int, column: int, value: Value, look: Any) -> None:
        """Write a value by its type, never by what it looks like."""
        if isinstance(value, bool):
            page.write_boolean(number, column, value, look)
        elif isinstance(value, datetime):
            page.write_datetime(number, column, _naive(value), self.moment)
        elif isinstance(value, date):
            page.write_datetime(number, column, value, self.day)
        elif isinstance(value, int) and abs(value) >= LARGEST_NUMBER:
            page.write_string(number, column, str(value), look)
        else:
            page.write_number(number, column, value, look)

    def _name(self, wanted: str) -> str:
        """Give a name Excel takes, not used yet in this workbook."""
        base = re.sub(r"[\[\]:*?/\\]", "-", wanted).strip("' ")[:LONGEST_SHEET_NAME] or "Trang"
        tries = chain([base], (f"{base[: LONGEST_SHEET_NAME - 6]} ({number})" for number in count(2)))
        name = next(name for name in tries if name.casefold() not in self.names)
        self.names.add(name.casefold())
        return name


def _fitting(text: str) -> str:
    text = text if text.isascii() else _NOT_XML.sub("", text)
    return text if len(text) <= LONGEST_TEXT else text[: LONGEST_TEXT - 1] + "…"


def _naive(at: datetime) -> datetime:
    return at.astimezone(dates.ZONE).replace(tzinfo=None) if at.tzinfo else at
