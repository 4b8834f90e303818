"""The list of activities: what it shows, how it is narrowed, what can be done to many at once."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import partial
from typing import Any, Final

from django.utils.functional import Promise
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from ketnoi.activities import many, policy, queries
from ketnoi.activities.enums import Status
from ketnoi.activities.models import Activity, ActivityProgramme
from ketnoi.figures import catalogue
from ketnoi.lists.columns import Column, Kind, Shown
from ketnoi.lists.table import Bulk, Filter, Order, Rows, Table, to
from ketnoi.officers.models import Officer, Post
from ketnoi.places.queries import labels as place_labels
from ketnoi.programmes import queries as programmes
from ketnoi.ui.search import having_words
from ketnoi.ui.templatetags.ui import agency, badge

UNITS_BETWEEN: Final = ", "
_SEEN: Final = {
    Status.PLANNED: ("info", "calendar-days", _("dự kiến")),
    Status.HELD: ("warn", "clock", _("chờ ghi số liệu")),
    Status.WITHDRAWN: ("mute", "undo-2", _("đã rút")),
}


def _states(values: Collection[tuple[str, bool]]) -> dict[tuple[str, bool], Shown]:
    """A page says only what is unusual; a sheet says every state."""
    return {value: Shown(_state_words(*value), _state_badge(*value)) for value in values}


def _state_words(status: str, corrected: bool) -> str:
    label = str(Status(status).label)
    return f"{label}, {_('có đính chính')}" if corrected and status == Status.RECORDED else label


def _state_badge(status: str, corrected: bool) -> SafeString:
    if status in _SEEN:
        look, icon, said = _SEEN[Status(status)]
        return badge(look, icon, str(said))
    return badge("mute", "pencil", str(_("có đính chính"))) if corrected else SafeString("")


def _places(values: Collection[tuple[str, int | None]]) -> dict[tuple[str, int | None], str]:
    labels = place_labels({place for _venue, place in values})
    return {(venue, place): queries.place_words(venue, labels.get(place or 0, "")) for venue, place in values}


def _units(values: Collection[int]) -> dict[int, Shown]:
    """Who took part, the lead first; on the page in the agencies' colours."""
    found = queries.units_of(values)
    return {
        activity: Shown(UNITS_BETWEEN.join(name for _code, name in units), partial(_coloured, units))
        for activity, units in found.items()
    }


def _coloured(units: Iterable[tuple[str, str]]) -> SafeString:
    return format_html_join(SafeString("<br>"), "{}", ((agency(code, name),) for code, name in units))


def _programmes(values: Collection[int]) -> dict[int, str]:
    rows = ActivityProgramme.objects.filter(activity__among=values).order_by("programme")
    return _listed(rows.values_list("activity", "programme__short_name"), ", ")


def _topics(values: Collection[int]) -> dict[int, str]:
    rows = Activity.topics.through.objects.filter(activity__among=values).order_by("category__order")
    return _listed(rows.values_list("activity_id", "category__name"), "; ")


def _listed(pairs: Iterable[tuple[int, str]], between: str) -> dict[int, str]:
    found: dict[int, list[str]] = {}
    for activity, name in pairs:
        found.setdefault(activity, []).append(name)
    return {activity: between.join(names) for activity, names in found.items()}


def _of_status(rows: Rows, value: str) -> Rows:
    return rows.filter(status=value)


def _standing(rows: Rows) -> Rows:
    return rows.exclude(status=Status.WITHDRAWN)


def _years(_officer: Officer) -> list[tuple[str, str]]:
    return [(str(year), str(year)) for year in queries.years()]


def _all_of(dimension: str) -> Any:
    """The choices of a dimension of the catalogue."""
    return lambda _officer: [(str(one.pk), one.name) for one in catalogue.categories(dimension)]


def _named_programmes(officer: Officer) -> list[tuple[str, str]]:
    rows = programmes.visible_to(officer).values_list("pk", "short_name")
    return [(str(pk), name) for pk, name in rows]


def _statuses(_officer: Officer) -> list[tuple[str, str | Promise]]:
    return list(Status.choices)


def may_write(post: Post) -> bool:
    """Recorders and leads do something to many records; which ones is asked of each."""
    return post.role in policy.WRITERS


