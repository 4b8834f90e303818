"""Who came: a partition of all attendances, and beside it the "trong đó" that adds nothing to the total."""

from __future__ import annotations

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from ketnoi.figures import answers, catalogue
from ketnoi.programmes.cards.card import Card, Page
from ketnoi.programmes.lens import is_known
from ketnoi.programmes.tables import Cell, Table, row, share
from ketnoi.ui.charts.bars import Bar, bars
from ketnoi.ui.numbers import grouped, percent

Rows = list[tuple[str, int, str]]


def build(page: Page) -> Card | None:
    """None where nobody has come yet."""
    programme, lens = page.lens.programme, page.lens
    figure = lens.figure(programme.attendance)
    found = {key[0]: number for key, number in answers.breakdown(figure, "audience").items()}
    total = sum(found.values())
    if not total:
        return None
    unit = catalogue.indicator(programme.attendance).unit
    parts = _parts(found, page)
    within = [
        (_("Trong đó: %(name)s") % {"name": name}, page.numbers.total(lens.figure(code)), lens.url(code))
        for code, name in programme.within
        if is_known(code)
    ]
    return Card(
        key="ai-du",
        title=_("Ai dự: %(total)s %(unit)s") % {"total": grouped(total), "unit": unit},
        beside=_("mỗi %(unit)s xếp vào đúng một nhóm") % {"unit": unit},
        table=_table(parts, within, total, unit),
        charts=(_draw(parts, total, unit), *([_draw(within, total, unit, whole=total)] if within else [])),
        note=_("Các số “trong đó” đếm trên cả các nhóm, không cộng thêm vào tổng.") if within else "",
    )


def _parts(found: dict[int, int], page: Page) -> Rows:
    """Audiences in their declared order; those that nobody said stand last."""
    known = [(category.pk, category.name) for category in catalogue.categories("audience")]
    unknown = [(pk, catalogue.names([pk])[pk] or _("Chưa xác định")) for pk in found if pk not in dict(known)]
    code = page.lens.programme.attendance
    # an audience of 0 means "any" in a figure, so what nobody said has no address of its own
    return [
        (name, found[pk], page.lens.url(code, audience=pk) if pk else "")
        for pk, name in (*known, *unknown)
        if found.get(pk)
    ]


def _draw(rows: Rows, total: int, unit: str, whole: int | None = None) -> SafeString:
    drawn = [
        Bar(name, number, f"{grouped(number)} {unit} · {percent(number, total)}", url) for name, number, url in rows
    ]
    told = "; ".join(f"{name} {grouped(number)}" for name, number, _url in rows)
    return bars(drawn, _("Số dự theo nhóm: %(told)s") % {"told": told}, unit=unit, whole=whole)


def _table(parts: Rows, within: Rows, total: int, unit: str) -> Table:
    rows = [row(name, Cell(number, url), share(number, total)) for name, number, url in parts]
    rows.append(row(_("Cộng"), total, share(total, total)))
    rows += [row(name, Cell(number, url), share(number, total)) for name, number, url in within]
    caption = _("Số %(unit)s theo nhóm người dự") % {"unit": unit}
    return Table(_("Ai dự"), caption, (_("Nhóm"), unit.capitalize(), _("Tỷ lệ")), rows)
