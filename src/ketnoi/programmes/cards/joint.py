"""Which agencies did it together: each activity in one row, so that the rows add to the total."""

from __future__ import annotations

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from ketnoi.figures import answers, catalogue
from ketnoi.figures.figure import Figure
from ketnoi.orgs.models import Agency
from ketnoi.programmes.cards.card import Card, Page
from ketnoi.programmes.tables import Cell, Table, row, share
from ketnoi.ui.charts.combination import MOST_GROUPS, Group, Together, combination
from ketnoi.ui.numbers import grouped

MOST_ROWS = 8
OTHERS = "khac"


def build(page: Page) -> Card | None:
    """None where nobody has done anything yet."""
    code = page.lens.programme.sessions
    figure = page.lens.figure(code)
    found = answers.combinations(figure)
    total = sum(found.values())
    if not total:
        return None
    noun = catalogue.indicator(code).unit
    agencies = [agency for agency in Agency.objects.all() if any(agency.pk in together for together in found)]
    own = {key[0]: number for key, number in answers.breakdown(figure, "agency").items()}
    return Card(
        key="cung-lam",
        title=_("Các cơ quan cùng làm"),
        table=_table(found, agencies, noun),
        charts=(_draw(found, agencies, noun),),
        lede=_lede(total, sum(own.values()), noun),
        extra={"agencies": [_own(agency, own, figure, page) for agency in agencies]},
    )


def _own(agency: Agency, own: dict[int, int], figure: Figure, page: Page) -> dict[str, object]:
    url = page.lens.url(figure.indicator, agency=agency.pk)
    return {"code": agency.css, "name": agency.short, "value": own.get(agency.pk, 0), "url": url}


def _lede(total: int, taking_part: int, noun: str) -> str:
    words = _("%(total)s %(noun)s. Việc làm chung chỉ đếm một lần: cộng riêng từng cơ quan sẽ ra %(sum)s.")
    return words % {"total": grouped(total), "noun": noun, "sum": grouped(taking_part)}


def _draw(found: dict[frozenset[int], int], agencies: list[Agency], noun: str) -> SafeString:
    kept = agencies if len(agencies) <= MOST_GROUPS else agencies[: MOST_GROUPS - 1]
    codes = {agency.pk: agency.css for agency in kept}
    folded: dict[frozenset[str], int] = {}
    for together, number in found.items():
        key = frozenset(codes.get(agency, OTHERS) for agency in together)
        folded[key] = folded.get(key, 0) + number
    groups = [Group(agency.css, agency.short) for agency in kept]
    groups += [Group(OTHERS, _("Khác"))] if len(kept) < len(agencies) else []
    rows = [Together(key, number) for key, number in sorted(folded.items(), key=lambda item: -item[1])]
    told = "; ".join(f"{_names(together, agencies)} {grouped(number)}" for together, number in _ordered(found))
    label = _("Số %(noun)s theo nhóm cơ quan cùng làm: %(told)s") % {"noun": noun, "told": told}
    caption = _("Chấm to: cơ quan có tham gia. Mỗi %(noun)s chỉ nằm ở một dòng nên cộng lại đúng bằng tổng.")
    return combination(groups, rows[:MOST_ROWS], label, unit=noun, caption=caption % {"noun": noun})


def _ordered(found: dict[frozenset[int], int]) -> list[tuple[frozenset[int], int]]:
    """Most first; equal ones by who they are, so that a page drawn twice is the same."""
    return sorted(found.items(), key=lambda item: (-item[1], sorted(item[0])))


def _names(together: frozenset[int], agencies: list[Agency]) -> str:
    return ", ".join(agency.short for agency in agencies if agency.pk in together)


def _table(found: dict[frozenset[int], int], agencies: list[Agency], noun: str) -> Table:
    total = sum(found.values())
    rows = [row(_names(together, agencies), number, share(number, total)) for together, number in _ordered(found)]
    columns = (_("Nhóm cơ quan"), _("Số %(noun)s") % {"noun": noun}, _("Tỷ lệ"))
    caption = _("Số %(noun)s theo nhóm cơ quan cùng làm") % {"noun": noun}
    return Table(_("Cùng làm"), caption, columns, rows, [Cell(_("Cộng")), Cell(total), Cell(share(total, total))])
