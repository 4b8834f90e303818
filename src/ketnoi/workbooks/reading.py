"""Read a workbook that somebody sends: any bytes give a Book or a refusal in plain words."""

from __future__ import annotations

import io
import re
import string
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import IO, NamedTuple

from django.core.files import File
from django.utils.translation import gettext as _
from python_calamine import CalamineWorkbook, SheetMetadata, SheetTypeEnum, SheetVisibleEnum

from ketnoi.attachments import archives
from ketnoi.workbooks import formats, unsolved
from ketnoi.workbooks.formats import Styles
from ketnoi.workbooks.unsolved import Unsolved

Cell = str | int | float | bool | date | datetime | time | timedelta
Area = tuple[tuple[int, int], tuple[int, int]]

MOST_BYTES = 25_000_000
MOST_ROWS = 200_000
MOST_COLUMNS = 100
# Rows times columns: the reader lays a sheet out whole, empty cells too.
MOST_CELLS = 5_000_000
# What the shared strings may become once each cell has its own copy.
MOST_TEXT = 1_000_000_000
# How often merged cells may be spoken of: at least once for each, and twice for each sheet that has some.
MOST_MERGED = 1_000_000
_ALPHABET = 26
_TYPES = "[Content_Types].xml"

_OLD_CONTAINER = b"\xd0\xcf\x11\xe0"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_WIDE_TEXT = (b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<")
# Each begins with a set of signs or with letters, not with a boundary, because the search then leaps.
_PLACES = re.compile(rb"[\s\"']r\s*=\s*[\"']\s*([A-Za-z]*\d+)")
_CELLS = re.compile(rb"<c[\s/>]"), re.compile(rb":c[\s/>]")
_USUAL_CELLS = re.compile(rb'<c r="([A-Z]+\d+)"')
_UNUSUAL_CELLS = re.compile(rb'<c(?! r=")[\s/>]'), re.compile(rb":c[\s/>]")
_LETTERS, _DIGITS = string.ascii_letters.encode(), string.digits.encode()
_NAMELESS_CELL = re.compile(rb"<(?:\w+:)?c(?:\s+(?!r\s*=)[\w:]+\s*=\s*(?:\"[^\"]*\"|'[^']*'))*\s*/?>")
_PLACES_AT_ONCE = 10_000
_NAMES_A_TABLE = re.compile(rb"sst\b")
_STRING_TABLE = re.compile(rb"<(?:\w+:)?sst\b")
_STRING_END = re.compile(rb"</(?:\w+:)?si\s*>")


class WorkbookRefused(ValueError):
    """The message is for the person who sent the file."""


@dataclass(frozen=True)
class Sheet:
    """`rows[0]` is the sheet's first row, blank ones kept: places in the file are places in the list.

    `merged`: ((first row, first column), (last row, last column)) of merged cells; only the first of them is filled.
    `unsolved`: what stands in cells that have no value, by (row, column). `unseen`: rows that the sheet does not show.
    """

    name: str
    rows: list[list[Cell]]
    merged: Sequence[Area] = ()
    hidden: bool = False
    unsolved: Mapping[tuple[int, int], str] = field(default_factory=dict)
    unseen: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Book:
    sheets: list[Sheet]


def read(file: bytes | IO[bytes] | File[bytes]) -> Book:
    """Read every sheet. Raises WorkbookRefused, and nothing else, whatever the bytes are."""
    content = contents(file)
    _check_kind(content)
    try:
        with archives.opened(content) as archive:
            seen = _checked_archive(archive)
            by_sheet = partial(unsolved.by_sheet, archive)
            named = _Seen(by_sheet(seen.odd), by_sheet(seen.shown), by_sheet(seen.hidden))
    except archives.ArchiveRefused as error:
        raise WorkbookRefused(str(error)) from error
    return _parsed(content, named)


def contents(file: bytes | IO[bytes] | File[bytes]) -> bytes:
    """Give the bytes of a file of allowed size. Raises WorkbookRefused."""
    if isinstance(file, bytes):
        content = file
    else:
        file.seek(0)
        content = bytes(file.read(MOST_BYTES + 1))
    if len(content) > MOST_BYTES:
        limit = MOST_BYTES // 1_000_000
        raise WorkbookRefused(_("Tệp lớn hơn %(limit)s MB. Hãy chia thành nhiều tệp.") % {"limit": limit})
    return content


def _check_kind(content: bytes) -> None:
    if not content:
        raise WorkbookRefused(_("Tệp rỗng."))
    if content.startswith(_OLD_CONTAINER):
        if _ENCRYPTED in content:
            raise WorkbookRefused(_("Tệp có mật khẩu. Hãy bỏ mật khẩu rồi tải lại."))
        raise WorkbookRefused(_("Tệp là Excel đời cũ (.xls). Hãy lưu lại dưới dạng .xlsx."))
    if not content.startswith(b"PK"):
        raise WorkbookRefused(_("Tệp không phải bảng tính Excel (.xlsx)."))


class _Seen(NamedTuple):
    """By part of the file, or by sheet: cells without a value, those that show another thing, hidden rows."""

    odd: dict[str, Unsolved]
    shown: dict[str, formats.Odd]
    hidden: dict[str, frozenset[int]]


def _checked_archive(archive: zipfile.ZipFile) -> _Seen:
    """Refuse what may not be read; answers what is unusual about its cells."""
    names = {name.lower() for name in archive.namelist()}
    if unsolved.WORKBOOK not in names:
        raise WorkbookRefused(_("Tệp không phải bảng tính Excel (.xlsx)."))
    if any(name.startswith("xl/externallinks/") for name in names):
        raise WorkbookRefused(_("Tệp có liên kết sang tệp khác. Hãy dán lại thành giá trị rồi lưu."))
    known = {_TYPES: archives.part(archive, _TYPES)}
    macros = any(name.startswith("xl/macrosheets/") for name in names)
    if macros or b"macroEnabled" in known[_TYPES]:
        raise WorkbookRefused(_("Tệp có chứa macro. Hãy lưu lại dưới dạng không có macro."))
    known |= {name: archives.part(archive, name) for name in (unsolved.WORKBOOK, formats.STYLES)}
    zeros_too = unsolved.left_to_opening(known[unsolved.WORKBOOK])
    styles = formats.styles(known[formats.STYLES])
    parts = ((name, known.pop(name, b"") or archives.part(archive, name)) for name in archive.namelist())
    return _checked_parts(parts, styles, zeros_too=zeros_too)


def _checked_parts(parts: Iterable[tuple[str, bytes]], styles: Styles, *, zeros_too: bool) -> _Seen:
    """Look at sheets before they are laid out: one cell in the far corner would fill the memory."""
    cells = longest = shared = merged = 0
    seen = _Seen({}, {}, {})
    for name, part in parts:
        if part.startswith(_WIDE_TEXT) or (b"!" in part and (b"<!DOCTYPE" in part or b"<!ENTITY" in part)):
            raise WorkbookRefused(unsolved.not_standard())
        if _NAMES_A_TABLE.search(part) and _STRING_TABLE.search(part):
            longest = max(longest, *map(len, _STRING_END.split(part)))
        merged += part.count(b"mergeCell")
        if any(way.search(part) for way in _CELLS):
            cells += _checked_extent(_places(part))
            shared += _shared(part)
            seen.odd[name] = unsolved.cells(part, zeros_too=zeros_too)
            seen.shown[name] = formats.cells(part, styles)
            seen.hidden[name] = formats.hidden(part)
    if cells > MOST_CELLS or shared * longest > MOST_TEXT or merged > MOST_MERGED:
        raise WorkbookRefused(_("Bảng quá lớn. Hãy chia thành nhiều tệp."))
    return seen


def _places(part: bytes) -> list[bytes]:
    """Where its cells stand. Where every one begins by saying so, that is twice as fast as looking at all there is."""
    if any(way.search(part) for way in _UNUSUAL_CELLS):
        if _NAMELESS_CELL.search(part):
            raise WorkbookRefused(unsolved.not_standard())
        return _PLACES.findall(part)
    found: list[bytes] = _USUAL_CELLS.findall(part)
    return found if len(found) == part.count(b'<c r="') else _PLACES.findall(part)


def _shared(part: bytes) -> int:
    """How many of its cells at most show a shared text, by what says of which kind a cell is."""
    return part.count(b'"s"') + (part.count(b"'s'") if b"'" in part else 0)


def _checked_extent(places: Sequence[bytes]) -> int:
    """Multiply the last row by the last column that a sheet names; 0 where it names none."""
    said: set[bytes] = set()
    for start in range(0, len(places), _PLACES_AT_ONCE):
        some = b" ".join(places[start : start + _PLACES_AT_ONCE])
        said.update(some.translate(None, _LETTERS).split(), some.translate(None, _DIGITS).split())
    rows = max((int(one[:12]) for one in said if one.isdigit()), default=0)
    columns = max((_column(one) for one in said if not one.isdigit()), default=0)
    if rows > MOST_ROWS:
        limit = f"{MOST_ROWS // 1000}.000"
        raise WorkbookRefused(_("Bảng có hơn %(limit)s dòng. Hãy chia thành nhiều tệp.") % {"limit": limit})
    if columns > MOST_COLUMNS:
        limit = str(MOST_COLUMNS)
        raise WorkbookRefused(_("Bảng có hơn %(limit)s cột. Hãy xóa các cột thừa.") % {"limit": limit})
    return rows * columns


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters.upper()[:6]:
        number = number * _ALPHABET + letter - ord("A") + 1
    return number


def _parsed(content: bytes, seen: _Seen) -> Book:
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        sheets = (one for one in book.sheets_metadata if one.typ == SheetTypeEnum.WorkSheet)
        return Book([_sheet(book, one, seen) for one in sheets])
    except (KeyboardInterrupt, SystemExit, WorkbookRefused):
        raise
    except BaseException as error:  # a panic inside the reader is no Exception
        raise WorkbookRefused(_("Tệp bị hỏng, không đọc được.")) from error


def _sheet(book: CalamineWorkbook, about: SheetMetadata, seen: _Seen) -> Sheet:
    odd = seen.odd.get(about.name, {})
    found = book.get_sheet_by_name(about.name)
    rows = found.to_python(skip_empty_area=False)
    for (row, column), shows in seen.shown.get(about.name, {}).items():
        if row < len(rows) and column < len(rows[row]):
            rows[row][column] = formats.shown(rows[row][column], shows) or rows[row][column]
    _put(rows, odd)
    areas = found.merged_cell_ranges
    merged = _merged(areas, len(rows), max(map(len, rows), default=0)) if areas else ()
    hidden, unseen = about.visible != SheetVisibleEnum.Visible, seen.hidden.get(about.name, frozenset())
    return Sheet(about.name, rows, merged, hidden=hidden, unsolved=odd, unseen=unseen)


def _merged(areas: Iterable[Area], height: int, width: int) -> Sequence[Area]:
    """The merged cells in which something may stand, cut off where nothing does: people merge whole rows and columns.

    One over the other again and again, they are made to be slow.
    """
    found: dict[Area, None] = {}
    for (top, left), (bottom, right) in areas:
        bottom, right = min(bottom, height - 1), min(right, MOST_COLUMNS - 1)  # noqa: PLW2901 - cut off
        if top <= bottom and left <= right and left < width:
            found[(top, left), (bottom, right)] = None
    if sum((bottom - top + 1) * (right - left + 1) for (top, left), (bottom, right) in found) > MOST_CELLS:
        raise WorkbookRefused(unsolved.not_standard())
    return tuple(found)


def _put(rows: list[list[Cell]], odd: Unsolved) -> None:
    """Show what stands in cells without a value; all rows stay of one width."""
    if not odd:
        return
    width = max(1 + max(column for _row, column in odd), *map(len, rows), 0)
    height = max(1 + max(row for row, _column in odd), len(rows))
    if width * height > MOST_CELLS:
        raise WorkbookRefused(unsolved.not_standard())
    rows += ([] for _missing in range(len(rows), height))
    for row in rows:
        row.extend([""] * (width - len(row)))
    for (at, column), shown in odd.items():
        rows[at][column] = shown
