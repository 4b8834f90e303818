"""One invented province with four communes (one of them gone), a neighbour, and officers who confirm and watch."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any, ClassVar

from django.test import Client

from ketnoi.activities import actions as activities
from ketnoi.activities.entry import Entry
from ketnoi.activities.models import Activity
from ketnoi.figures import catalogue
from ketnoi.officers import actions as officers
from ketnoi.officers.enums import Role
from ketnoi.officers.models import Officer
from ketnoi.orgs import actions as orgs
from ketnoi.orgs import levels
from ketnoi.orgs.models import Agency, Level, Unit
from ketnoi.periods import actions, regimes, spans
from ketnoi.periods.enums import Answer, Kind
from ketnoi.periods.models import Confirmation, Regime
from ketnoi.periods.spans import Span

FORM = ("hoat_dong", "luot", "nu", "lop_tap_huan")
FIRST = dt.date(2025, 1, 1)
JUNE = dt.date(2025, 6, 1)
DAY = dt.date(2025, 6, 10)


@dataclass
class World:
    units: dict[str, Unit] = field(default_factory=dict)
    officers: dict[str, Officer] = field(default_factory=dict)
    activities: ClassVar[ModuleType] = activities

    def client(self, who: str) -> Client:
        client = Client()
        client.force_login(self.officers[who])
        return client

    def terms(self, **changes: Any) -> regimes.Terms:
        """Monthly, by the last day, due five days later, of the province's communes."""
        usual = {
            "name": "Số liệu tháng thử", "indicators": FORM, "kind": Kind.MONTH, "level": Level.COMMUNE,
            "under": self.units["tinh"], "valid_from": FIRST,
        }  # fmt: skip
        return regimes.Terms(**(usual | changes))

    def regime(self, **changes: Any) -> Regime:
        return regimes.create(self.terms(**changes))

    def record(self, unit: str, day: dt.date = DAY, came: int = 30, reason: str = "", **changes: Any) -> Activity:
        """A session of the unit to which so many members came, ten of them women."""
        entry = self.entry(unit, day, came, **changes)
        return activities.record(entry, self.officers["a"].pk, self.units[unit].pk, **_said(reason))

    def entry(self, unit: str, day: dt.date = DAY, came: int = 30, **changes: Any) -> Entry:
        usual = {
            "kind": category("kind", "TT_LONG_GHEP"), "title": "Buổi thử", "starts_on": day,
            "lead": self.units[unit].pk, "attendance": {category("audience", "HOI_VIEN"): came}, "women": min(10, came),
            "venue": "Nhà văn hóa",
        }  # fmt: skip
        return Entry(**(usual | changes))

    def confirm(self, regime: Regime, unit: str, day: dt.date = DAY, **word: Any) -> Confirmation:
        """Say "đủ" of the period of that day."""
        said = actions.Word(**({"answer": Answer.FULL} | word))
        actor = self.officers["a"].pk
        return actions.confirm(regime, self.units[unit], span(regime, day), said, actor, self.units[unit].pk)


def _said(reason: str) -> dict[str, str]:
    return {"reason": reason} if reason else {}


def span(regime: Regime, day: dt.date = DAY) -> Span:
    found = spans.containing(regime, day)
    assert found
    return found


def category(dimension: str, code: str) -> int:
    return catalogue.category(dimension, code).pk


def build() -> World:
    world = World()
    Agency.objects.bulk_create(levels.agencies(), ignore_conflicts=True)
    agency = Agency.objects.get(code="hoi")

    def unit(key: str, level: Level, name: str, parent: str = "", **days: dt.date) -> None:
        world.units[key] = orgs.create_unit(agency, level, name, world.units.get(parent), **days)

    unit("tw", Level.CENTRE, "Hội trung ương thử")
    unit("tinh", Level.PROVINCE, "Hội tỉnh Thử", "tw")
    unit("tinh_khac", Level.PROVINCE, "Hội tỉnh Khác", "tw")
    unit("a", Level.COMMUNE, "Hội xã A", "tinh")
    unit("b", Level.COMMUNE, "Hội xã B", "tinh")
    unit("cu", Level.COMMUNE, "Hội xã Cũ", "tinh", valid_to=dt.date(2025, 3, 31))
    unit("moi", Level.COMMUNE, "Hội xã Mới", "tinh", valid_from=dt.date(2025, 4, 1))
    unit("chi_hoi", Level.BRANCH, "Chi hội bản Một", "a")
    unit("khac", Level.COMMUNE, "Hội xã Khác", "tinh_khac")
    Unit.objects.filter(pk__in=[world.units[key].pk for key in ("tinh", "a", "b", "cu", "moi", "chi_hoi")]).update(
        province=41
    )
    Unit.objects.filter(pk__in=[world.units[key].pk for key in ("tinh_khac", "khac")]).update(province=42)
    for key, one in world.units.items():
        one.refresh_from_db()
        _officer(world, key, key, Role.RECORDER)
    _officer(world, "theo_doi", "tinh", Role.SUPERVISOR)
    _officer(world, "quan_tri", "tinh", Role.ADMINISTRATOR)
    _officer(world, "a_hai", "a", Role.LEAD)
    return world


def _officer(world: World, who: str, unit: str, role: Role) -> None:
    world.officers[who] = officers.add_officer(f"thu.{who}", None, f"Người Thử {who.title()}")
    officers.give_post(world.officers[who], world.units[unit].pk, role, actor=None)
