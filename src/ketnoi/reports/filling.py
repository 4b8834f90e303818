"""What an outline's `$words` stand for: the programme, the unit, the period as official papers name them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from string import Template

from django.utils.translation import gettext as _

from ketnoi.figures.models import Category
from ketnoi.orgs.models import Unit
from ketnoi.programmes.models import Programme
from ketnoi.reports import tokens
from ketnoi.ui import dates

ONE = dt.timedelta(days=1)
YEAR = 12
_QUARTER_MONTHS = {(first, first + 2) for first in range(1, YEAR, 3)}


def filled(text: str, words: Mapping[str, str]) -> str:
    """The text with its `$words` in place; braces inside them are words, not figures."""
    return Template(text).substitute({name: tokens.write([word]) for name, word in words.items()})


def words(programme: Programme, first: dt.date, last: dt.date) -> dict[str, str]:
    """Of a report on a programme."""
    parties = [party.unit.name for party in programme.parties.select_related("unit") if party.role == "party"]
    return of_period(first, last) | {
        "ten_chuong_trinh": programme.name,
        "ten_va_giai_doan": _named(programme.name, period(first, last)),
        "van_ban": _document(programme),
        "cac_co_quan": ", ".join(parties) or _("các cơ quan"),
        "cong_viec": _("thực hiện %(programme)s") % {"programme": programme.short_name or programme.name},
    }


def of_unit(unit: Unit) -> dict[str, str]:
    """Of a report on all that a unit does."""
    return {"don_vi": unit.name, "cong_viec": _("công tác phối hợp bảo vệ phụ nữ và trẻ em")}


def of_topic(topic: Category) -> dict[str, str]:
    """Of a report on one topic."""
    return {"chuyen_de": topic.name, "ma_chuyen_de": topic.code}


def of_period(first: dt.date, last: dt.date, called: str = "") -> dict[str, str]:
    """Of the period; a regime may call it otherwise than its days do: "tháng 6/2025" that began on 15/5."""
    during = called or period(first, last)
    return {"giai_doan": during, "giai_doan_ngan": during.replace(" - ", "–")}


def period(first: dt.date, last: dt.date) -> str:
    """Read "giai đoạn 2019 - 2022", "năm 2022", "6 tháng đầu năm 2022", "quý II năm 2022", "tháng 6 năm 2022"."""
    whole = first.day == 1 and (last + ONE).day == 1
    named = _of_months(first, last) if whole else ""
    return named or _("thời gian từ ngày %(first)s đến ngày %(last)s") % {
        "first": dates.day(first),
        "last": dates.day(last),
    }


def _of_months(first: dt.date, last: dt.date) -> str:
    """What whole months are called together; empty where they have no name."""
    said = {"year": first.year, "month": first.month, "count": last.month, "quarter": dates.quarter(first.month)}
    if first.year != last.year:
        several = (first.month, last.month) == (1, YEAR)
        return _("giai đoạn %(first)s - %(last)s") % {"first": first.year, "last": last.year} if several else ""
    if first.month == last.month:
        return _("tháng %(month)s năm %(year)s") % said
    if (first.month, last.month) in _QUARTER_MONTHS:
        return _("quý %(quarter)s năm %(year)s") % said
    if first.month == 1:
        return (_("năm %(year)s") if last.month == YEAR else _("%(count)s tháng đầu năm %(year)s")) % said
    return _("6 tháng cuối năm %(year)s") % said if (first.month, last.month) == (7, YEAR) else ""


def _named(name: str, during: str) -> str:
    """The programme and the period under it, unless its name says the period already."""
    return name if during in name else f"{name}\n{during}"


def _document(programme: Programme) -> str:
    if not (programme.document_number and programme.signed_on):
        return programme.name
    said = {"number": programme.document_number, "day": dates.day(programme.signed_on)}
    return _("Chương trình số %(number)s ngày %(day)s") % said
