"""Outlines of reports, as versioned data in `outlines/`: headings, proposed sentences, and what to write where.

Words like `$van_ban` are filled in once, when a report is started, from its programme and period; figures stay
tokens. An outline holds no number.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from string import Template

from django.utils.translation import gettext as _

from ketnoi.programmes.models import Programme
from ketnoi.reports import tokens
from ketnoi.ui import dates

_HALF_YEAR = ((1, 1), (6, 30))


class UnknownOutline(LookupError):
    """There is no outline of this code."""


@dataclass(frozen=True)
class Line:
    """A paragraph to be: `kind` as in `Paragraph.Kind`."""

    kind: str
    text: str
    guidance: str = ""


@dataclass(frozen=True)
class Outline:
    """One kind of report; `title`, `about` and texts may hold the words of `words`."""

    code: str
    version: int
    name: str
    title: str
    about: str
    lines: tuple[Line, ...]


@cache
def every() -> dict[str, Outline]:
    """All outlines by code, in the order of their names."""
    files = (one for one in (resources.files("ketnoi.reports") / "outlines").iterdir() if one.name.endswith(".json"))
    read = [_outline(json.loads(file.read_text(encoding="utf-8"))) for file in files]
    return {one.code: one for one in sorted(read, key=lambda one: one.name, reverse=True)}


def load(code: str) -> Outline:
    """The outline of this code; raises UnknownOutline."""
    try:
        return every()[code]
    except KeyError as error:
        raise UnknownOutline(_("Không có đề cương báo cáo mang mã “%(code)s”.") % {"code": code}) from error


def filled(text: str, words: Mapping[str, str]) -> str:
    """The text with its `$words` in place; braces inside them are words, not figures."""
    return Template(text).substitute({name: tokens.write([word]) for name, word in words.items()})


def words(programme: Programme, first: dt.date, last: dt.date) -> dict[str, str]:
    """What the `$words` of an outline stand for."""
    parties = [party.unit.name for party in programme.parties.select_related("unit") if party.role == "party"]
    return {
        "ten_chuong_trinh": programme.name,
        "ten_va_giai_doan": _named(programme.name, period(first, last)),
        "van_ban": _document(programme),
        "cac_co_quan": ", ".join(parties) or _("các cơ quan"),
        "giai_doan": period(first, last),
        "giai_doan_ngan": period(first, last).replace(" - ", "–"),
    }


def _named(name: str, during: str) -> str:
    """The programme and the period under it, unless its name says the period already."""
    return name if during in name else f"{name}\n{during}"


def period(first: dt.date, last: dt.date) -> str:
    """A period as official papers name it: "giai đoạn 2019 - 2022", "năm 2022", "6 tháng đầu năm 2022"."""
    ends = ((first.month, first.day), (last.month, last.day))
    if ends == ((1, 1), (12, 31)) and first.year != last.year:
        return _("giai đoạn %(first)s - %(last)s") % {"first": first.year, "last": last.year}
    if ends == ((1, 1), (12, 31)):
        return _("năm %(year)s") % {"year": first.year}
    if ends == _HALF_YEAR and first.year == last.year:
        return _("6 tháng đầu năm %(year)s") % {"year": first.year}
    return _("thời gian từ ngày %(first)s đến ngày %(last)s") % {"first": dates.day(first), "last": dates.day(last)}


def _document(programme: Programme) -> str:
    if not (programme.document_number and programme.signed_on):
        return programme.name
    said = {"number": programme.document_number, "day": dates.day(programme.signed_on)}
    return _("Chương trình số %(number)s ngày %(day)s") % said


def _outline(raw: dict[str, object]) -> Outline:
    lines = tuple(Line(**line) for line in raw.pop("paragraphs"))  # type: ignore[attr-defined]  # checked by a test
    return Outline(**raw, lines=lines)  # type: ignore[arg-type]
