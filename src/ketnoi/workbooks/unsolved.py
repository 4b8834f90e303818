"""Cells that show no value: errors (#REF!), and formulas that nobody worked out. The reader gives both as empty."""

from __future__ import annotations

import html
import posixpath
import re
import zipfile
from collections import deque
from collections.abc import Mapping
from typing import Final, TypeVar
from xml.etree import ElementTree as ET

from django.utils.translation import gettext as _
from xlsxwriter.utility import xl_cell_to_rowcol

from ketnoi.attachments import archives

Unsolved = dict[tuple[int, int], str]
Found = TypeVar("Found")
WORKBOOK: Final = "xl/workbook.xml"
LONGEST_SHOWN: Final = 60
MOST: Final = 100_000  # cells without a value, in one part
MOST_BYTES: Final = 4_000_000  # of a part that says which sheets there are
# None of these looks beyond the next sign of a tag, so that a part made to be slow is looked through once as any other.
_NO_VALUE: Final = re.compile(rb"(?:</(?:\w+:)?f|<(?:\w+:)?f\b[^<>]*/)>\s*<(?:/(?:\w+:)?c>|(?:\w+:)?v\s*(?:/>|>\s*</))")
_CELL_END: Final = re.compile(rb"</(?:\w+:)?c>")
CELL_START: Final = re.compile(rb"<(?:\w+:)?c\s([^<>]*)>")
_ATTRIBUTE: Final = re.compile(rb"(?<![\w:.-])([\w:.-]++)\s*+=\s*+(?:\"([^\"]*)\"|'([^']*)')")
PLACE: Final = re.compile(rb"[A-Za-z]{1,3}[1-9]\d{0,6}")
_FORMULA: Final = re.compile(rb"<(?:\w+:)?f\b[^<>]*(?:/>|>([^<]*)<)")
_VALUE: Final = re.compile(rb"<(?:\w+:)?v\b[^<>]*>([^<]*)<")
_SAYS_FORMULA: Final = re.compile(rb"<f"), re.compile(rb":f")  # in text of this size as quick again as `in`
_LEFT_TO_OPENING: Final = re.compile(rb"fullCalcOnLoad\s*=\s*[\"'](?:1|true)")


def left_to_opening(about: bytes) -> bool:
    """Was the file written by a program that leaves formulas to whoever opens it? Then their zeros are none.

    `about` is the part that says which sheets there are.
    """
    return _LEFT_TO_OPENING.search(about) is not None


def cells(part: bytes, *, zeros_too: bool) -> Unsolved:
    """{(row, column), both 0 first: what stands there} of one part; most parts are looked through only once."""
    errors = b't="e"' in part or (b"'" in part and b"t='e'" in part)
    formulas = any(sign.search(part) for sign in _SAYS_FORMULA)
    odd = errors or (formulas and (zeros_too or _NO_VALUE.search(part)))
    found: Unsolved = {}
    for piece in _CELL_END.split(part)[:-1] if odd else ():
        begun = deque(CELL_START.finditer(piece), maxlen=1)  # those before it are closed in themselves
        if not begun:
            continue
        cell = begun[0]
        said = attributes(cell[1])
        shown = _shown(said.get(b"t", b"n"), piece[cell.end() :] + b"<", zeros_too=zeros_too)
        if shown and PLACE.fullmatch(said.get(b"r", b"")):
            found[xl_cell_to_rowcol(said[b"r"].decode("ascii").upper())] = shown
        if len(found) > MOST:
            raise archives.ArchiveRefused(_("Bảng có quá nhiều ô báo lỗi. Hãy sửa các ô ấy rồi tải lại tệp."))
    return found


def attributes(said: bytes) -> dict[bytes, bytes]:
    """What stands inside a tag, by name."""
    return {name: double or single for name, double, single in _ATTRIBUTE.findall(said)}


def _shown(kind: bytes, inside: bytes, *, zeros_too: bool) -> str:
    """The error, or the formula without a value; "" for a cell as any other."""
    value, formula = _VALUE.search(inside), _FORMULA.search(inside)
    held = value[1].strip() if value else b""
    if kind == b"e":
        return _text(held) or "#"
    empty = not held and kind != b"str"  # a formula may answer with an empty text
    return "=" + _text(formula[1] or b"") if formula and (empty or (zeros_too and held == b"0")) else ""


def _text(raw: bytes) -> str:
    return html.unescape(raw.decode("utf-8", "replace"))[:LONGEST_SHOWN]


def by_sheet(archive: zipfile.ZipFile, found: Mapping[str, Found]) -> dict[str, Found]:
    """The same by the names of the sheets instead of those of the file's parts."""
    if not any(found.values()):
        return {}
    relations = _tree(archive, "xl/_rels/workbook.xml.rels")
    parts = {one.get("Id"): posixpath.normpath(posixpath.join("/xl", one.get("Target", ""))) for one in relations}
    odd = {name.lower(): cells for name, cells in found.items() if cells}
    named = {
        one.get("name", ""): parts.get(_relation(one), "").lstrip("/").lower()
        for one in _tree(archive, WORKBOOK).iter()
        if one.tag.endswith("}sheet")
    }
    if not odd.keys() <= set(named.values()):  # of a part that no sheet names: whose cells they are cannot be told
        raise archives.ArchiveRefused(not_standard())
    return {sheet: odd[part] for sheet, part in named.items() if part in odd}


def _relation(sheet: ET.Element) -> str:
    """Which part holds it; the name of the attribute is of one namespace or another."""
    return next((value for name, value in sheet.attrib.items() if name.endswith("}id")), "")


def _tree(archive: zipfile.ZipFile, name: str) -> ET.Element:
    """A part as a tree, after document types were refused. What is no tree is left to the reader to refuse."""
    part = archives.part(archive, name)
    if len(part) > MOST_BYTES:
        raise archives.ArchiveRefused(not_standard())
    try:
        return ET.fromstring(part)  # noqa: S314 - no document type, so no entities
    except (ET.ParseError, LookupError, ValueError):  # the latter two of an encoding that nobody knows
        return ET.Element("none")


def not_standard() -> str:
    return _("Tệp không đúng chuẩn. Hãy mở bằng Excel, lưu lại dưới dạng .xlsx rồi tải lên.")


def told(shown: str) -> str:
    """What is wrong with such a cell, for the person."""
    if shown.startswith("="):
        return _("Ô này là công thức chưa có kết quả. Hãy mở tệp bằng Excel, lưu lại rồi tải lên.")
    return _("Ô này báo lỗi “%(shown)s”; hãy sửa ô rồi tải lại tệp.") % {"shown": shown}
