"""Cells that show a share: 100 % is kept as the number 1, which would be read as one person."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from xlsxwriter.utility import xl_cell_to_rowcol

from ketnoi.ui import numbers
from ketnoi.workbooks import unsolved

Shares = dict[tuple[int, int], int]
"""By (row, column): by what the number is multiplied when it is shown."""
Styles = Mapping[bytes, int]
STYLES: Final = "xl/styles.xml"
_BUILT_IN: Final = (b"9", b"10")  # 0% and 0.00%
_FORMAT: Final = re.compile(rb"<(?:\w+:)?numFmt\s([^<>]*)>")
_STYLES: Final = re.compile(rb"<(?:\w+:)?cellXfs\b")
_STYLES_END: Final = re.compile(rb"</(?:\w+:)?cellXfs\s*>")
_STYLE: Final = re.compile(rb"<(?:\w+:)?xf\b([^<>]*)>")
_SHEET: Final = re.compile(rb"<(?:\w+:)?sheetData\b")
_AS_WRITTEN: Final = re.compile(r"\"[^\"]*\"|\\\\.|_.|\*.")


def styles(part: bytes) -> Styles:
    """The styles of cells that show a share, by their place in the list that this part holds."""
    told = (unsolved.attributes(one) for one in _FORMAT.findall(part))
    shown = {one.get(b"numFmtId", b""): _times(one.get(b"formatCode", b"")) for one in told} | dict.fromkeys(
        _BUILT_IN, 100
    )
    begun = _STYLES.search(part)
    listed = _STYLES_END.split(part[begun.end() :], maxsplit=1)[0] if begun else b""
    formats = (unsolved.attributes(one).get(b"numFmtId", b"") for one in _STYLE.findall(listed))
    return {b"%d" % place: shown[one] for place, one in enumerate(formats) if shown.get(one)}


def _times(code: bytes) -> int:
    """100 for 0.0%, 1 for 0"%", whose sign is only written beside the number; 0 where it shows none."""
    said = html.unescape(code.decode("utf-8", "replace"))
    return 100 * ("%" in _AS_WRITTEN.sub("", said)) or int("%" in said)


def cells(part: bytes, shown: Styles) -> Shares:
    """The cells of one part that have such a style; most parts are not looked through."""
    if not shown or not _SHEET.search(part):
        return {}
    one_of = re.compile(rb"\ss\s*=\s*[\"'](?:" + b"|".join(shown) + rb")[\"']")
    found: Shares = {}
    for cell in unsolved.CELL_START.finditer(part) if one_of.search(part) else ():
        said = unsolved.attributes(cell[1]) if one_of.search(cell[0]) else {}
        times = shown.get(said.get(b"s", b""), 0)
        if times and unsolved.PLACE.fullmatch(said.get(b"r", b"")):
            found[xl_cell_to_rowcol(said[b"r"].decode("ascii").upper())] = times
    return found


def told(number: float, times: int) -> str:
    """As the cell shows it: "66,7%"."""
    return f"{numbers.measure(float(Decimal(repr(number)) * times))}%"
