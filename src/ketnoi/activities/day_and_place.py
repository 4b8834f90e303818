"""A day and a place in one cell, as under "Thời gian, địa điểm": either may stand first."""

from __future__ import annotations

import re
from typing import Final

from ketnoi.workbooks import values

_DAY_FIRST: Final = re.compile(
    r"(.*?\d[/.-]\d{4}|.*?năm \d{4})[\s,;:–-]*(?:(?:tại|ở)\s+)?([^\W\d_](?:(?!\d\s*[/.-]\s*\d).)*)", re.IGNORECASE
)
# Where the day may begin behind a place: at a sign, at a word that days begin with, at an hour, at a whole day.
_DAY_BEHIND: Final = re.compile(
    r"\s*[,;(]\s*|\s+(?:[-–—]\s+)?(?=(?:ngày|vào|từ|lúc|hồi|sáng|chiều|tối|tháng|thời gian)\b:?\s*\S*\d)"
    r"|\s+(?:[-–—]\s+)?(?=\d{1,2}(?:[/.-]\d{1,2}[/.-]\d{2,4}\W*$|\s*(?:h|g|giờ|:)\s*(?:\d|ngày)))",
    re.IGNORECASE,
)
_LABELS: Final = re.compile(r"\A(?:(?:tại|địa điểm|thời gian|nơi)\b\s*:?|ở\s)\s*", re.IGNORECASE)
_NO_PLACE: Final = re.compile(
    r"(?:dự kiến|khoảng|hoãn|đầu|cuối|giữa|sau|trước|chưa|đến|hết|quý|tuần|tháng|ngày|từ|trong|năm|sáng|chiều|tối|thứ"
    r"|cn|chủ nhật|lúc|vào|hồi|lần|đợt)\b",
    re.IGNORECASE,
)
_ALSO_NAMES: Final = {"Tuần", "Từ", "Năm", "Quý"}  # words of days that names of places begin with
_DAY_IN: Final = re.compile(r"\d\s*[/.-]\s*\d|\d\s*(?:h|giờ)\b|\bngày\s*\d", re.IGNORECASE)  # "ngày 5 và" of two days


def parted(said: str) -> tuple[str, str]:
    """What is said of a day, and of a place; both empty where the cell does not plainly say both."""
    first = _DAY_FIRST.fullmatch(said)
    if first and _is_place(first[2]):
        return first[1], first[2]
    for between in _DAY_BEHIND.finditer(said):
        place, day = (_LABELS.sub("", part) for part in (said[: between.start()], said[between.end() :]))
        day = day.removesuffix(")") if "(" in between[0] else day
        if place[:1].isalpha() and _is_place(place) and not _DAY_IN.search(place) and _is_day(day):
            return day, place
    return "", ""


def _is_place(said: str) -> bool:
    """Communes are called Tuần Giáo, Từ Sơn, Năm Căn, Quý Lộc: two capitals; "Quý II", "từ Sơn La" have not."""
    first, second = [*said.split(maxsplit=2), "", ""][:2]
    named = first in _ALSO_NAMES and second[:1].isupper() and second[1:2].islower()
    return not _NO_PLACE.match(said) or (named and not _NO_PLACE.match(second))


def _is_day(said: str) -> bool:
    try:
        values.days(said)
    except ValueError:
        return False
    return True
