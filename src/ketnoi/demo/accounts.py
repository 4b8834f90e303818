"""Invented people: those who may sign in, with passwords of this installation, and those who recorded in the past."""

from __future__ import annotations

import datetime as dt
import secrets
from collections import Counter
from dataclasses import dataclass
from random import Random

from ketnoi.demo.plans import read
from ketnoi.officers import actions
from ketnoi.officers.enums import Role
from ketnoi.officers.models import Officer, Post
from ketnoi.orgs.models import Level, Unit
from ketnoi.ui.text import fold

MIDDLES = ("Thị", "Thị", "Thị", "Văn")
LAST_DISTRICT_DAY = dt.date(2025, 6, 30)


@dataclass(frozen=True)
class Account:
    """Somebody who may sign in; `role` is a code of `officers.enums.Role`."""

    username: str
    password: str
    name: str
    organisation: str
    role: str


class People:
    """Makes officers with names that nobody bears."""

    def __init__(self, random: Random) -> None:
        self.random = random
        self.accounts: list[Account] = []
        self.families: list[str] = read("words.json")["families"]
        self._taken: Counter[str] = Counter()

    def add(self, username: str, unit: Unit, role: Role, title: str = "") -> Officer:
        """Somebody who may sign in today."""
        username, name = self._free(username), self._name()
        password = "-".join(secrets.token_hex(3) for _ in range(3))
        officer = actions.add_officer(username, password, name, address="chị" if " Thị " in name else "anh")
        actions.give_post(officer, unit.pk, role, title, actor=None)
        self.accounts.append(Account(username, password, name, unit.name, role.value))
        return officer

    def add_former(self, username: str, unit: Unit, last: dt.date) -> Officer:
        """Somebody who recorded until a day, and may not sign in any more."""
        officer = actions.add_officer(self._free(username), None, self._name())
        actions.give_post(officer, unit.pk, Role.RECORDER, valid_to=last, actor=None)
        return officer

    def _free(self, username: str) -> str:
        """The username, with a number where an earlier one is the same: a province and its city share a name."""
        self._taken[username] += 1
        return username if self._taken[username] == 1 else f"{username}{self._taken[username]}"

    def _name(self) -> str:
        return f"{self.random.choice(self.families)} {self.random.choice(MIDDLES)} Mẫu"


def writing_today(home: int) -> dict[str, Post]:
    """Who writes for two of today's communes (first, second) and for the province's Union (province), a unit's id."""
    recorder = Post.objects.filter(unit=home, role=Role.RECORDER).earliest("pk")
    communes = Post.objects.filter(unit__level=Level.COMMUNE, unit__agency__code="hoi", valid_to=None).order_by("pk")
    return dict(zip(("first", "second", "province"), (*communes[:2], recorder), strict=True))


def key(name: str) -> str:
    """A name as part of a username: "Sơn La" is "sonla"."""
    return "".join(letter for letter in fold(name) if letter.isalnum())


def username(unit: Unit) -> str:
    """What a unit's recorder is called: agency and place."""
    return f"{unit.agency.code}.{key(unit.place.bare if unit.place else unit.name)}"
