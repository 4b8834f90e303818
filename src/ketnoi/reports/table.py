"""The list of reports."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ketnoi.lists.columns import Column, Kind, Shown
from ketnoi.lists.table import Filter, Order, Rows, Table, to
from ketnoi.officers.models import Officer
from ketnoi.orgs import queries as orgs
from ketnoi.programmes import queries as programmes
from ketnoi.reports import queries
from ketnoi.reports.enums import Stage
from ketnoi.ui import dates
from ketnoi.ui.templatetags.ui import badge

FROZEN, LIVE = "da-chot", "chua-chot"
Period = tuple[dt.date, dt.date]


def _stages(values: Collection[str]) -> dict[str, str]:
    return {value: str(Stage(value).label) for value in values}


def _frozen(values: Collection[int | None]) -> dict[int | None, Shown]:
    """Whether the figures are fixed, and since when."""
    return {value: _fixed(value) if value else _live() for value in values}


def _fixed(moment: int) -> Shown:
    said = _("Chốt số liệu %(at)s") % {"at": dates.moment(moment)}
    return Shown(said, badge("info", "lock", said))


def _live() -> Shown:
    said = _("Số liệu tự cập nhật")
    return Shown(said, badge("mute", "pencil", said))


def _periods(values: Collection[Period]) -> dict[Period, str]:
    return {value: dates.period(*value) for value in values}


def _named_programmes(officer: Officer) -> list[tuple[str, str]]:
    rows = programmes.visible_to(officer).values_list("pk", "short_name")
    return [(str(pk), name) for pk, name in rows]


def _offered_stages(_officer: Officer) -> list[tuple[str, str | Promise]]:
    return list(Stage.choices)


def _offered_states(_officer: Officer) -> list[tuple[str, str | Promise]]:
    return [(LIVE, _("Số liệu tự cập nhật")), (FROZEN, _("Đã chốt số liệu"))]


def _of_state(rows: Rows, value: str) -> Rows:
    return rows.filter(frozen_at__isnull=value == LIVE)


TABLE: Final[Table] = Table(
    code="bao-cao",
    label=gettext_lazy("Báo cáo"),
    noun=gettext_lazy("báo cáo"),
    address="reports:index",
    visible=queries.visible_to,
    key="uuid",
    link=to("reports:report"),
    columns=(
        Column("ten", gettext_lazy("Tên báo cáo"), "title", main=True, width=60),
        Column("don_vi", gettext_lazy("Đơn vị"), "unit_id", lookup=orgs.names, under=True, width=40),
        Column(
            "chuong_trinh", gettext_lazy("Chương trình"), "programme_id", lookup=programmes.names, under=True, width=30
        ),
        Column("ky", gettext_lazy("Kỳ số liệu"), ("starts_on", "ends_on"), lookup=_periods, under=True, width=26),
        Column("trang_thai", gettext_lazy("Trạng thái"), "stage", lookup=_stages, width=18),
        Column("so_lieu", gettext_lazy("Số liệu"), "frozen_at", lookup=_frozen, width=34),
        Column("luu", gettext_lazy("Lưu lúc"), "saved_at", Kind.MOMENT, width=18),
        Column("so", gettext_lazy("Số văn bản"), "number", usual=False, width=14),
        Column("ban_hanh", gettext_lazy("Ngày ban hành"), "issued_on", Kind.DAY, usual=False, width=12),
        Column("trich_yeu", gettext_lazy("Trích yếu"), "about", usual=False, under=True, width=60),
    ),
    orders=(
        Order("moi", gettext_lazy("Lưu sau cùng trước"), ("-saved_at", "-pk")),
        Order("ky", gettext_lazy("Kỳ số liệu mới nhất trước"), ("-ends_on", "-pk")),
        Order("ten", gettext_lazy("Theo tên"), ("title", "pk")),
    ),
    search=queries.having_words,
    search_label=gettext_lazy("Tìm trong tên, trích yếu"),
    filters=(
        Filter(
            "chuong_trinh", gettext_lazy("Chương trình"), gettext_lazy("Mọi chương trình"), _named_programmes,
            lambda rows, value: rows.filter(programme=value),
        ),
        Filter(
            "trang_thai", gettext_lazy("Trạng thái"), gettext_lazy("Mọi trạng thái"), _offered_stages,
            lambda rows, value: rows.filter(stage=value),
        ),
        Filter("so_lieu", gettext_lazy("Số liệu"), gettext_lazy("Chốt hay chưa"), _offered_states, _of_state),
    ),
    none_yet=gettext_lazy("Chưa có báo cáo nào"),
    none_yet_hint=gettext_lazy("Báo cáo của đơn vị và các đơn vị trực thuộc sẽ hiện ở đây."),
)  # fmt: skip
