"""A small province that signed a programme, with a tests-only kind of record; its numbers are invented."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from ketnoi.figures import catalogue, clocks, ledger, sources
from ketnoi.figures.models import Category, Indicator
from ketnoi.officers import actions as officers
from ketnoi.officers.enums import Role
from ketnoi.officers.models import Officer
from ketnoi.orgs import actions as orgs
from ketnoi.orgs.models import Agency, Level, Unit
from ketnoi.places.models import Map, Place, Succession
from ketnoi.programmes import actions, queries
from ketnoi.programmes.drafts import ContentRow, Draft, PartyRow, Terms, TileRow, terms_of
from ketnoi.programmes.enums import PartyRole, Words
from ketnoi.programmes.models import Programme

OLD_END, NEW_START = dt.date(2025, 6, 30), dt.date(2025, 7, 1)


@dataclass(frozen=True)
class Sheet:
    """A record of the tests: who did it, when, where, how many came of each audience, and of those women."""

    units: tuple[int, ...]
    day: dt.date
    place: int
    came: tuple[tuple[int, int], ...]
    women: int = 0
    programmes: frozenset[int] = frozenset()


SHEETS: dict[int, Sheet] = {}


def _count(ids):
    for number in ids:
        one = SHEETS[number]
        lines = [sources.Line("p_buoi", 1, kind=KINDS[0]), sources.Line("p_nu", one.women, kind=KINDS[0])]
        lines += [sources.Line("p_luot", n, kind=KINDS[0], audience=who) for who, n in one.came]
        yield sources.Counted(number, one.units, one.day, one.place, tuple(lines), one.programmes)


def _visible(officer) -> QuerySet:
    return Unit.objects.none().values_list("pk", flat=True)


KINDS: list[int] = []
SOURCE = sources.register(sources.Source(98, "programme_test", _count, lambda: sorted(SHEETS), lambda *_: [], _visible))


@dataclass
class World:
    """Everything by a short name; `programme` runs 2021-2024 under `national`."""

    places: dict[str, Place]
    units: dict[str, Unit]
    audiences: list[int]
    national: Programme
    programme: Programme
    officers: dict[str, Officer] = field(default_factory=dict)


def _declare() -> list[int]:
    KINDS[:] = [Category.objects.create(dimension="kind", code="P_TT", name="Tuyên truyền thử").pk]
    people = [
        Category.objects.create(dimension="audience", code=code, name=name, order=order).pk
        for order, (code, name) in enumerate([("P_A", "Nhóm thứ nhất"), ("P_B", "Nhóm thứ hai")])
    ]
    cuts = ["kind", "programme+kind", "programme+kind+audience"]
    said = {"owner": "thử", "definition": "thử", "order": 900}
    Indicator.objects.create(code="p_buoi", name="Buổi thử", unit="buổi", measure="records", cuts=cuts[:2], **said)
    Indicator.objects.create(code="p_luot", name="Lượt thử", unit="lượt", measure="sum", cuts=cuts, **said)
    Indicator.objects.create(
        code="p_nu", name="Lượt nữ thử", unit="lượt", measure="sum", cuts=cuts[:2], lead_only=True, **said
    )
    catalogue.forget()
    return people


def _place(kind, name, parent=None, *, old=False, code="", **where):
    days = {"valid_to": OLD_END} if old else {"valid_from": NEW_START}
    fields = {"division": kind, "folded": name.lower(), "folded_name": name.lower(), "code": code, "parent": parent}
    return Place.objects.create(kind=kind, name=name, **fields, **days, **where)


def _places() -> dict[str, Place]:
    Map.objects.create(name="địa giới 30/6/2025", day=OLD_END, valid_to=OLD_END)
    Map.objects.create(name="địa giới từ 01/7/2025", day=NEW_START, valid_from=NEW_START)
    p = {"P": _place("province", "Tỉnh Thử", code="14"), "Q": _place("province", "Tỉnh Khác", code="25")}
    for number in range(1, 14):
        p[f"c{number}"] = _place(
            "commune", f"Xã {number:02}", p["P"], code=f"81{number:03}", lat=21.0 + number / 50, lon=104.0
        )
    p["oldP"] = _place("province", "Tỉnh Thử cũ", old=True, code="14")
    p["d1"] = _place("district", "Huyện Một", p["oldP"], old=True, code="901")
    p["d2"] = _place("district", "Huyện Hai", p["oldP"], old=True, code="902")
    for number in range(1, 14):
        district = p["d1" if number <= 6 else "d2"]
        p[f"o{number}"] = _place("commune", f"Xã cũ {number:02}", district, old=True, code=f"91{number:03}")
        Succession.objects.create(old=p[f"o{number}"], new=p[f"c{number}"])
    Succession.objects.create(old=p["oldP"], new=p["P"])
    return p


def _units(p: dict[str, Place]) -> dict[str, Unit]:
    u: dict[str, Unit] = {}
    for number, code in ((51, "w"), (52, "x"), (53, "y")):
        agency = Agency.objects.create(
            id=number, code=code, name=code.upper(), short=code.upper(), css=code, order=number
        )
        u[code] = orgs.create_unit(agency, Level.CENTRE, f"{code} trung ương", None)
        for name in ("P", "Q"):
            u[code + name] = orgs.create_unit(agency, Level.PROVINCE, f"{code} tỉnh {name}", u[code], place=p[name])
        for number_of in (1, 2, 3):
            name = f"o{number_of}"
            u[code + name] = orgs.create_unit(
                agency, Level.COMMUNE, f"{code} xã {number_of}", u[code + "P"], place=p[name], valid_to=OLD_END
            )
    u["phòng"] = orgs.create_unit(u["wP"].agency, Level.SECTION, "Ban của w", u["wP"], place=p["P"])
    return {name: Unit.objects.get(pk=unit.pk) for name, unit in u.items()}


def _programmes(u: dict[str, Unit]) -> tuple[Programme, Programme]:
    days = {"starts_on": dt.date(2021, 1, 1), "ends_on": dt.date(2024, 12, 31)}
    codes = {"sessions": "p_buoi", "attendance": "p_luot", "within": (("p_nu", "nữ thử"),)}
    top = Draft(
        Terms("Chương trình cả nước", "Cả nước", u["w"], **days, **codes), (PartyRow(u["w"].pk), PartyRow(u["x"].pk))
    )
    national = actions.create(top, "ca-nuoc")
    terms = Terms("Chương trình thử của tỉnh", "Tỉnh 2021–2024", u["wP"], **days, **codes, parent=national)
    tiles = (
        TileRow("p_buoi", "buổi đã làm", "có {p_buoi@x} buổi cùng X"),
        TileRow("p_luot", "lượt người dự", "tổng hợp từ phiếu: {p_luot} lượt", Words.OFFICIAL),
        TileRow("p_nu", "lượt nữ", minor=True),
    )
    parties = (PartyRow(u["wP"].pk), PartyRow(u["xP"].pk), PartyRow(u["yP"].pk, PartyRole.OBSERVER))
    draft = Draft(terms, parties, (ContentRow("Nội dung thứ nhất", "ND1"),), tiles)
    return national, actions.create(draft, "tinh-thu")


def world() -> World:
    """A province of 13 communes, three agencies, a national programme and the province's under it; nothing recorded."""
    SHEETS.clear()
    clocks.set_up()
    audiences = _declare()
    places = _places()
    units = _units(places)
    national, programme = _programmes(units)
    return World(places, units, audiences, national, programme)


def write(world: World, sheets: dict[int, Sheet]) -> int:
    """Record these sheets for the province's programme; answers the moment."""
    closed = queries.closed_upward([world.programme.pk])
    for number, one in sheets.items():
        SHEETS[number] = Sheet(one.units, one.day, one.place, one.came, one.women, closed)
    with transaction.atomic():
        return ledger.post(SOURCE, list(_count(sorted(sheets))))


def change(programme: Programme, terms: Mapping[str, Any] | None = None, **parts: Any) -> Programme:
    """Change some terms or parts of a programme and leave the rest as it is."""
    programme.refresh_from_db()
    draft = Draft(replace(terms_of(programme), **(terms or {})), **parts)
    return actions.change(programme.pk, draft, programme.version)


def officer(world: World, unit: str, role: Role = Role.RECORDER) -> Officer:
    """An officer with one post in this unit, made once."""
    key = f"{unit}-{role}"
    if key not in world.officers:
        made = officers.add_officer(key.lower(), None, "Cán bộ Thử")
        officers.give_post(made, world.units[unit].pk, role, actor=None)
        world.officers[key] = made
    return world.officers[key]
