"""The head figures: six in one strip, the minor ones in the line under it, and where entered numbers come from."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from ketnoi.figures import catalogue, entered, scopes
from ketnoi.figures.models import EnteredValue, Fact
from ketnoi.orgs.models import Agency
from ketnoi.programmes import checks
from ketnoi.programmes.cards.card import Page
from ketnoi.programmes.enums import Words
from ketnoi.programmes.lens import Lens
from ketnoi.programmes.models import Tile
from ketnoi.programmes.tables import Cell, Table, row
from ketnoi.ui.numbers import grouped, rounded

MOST_SOURCES = 50


@dataclass(frozen=True)
class Shown:
    """A head figure as it stands: "trên" 41.000 "lượt", the exact number behind it, what is said under it."""

    tile: Tile
    value: int
    qualifier: str
    words: str
    unit: str
    note: str
    url: str


def build(page: Page) -> list[Shown]:
    """All head figures whose indicator is declared, in their order."""
    agencies = dict(Agency.objects.values_list("code", "pk"))
    tiles = [tile for tile in page.lens.programme.tiles.all() if page.lens.says(tile.indicator)]
    return [_shown(tile, page, agencies) for tile in tiles]


def _shown(tile: Tile, page: Page, agencies: dict[str, int]) -> Shown:
    figure = page.lens.figure(tile.indicator)
    value = page.numbers.total(figure)
    qualifier, number = rounded(value) if tile.words == Words.OFFICIAL else ("", value)
    unit = catalogue.indicator(tile.indicator).unit
    note = _note(tile.note, page, agencies)
    return Shown(tile, value, qualifier, grouped(number), unit, note, page.lens.url(tile.indicator))


def _note(template: str, page: Page, agencies: dict[str, int]) -> str:
    """The note with its numbers put in; a number whose indicator is not declared reads "–"."""
    for code, agency in set(checks.numbers_in(template)):
        name = f"{{{code}@{agency}}}" if agency else f"{{{code}}}"
        number = "–"
        if page.lens.says(code):
            number = grouped(page.numbers.total(page.lens.figure(code, agency=agencies.get(agency, 0))))
        template = template.replace(name, number)
    return template


def sources(lens: Lens) -> list[str]:
    """Where the programme's entered numbers come from: "Vụ việc phối hợp xử lý: Sổ theo dõi số 01/STD, ngày …"."""
    figure = lens.figure(lens.programme.sessions)
    about = scopes.of(figure).where & scopes.known_at(None)
    facts = Fact.objects.filter(about, record_kind=entered.NUMBER, day__gte=lens.start, day__lte=lens.end)
    of_programme = facts.filter(programmes__in=scopes.sets_with("p", lens.programme.pk))
    ids = list(of_programme.order_by("record").values_list("record", flat=True).distinct()[:MOST_SOURCES])
    rows = EnteredValue.objects.filter(pk__in=ids).select_related("indicator").order_by("indicator__order", "pk")
    return list(dict.fromkeys(f"{one.indicator.name}: {_source(one)}" for one in rows))


def _source(one: EnteredValue) -> str:
    qualifier = _("(%(qualifier)s)") % {"qualifier": one.get_qualifier_display()} if one.qualifier else ""
    return " ".join(filter(None, (entered.source_text(one), qualifier)))


def table(shown: list[Shown]) -> Table:
    """The head figures as exact numbers."""
    rows = [row(f"{one.words} {one.unit} {one.tile.caption}", Cell(one.value, one.url), one.unit) for one in shown]
    columns = (_("Kết quả chính"), _("Số chính xác"), _("Đơn vị tính"))
    return Table(_("Kết quả chính"), _("Kết quả chính"), columns, rows)
