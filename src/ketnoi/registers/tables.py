"""Lists of the registers: the things of each kind, people, products."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import Final

from django.db.models import Sum
from django.utils.functional import Promise, lazy
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from ketnoi.figures import catalogue
from ketnoi.lists.columns import Column, Shown
from ketnoi.lists.columns import Kind as As
from ketnoi.lists.table import Filter, Order, Rows, Table, to
from ketnoi.officers.models import Officer
from ketnoi.orgs import queries as orgs
from ketnoi.orgs.models import Agency
from ketnoi.places.queries import labels as place_labels
from ketnoi.registers import entry as entries
from ketnoi.registers import keepers, kinds, policy
from ketnoi.registers.kinds import Family, Kind
from ketnoi.registers.models import Broadcast, Product
from ketnoi.ui.search import having_words
from ketnoi.ui.templatetags.ui import badge

ENDED, EVERY = "da-thoi", "tat-ca"
Choices = Callable[[Officer], Sequence[tuple[str, str | Promise]]]
FIELDS: Final = ("address", "telephone", "schedule", "equipment", "document")
_of_kind: Callable[[Kind, str], Promise] = lazy(getattr, str)  # its name is in the catalogue: read when shown


def _keepers(units: Collection[int]) -> dict[int, str]:
    """Units by what they are part of today."""
    now = keepers.on(units, entries.today())
    named = orgs.names(now.values())
    return {unit: named.get(heir, "") for unit, heir in now.items()}


def _ended(values: Collection[object]) -> dict[object, Shown]:
    """A page says only what has ended; a sheet says both."""
    said = {True: str(_("đã thôi, đã đóng")), False: str(_("đang hoạt động"))}
    ended = Shown(said[True], badge("mute", "door-open", said[True]))
    return {value: ended if value else Shown(said[False], SafeString("")) for value in values}


def _state(field: str, current: str | Promise, ended: str | Promise, everything: str | Promise) -> Filter:
    """What goes on now unless somebody asks otherwise; `field` is the day on which it ended."""

    def narrow(rows: Rows, value: str) -> Rows:
        return rows.filter(**{f"{field}__isnull": False}) if value == ENDED else rows

    choices = [(ENDED, ended), (EVERY, everything)]
    return Filter(
        "trang_thai", _("Tình trạng"), current, lambda _officer: choices, narrow,
        lambda rows: rows.filter(**{f"{field}__isnull": True}),
    )  # fmt: skip


def _agency(path: str) -> Filter:
    return Filter(
        "co_quan", _("Cơ quan"), _("Mọi cơ quan"), lambda _officer: list(Agency.objects.values_list("code", "short")),
        lambda rows, value: rows.filter(**{path: value}),
    )  # fmt: skip


def _kind_filter(family: Family, label: str | Promise, everything: str | Promise) -> Filter:
    """By kind, as its part of an address."""

    def narrow(rows: Rows, value: str) -> Rows:
        found = kinds.called(value, family)
        return rows.filter(kind=found.id) if found else rows.none()

    return Filter(
        "loai", label, everything, lambda _officer: [(one.slug, one.name) for one in kinds.of(family)], narrow
    )


def _things(kind: Kind) -> Table:
    """The list of a kind. Where a thing that protects people stands is in no list and no sheet."""
    fields = [one for one in FIELDS if one in kind.fields and not (kind.sensitive and one == "address")]
    more = [Column(one, entries.LABELS[one], one, usual=False, under=True, width=40) for one in fields]
    return Table(
        code=f"so-{kind.slug}",
        label=_of_kind(kind, "name"),
        noun=_of_kind(kind, "noun"),
        address="registers:kind",
        parts=(kind.slug,),
        visible=lambda officer: policy.visible_to(officer).filter(kind=kind.id),
        key="uuid",
        link=to("registers:thing"),
        columns=(
            Column("ten", entries.LABELS["name"], "name", main=True, width=50),
            Column("trang_thai", _("Tình trạng"), "closed_on", lookup=_ended, under=True, width=18),
            Column("dia_ban", _("Địa bàn"), "place_id", lookup=place_labels, under=True, width=40),
            Column("don_vi", entries.LABELS["unit"], "unit_id", lookup=_keepers, width=40),
            Column("bat_dau", _("Bắt đầu"), "opened_on", As.DAY, width=12),
            Column("dong", _("Ngày đóng"), "closed_on", As.DAY, usual=False, width=12),
            *more,
        ),
        orders=(
            Order("ten", _("Theo tên"), ("folded", "pk")),
            Order("moi", _("Bắt đầu sau cùng trước"), ("-opened_on", "-pk")),
        ),
        search=having_words,
        search_label=_("Tìm theo tên"),
        filters=(
            _state("closed_on", _("Đang hoạt động"), _("Đã đóng"), _("Cả nơi đã đóng")),
            _agency("unit__agency__code"),
        ),
        none_yet=_("Sổ chưa có dòng nào"),
        none_yet_hint=_("Ghi một lần khi nơi này bắt đầu hoạt động; số hiện có và báo cáo tự tính."),
    )


THINGS: Final = {kind.slug: _things(kind) for kind in kinds.of(Family.THING)}

PEOPLE: Final = Table(
    code="doi-ngu",
    label=_("Danh sách"),
    noun=_("người"),
    address="registers:roster",
    visible=policy.people_visible_to,
    key="uuid",
    link=to("registers:person"),
    columns=(
        Column("ten", _("Họ và tên"), "name", main=True, width=30),
        Column("trang_thai", _("Tình trạng"), "until", lookup=_ended, under=True, width=18),
        Column("danh_sach", _("Danh sách"), "kind_id", lookup=catalogue.names, under=True, width=30),
        Column("linh_vuc", _("Lĩnh vực"), "field", under=True, width=40),
        Column("don_vi", _("Đơn vị"), "unit_id", lookup=_keepers, width=40),
        Column("tu_ngay", _("Từ ngày"), "since", As.DAY, width=12),
        Column("den_ngay", _("Đến ngày"), "until", As.DAY, usual=False, width=12),
    ),
    orders=(
        Order("ten", _("Theo tên"), ("folded", "pk")),
        Order("moi", _("Tham gia sau cùng trước"), ("-since", "-pk")),
    ),
    search=having_words,
    search_label=_("Tìm theo tên"),
    filters=(
        _kind_filter(Family.ROSTER, _("Danh sách"), _("Mọi danh sách")),
        _state("until", _("Đang tham gia"), _("Đã thôi tham gia"), _("Cả người đã thôi")),
        _agency("unit__agency__code"),
    ),
    none_yet=_("Danh sách chưa có ai"),
    none_yet_hint=_("Thêm từng người cùng ngày bắt đầu; số hiện có tự tính."),
)


def _languages(products: Collection[int]) -> dict[int, str]:
    named = kinds.languages()
    rows = Product.objects.filter(pk__in=products).values_list("pk", "languages")
    return {pk: ", ".join(named.get(code, code) for code in codes) for pk, codes in rows}


def _times(products: Collection[int]) -> dict[int, int]:
    rows = Broadcast.objects.filter(product__in=products).values("product").annotate(all=Sum("times"))
    return {row["product"]: row["all"] for row in rows.order_by()}


def _years(officer: Officer) -> list[tuple[str, str]]:
    years = policy.products_visible_to(officer).dates("made_on", "year", order="DESC")
    return [(str(day.year), str(day.year)) for day in years]


PRODUCTS: Final = Table(
    code="san-pham",
    label=_("Danh sách"),
    noun=_("sản phẩm"),
    address="registers:products",
    visible=lambda officer: policy.products_visible_to(officer).filter(withdrawn=""),
    key="uuid",
    link=to("registers:product"),
    columns=(
        Column("ten", _("Tên"), "title", main=True, width=50),
        Column("loai", _("Loại"), "kind_id", lookup=catalogue.names, under=True, width=24),
        Column("ngay", _("Hoàn thành"), "made_on", As.DAY, width=12),
        Column("ngon_ngu", _("Ngôn ngữ"), "pk", lookup=_languages, under=True, width=24),
        Column("don_vi", _("Đơn vị làm ra"), "unit_id", lookup=_keepers, width=40),
        Column("so_ban", _("Số bản"), "items", As.COUNT, width=10),
        Column("lan_phat", _("Lần phát"), "pk", As.COUNT, lookup=_times, usual=False, width=10),
    ),
    orders=(
        Order("moi", _("Hoàn thành sau cùng trước"), ("-made_on", "-pk")),
        Order("ten", _("Theo tên"), ("folded", "pk")),
    ),
    search=having_words,
    search_label=_("Tìm theo tên"),
    filters=(
        _kind_filter(Family.PRODUCT, _("Loại"), _("Mọi loại")),
        Filter("nam", _("Năm"), _("Mọi năm"), _years, lambda rows, value: rows.filter(made_on__year=int(value))),
        _agency("unit__agency__code"),
    ),
    none_yet=_("Chưa có sản phẩm nào"),
    none_yet_hint=_("Băng đĩa, tờ rơi, video, bài phát thanh đã làm ra sẽ hiện ở đây cùng số bản và lần phát."),
)
EVERY_TABLE: Final = (*THINGS.values(), PEOPLE, PRODUCTS)
