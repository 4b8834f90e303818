"""Days and moments as read and written in Viet Nam. A moment is stored as microseconds since 1970 (UTC)."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

ZONE: Final = ZoneInfo("Asia/Ho_Chi_Minh")
# Days outside are slips of the pen; beside them sums of days would leave the calendar.
FIRST_DAY: Final = date(1900, 1, 1)
LAST_DAY: Final = date(2199, 12, 31)
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND: Final = timedelta(microseconds=1)
_DAY_FIRST: Final = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})", re.ASCII)
_YEAR_FIRST: Final = re.compile(r"(\d{4})([/.-])(\d{1,2})\2(\d{1,2})", re.ASCII)
_TWO_DIGIT_PIVOT: Final = 70
_MONTHS_WITH_ZERO: Final = 2


def to_us(moment_: datetime) -> int:
    """Microseconds since 1970 of an aware datetime. Raises ValueError for a naive one."""
    if moment_.tzinfo is None:
        raise ValueError("a moment needs a time zone")
    return (moment_ - _EPOCH) // _MICROSECOND


def from_us(microseconds: int) -> datetime:
    """Return the aware datetime, in Viet Nam's time, of microseconds since 1970."""
    return (_EPOCH + timedelta(microseconds=microseconds)).astimezone(ZONE)


def day(value: date) -> str:
    """04/11/2022. A datetime is read in Viet Nam's time."""
    local = value.astimezone(ZONE) if isinstance(value, datetime) else value
    return f"{local.day:02}/{local.month:02}/{local.year:04}"


def moment(value: int | datetime) -> str:
    """14:32, 20/11/2026 in Viet Nam's time."""
    local = (from_us(value) if isinstance(value, int) else value).astimezone(ZONE)
    return f"{local:%H:%M}, {day(local)}"


def until(value: int | datetime) -> str:
    """To when something lasts: what stops at midnight lasts to the end of the day before ("hết ngày 20/11/2026")."""
    local = (from_us(value) if isinstance(value, int) else value).astimezone(ZONE)
    if (local.hour, local.minute, local.second, local.microsecond) != (0, 0, 0, 0):
        return moment(local)
    return _("hết ngày %(day)s") % {"day": day(local - _MICROSECOND)}


def long_day(value: date) -> str:
    """Ngày 04 tháng 11 năm 2022: on official paper days under 10 and months 1 and 2 take a zero."""
    month = f"{value.month:02}" if value.month <= _MONTHS_WITH_ZERO else str(value.month)
    return f"ngày {value.day:02} tháng {month} năm {value.year}"


def quarter(month: int) -> str:
    """In which quarter a month (1-12) lies: "I" to "IV"."""
    return ("I", "II", "III", "IV")[(month - 1) // 3]


def period(first: date, last: date) -> str:
    """2019–2022 for whole years, one day as that day, else 01/01/2019 – 30/06/2020. Both ends count."""
    whole_years = (first.month, first.day, last.month, last.day) == (1, 1, 12, 31)
    if whole_years:
        return str(first.year) if first.year == last.year else f"{first.year}–{last.year}"
    return day(first) if first == last else f"{day(first)} – {day(last)}"


def parse_day(text: str) -> date:
    """Read a day as typed: 04/11/2022, 4-11-22, 4.11.2022 or 2022-11-04. Two-digit years are 1970-2069.

    Raises ValueError with a message for the user.
    """
    typed = text.strip()
    try:
        if found := _DAY_FIRST.fullmatch(typed):
            return _sensible(date(_full_year(found[4]), int(found[3]), int(found[1])))
        if found := _YEAR_FIRST.fullmatch(typed):
            return _sensible(date(int(found[1]), int(found[3]), int(found[4])))
    except ValueError as error:
        raise ValueError(_("Ngày này không có trong lịch")) from error
    raise ValueError(_("Nhập ngày, tháng, năm, ví dụ 04/11/2022"))


def is_sensible(value: date) -> bool:
    """Whether a day lies between FIRST_DAY and LAST_DAY."""
    return FIRST_DAY <= value <= LAST_DAY


def _sensible(value: date) -> date:
    if not is_sensible(value):
        raise ValueError(value)
    return value


def _full_year(digits: str) -> int:
    if len(digits) == 4:  # noqa: PLR2004 - a year written in full
        return int(digits)
    return int(digits) + (2000 if int(digits) < _TWO_DIGIT_PIVOT else 1900)
