"""The list of what units were asked to write for reports."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from ketnoi.lists.columns import Column, Kind, Shown
from ketnoi.lists.table import Filter, Order, Table, to
from ketnoi.officers.models import Officer
from ketnoi.orgs import queries as orgs
from ketnoi.reports import contributions
from ketnoi.reports.enums import Contribution
from ketnoi.reports.models import Assignment
from ketnoi.ui.templatetags.ui import badge

LOOKS = {
    Contribution.ASKED: ("warn", "clock"),
    Contribution.RETURNED: ("warn", "pencil"),
    Contribution.SENT: ("info", "inbox"),
    Contribution.TAKEN: ("ok", "circle-check"),
    Contribution.WITHDRAWN: ("mute", "info"),
}


def _states(values: Collection[str]) -> dict[str, Shown]:
    return {value: _state(Contribution(value)) for value in values}


def _state(state: Contribution) -> Shown:
    return Shown(str(state.label), badge(*LOOKS[state], str(state.label)))


def _offered(_officer: Officer) -> list[tuple[str, str | Promise]]:
    return list(Contribution.choices)


def _having_words(rows: QuerySet[Assignment], text: str) -> QuerySet[Assignment]:
    return rows.filter(heading__icontains=text) | rows.filter(asked__icontains=text)


TABLE: Final[Table] = Table(
    code="phan-viet",
    label=gettext_lazy("Phần viết báo cáo"),
    noun=gettext_lazy("phần viết"),
    address="reports:assignments",
    visible=contributions.visible_to,
    key="uuid",
    link=to("reports:assignment"),
    columns=(
        Column("phan", gettext_lazy("Phần của báo cáo"), "heading", main=True, width=40),
        Column("bao_cao", gettext_lazy("Báo cáo"), "report__title", under=True, width=50),
        Column("giao", gettext_lazy("Đơn vị giao"), "report__unit_id", lookup=orgs.names, under=True, width=36),
        Column("viet", gettext_lazy("Đơn vị viết"), "unit_id", lookup=orgs.names, width=36),
        Column("han", gettext_lazy("Hạn gửi"), "due_on", Kind.DAY, width=12),
        Column("trang_thai", gettext_lazy("Trạng thái"), "state", lookup=_states, width=22),
        Column("gui", gettext_lazy("Gửi lúc"), "sent_at", Kind.MOMENT, usual=False, width=18),
        Column("noi_dung", gettext_lazy("Nội dung cần viết"), "asked", usual=False, under=True, width=60),
    ),
    orders=(
        Order("han", gettext_lazy("Hạn muộn nhất trước"), ("-due_on", "-pk")),
        Order("moi", gettext_lazy("Giao sau cùng trước"), ("-pk",)),
    ),
    search=_having_words,
    search_label=gettext_lazy("Tìm trong tên phần, nội dung cần viết"),
    filters=(
        Filter(
            "trang_thai", gettext_lazy("Trạng thái"), gettext_lazy("Mọi trạng thái"), _offered,
            lambda rows, value: rows.filter(state=value),
        ),
    ),
    none_yet=gettext_lazy("Chưa có phần viết nào"),
    none_yet_hint=gettext_lazy("Khi một đơn vị giao viết một phần của báo cáo, phần đó hiện ở đây và ở Hôm nay."),
)  # fmt: skip
