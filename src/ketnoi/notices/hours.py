"""Hours of duty as people write them: "07:30-11:30, 13:30-17:00", "cả ngày", "17:00-07:30" over midnight.

Kept as [from, to] in minutes of the day; a stretch past 1440 runs into the next day.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from django.utils.translation import gettext as _

from ketnoi.ui.text import fold, tidy

Stretch = list[int]
DAY = 24 * 60
ALL_DAY: list[Stretch] = [[0, DAY]]
MOST = 6  # stretches in a day; more is a slip of the pen
_STRETCH = re.compile(r"(\d{1,2})(?:[:hg](\d{2})?)?\s*[-–]\s*(\d{1,2})(?:[:hg](\d{2})?)?", re.ASCII)


def parse(text: str) -> list[Stretch]:
    """Read a day's hours; empty for a day off. Raises ValueError in words for whoever typed."""
    told = tidy(text)
    if not told:
        return []
    if fold(told) in {"ca ngay", "24/24"}:
        return [list(one) for one in ALL_DAY]
    found = [_stretch(part.strip()) for part in re.split(r"[,;]", told)]
    if len(found) > MOST:
        raise ValueError(_("Nhiều nhất %(most)s khoảng giờ trong một ngày.") % {"most": MOST})
    return sorted(found)


def written(stretches: Sequence[Stretch]) -> str:
    """The same as one would write it; "" for a day off."""
    if [list(one) for one in stretches] == ALL_DAY:
        return _("cả ngày")
    return ", ".join(f"{_clock(start)}-{_clock(end)}" for start, end in stretches)


def covers(stretches: Sequence[Stretch], minute: int) -> bool:
    """Whether a minute lies in one of them; of the day after, minutes count from 1440 on."""
    return any(start <= minute < end for start, end in stretches)


def minute_of(moment: dt.datetime) -> int:
    return moment.hour * 60 + moment.minute


def _stretch(text: str) -> Stretch:
    found = _STRETCH.fullmatch(text)
    if not found:
        raise ValueError(_("Hãy ghi giờ như 07:30-17:00, nhiều khoảng cách nhau bằng dấu phẩy, hoặc “cả ngày”."))
    start, end = _minutes(found[1], found[2]), _minutes(found[3], found[4])
    return [start, end if end > start else end + DAY]


def _minutes(hour: str, minute: str | None) -> int:
    told = int(hour) * 60 + int(minute or 0)
    if told > DAY or int(minute or 0) > 59:  # noqa: PLR2004 - minutes of an hour
        raise ValueError(_("Không có giờ %(hour)s:%(minute)s.") % {"hour": hour, "minute": minute or "00"})
    return told


def _clock(minute: int) -> str:
    """24:00 ends a day; past it the hours of the next."""
    told = minute if minute <= DAY else minute - DAY
    return f"{told // 60:02}:{told % 60:02}"
