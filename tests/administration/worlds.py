"""A province's Union under the centre with two communes, a neighbour, and administrators of several heights."""

from __future__ import annotations

from dataclasses import dataclass, field

from django.test import Client

from ketnoi.officers import actions
from ketnoi.officers.enums import Role
from ketnoi.officers.models import Officer, Post
from ketnoi.orgs import actions as orgs
from ketnoi.orgs import build
from ketnoi.orgs.models import Level, Unit


@dataclass
class World:
    """`centre` over `union` and `other`; `one` and `two` are communes of `union`. Officers by a short name."""

    centre: Unit
    union: Unit
    other: Unit
    one: Unit
    two: Unit
    posts: dict[str, Post] = field(default_factory=dict)

    def add(self, name: str, unit: Unit, role: Role) -> Post:
        officer = actions.add_officer(name, None, f"Người Mẫu {name.title()}", "chị")
        self.posts[name] = actions.give_post(officer, unit.pk, role, actor=None)
        return self.posts[name]

    def officer(self, name: str) -> Officer:
        return self.posts[name].officer

    def client(self, name: str) -> Client:
        client = Client()
        client.force_login(self.officer(name))
        return client


def build_world() -> World:
    agencies = build.agencies()

    def unit(level: Level, name: str, parent: Unit | None = None) -> Unit:
        return orgs.create_unit(agencies["hoi"], level, name, parent)

    centre = Unit.objects.filter(agency=agencies["hoi"], level=Level.CENTRE).first() or unit(Level.CENTRE, "Hội Mẫu")
    union = unit(Level.PROVINCE, "Hội tỉnh Một", centre)
    other = unit(Level.PROVINCE, "Hội tỉnh Hai", centre)
    one, two = (unit(Level.COMMUNE, f"Hội xã {name}", union) for name in ("Một", "Hai"))
    made = World(centre, union, other, one, two)
    for name, home, role in (
        ("tw", centre, Role.ADMINISTRATOR),
        ("tinh", union, Role.ADMINISTRATOR),
        ("xa", one, Role.ADMINISTRATOR),
        ("ghi", one, Role.RECORDER),
        ("ghihai", two, Role.RECORDER),
        ("ghitinh", union, Role.RECORDER),
    ):
        made.add(name, home, role)
    return made
