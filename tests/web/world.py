"""A small world for whole-site tests: one unit with an officer for each role, and a stranger elsewhere."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

import time_machine
from django.conf import settings
from django.test import Client

from ketnoi.officers import actions
from ketnoi.officers.enums import Role
from ketnoi.officers.models import Officer
from ketnoi.orgs import build
from ketnoi.orgs.models import Agency, Unit, searchable

PASSWORD = "mot hai ba bon nam sau"
SETTLED = dt.timedelta(days=8)  # so long everybody has been in his post


@dataclass
class World:
    """`home` and `other` are two provinces' units of one agency; who acts is named by role."""

    home: Unit
    other: Unit
    officers: dict[str, Officer] = field(default_factory=dict)
    password: str = PASSWORD
    sessions: dict[str, str] = field(default_factory=dict)

    def client(self, who: str) -> Client:
        """A browser in which `who` signed in: a role, "no_post", "stranger" or "anonymous"."""
        client = Client()
        if who != "anonymous":
            client.force_login(self.officers[who])
        return client

    def visitor(self, who: str) -> Client:
        """A browser in the session that `who` has had since the world was made, for tests that ask for many pages."""
        client = Client()
        if who in self.sessions:
            client.cookies[settings.SESSION_COOKIE_NAME] = self.sessions[who]
        return client


def unit(agency: Agency, name: str, province: int) -> Unit:
    made = Unit.objects.create(
        agency=agency, level="province", name=name, folded=searchable(name, ""), province=province
    )
    made.path = f"{made.pk}."
    made.save()
    return made


def build_world() -> World:
    agency = build.agencies()["hoi"]
    world = World(unit(agency, "Hội tỉnh Một", 1), unit(agency, "Hội tỉnh Hai", 2))
    with time_machine.travel(dt.datetime.now(dt.UTC) - SETTLED):
        for role in Role:
            world.officers[role.value] = _officer(role.value, world.home, role)
        world.officers["stranger"] = _officer("stranger", world.other, Role.RECORDER)
        world.officers["no_post"] = actions.add_officer("no_post", None, "Người Chưa Giao Việc")
    world.sessions = {who: world.client(who).cookies[settings.SESSION_COOKIE_NAME].value for who in world.officers}
    return world


def _officer(username: str, home: Unit, role: Role) -> Officer:
    password = PASSWORD if role is Role.RECORDER else None  # hashing is slow by design; few sign in by password
    officer = actions.add_officer(username, password, f"Người Mẫu {username.title()}", address="chị")
    actions.give_post(officer, home.pk, role, actor=None)
    return officer
