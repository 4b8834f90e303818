"""Where it happened: circles at today's communes, or a table on the old map; nobody is found by elimination.

The table shows the ten largest and one sum of the rest; a place without a record has no mark, no name and no row.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from ketnoi.figures import answers, catalogue, maps
from ketnoi.figures.figure import Level
from ketnoi.places import outlines
from ketnoi.places.models import Kind, Map, Place
from ketnoi.programmes import drawing
from ketnoi.programmes.cards.card import Card, Page
from ketnoi.programmes.ground import Ground
from ketnoi.programmes.tables import Cell, Table
from ketnoi.ui.charts.points import Point, points
from ketnoi.ui.numbers import grouped

LARGEST = 10
Named = dict[int, Place]


@dataclass(frozen=True)
class Found:
    """Sessions and attendances by place; 0 is what is not known to be in any."""

    sessions: dict[int, int]
    attendance: dict[int, int]


def build(page: Page, ground: Ground) -> Card | None:
    """None inside one area, where there is nothing to spread out, and while there is no record."""
    if page.lens.area is not None:
        return None
    try:
        found = _ask(page, "district" if page.old_map else "province" if ground.everywhere else "commune")
    except maps.LaterThanMap as refusal:
        return _refused(str(refusal))
    if not any(found.sessions.values()):
        return None
    if ground.everywhere and not page.old_map:
        codes = {int(place.code): place for place in ground.areas}
        return _card(page, found, codes, _("Ở đâu: các tỉnh, thành phố"), (), "")
    if page.old_map:
        return _old(page, found)
    return _today(page, ground, found)


def _ask(page: Page, by: str) -> Found:
    programme, lens = page.lens.programme, page.lens
    sessions = answers.breakdown(lens.figure(programme.sessions), by)
    attendance = answers.breakdown(lens.figure(programme.attendance), by)
    return Found({key[0]: n for key, n in sessions.items()}, {key[0]: n for key, n in attendance.items()})


def _refused(words: str) -> Card:
    empty = Table(_("Ở đâu"), _("Ở đâu"), (_("Địa bàn"),), ())
    return Card("o-dau", _("Ở đâu"), empty, lede=words, extra={"old_map": True})


def _today(page: Page, ground: Ground, found: Found) -> Card:
    named = {place.pk: place for place in ground.areas}
    missing = sum(not found.sessions.get(place) for place in named)
    title = _("Ở đâu: %(count)s xã, phường") % {"count": grouped(len(named))}
    charts = _drawn(page, ground, found)
    return _card(page, found, named | _elsewhere(found, named), title, charts, _caption(missing, drawn=bool(charts)))


def _caption(missing: int, *, drawn: bool) -> str:
    """Which boundaries these are, and how many have no sheet: a number, never their names."""
    today = Map.objects.filter(valid_to=None).order_by("-day").first()
    parts = [_("%(count)s xã chưa có phiếu, không đánh dấu vị trí.") % {"count": grouped(missing)}] if missing else []
    parts += [_("%(map)s, số liệu cũ đã quy đổi.") % {"map": _capital(today.name)}] if today else []
    parts += [_("Vòng tròn càng lớn, số người dự ở xã, phường đó càng nhiều.")] if drawn else []
    parts += [_("Đường viền: %(credit)s.") % {"credit": outlines.CREDIT}] if drawn else []
    return " ".join(parts)


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _old(page: Page, found: Found) -> Card:
    old = maps.old_map()
    note = _("%(map)s. Cộng lại bằng số theo xã, phường hiện nay.") % {"map": _capital(old.name)} if old else ""
    title = _("Ở đâu: huyện, thành phố cũ")
    return _card(page, found, _elsewhere(found, {}), title, (), note)


def _elsewhere(found: Found, named: Named) -> Named:
    """Places that records lie in besides those named already."""
    return Place.objects.in_bulk([pk for pk in found.sessions.keys() | found.attendance.keys() if pk not in named])


def _card(page: Page, found: Found, named: Named, title: str, charts: tuple[SafeString, ...], note: str) -> Card:
    table = _table(page, found, named, title)
    return Card("o-dau", title, table, charts, note=note, extra={"old_map": page.old_map})


def _drawn(page: Page, ground: Ground, found: Found) -> tuple[SafeString, ...]:
    land = drawing.land(ground.province)
    if land is None:
        return ()
    marks = [
        Point(*land.at(place.lat, place.lon), number, place.bare)
        for place in ground.areas
        if (number := found.attendance.get(place.pk)) and place.lat is not None and place.lon is not None
    ]
    unit = catalogue.indicator(page.lens.programme.attendance).unit
    return (points(land.paths, marks, land.size, _finding(marks, unit), unit=unit),)


def _finding(marks: list[Point], unit: str) -> str:
    told = _("Bản đồ điểm các xã, phường, vòng tròn theo số %(unit)s.") % {"unit": unit}
    most = max(marks, key=lambda mark: mark.value, default=None)
    if most is None:
        return told
    peak = _("Nhiều nhất: %(place)s %(number)s %(unit)s.")
    return f"{told} {peak % {'place': most.label, 'number': grouped(most.value), 'unit': unit}}"


def _table(page: Page, found: Found, named: Named, title: str) -> Table:
    programme = page.lens.programme
    there = [pk for pk in sorted(found.sessions) if pk in named and found.sessions[pk]]
    there.sort(key=lambda pk: (-found.attendance.get(pk, 0), -found.sessions[pk], named[pk].folded))
    shown, rest = there[:LARGEST], there[LARGEST:]
    rows = [_row(page, named[pk], pk, found) for pk in shown]
    rows += [_sum(_("%(count)s nơi khác có phiếu") % {"count": grouped(len(rest))}, rest, found)] if rest else []
    unknown = [pk for pk in found.sessions.keys() | found.attendance.keys() if pk not in named]
    rows += [_sum(_("Chưa xác định"), unknown, found)] if any(found.sessions.get(pk) for pk in unknown) else []
    units = [catalogue.indicator(code).unit.capitalize() for code in (programme.sessions, programme.attendance)]
    foot = [
        Cell(_("Cộng")),
        Cell(sum(found.sessions.values()), page.lens.url(programme.sessions)),
        Cell(sum(found.attendance.values()), page.lens.url(programme.attendance)),
    ]
    return Table(_("Ở đâu"), title, (_("Địa bàn"), *units), rows, foot)


def _row(page: Page, place: Place, pk: int, found: Found) -> list[Cell]:
    programme = page.lens.programme
    by_province = place.kind == Kind.PROVINCE
    where = {"level": Level.PROVINCE, "area": pk, "lead": True} if by_province else {"place": pk}
    return [
        Cell(place.name),
        Cell(found.sessions[pk], page.lens.url(programme.sessions, **where)),
        Cell(found.attendance.get(pk, 0), page.lens.url(programme.attendance, **where)),
    ]


def _sum(name: str, places: list[int], found: Found) -> list[Cell]:
    sessions = sum(found.sessions.get(pk, 0) for pk in places)
    return [Cell(name), Cell(sessions), Cell(sum(found.attendance.get(pk, 0) for pk in places))]
