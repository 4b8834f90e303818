"""The page on which somebody says what the columns of a file are: what it shows, what was sent back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from django.utils.translation import gettext as _

from ketnoi.ui.text import tidy
from ketnoi.workbooks.layouts import UNREAD, Layout, SheetLayout
from ketnoi.workbooks.template import Template

LONGEST_GIVEN: Final = 300


@dataclass(frozen=True)
class Choice:
    """One column: the name of its field on the page, what it is called, what stands in it, what it is taken for."""

    name: str
    title: str
    samples: str
    key: str
    error: str = ""


@dataclass(frozen=True)
class SheetChoice:
    name: str
    title: str
    chosen: bool
    lines: int
    first: int
    columns: list[Choice]


@dataclass(frozen=True)
class Given:
    """A field that may be said once for all rows; `offered` are the only values, where there are any."""

    name: str
    title: str
    value: str
    offered: Sequence[str]


@dataclass(frozen=True)
class Page:
    """The context of `workbooks/columns.html`."""

    sheets: list[SheetChoice]
    keys: list[tuple[str, str]]
    given: list[Given]
    missing: list[str]


def page(form: Template, layout: Layout, common: Mapping[str, Sequence[str]], errors: Mapping[str, str]) -> Page:
    """`common` {key: values offered} are the fields that may be said for all rows at once."""
    keys = [("", _("Chưa chọn")), *((one.key, one.title) for one in form.fields), (UNREAD, _("Không đọc cột này"))]
    given = [
        Given(f"chung-{key}", form.field(key).title, layout.given.get(key, ""), offered)
        for key, offered in common.items()
    ]
    sheets = [_sheet(one, errors) for one in layout.sheets if one.top >= 0]
    return Page(sheets, keys, given, layout.missing(form))


def _sheet(sheet: SheetLayout, errors: Mapping[str, str]) -> SheetChoice:
    columns = []
    for one in sheet.columns:
        name = _column_name(sheet, one.place)
        columns.append(Choice(name, one.title, " · ".join(one.samples), one.key, errors.get(name, "")))
    return SheetChoice(_sheet_name(sheet), sheet.name, sheet.chosen, sheet.lines, sheet.top + 1, columns)


def _sheet_name(sheet: SheetLayout) -> str:
    return f"trang-{sheet.number}"


def _column_name(sheet: SheetLayout, place: int) -> str:
    return f"cot-{sheet.number}-{place}"


def chosen(
    form: Template, layout: Layout, posted: Mapping[str, str], common: Mapping[str, Sequence[str]]
) -> tuple[Layout, dict[str, str]]:
    """The layout as somebody corrected it, and what is wrong with it by the names of the page's fields."""
    keys = {one.key for one in form.fields} | {UNREAD}
    sheets = [_chosen(sheet, posted, keys) for sheet in layout.sheets]
    given = {key: tidy(posted.get(f"chung-{key}", ""))[:LONGEST_GIVEN] for key in common}
    said = Layout(sheets, {key: value for key, value in given.items() if value})
    return said, _problems(form, said)


def _chosen(sheet: SheetLayout, posted: Mapping[str, str], keys: set[str]) -> SheetLayout:
    if sheet.top < 0:
        return sheet
    said = [posted.get(_column_name(sheet, one.place), "") for one in sheet.columns]
    columns = [replace(one, key=key if key in keys else "") for one, key in zip(sheet.columns, said, strict=True)]
    return replace(sheet, chosen=_sheet_name(sheet) in posted, columns=columns)


def _problems(form: Template, layout: Layout) -> dict[str, str]:
    found: dict[str, str] = {}
    if not layout.chosen:
        found[""] = _("Hãy chọn ít nhất một trang để đọc.")
    for sheet in layout.chosen:
        named = Counter(sheet.fields.values())
        for one in sheet.columns:
            name = _column_name(sheet, one.place)
            if named[one.key] > 1:
                found[name] = _("Hai cột cùng là “%(title)s”.") % {"title": form.field(one.key).title}
            elif not one.key and one.samples:
                found[name] = _("Hãy chọn cột này là gì, hoặc chọn không đọc.")
    missing = layout.missing(form)
    if missing and layout.chosen:
        found.setdefault("", _("Còn thiếu: %(names)s.") % {"names": ", ".join(missing)})
    return found
