"""Invented numbers for the charts of the gallery."""

from __future__ import annotations

from django.utils.safestring import SafeString

from ketnoi.ui.charts.bars import Bar, bars
from ketnoi.ui.charts.combination import Group, Together, combination
from ketnoi.ui.charts.months import Year, months
from ketnoi.ui.charts.points import Point, points
from ketnoi.ui.charts.targets import Target, targets
from ketnoi.ui.numbers import grouped, percent

AUDIENCE = (("Hội viên, phụ nữ", 5310), ("Học sinh", 2870), ("Nhân dân", 1820))
GROUPS = (Group("hoi", "Hội"), Group("ca", "Công an"), Group("vks", "VKSND"), Group("ta", "TAND"))
SIX = (*GROUPS, Group("yt", "Y tế"), Group("tp", "Tư pháp"))
LAND = "M40 60 L150 20 L300 50 L420 30 L560 90 L600 220 L520 330 L380 360 L250 340 L120 370 L50 260 Z"
PLACES = (
    Point(150, 120, 1240, "Xã Minh họa A"),
    Point(320, 160, 860, "Xã Minh họa B"),
    Point(470, 230, 410, "Xã Minh họa C"),
    Point(230, 260, 96, "Xã Minh họa D"),
    Point(240, 266, 60, "Xã Minh họa Đ"),
    Point(560, 180, 33, "Xã Minh họa E"),
    Point(400, 310, 0, "Xã Minh họa G"),
)
TABLE = {
    "caption": "Lượt người dự theo nhóm",
    "columns": ("Nhóm", "Lượt", "Tỷ lệ"),
    "rows": [(name, grouped(count), percent(count, 10_000)) for name, count in AUDIENCE],
    "foot": ("Cộng", grouped(10_000), percent(10_000, 10_000)),
}


def charts() -> dict[str, SafeString]:
    """Each chart by its name."""
    return {
        "bars": _bars(),
        "of_which": _of_which(),
        "links": _links(),
        "targets": _targets(),
        "months": _months(),
        "four": _combination(GROUPS),
        "six": _combination(SIX),
        "points": points((LAND,), PLACES, (640, 400), "Bản đồ 7 xã, nhiều nhất là Xã Minh họa A", unit="lượt"),
    }


def _bars() -> SafeString:
    rows = [Bar(name, count, f"{grouped(count)} lượt · {percent(count, 10_000)}") for name, count in AUDIENCE]
    return bars(rows, "10.000 lượt chia theo ba nhóm", unit="lượt", caption="Mỗi lượt xếp vào đúng một nhóm.")


def _of_which() -> SafeString:
    rows = [Bar("Trong đó: nữ", 7240), Bar("Trong đó: dân tộc thiểu số", 8105)]
    return bars(rows, "Trong 10.000 lượt có 7.240 nữ", unit="lượt", whole=10_000)


def _links() -> SafeString:
    rows = [Bar("Cụm thi đua 1", 31, href="#h-bieu-do"), Bar("Cụm thi đua 2", 0), Bar("Cụm thi đua 3", None)]
    return bars(rows, "Số buổi theo cụm", unit="buổi")


def _targets() -> SafeString:
    rows = [
        Target("Buổi tuyên truyền", (31, 29, 20, 38), 120, "buổi"),
        Target("Lớp tập huấn", (3, 4, 2, 6), 12, "lớp"),
        Target("Nói chuyện chuyên đề", (1, 0, 0, 1), 4, "cuộc"),
    ]
    caption = "Bốn khúc là bốn năm. Vạch đứt: tiến độ kế hoạch cuối mỗi năm."
    return targets(rows, "Thực hiện so với chỉ tiêu", pace=(0.25, 0.5, 0.75), caption=caption)


def _months() -> SafeString:
    first = Year("2021", (2, 5, 9, 6, 1, 0, 1, 0, 1, 6, 7, 3), "41 buổi")
    last = Year("2022", (3, 5, 12, 6, 6, 9, 5, 5, 6, None, None, None), "57 buổi, 9 tháng")
    return months((first, last), "Số buổi từng tháng năm")


def _combination(groups: tuple[Group, ...]) -> SafeString:
    rows = [Together({"hoi", "ca"}, 91), Together({"hoi", "ca", "vks"}, 14)]
    rows.append(Together({group.code for group in groups}, 6))
    return combination(groups, rows, "Số buổi theo nhóm cơ quan cùng làm", unit="buổi")
