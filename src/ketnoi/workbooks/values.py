"""Counts and days as people write them in cells: read exactly, read with a doubt to be confirmed, or refused by name.

A doubt is never settled silently: the row waits until somebody agrees to what the doubt says.
"""

from __future__ import annotations

import calendar
import datetime as dt
import math
import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from django.utils.translation import gettext as _

from ketnoi.ui import dates, numbers
from ketnoi.ui.text import fold, tidy

Plain = str | int | float | bool

_APOSTROPHES: Final = "'’‘`"  # the first makes a text of what stands in a cell; others come of correcting while typing
LONGEST: Final = 100  # letters in which a count or a day is written
NOTHING: Final = frozenset({"", "-", "–", "—", "/", "không", "không có"})
_LABEL: Final = re.compile(r"([^\d:]{1,60}):\s*")
_LABELS: Final = frozenset(
    (
        *("so luot", "so luot nguoi", "so luot nguoi du", "luot", "luot nguoi", "so nguoi", "so nguoi du", "nguoi"),
        *("so nguoi tham gia", "so nguoi tham du", "so luong", "sl", "so", "tong", "tong so", "tong cong", "cong"),
        *("tong so luot", "tong so luot nguoi", "tong so nguoi", "tham gia", "tham du", "co mat", "trong do"),
    )
)
_PARTS: Final = {"nu": "nữ", "so nu": "nữ", "trong do nu": "nữ", "nam": "nam", "so nam": "nam", "trong do nam": "nam"}
_UNIT_WORDS: Final = frozenset(
    (
        *(
            "luot",
            "luot nguoi",
            "luot nguoi du",
            "nguoi",
            "nguoi du",
            "ng",
            "hoi vien",
            "hv",
            "phu nu",
            "chi",
            "chi em",
        ),
        *("em", "hoc sinh", "hs", "hoc vien", "dai bieu", "can bo", "nguoi dan", "nhan dan", "ba con", "nu", "nam"),
        *("doan vien", "tre em"),
    )
)
_ABOUT: Final = re.compile(
    r"(?:tren|hon|gan|khoang|chung|it nhat|toi thieu|xap xi|uoc tinh|uoc|tam|co|[~≈><≥≤]=?)\s*(?=[\d(])"
)
_ABOUT_AFTER: Final = re.compile(r"(?<=\d)\s*(?:\+|tro len|hon)(?=$|\s*[a-z])")
_NUMBER: Final = re.compile(r"(?P<number>\d[\d.,\s]*?)(?:\s*(?P<unit>[a-z][a-z ]*)\.?)?")
_DECIMAL: Final = re.compile(r"(?P<whole>\d{1,3}(?:\.\d{3})+|\d+),(?P<part>\d+)")
_ENGLISH: Final = re.compile(r"[1-9]\d{0,2}(?:,\d{3})+(?:\.0+)?")
_SPAN: Final = re.compile(r"\d[\d.,]*\s*(?:-|–|—|den)\s*\d[\d.,]*.*")


@dataclass(frozen=True)
class Count:
    """A whole number; `estimate` when the cell says that it is none exactly; `doubt` to be agreed to.

    `part`: "nữ" or "nam", where the cell says that it counts only these.
    """

    number: int
    doubt: str = ""
    estimate: bool = False
    part: str = ""


def count(value: Plain) -> Count | None:
    """Read a count: 1200, "1.200", "Số lượt: 1.200", "trên 300". None for a dash. Raises ValueError for the person."""
    if isinstance(value, bool):
        raise ValueError(_("Nhập một số, ví dụ 64"))  # noqa: TRY004 - what stands in a cell, said to the person
    if isinstance(value, int):
        return Count(_whole(value))
    if isinstance(value, float) and not math.isfinite(value):
        raise ValueError(_("Số này quá lớn"))
    if isinstance(value, float):
        shown = numbers.decimal(Decimal(repr(value)), places=_places(value))
        raise ValueError(_fraction(shown))  # noqa: TRY004 - what stands in a cell, said to the person
    if len(value) > LONGEST:
        raise ValueError(_("Nhập một số, ví dụ 64"))
    if not value.isascii() and any(unicodedata.category(sign) == "No" for sign in value):
        raise ValueError(_no_number(value, value))  # made plain, the note in "45¹" would be a digit
    typed = unicodedata.normalize("NFKC", tidy(value)).lstrip(_APOSTROPHES).strip()
    return None if typed.lower() in NOTHING else _typed(typed)


def _whole(number: int) -> int:
    if number < 0:
        raise ValueError(_("Số này âm; nhập một số từ 0 trở lên"))
    return numbers.parse_count(str(number))


