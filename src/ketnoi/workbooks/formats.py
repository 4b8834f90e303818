"""What is shown otherwise than it is kept: 100 % is kept as 1, "tháng 3/2021" as the first of March; hidden rows."""

from __future__ import annotations

import datetime as dt
import html
import math
import re
from collections.abc import Mapping
from decimal import Decimal
from enum import Enum
from typing import Final

from django.utils.translation import gettext as _
from xlsxwriter.utility import xl_cell_to_rowcol

from ketnoi.attachments import archives
from ketnoi.ui import numbers
from ketnoi.workbooks import unsolved, values


class Shows(Enum):
    """How a style shows a number that is read as something else."""

    SHARE = "0%"
    SIGN = '0"%"'  # written beside the number, which is not multiplied
    MONTH = "mm/yyyy"
    YEAR = "yyyy"
    NO_YEAR = "d-mmm"
    MONTH_FIRST = "mm/dd/yyyy"


Odd = dict[tuple[int, int], Shows]
"""By (row, column)."""
Styles = Mapping[bytes, Shows]
STYLES: Final = "xl/styles.xml"
MOST: Final = 1_000_000  # such cells, in one part
MOST_BYTES: Final = 50_000_000  # of the styles; Excel keeps to 64,000 of them
_BUILT_IN: Final = {b"9": Shows.SHARE, b"10": Shows.SHARE, b"16": Shows.NO_YEAR, b"17": Shows.MONTH}
_FORMAT: Final = re.compile(rb"<(?:\w+:)?numFmt\s([^<>]*)>")
_STYLES: Final = re.compile(rb"<(?:\w+:)?cellXfs\b")
_STYLES_END: Final = re.compile(rb"</(?:\w+:)?cellXfs\s*>")
_STYLE: Final = re.compile(rb"<(?:\w+:)?xf\b([^<>]*)>")
_ROW: Final = re.compile(rb"<(?:\w+:)?row\s([^<>]*)>")
_LONGEST_ROW: Final = 7  # digits of a row's number
_SHEET: Final = re.compile(rb"<(?:\w+:)?sheetData\b")
_STYLED: Final = re.compile(rb"\ss\s*+=\s*+[\"'](\d+)[\"']")
_SPACES: Final = re.compile(r"(\"[^\"]*\"|\\.)|_.")  # "_%" is as wide as that sign, and shows none
_AS_WRITTEN: Final = re.compile(r"\"[^\"]*\"|\\.|\*.|\[[^\]]*\]")
_LONGEST, _LONGEST_KEPT = 300, 2_000  # letters of a format, and as the file keeps them; Excel takes 255 letters
_BY_NUMBER: Final = re.compile(r"[^dm]*m{1,2}[^dm]+d")


def styles(part: bytes) -> Styles:
    """The styles of cells that show another thing than they keep, by their place in the list that this part holds."""
    if len(part) > MOST_BYTES:
        raise archives.ArchiveRefused(unsolved.not_standard())
    told = (unsolved.attributes(one[1]) for one in _FORMAT.finditer(part))
    known = _BUILT_IN | {one.get(b"numFmtId", b""): found for one in told if (found := _shows(one.get(b"formatCode")))}
    begun = _STYLES.search(part)
    listed = _STYLES_END.split(part[begun.end() :], maxsplit=1)[0] if begun else b""
    formats = (unsolved.attributes(one[1]).get(b"numFmtId", b"") for one in _STYLE.finditer(listed))
    return {b"%d" % place: known[one] for place, one in enumerate(formats) if one in known}


def _shows(code: bytes | None) -> Shows | None:
    whole = html.unescape((code or b"")[:_LONGEST_KEPT].decode("utf-8", "replace"))
    said = _SPACES.sub(lambda one: one[1] or "", whole[:_LONGEST])
    bare = _AS_WRITTEN.sub("", said).lower()
    if "%" in said:
        return Shows.SHARE if "%" in bare else Shows.SIGN
    bare = bare.partition(";")[0]
    if "h" in bare or "s" in bare:
        return None
    day, month, year = ("d" in bare, "m" in bare, "y" in bare)
    if day and month and year:
        return Shows.MONTH_FIRST if _BY_NUMBER.match(bare) else None
    if day:
        return Shows.NO_YEAR
    return (Shows.MONTH if month else Shows.YEAR) if year else None


def cells(part: bytes, known: Styles) -> Odd:
    """The cells of one part that have such a style and hold something; most parts are not looked through."""
    if not known or not _SHEET.search(part) or known.keys().isdisjoint(_STYLED.findall(part)):
        return {}
    found: Odd = {}
    for cell in unsolved.CELL_START.finditer(part):
        style = _STYLED.search(cell[0])
        if style is None or style[1] not in known or cell[1].endswith(b"/"):
            continue
        said = unsolved.attributes(cell[1])
        shows = known.get(said.get(b"s", b""))
        if shows and unsolved.PLACE.fullmatch(said.get(b"r", b"")):
            found[xl_cell_to_rowcol(said[b"r"].decode("ascii").upper())] = shows
        if len(found) > MOST:
            raise archives.ArchiveRefused(_("Bảng quá lớn. Hãy chia thành nhiều tệp."))
    return found


def hidden(part: bytes) -> frozenset[int]:
    """The rows of one part that are not shown (0 first): hidden by hand, or by a filter."""
    if b"hidden" not in part or not _SHEET.search(part):
        return frozenset()
    said = (unsolved.attributes(one) for one in _ROW.findall(part) if b"hidden" in one)
    places = (one.get(b"r", b"") for one in said if one.get(b"hidden") in {b"1", b"true"})
    return frozenset(int(place) - 1 for place in places if len(place) <= _LONGEST_ROW and place.isdigit())


def shown(value: object, shows: Shows) -> str | None:
    """The text to be read instead; None where the value is read as it is."""
    if isinstance(value, dt.date):
        return _day_shown(value, shows)
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
        return None
    times = {Shows.SHARE: 100, Shows.SIGN: 1}.get(shows)
    return f"{numbers.measure(float(Decimal(repr(value)) * times))}%" if times else None


def _day_shown(day: dt.date, shows: Shows) -> str | None:
    """A month or a year is kept as its first day; any other day was typed whole."""
    if shows is Shows.NO_YEAR:
        return values.without_year(day)
    if shows is Shows.MONTH_FIRST and day.day <= 12 and day.day != day.month:  # noqa: PLR2004 - it may be a month
        return values.month_first(day)
    if shows is Shows.MONTH and day.day == 1:
        return f"{day:%m/%Y}"
    return f"{day:%Y}" if shows is Shows.YEAR and (day.day, day.month) == (1, 1) else None
