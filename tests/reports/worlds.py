"""The invented province of the activities' tests, with sessions, entered numbers and a report on its programme."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from ketnoi.activities import actions as activities
from ketnoi.activities.models import Activity
from ketnoi.figures import entered
from ketnoi.officers import actions as officers
from ketnoi.officers.enums import Role
from ketnoi.officers.models import Officer
from ketnoi.reports import actions
from ketnoi.reports.models import Report
from tests.activities.worlds import World, build, category

PERIOD = (dt.date(2019, 1, 1), dt.date(2022, 12, 31))
# people who came to each session; 1.300 of them together
CAME = (412, 300, 476, 112)


@dataclass
class Told:
    """`sessions` in the order of CAME; `talk` had 43 people; `outside` lies after the period."""

    world: World
    sessions: list[Activity]
    talk: Activity
    report: Report

    @property
    def lead(self) -> Officer:
        return self.world.officers["lanh_dao"]

    def paragraph(self, within: str):
        return self.report.paragraphs.get(text__contains=within)

    def correct(self, session: Activity, came: int) -> None:
        """Correct one session's attendance, as its own unit would."""
        session.refresh_from_db()
        entry = came_to(self.world, came, session.starts_on)
        mau = self.world.officers["mau"].pk
        activities.correct(session, entry, "cộng nhầm danh sách", session.version, mau, entry.lead)


def came_to(world: World, came: int, day: dt.date, **changes):
    attendance = {category("audience", "HOI_VIEN"): came}
    return world.entry(attendance=attendance, starts_on=day, women=None, minority=None, **changes)


def tell() -> Told:
    world = build()
    mau, unit = world.officers["mau"].pk, world.units["hoi_a"].pk
    days = [dt.date(2019, 3, 8), dt.date(2020, 10, 20), dt.date(2021, 6, 1), dt.date(2022, 12, 31)]
    entries = [came_to(world, came, day) for came, day in zip(CAME, days, strict=True)]
    sessions = activities.record_many(entries, mau, unit)
    talk = activities.record(came_to(world, 43, dt.date(2021, 11, 25), kind=category("kind", "NOI_CHUYEN")), mau, unit)
    activities.record(came_to(world, 999, dt.date(2023, 1, 1)), mau, unit)
    activities.record(came_to(world, 888, dt.date(2021, 1, 1), programmes=()), mau, unit)
    enter(world, "vu_viec_phoi_hop", 47)
    report = actions.start(world.programmes["tinh"], world.units["hoi_tinh"], "tong-ket", PERIOD, version=1)
    return Told(world, sessions, talk, report)


def enter(world: World, code: str, value: int, qualifier: str = "") -> None:
    programmes = (world.programmes["tinh"].pk, world.programmes["ca_nuoc"].pk)
    entered.enter(
        entered.Entry(
            indicator=code,
            unit=world.units["hoi_tinh"].pk,
            value=value,
            holds_on=dt.date(2022, 12, 31),
            source_name="Sổ theo dõi thử",
            qualifier=qualifier,
            programmes=programmes,
        )
    )


def somebody(unit: int, role: Role, name: str) -> Officer:
    officer = officers.add_officer(name, None, "Người Mẫu")
    officers.give_post(officer, unit, role, actor=None)
    return officer