def _places(value: float) -> int:
    exponent = Decimal(repr(value)).as_tuple().exponent
    return min(6, max(1, -exponent)) if isinstance(exponent, int) else 2


def _fraction(shown: str) -> str:
    return _("%(shown)s không phải số nguyên. Nếu là số hàng nghìn, hãy ghi lại ô này dưới dạng số.") % {"shown": shown}


def _typed(typed: str) -> Count:
    label = _LABEL.match(typed)
    named = fold(label[1]) if label else ""
    bare = fold(typed[label.end() :] if label else typed)
    about = _ABOUT.match(bare) or _ABOUT_AFTER.search(bare)
    said = (_ABOUT_AFTER.sub("", _ABOUT.sub("", bare, count=1)) if about else bare).strip()
    found = _NUMBER.fullmatch(said)
    unit = (found["unit"] or "").strip() if found else ""
    if found is None or (unit and unit not in _UNIT_WORDS):
        raise ValueError(_no_number(typed, bare))
    exact = _digits(found["number"].strip(), typed)
    doubt = _doubt(named, estimate=bool(about)) % {"typed": typed, "number": numbers.grouped(exact.number)}
    part = _PARTS.get(named) or _PARTS.get(unit, "")
    return Count(exact.number, doubt or exact.doubt, estimate=bool(about), part=part)


def _doubt(named: str, *, estimate: bool) -> str:
    """What somebody has to agree to: to "trên 300", and to "Vắng: 5", whose words may say anything."""
    if estimate:
        return _("“%(typed)s” không phải số chính xác. Nếu đồng ý, ghi %(number)s và cách đếm là ước tính.")
    if named and named not in _LABELS and named not in _PARTS:
        return _("“%(typed)s” ghi kèm chữ. Nếu đồng ý, hiểu là %(number)s.")
    return ""


def _no_number(typed: str, bare: str) -> str:
    if "%" in bare:
        return _("“%(typed)s” là tỷ lệ phần trăm, không phải số người; ghi con số cụ thể, ví dụ 64") % {"typed": typed}
    if _SPAN.fullmatch(bare):
        return _("“%(typed)s” là một khoảng; ghi một con số cụ thể") % {"typed": typed}
    if not any(sign.isdigit() for sign in bare):
        return _("“%(typed)s” là chữ, không phải con số; ghi con số cụ thể, ví dụ 64") % {"typed": typed}
    return _("“%(typed)s” không đọc được thành một con số; nhập một số, ví dụ 64") % {"typed": typed}


def _digits(digits: str, typed: str) -> Count:
    """Read what is only digits and signs between them."""
    if (digits[0] == "0" and not digits.isdigit()) or re.search(r"[.,\s]$", digits):
        raise ValueError(_no_number(typed, digits))
    if _ENGLISH.fullmatch(digits):
        number = numbers.parse_count(digits.partition(".")[0].replace(",", ""))
        told = _("“%(typed)s” có dấu phẩy. Nếu đồng ý, hiểu là %(number)s.")
        return Count(number, told % {"typed": typed, "number": numbers.grouped(number)})
    if found := _DECIMAL.fullmatch(digits):
        if found["part"].strip("0"):
            raise ValueError(_fraction(digits))
        return Count(numbers.parse_count(found["whole"]))
    return Count(numbers.parse_count(digits))


@dataclass(frozen=True)
class Days:
    """From a day to a day (`last` None: one day). `doubt` is to be agreed to; `note` is only said."""

    first: dt.date
    last: dt.date | None = None
    time: dt.time | None = None
    doubt: str = ""
    note: str = ""


