"""Everything the page of a programme shows, asked once; the sheet to take away is made of the same."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404, QueryDict
from django.utils import timezone

from ketnoi.audit import installation
from ketnoi.figures import clocks
from ketnoi.figures.models import VerifyRun
from ketnoi.programmes import ground
from ketnoi.programmes.cards import audience, by_month, cases, joint, performance, tiles, where
from ketnoi.programmes.cards.card import Card, Page
from ketnoi.programmes.ground import Ground
from ketnoi.programmes.lens import Lens
from ketnoi.programmes.models import Programme
from ketnoi.programmes.tables import Table

YEAR, AREA, MAP, OLD = "nam", "dia-ban", "ban-do", "cu"


@dataclass(frozen=True)
class Built:
    """The page's parts. Cards that have nothing to say are None."""

    page: Page
    ground: Ground
    tiles: list[tiles.Shown]
    performance: Card | None
    joint: Card | None
    audience: Card | None
    months: Card | None
    where: Card | None
    cases: Card | None
    sources: list[str]

    @property
    def tables(self) -> list[Table]:
        cards = (self.performance, self.joint, self.audience, self.months, self.where, self.cases)
        return [tiles.table(self.tiles), *(card.table for card in cards if card is not None)]


def read(programme: Programme, asked: QueryDict) -> tuple[Page, Ground]:
    """The page that an address asks for; a year or area that is none of the programme's does not exist."""
    stands_on = ground.of(programme)
    year, area = asked.get(YEAR, ""), asked.get(AREA, "")
    if year and year not in map(str, programme.years):
        raise Http404
    place = stands_on.area(area) if area else None
    if area and place is None:
        raise Http404
    lens = Lens(programme, int(year) if year else 0, place)
    page = Page(lens, timezone.localdate(), asked.get(MAP) == OLD, installation.is_demo())
    return page, stands_on


def build(page: Page, stands_on: Ground) -> Built:
    """Ask every card. An indicator that no room declares leaves its cards out."""
    programme = page.lens.programme
    sessions, attendance = page.lens.says(programme.sessions), page.lens.says(programme.attendance)
    return Built(
        page=page,
        ground=stands_on,
        tiles=tiles.build(page),
        performance=performance.build(page) if sessions else None,
        joint=joint.build(page) if sessions else None,
        audience=audience.build(page) if attendance else None,
        months=by_month.build(page) if sessions else None,
        where=where.build(page, stands_on) if sessions and attendance else None,
        cases=cases.build(page),
        sources=tiles.sources(page.lens),
    )


def freshness(programme: Programme) -> dict[str, object]:
    """The moment of the newest fact, and of the last comparison of figures with records."""
    newest = clocks.latest(programme.chair.province or None)
    return {"newest": newest or None, "verified": VerifyRun.objects.order_by("-ran_at").first()}
