"""A small invented province on both maps with its Union and police; no real place, no real person."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from ketnoi.figures import catalogue
from ketnoi.officers import actions as officers
from ketnoi.officers.enums import Role
from ketnoi.officers.models import Officer
from ketnoi.orgs import actions as orgs
from ketnoi.orgs import levels
from ketnoi.orgs.models import Agency, Level, Unit
from ketnoi.places.models import Kind, Map, Place, Succession, searchable
from ketnoi.registers import actions
from ketnoi.registers.entry import Entry
from ketnoi.registers.models import Standing

LAST_OLD, FIRST_NEW = dt.date(2025, 6, 30), dt.date(2025, 7, 1)
OPENED = dt.date(2020, 3, 5)


def kind(code: str) -> int:
    return catalogue.category("standing", code).pk


@dataclass
class World:
    places: dict[str, Place] = field(default_factory=dict)
    units: dict[str, Unit] = field(default_factory=dict)
    officers: dict[str, Officer] = field(default_factory=dict)

    def entry(self, unit: str = "hoi_a", code: str = "SB_DIA_CHI", **changes: object) -> Entry:
        """A trusted address of an old commune's Union, hidden in a house."""
        keeper = self.units[unit]
        usual = {"kind": kind(code), "name": "Địa chỉ Minh họa", "unit": keeper.pk, "opened_on": OPENED}
        if "address" not in changes:
            changes["address"] = "Nhà số 7 ngõ Hoa Mận"
        return Entry(**(usual | {"place": keeper.place_id} | changes))

    def open(self, unit: str = "hoi_a", code: str = "SB_DIA_CHI", **changes: object) -> Standing:
        return actions.open_thing(self.entry(unit, code, **changes), *self.doer)

    @property
    def doer(self) -> tuple[int, int]:
        return self.officers["tinh"].pk, self.units["hoi_tinh"].pk


def build() -> World:
    world = World()
    _places(world)
    _units(world)
    posts = {
        "tinh": ("hoi_tinh", Role.LEAD), "xa": ("hoi_xa", Role.RECORDER), "cong_an": ("ca_xa", Role.RECORDER),
        "xem": ("hoi_tinh", Role.ANALYST), "la": ("hoi_khac", Role.RECORDER),
    }  # fmt: skip
    for name, (unit, role) in posts.items():
        officer = officers.add_officer(f"so-bo.{name}", None, "Người Thử Mẫu")
        officers.give_post(officer, world.units[unit].pk, role, actor=None)
        world.officers[name] = officer
    return world


def _place(level: Kind, name: str, division: str, parent: Place | None, code: str = "", *, old: bool) -> Place:
    days = {"valid_to": LAST_OLD} if old else {"valid_from": FIRST_NEW}
    return Place.objects.create(
        kind=level, name=name, division=division, parent=parent, code=code, **days, **searchable(name, division)
    )


def _places(world: World) -> None:
    Map.objects.get_or_create(day=LAST_OLD, defaults={"name": "bản đồ cũ thử", "valid_to": LAST_OLD})
    Map.objects.get_or_create(day=FIRST_NEW, defaults={"name": "bản đồ mới thử", "valid_from": FIRST_NEW})
    p = world.places
    p["tinh_cu"] = _place(Kind.PROVINCE, "Tỉnh Minh họa", "tỉnh", None, "97", old=True)
    p["huyen"] = _place(Kind.DISTRICT, "Huyện Hoa Mận", "huyện", p["tinh_cu"], "971", old=True)
    p["tinh"] = _place(Kind.PROVINCE, "Tỉnh Minh họa", "tỉnh", None, "98", old=False)
    p["khac"] = _place(Kind.PROVINCE, "Tỉnh Khác", "tỉnh", None, "99", old=False)
    p["xa"] = _place(Kind.COMMUNE, "Xã Minh họa", "xã", p["tinh"], "98001", old=False)
    Succession.objects.create(old=p["tinh_cu"], new=p["tinh"])
    for letter in "ab":
        p[letter] = _place(Kind.COMMUNE, f"Xã Minh họa {letter.upper()}", "xã", p["huyen"], f"9700{letter}", old=True)
        p[f"ban_{letter}"] = _place(Kind.VILLAGE, "Bản Nà Hoa", "bản", p[letter], old=True)
        Succession.objects.create(old=p[letter], new=p["xa"])


def _units(world: World) -> None:
    Agency.objects.bulk_create(levels.agencies(), ignore_conflicts=True)
    agencies = {agency.code: agency for agency in Agency.objects.all()}
    for code, name in (("hoi", "Hội LHPN"), ("ca", "Công an")):
        for key, level, above, place in (
            ("tinh", Level.PROVINCE, None, "tinh"), ("huyen", Level.DISTRICT, "tinh", "huyen"),
            ("a", Level.COMMUNE, "huyen", "a"), ("b", Level.COMMUNE, "huyen", "b"), ("xa", Level.COMMUNE, "tinh", "xa"),
            ("khac", Level.PROVINCE, None, "khac"),
        ):  # fmt: skip
            at = world.places[place]
            days = {} if level == Level.PROVINCE else {"valid_from": at.valid_from, "valid_to": at.valid_to}
            world.units[f"{code}_{key}"] = orgs.create_unit(
                agencies[code], level, f"{name} {at.inner}", world.units.get(f"{code}_{above}"), place=at, **days
            )
        for letter in "ab":
            world.units[f"{code}_{letter}"].became.create(new=world.units[f"{code}_xa"])