# The day numbers of a spreadsheet: 1 is 01/01/1900, and its calendar has a 29/02/1900.
_SERIAL_START: Final = dt.date(1899, 12, 30)
SERIALS: Final = range(25_569, 73_051)  # 1970 to 2099
_COMPACT: Final = re.compile(r"(?:19|20)\d{6}")
_LEADING: Final = re.compile(
    r"(?:(?:sang|chieu|toi|trua|dem|luc|vao|tu|ngay|hoi|buoi|chu nhat|cn|t[2-7]"
    r"|thu (?:hai|ba|tu|nam|sau|bay|[2-7]))\b[,:.]?\s*)+"
)
_SEP: Final = r"\s*[/.\-]\s*"
_TIME: Final = re.compile(
    r"[,\s]*(?:luc|hoi|t)?\s*(\d{1,2})\s*(?::|h|gio|g)\s*(\d{2})?(?::\d{2}(?:\.\d+)?)?(?:\s*phut)?$"
)
_WORDS: Final = re.compile(r"(\d{1,2})\s*thang\s*(\d{1,2})\s*(?:nam|,|/)?\s*(\d{4})")
_DAY: Final = re.compile(rf"(\d{{1,2}}){_SEP}(\d{{1,2}}){_SEP}(\d{{4}}|\d{{2}})")
_ISO: Final = re.compile(rf"(\d{{4}}){_SEP}(\d{{1,2}}){_SEP}(\d{{1,2}})")
_MONTHS_OR_DAY: Final = re.compile(r"\d{1,2}\s*-\s*\d{1,2}\s*[/.]\s*\d{2,4}|\d{1,2}\s*[/.]\s*\d{1,2}\s*-\s*\d{2}")
_NO_YEAR: Final = re.compile(rf"(\d{{1,2}}){_SEP}(\d{{1,2}})")
_MONTH: Final = re.compile(r"(?:thang|t)?\s*(\d{1,2})\s*(?:/|-|\.|nam|,)?\s*(?:nam)?\s*(\d{4})")
_BETWEEN: Final = re.compile(r"\s*(?:-|–|—|den ngay|den het ngay|den|toi)\s*")
_SHORT_YEAR: Final = 2
_YEAR_UNSEEN: Final = re.compile(r"(\d{2}/\d{2}) \((\d{4})\)")
_MONTH_FIRST: Final = re.compile(r"(\d{2})/(\d{2})/(\d{4}) \(thang/ngay/nam\)")
_DASHES: Final = str.maketrans("–—−∕⁄", "---//")
_TIME_FIRST: Final = re.compile(r"(\d{1,2}\s*(?::|h|gio|g)\s*(?:\d{2})?)\s*(?:'|phut)?[\s,;.]*(?:ngay\b)?[\s:]*(.+)")
_PART_OF_DAY: Final = r"sang|chieu|toi|trua|chu nhat|cn|t[2-7]|thu (?:hai|ba|tu|nam|sau|bay|[2-7])"
_AFTERWARDS: Final = re.compile(rf"[\s,;.]*(?:\((?:{_PART_OF_DAY})\)|(?:buoi )?(?:{_PART_OF_DAY}))?[\s,;.]*$")
_AS_NUMBERS: Final = (5, 8)  # digits of a spreadsheet's day number, and of 20210305


def days(value: Plain) -> Days:
    """Read a day: 05/3/2021, 5-3-21, a spreadsheet's day number, "từ 05 đến 07/3/2021"; "tháng 3/2021" with a doubt.

    Raises ValueError for the person.
    """
    if isinstance(value, bool):
        raise ValueError(_("Nhập ngày, tháng, năm, ví dụ 04/11/2022"))  # noqa: TRY004 - said to the person
    if isinstance(value, (int, float)):
        return _number_day(value)
    if len(value) > LONGEST:
        raise ValueError(_("Nhập ngày, tháng, năm, ví dụ 04/11/2022"))
    typed = fold(unicodedata.normalize("NFKC", value)).lstrip(_APOSTROPHES).translate(_DASHES)
    if len(typed) in _AS_NUMBERS and typed.isascii() and typed.isdigit():
        return _number_day(int(typed))
    bare = _LEADING.sub("", typed, count=1) if _LEADING.match(typed) else typed
    if month := _MONTH.fullmatch(typed) or _MONTH.fullmatch(bare):
        return _whole_month(int(month[1]), int(month[2]))
    if shown := _YEAR_UNSEEN.fullmatch(typed) or _MONTH_FIRST.fullmatch(typed):
        return _shown_otherwise(shown)
    at, bare = _clock(bare)
    one = _one_day(bare)
    if one is not None:
        return Days(one, time=at, doubt=_of_months(bare, one))
    return _told_otherwise(bare, tidy(value))


def without_year(day: dt.date) -> str:
    """How a day is written whose cell shows no year; `days` reads it back with a doubt."""
    return f"{day:%d/%m} ({day:%Y})"


def month_first(day: dt.date) -> str:
    """How a day is written whose cell shows the month first; `days` reads it back with a doubt."""
    return f"{day:%m/%d/%Y} (tháng/ngày/năm)"


def _shown_otherwise(shown: re.Match[str]) -> Days:
    if shown.re is _YEAR_UNSEEN:
        one = dates.parse_day(f"{shown[1]}/{shown[2]}")
        told = _("Ô chỉ hiện ngày, tháng, không hiện năm. Nếu đồng ý, hiểu là ngày %(day)s.")
    else:
        one = dates.parse_day(f"{shown[2]}/{shown[1]}/{shown[3]}")
        told = _("Ô hiện tháng trước, ngày sau. Nếu đồng ý, hiểu là ngày %(day)s.")
    return Days(one, doubt=told % {"day": dates.day(one)})


