"""The registers' small province, with a movement, a leader of the commune and works to register."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from ketnoi.figures import catalogue
from ketnoi.officers import actions as officers
from ketnoi.officers.enums import Role
from ketnoi.officers.models import Officer, Post
from ketnoi.orgs.models import Unit
from ketnoi.places.models import Place
from ketnoi.programmes import actions as programmes
from ketnoi.programmes.drafts import Draft, PartyRow, Terms
from ketnoi.programmes.enums import Status as Stage
from ketnoi.programmes.models import Programme
from ketnoi.works import actions, judging
from ketnoi.works.entry import Entry
from ketnoi.works.models import Work
from tests.registers import worlds as ground

YEAR = 2026
DAY = dt.date(2026, 2, 3)


def category(code: str, dimension: str = "work") -> int:
    return catalogue.category(dimension, code).pk


@dataclass
class World:
    places: dict[str, Place]
    units: dict[str, Unit]
    officers: dict[str, Officer]
    movement: Programme
    posts: dict[str, Post] = field(default_factory=dict)

    def entry(self, unit: str = "hoi_xa", **changes: object) -> Entry:
        usual = {
            "unit": self.units[unit].pk, "kind": "cong_trinh", "field": category("LV_PCCC"), "year": YEAR,
            "title": "Tuyến ngõ an toàn phòng cháy", "registered_on": DAY,
        }  # fmt: skip
        return Entry(**(usual | changes))

    def register(self, unit: str = "hoi_xa", **changes: object) -> Work:
        return actions.register(self.entry(unit, **changes), *self.doer)

    def agreed(self, unit: str = "hoi_xa", *, key: bool | None = None, **changes: object) -> Work:
        return judging.agree(self.register(unit, **changes), 1, *self.leader, key=key)

    @property
    def doer(self) -> tuple[int, int]:
        return self.officers["xa"].pk, self.units["hoi_xa"].pk

    @property
    def leader(self) -> tuple[int, int]:
        return self.officers["tinh"].pk, self.units["hoi_tinh"].pk


def build() -> World:
    base = ground.build()
    chair, other = base.units["hoi_tinh"], base.units["hoi_khac"]
    terms = Terms(
        name="Phong trào mẫu", short_name="Phong trào mẫu", chair=chair, starts_on=dt.date(2024, 1, 1),
        ends_on=dt.date(2027, 12, 31), status=Stage.RUNNING,
    )  # fmt: skip
    draft = Draft(terms, parties=(PartyRow(chair.pk), PartyRow(other.pk)))
    movement = programmes.create(draft, slug="phong-trao-mau", actor=base.officers["tinh"].pk)
    world = World(base.places, base.units, base.officers, movement)
    for name, unit, role in (("lanh_dao_xa", "hoi_xa", Role.LEAD), ("nu_ca", "ca_tinh", Role.LEAD)):
        officer = officers.add_officer(f"cong-trinh.{name}", None, "Người Thử Mẫu")
        officers.give_post(officer, world.units[unit].pk, role, actor=None)
        world.officers[name] = officer
    world.posts = {
        name: Post.objects.select_related("unit", "officer").get(officer=one) for name, one in world.officers.items()
    }
    return world
