"""The list of works: what it shows and how it is narrowed."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import partial
from typing import Final

from django.utils.functional import Promise
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from ketnoi.figures import catalogue
from ketnoi.lists.columns import Column, Shown
from ketnoi.lists.columns import Kind as As
from ketnoi.lists.table import Filter, Order, Rows, Table, to
from ketnoi.officers.models import Officer
from ketnoi.orgs.models import Agency
from ketnoi.places.queries import labels as place_labels
from ketnoi.programmes import queries as programmes
from ketnoi.ui.search import having_words
from ketnoi.ui.templatetags.ui import agency, badge
from ketnoi.works import queries
from ketnoi.works.enums import Kind, Status
from ketnoi.works.models import Resource
from ketnoi.works.resources import totals

BADGES: Final = {
    Status.PROPOSED: ("info", "inbox"),
    Status.RETURNED: ("warn", "undo-2"),
    Status.AGREED: ("plum", "hammer"),
    Status.DONE: ("ok", "circle-check"),
    Status.CARRIED: ("mute", "arrow-right"),
    Status.DROPPED: ("mute", "ban"),
    Status.WITHDRAWN: ("mute", "undo-2"),
}
STANDING: Final = (Status.WITHDRAWN,)


def state_badge(status: str) -> SafeString:
    """The state of a work in its colour, with its word."""
    look, icon = BADGES[Status(status)]
    return badge(look, icon, str(Status(status).label))


def _states(values: Collection[str]) -> dict[str, Shown]:
    return {value: Shown(str(Status(value).label), partial(state_badge, value)) for value in values}


def _kinds(values: Collection[str]) -> dict[str, str]:
    return {value: str(Kind(value).label) for value in values}


def _key(values: Collection[bool]) -> dict[bool, Shown]:
    said = str(_("trọng điểm"))
    marked = Shown(said, partial(badge, "warn", "award", said))
    return {value: marked if value else Shown("", SafeString("")) for value in values}


def _units(values: Collection[int]) -> dict[int, Shown]:
    found = queries.units_of(values)
    return {
        work: Shown(", ".join(name for _code, name in units), partial(_coloured, units))
        for work, units in found.items()
    }


def _coloured(units: Iterable[tuple[str, str]]) -> SafeString:
    return format_html_join(SafeString("<br>"), "{}", ((agency(code, name),) for code, name in units))


def _money(values: Collection[int]) -> dict[int, int]:
    """Money known of each work, in đồng; one of which nothing is known is left out."""
    amounts: dict[int, dict[str, int]] = {}
    for work, source, amount in Resource.objects.filter(work__in=values).values_list("work", "source", "amount"):
        amounts.setdefault(work, {})[source] = amount
    summed = {work: totals(found).get("đồng") for work, found in amounts.items()}
    return {work: total for work, total in summed.items() if total is not None}


def _places(values: Collection[int | None]) -> dict[int | None, str]:
    return place_labels(values)


def _programmes(values: Collection[int | None]) -> dict[int | None, str]:
    named = programmes.names(one for one in values if one)
    return {one: named.get(one or 0, "") for one in values}


def _years(officer: Officer) -> list[tuple[str, str]]:
    return [(str(year), str(year)) for year in queries.years(officer)]


def _named_programmes(officer: Officer) -> list[tuple[str, str]]:
    return [(str(pk), name) for pk, name in programmes.offered(officer)]


def _fields(_officer: Officer) -> list[tuple[str, str]]:
    return [(str(one.pk), one.name) for one in catalogue.categories("work")]


def _statuses(_officer: Officer) -> list[tuple[str, str | Promise]]:
    return list(Status.choices)


def _agencies(_officer: Officer) -> list[tuple[str, str]]:
    return list(Agency.objects.values_list("code", "short"))


def _standing(rows: Rows) -> Rows:
    return rows.exclude(status__in=STANDING)


def _only_key(_officer: Officer) -> list[tuple[str, str | Promise]]:
    return [("1", _("Chỉ công trình trọng điểm"))]


TABLE: Final[Table] = Table(
    code="cong-trinh",
    label=_("Công trình, phần việc"),
    noun=_("công trình, phần việc"),
    address="works:list",
    visible=queries.visible_to,
    key="uuid",
    link=to("works:work"),
    columns=(
        Column("ten", _("Tên"), "title", main=True, width=60),
        Column("trong_diem", _("Trọng điểm"), "key", lookup=_key, under=True, width=12),
        Column("linh_vuc", _("Lĩnh vực"), "field_id", lookup=catalogue.names, under=True, width=30),
        Column("loai", _("Loại"), "kind", lookup=_kinds, width=12),
        Column("nam", _("Năm"), "year", width=8),
        Column("don_vi", _("Đơn vị"), "pk", lookup=_units, width=40),
        Column("trang_thai", _("Tình trạng"), "status", lookup=_states, width=18),
        Column("nguoi", _("Số người được phục vụ"), "people", As.COUNT, usual=False, width=12),
        Column("kinh_phi", _("Kinh phí (đồng)"), "pk", As.COUNT, lookup=_money, usual=False, width=16),
        Column("noi", _("Nơi thực hiện"), "place_id", lookup=_places, usual=False, under=True, width=40),
        Column("phong_trao", _("Phong trào"), "programme_id", lookup=_programmes, usual=False, under=True, width=30),
        Column("ngay_dk", _("Ngày đăng ký"), "registered_on", As.DAY, usual=False, width=12),
        Column("ket_thuc", _("Kết thúc"), "ended_on", As.DAY, usual=False, width=12),
        Column("muc_tieu", _("Mục tiêu"), "aim", usual=False, under=True, width=60),
    ),
    orders=(
        Order("moi", _("Năm mới nhất trước"), ("-year", "-pk")),
        Order("ten", _("Theo tên"), ("folded", "pk")),
        Order("cu", _("Năm cũ nhất trước"), ("year", "pk")),
    ),
    search=having_words,
    search_label=_("Tìm theo tên"),
    filters=(
        Filter("nam", _("Năm"), _("Mọi năm"), _years, lambda rows, value: rows.filter(year=int(value))),
        Filter("trang_thai", _("Tình trạng"), _("Đang có hiệu lực"), _statuses,
               lambda rows, value: rows.filter(status=value), _standing),
        Filter("loai", _("Loại"), _("Mọi loại"), lambda _officer: list(Kind.choices),
               lambda rows, value: rows.filter(kind=value)),
        Filter("linh_vuc", _("Lĩnh vực"), _("Mọi lĩnh vực"), _fields,
               lambda rows, value: rows.filter(field=int(value))),
        Filter("trong_diem", _("Trọng điểm"), _("Cả không trọng điểm"), _only_key,
               lambda rows, _value: rows.filter(key=True)),
        Filter("phong_trao", _("Phong trào"), _("Mọi phong trào"), _named_programmes,
               lambda rows, value: rows.filter(programme=int(value))),
        Filter("co_quan", _("Cơ quan"), _("Mọi cơ quan"), _agencies,
               lambda rows, value: rows.filter(unit__agency__code=value)),
    ),
    none_yet=_("Chưa có công trình, phần việc nào"),
    none_yet_hint=_("Đăng ký một công trình, phần việc của năm; cấp trên duyệt thì được tính vào số liệu."),
)  # fmt: skip