def _of_months(bare: str, one: dt.date) -> str:
    """The doubt about "3-5/2021", which may be March to May, and about "05/3-07", which may be two days."""
    if not _MONTHS_OR_DAY.fullmatch(bare):
        return ""
    told = _("“%(bare)s” có thể là nhiều ngày hoặc nhiều tháng. Nếu đồng ý, hiểu là ngày %(day)s.")
    return told % {"bare": bare, "day": dates.day(one)}


def _told_otherwise(bare: str, typed: str) -> Days:
    """A day with its time before it, with words or a point after it; else a span."""
    early = _TIME_FIRST.fullmatch(bare)
    said = early[2].rstrip(" ,;.") if early else _AFTERWARDS.sub("", bare, count=1)
    at, rest = _clock(f"{said} {early[1]}") if early else (None, said)
    one = _one_day(rest)
    if one is not None:
        return Days(one, time=at, doubt=_of_months(rest, one))
    return _span(bare, typed)


def _number_day(value: float) -> Days:
    number = int(value) if math.isfinite(value) else 0
    if number in SERIALS:
        found = _SERIAL_START + dt.timedelta(days=number)
    elif _COMPACT.fullmatch(str(number)) and number == value:
        found = dates.parse_day(f"{str(number)[:4]}-{str(number)[4:6]}-{str(number)[6:]}")
    else:
        raise ValueError(_("Nhập ngày, tháng, năm, ví dụ 04/11/2022"))
    told = _("Ô ghi số %(number)s; hiểu là ngày %(day)s.") % {"number": number, "day": dates.day(found)}
    return Days(found, note=told)


def _whole_month(month: int, year: int) -> Days:
    if not 1 <= month <= 12:  # noqa: PLR2004 - months of a year
        raise ValueError(_("Ngày này không có trong lịch"))
    first = dates.parse_day(f"{year}-{month}-1")
    last = first.replace(day=calendar.monthrange(year, month)[1])
    told = _("Chỉ ghi tháng, không ghi ngày. Nếu đồng ý, phiếu ghi từ %(first)s đến %(last)s.")
    return Days(first, last, doubt=told % {"first": dates.day(first), "last": dates.day(last)})


def _clock(bare: str) -> tuple[dt.time | None, str]:
    """Take a time of day off the end; midnight is what spreadsheets add to a day without one."""
    found = _TIME.search(bare)
    if found is None or _one_day(bare[: found.start()]) is None:
        return None, bare
    hour, minute = int(found[1]), int(found[2] or 0)
    if hour > 23 or minute > 59:  # noqa: PLR2004 - hours and minutes of a day
        raise ValueError(_("Giờ này không có trên đồng hồ"))
    return (dt.time(hour, minute) if hour or minute else None), bare[: found.start()]


def _one_day(bare: str) -> dt.date | None:
    if found := _DAY.fullmatch(bare) or _WORDS.fullmatch(bare):
        return dates.parse_day(f"{found[1]}/{found[2]}/{found[3]}")
    if found := _ISO.fullmatch(bare):
        return dates.parse_day(f"{found[1]}-{found[2]}-{found[3]}")
    return None


def _span(bare: str, typed: str) -> Days:
    for between in _BETWEEN.finditer(bare):
        start, end = bare[: between.start()].strip(), bare[between.end() :].strip()
        last = _one_day(end)
        first = _one_day(start) or (_completed(start, last) if last else None)
        if first and last:
            return _ordered(first, last)
    if _NO_YEAR.fullmatch(bare):
        raise ValueError(_("“%(typed)s” thiếu năm; ghi đủ ngày, tháng, năm, ví dụ 04/11/2022") % {"typed": typed})
    raise ValueError(_("Nhập ngày, tháng, năm, ví dụ 04/11/2022"))


def _completed(start: str, last: dt.date) -> dt.date | None:
    """The first day of "05-07/3/2021" or "28/2-02/3/2021": what it leaves out it shares with the last."""
    if start.isascii() and start.isdigit():
        return dates.parse_day(f"{start}/{last.month}/{last.year}") if len(start) <= _SHORT_YEAR else None
    found = _NO_YEAR.fullmatch(start)
    return dates.parse_day(f"{found[1]}/{found[2]}/{last.year}") if found else None


def _ordered(first: dt.date, last: dt.date) -> Days:
    if last < first:
        raise ValueError(_("Ngày kết thúc phải từ ngày bắt đầu trở đi."))
    return Days(first, None if first == last else last)
