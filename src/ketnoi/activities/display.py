"""An entry in words: the fields of a record beside their names, as pages show them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ketnoi.activities.entry import Entry
from ketnoi.figures import catalogue
from ketnoi.orgs import queries as orgs
from ketnoi.places.queries import labels as place_labels
from ketnoi.programmes.models import Programme
from ketnoi.ui import dates, numbers

LABELS: dict[str, str | Promise] = {
    "kind": _("Loại hoạt động"),
    "title": _("Nội dung"),
    "starts_on": _("Ngày"),
    "lead": _("Đơn vị chủ trì"),
    "ends_on": _("Đến ngày"),
    "start_time": _("Giờ bắt đầu"),
    "place": _("Nơi"),
    "venue": _("Địa điểm cụ thể"),
    "partners": _("Đơn vị phối hợp"),
    "programmes": _("Chương trình"),
    "topics": _("Chuyên đề"),
    "attendance": _("Lượt người dự"),
    "women": _("Trong đó nữ"),
    "minority": _("Trong đó dân tộc thiểu số"),
    "people_listed": _("Số người trong danh sách ký nhận"),
    "counting": _("Cách đếm"),
    "result": _("Kết quả"),
}
NOTHING = "—"


@dataclass(frozen=True)
class Names:
    """Names of what entries refer to, by id."""

    units: dict[int, str]
    places: dict[int | None, str]
    programmes: dict[int, str]
    categories: dict[int, str]


def names(entries: Iterable[Entry]) -> Names:
    """Look up all names these entries need: three queries."""
    known = list(entries)
    programmes = {one for entry in known for one in entry.programmes}
    categories = {
        number for entry in known for number in (entry.kind, entry.counting or 0, *entry.topics, *entry.attendance)
    }
    return Names(
        units=orgs.names(unit for entry in known for unit in entry.units),
        places=place_labels({entry.place for entry in known}),
        programmes=dict(Programme.objects.filter(pk__in=programmes).values_list("pk", "short_name")),
        categories=catalogue.names(categories),
    )


def shown(entry: Entry, known: Names) -> dict[str, str]:
    """Every field of the entry as text, in the order of LABELS; what is empty is a dash."""
    said = {
        "kind": known.categories[entry.kind],
        "title": entry.title,
        "starts_on": dates.day(entry.starts_on),
        "lead": known.units.get(entry.lead, ""),
        "ends_on": dates.day(entry.ends_on) if entry.ends_on else "",
        "start_time": f"{entry.start_time:%H:%M}" if entry.start_time else "",
        "place": known.places.get(entry.place or 0, ""),
        "venue": entry.venue,
        "partners": ", ".join(known.units.get(unit, "") for unit in entry.partners),
        "programmes": ", ".join(known.programmes.get(one, "") for one in entry.programmes),
        "topics": "; ".join(known.categories[one] for one in entry.topics),
        "attendance": _attendance(entry, known),
        "women": _count(entry.women),
        "minority": _count(entry.minority),
        "people_listed": _count(entry.people_listed),
        "counting": known.categories.get(entry.counting or 0, ""),
        "result": entry.result,
    }
    return {name: text or NOTHING for name, text in said.items()}


def _attendance(entry: Entry, known: Names) -> str:
    if not entry.attendance:
        return ""
    parts = (f"{known.categories[one]} {numbers.grouped(count)}" for one, count in entry.attendance.items())
    return f"{numbers.grouped(entry.total)} ({', '.join(parts)})"


def _count(count: int | None) -> str:
    return "" if count is None else numbers.grouped(count)
