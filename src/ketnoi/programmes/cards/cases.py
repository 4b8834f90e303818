"""Cases handled together, from entered totals: by kind, groups under five merged, never by commune."""

from __future__ import annotations

from django.utils.translation import gettext as _

from ketnoi.figures import answers, catalogue
from ketnoi.programmes.cards.card import Card, Page
from ketnoi.programmes.tables import Cell, Table, row
from ketnoi.ui.numbers import grouped

CASES, IN_TIME = "vu_viec_phoi_hop", "vu_viec_dung_han"
LEAST_SHOWN = 5


def build(page: Page) -> Card | None:
    """None where no case was entered by kind, in one year and inside one area: cases are not told by place."""
    if page.lens.area is not None or not page.lens.says(CASES):
        return None
    found = answers.breakdown(page.lens.figure(CASES), "kind")
    total = sum(found.values())
    if not any(number for (kind,), number in found.items() if kind):
        return None
    named = [(_name(key[0]), number) for key, number in sorted(found.items(), key=lambda item: -item[1])]
    unit = catalogue.indicator(CASES).unit
    rows = [row(name, number) for name, number in merged(named)]
    foot = [Cell(_("Cộng")), Cell(total, page.lens.url(CASES))]
    caption = _("Vụ việc phối hợp theo loại")
    table = Table(_("Vụ việc"), caption, (_("Loại"), _("Số %(unit)s") % {"unit": unit}), rows, foot)
    in_time = page.numbers.total(page.lens.figure(IN_TIME))
    return Card(
        key="vu-viec",
        title=_("Vụ việc phối hợp"),
        table=table,
        lede=_("Trong đó đúng hạn: %(number)s %(unit)s.") % {"number": grouped(in_time), "unit": unit},
        note=_("Không công bố theo xã; nhóm nào dưới 5 vụ được gộp. Đúng hạn chỉ tính trên tổng số."),
    )


def _name(kind: int) -> str:
    return catalogue.names([kind])[kind] if kind else _("Chưa phân loại")


def merged(rows: list[tuple[str, int]]) -> list[tuple[str, int]]:
    """Rows of at least five, and one row of all others, which takes in the next smallest until it holds five too."""
    kept = [item for item in rows if item[1] >= LEAST_SHOWN]
    rest = sum(number for _name, number in rows if number < LEAST_SHOWN)
    while kept and 0 < rest < LEAST_SHOWN:
        rest += kept.pop(min(range(len(kept)), key=lambda place: kept[place][1]))[1]
    return [*kept, *([(_("Loại khác"), rest)] if rest else [])]
