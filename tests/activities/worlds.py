"""A small invented province on both maps, its units, officers and programmes; no real place, no real person."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from ketnoi.activities.entry import Entry
from ketnoi.figures import catalogue
from ketnoi.officers import actions as officers
from ketnoi.officers.enums import Role
from ketnoi.officers.models import Officer
from ketnoi.orgs import actions as orgs
from ketnoi.orgs import levels
from ketnoi.orgs.models import Agency, Level, Unit
from ketnoi.places.models import Kind, Map, Place, Succession, searchable
from ketnoi.programmes.enums import PartyRole
from ketnoi.programmes.models import Party, Programme

LAST_OLD = dt.date(2025, 6, 30)
FIRST_NEW = dt.date(2025, 7, 1)
DAY = dt.date(2022, 11, 19)


def category(dimension: str, code: str) -> int:
    return catalogue.category(dimension, code).pk


@dataclass
class World:
    places: dict[str, Place] = field(default_factory=dict)
    units: dict[str, Unit] = field(default_factory=dict)
    officers: dict[str, Officer] = field(default_factory=dict)
    programmes: dict[str, Programme] = field(default_factory=dict)

    def entry(self, **changes: Any) -> Entry:
        """A session of commune A's Union with its police: 41 + 15 + 8 people, of them 52 women, 58 of minorities."""
        usual = Entry(
            kind=category("kind", "TT_LONG_GHEP"),
            title="Nhận biết thủ đoạn mua bán người",
            starts_on=DAY,
            lead=self.units["hoi_a"].pk,
            start_time=dt.time(19, 30),
            place=self.places["na_hoa_a"].pk,
            partners=(self.units["ca_a"].pk,),
            programmes=(self.programmes["tinh"].pk,),
            topics=(category("topic", "MUA_BAN_NGUOI"),),
            attendance={
                category("audience", "HOI_VIEN"): 41,
                category("audience", "HOC_SINH"): 15,
                category("audience", "NHAN_DAN"): 8,
            },
            women=52,
            minority=58,
            counting=category("counting", "TAI_CHO"),
        )
        return Entry(**(usual.__dict__ | changes))


def build() -> World:
    world = World()
    _places(world)
    _units(world)
    _officers(world)
    _programmes(world)
    return world


def _place(kind: Kind, name: str, division: str, parent: Place | None, code: str = "", *, old: bool = True) -> Place:
    days = {"valid_to": LAST_OLD} if old else {"valid_from": FIRST_NEW}
    return Place.objects.create(
        kind=kind, name=name, division=division, parent=parent, code=code, **days, **searchable(name, division)
    )


def _places(world: World) -> None:
    Map.objects.get_or_create(day=LAST_OLD, defaults={"name": "bản đồ cũ thử", "valid_to": LAST_OLD})
    Map.objects.get_or_create(day=FIRST_NEW, defaults={"name": "bản đồ mới thử", "valid_from": FIRST_NEW})
    found = world.places
    found["tinh_cu"] = _place(Kind.PROVINCE, "Tỉnh Minh họa", "tỉnh", None, "97")
    found["huyen"] = _place(Kind.DISTRICT, "Huyện Hoa Mận", "huyện", found["tinh_cu"], "971")
    found["tinh"] = _place(Kind.PROVINCE, "Tỉnh Minh họa", "tỉnh", None, "98", old=False)
    found["xa"] = _place(Kind.COMMUNE, "Xã Minh họa", "xã", found["tinh"], "98001", old=False)
    Succession.objects.create(old=found["tinh_cu"], new=found["tinh"])
    for letter in "ab":
        xa = _place(Kind.COMMUNE, f"Xã Minh họa {letter.upper()}", "xã", found["huyen"], f"9700{letter}")
        found[f"xa_{letter}"] = xa
        found[f"na_hoa_{letter}"] = _place(Kind.VILLAGE, "Bản Nà Hoa", "bản", xa)
        Succession.objects.create(old=xa, new=found["xa"])
    found["huoi_luong"] = _place(Kind.VILLAGE, "Bản Huổi Lương", "bản", found["xa_a"])
    found["na_hoa_moi"] = _place(Kind.VILLAGE, "Bản Nà Hoa", "bản", found["xa"], old=False)


def _units(world: World) -> None:
    Agency.objects.bulk_create(levels.agencies(), ignore_conflicts=True)
    agencies = {agency.code: agency for agency in Agency.objects.all()}
    places = world.places

    def unit(key: str, name: str, level: Level, parent: str, place: str, *, ended: bool = False) -> None:
        code = key.partition("_")[0]
        world.units[key] = orgs.create_unit(
            agencies[code], level, name, world.units.get(parent), place=places[place],
            valid_from=places[place].valid_from if level == Level.COMMUNE else None,
            valid_to=LAST_OLD if ended else None,
        )  # fmt: skip

    for code, name in (("hoi", "Hội LHPN"), ("ca", "Công an"), ("vks", "VKSND"), ("ta", "TAND")):
        unit(f"{code}_tinh", f"{name} tỉnh Minh họa", Level.PROVINCE, "", "tinh")
    for code, name in (("hoi", "Hội LHPN"), ("ca", "Công an")):
        unit(f"{code}_huyen", f"{name} huyện Hoa Mận", Level.DISTRICT, f"{code}_tinh", "huyen", ended=True)
        for letter in "ab":
            unit(
                f"{code}_{letter}", f"{name} xã Minh họa {letter.upper()}", Level.COMMUNE, f"{code}_huyen",
                f"xa_{letter}", ended=True,
            )  # fmt: skip
        unit(f"{code}_xa", f"{name} xã Minh họa", Level.COMMUNE, f"{code}_tinh", "xa")
        for old in (f"{code}_a", f"{code}_b"):
            world.units[old].became.create(new=world.units[f"{code}_xa"])


def _officers(world: World) -> None:
    posts = {
        "mau": ("Lò Thị Mẫu", "hoi_xa", Role.RECORDER),
        "lanh_dao": ("Cầm Thị Mẫu", "hoi_tinh", Role.LEAD),
        "cong_an": ("Quàng Văn Mẫu", "ca_xa", Role.RECORDER),
        "toa": ("Hà Văn Mẫu", "ta_tinh", Role.RECORDER),
        "tong_hop": ("Đèo Thị Mẫu", "hoi_tinh", Role.ANALYST),
    }
    for username, (name, unit, role) in posts.items():
        officer = officers.add_officer(f"thu.{username}", None, name)
        officers.give_post(officer, world.units[unit].pk, role, actor=None)
        world.officers[username] = officer


def _programmes(world: World) -> None:
    days = {"starts_on": dt.date(2019, 1, 1), "ends_on": dt.date(2030, 12, 31)}
    chair = world.units["hoi_tinh"]
    nation = Programme.objects.create(
        slug="thu-ca-nuoc", name="Chương trình toàn quốc thử", short_name="Toàn quốc", chair=chair, **days
    )
    own = Programme.objects.create(
        slug="thu-tinh", name="Chương trình phối hợp thử", short_name="Phối hợp thử", chair=chair, parent=nation, **days
    )
    for order, unit in enumerate(("hoi_tinh", "ca_tinh", "vks_tinh", "ta_tinh")):
        Party.objects.create(programme=own, unit=world.units[unit], role=PartyRole.PARTY, order=order)
    world.programmes |= {"tinh": own, "ca_nuoc": nation}
