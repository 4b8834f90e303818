"""Two communes' units of one agency and one of another, each with a recorder and a lead; persons are invented."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.test import Client

from ketnoi.access import reader as readers
from ketnoi.access.reader import Reader
from ketnoi.audit import moments
from ketnoi.officers import actions as officers
from ketnoi.officers.enums import Role
from ketnoi.officers.models import Officer, Post
from ketnoi.orgs import build
from ketnoi.orgs.models import Unit
from ketnoi.people import actions, births
from ketnoi.people.entry import Entry
from ketnoi.people.models import Person
from tests.web.world import unit

TODAY = births.dt.date(2026, 11, 22)
WHO = Entry(
    full_name="Nguyễn Thị Thử Nghiệm",
    aliases=("Mẫu Hoa",),
    birth=births.Birth(1998, 3, 14),
    sex="nu",
    ethnicity="03",
    id_number="014198000001",
    telephone="0900000001",
    address="Bản Không Có Thật",
    shelter="Nhà tạm lánh giả định",
    medical="Đang mang thai (giả định)",
)


@dataclass
class World:
    units: dict[str, Unit] = field(default_factory=dict)
    officers: dict[str, Officer] = field(default_factory=dict)
    persons: dict[str, Person] = field(default_factory=dict)

    def post(self, who: str) -> Post:
        return self.officers[who].posts.select_related("unit").get()

    def reader(self, who: str) -> Reader:
        officer = Officer.objects.get(pk=self.officers[who].pk)
        return readers.at(officer, moments.now())

    def client(self, who: str) -> Client:
        client = Client()
        client.force_login(self.officers[who])
        return client

    def register(self, who: str, **said: Any) -> Person:
        return actions.register(self.reader(who), Entry(**{"full_name": "Trần Văn Mẫu Thử", **said}), self.post(who))


def build_world() -> World:
    world, agencies = World(), build.agencies()
    for name, agency, province in (("hoi", "hoi", 1), ("hoi2", "hoi", 2), ("ca", "ca", 1)):
        world.units[name] = unit(agencies[agency], f"Đơn vị {name}", province)
        for role in (Role.RECORDER, Role.LEAD):
            _officer(world, name, role)
    _officer(world, "hoi", Role.ADMINISTRATOR)
    _officer(world, "hoi", Role.SUPERVISOR)
    world.persons["mine"] = actions.register(world.reader("hoi recorder"), WHO, world.post("hoi recorder"))
    return world


def _officer(world: World, name: str, role: Role) -> None:
    who = f"{name} {role.value}"
    officer = officers.add_officer(who.replace(" ", "_"), None, f"Người Mẫu {who.title()}", address="chị")
    officers.give_post(officer, world.units[name].pk, role, actor=None)
    world.officers[who] = officer