TABLE: Final = Table(
    code="hoat-dong",
    label=_("Phiếu hoạt động"),
    noun=_("phiếu"),
    address="activities:list",
    visible=policy.visible_to,
    key="uuid",
    link=to("activities:detail"),
    columns=(
        Column("ngay", _("Ngày"), "starts_on", Kind.DAY, width=12),
        Column("noi_dung", _("Nội dung"), "title", main=True, width=60),
        Column("tinh_trang", _("Tình trạng"), ("status", "corrected"), lookup=_states, under=True, width=24),
        Column("loai", _("Loại hoạt động"), "kind_id", lookup=catalogue.names, under=True, width=30),
        Column("noi", _("Nơi"), ("venue", "place_id"), lookup=_places, under=True, width=40),
        Column("don_vi", _("Đơn vị"), "pk", lookup=_units, width=50),
        Column("luot", _("Lượt dự"), "pk", Kind.COUNT, lookup=queries.totals, width=12),
        Column("nu", _("Trong đó nữ"), "women", Kind.COUNT, usual=False, width=12),
        Column("dan_toc", _("Trong đó dân tộc thiểu số"), "minority", Kind.COUNT, usual=False, width=14),
        Column("nguoi", _("Số người trong danh sách"), "people_listed", Kind.COUNT, usual=False, width=14),
        Column("chuong_trinh", _("Chương trình"), "pk", lookup=_programmes, usual=False, under=True, width=30),
        Column("chuyen_de", _("Chuyên đề"), "pk", lookup=_topics, usual=False, under=True, width=40),
        Column("den_ngay", _("Đến ngày"), "ends_on", Kind.DAY, usual=False, width=12),
        Column("cach_dem", _("Cách đếm"), "counting_id", lookup=catalogue.names, usual=False, under=True, width=24),
        Column("ket_qua", _("Kết quả"), "result", usual=False, under=True, width=60),
    ),
    orders=(
        Order("moi", _("Ngày mới nhất trước"), ("-starts_on", "-pk")),
        Order("cu", _("Ngày cũ nhất trước"), ("starts_on", "pk")),
        Order("ghi_sau", _("Phiếu ghi sau cùng trước"), ("-pk",)),
    ),
    search=having_words,
    search_label=_("Tìm trong nội dung"),
    filters=(
        Filter("loai", _("Loại"), _("Mọi loại"), _all_of("kind"), lambda rows, value: rows.filter(kind=value)),
        Filter("nam", _("Năm"), _("Mọi năm"), _years, lambda rows, value: queries.in_year(rows, int(value))),
        Filter("trang_thai", _("Tình trạng"), _("Đang có hiệu lực"), _statuses, _of_status, _standing),
        Filter(
            "chuong_trinh", _("Chương trình"), _("Mọi chương trình"), _named_programmes,
            lambda rows, value: rows.filter(programme_links__programme=value),
        ),
        Filter(
            "chuyen_de", _("Chuyên đề"), _("Mọi chuyên đề"), _all_of("topic"),
            lambda rows, value: rows.filter(topics=value),
        ),
    ),
    bulk=(
        Bulk(
            "vao-chuong-trinh", _("Đưa vào chương trình"), "handshake",
            _("Mỗi phiếu được đính chính kèm lý do; bản cũ vẫn xem được. Phiếu được tính cho chương trình từ lúc này."),
            may_write, many.ProgrammeForm, many.add_programme,
        ),
        Bulk(
            "them-chuyen-de", _("Thêm chuyên đề"), "target",
            _("Mỗi phiếu được đính chính kèm lý do; bản cũ vẫn xem được."),
            may_write, many.TopicForm, many.add_topic,
        ),
        Bulk(
            "rut", _("Rút phiếu"), "undo-2",
            _("Các phiếu này không còn được tính vào số liệu, nhưng vẫn xem được cùng lý do rút."),
            may_write, many.WithdrawForm, many.withdraw, grave=True,
        ),
    ),
    none_yet=_("Chưa có phiếu hoạt động nào"),
    none_yet_hint=_("Phiếu của đơn vị và các đơn vị cấp dưới sẽ hiện ở đây."),
)  # fmt: skip
