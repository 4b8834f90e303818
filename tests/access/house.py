"""Two agencies, whose officers are called by what they do, and one record that commune A of the Union keeps."""

from __future__ import annotations

from dataclasses import dataclass, field

from ketnoi.access import policy, reader
from ketnoi.access.reader import Reader
from ketnoi.audit import moments
from ketnoi.notices.models import Notice
from ketnoi.officers import actions
from ketnoi.officers.enums import Role
from ketnoi.officers.models import Officer, Post
from ketnoi.orgs import actions as orgs
from ketnoi.orgs import build
from ketnoi.orgs.models import Level, Unit
from tests.demonstration import actions as actions_of_leaves
from tests.demonstration.models import Leaf

NAME = "Người Mẫu Hoàng Yến Rất Lạ"  # a canary: nobody who may not read it ever gets it
HOUR = 3_600_000_000
WHOLE = frozenset({"workflow", "identity", "address", "shelter", "medical", "reporter", "notice", "notes"})


@dataclass
class House:
    """`a` and `b` are communes under `province`; `police` is another agency's."""

    province: Unit
    a: Unit
    b: Unit
    police: Unit
    posts: dict[str, Post] = field(default_factory=dict)
    record: Leaf = field(default_factory=Leaf)

    def officer(self, name: str) -> Officer:
        return self.posts[name].officer

    def reader(self, name: str, *, later: int = 0, second_factor: bool = True) -> Reader:
        officer = Officer.objects.get(pk=self.officer(name).pk)
        return reader.at(officer, moments.now() + later, second_factor=second_factor)

    def sections(self, name: str, *, later: int = 0) -> frozenset[str]:
        return policy.sections(self.reader(name, later=later), self.record)

    def hold(self, name: str, unit: Unit, role: Role) -> Post:
        officer = actions.add_officer(name.replace("_", "-"), None, f"Người Mẫu {name.title()}")
        self.posts[name] = actions.give_post(officer, unit.pk, role, actor=None)
        return self.posts[name]


def build_house() -> House:
    agencies = build.agencies()
    province = orgs.create_unit(agencies["hoi"], Level.PROVINCE, "Hội tỉnh Một", None)
    a = orgs.create_unit(agencies["hoi"], Level.COMMUNE, "Hội xã A", province)
    b = orgs.create_unit(agencies["hoi"], Level.COMMUNE, "Hội xã B", province)
    house = House(province, a, b, orgs.create_unit(agencies["ca"], Level.COMMUNE, "Công an xã A", None))
    for name, unit, role in (
        ("recorder", a, Role.RECORDER),
        ("colleague", a, Role.RECORDER),
        ("lead", a, Role.LEAD),
        ("other_lead", a, Role.LEAD),
        ("analyst", a, Role.ANALYST),
        ("administrator", a, Role.ADMINISTRATOR),
        ("supervisor", province, Role.SUPERVISOR),
        ("neighbour", b, Role.LEAD),
        ("police", house.police, Role.RECORDER),
        ("police_lead", house.police, Role.LEAD),
    ):
        house.hold(name, unit, role)
    house.record = actions_of_leaves.enter(house.posts["recorder"], NAME)
    Notice.objects.all().delete()
    return house
