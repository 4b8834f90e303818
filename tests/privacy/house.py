"""A commune's unit with a desk: one who records, two leaders, an analyst; and a unit beside it."""

from __future__ import annotations

from dataclasses import dataclass, field

from ketnoi.access import reader
from ketnoi.access.reader import Reader
from ketnoi.audit import moments
from ketnoi.officers import actions as officers
from ketnoi.officers.enums import Role
from ketnoi.officers.models import Officer, Post
from ketnoi.orgs import actions as orgs
from ketnoi.orgs import build
from ketnoi.orgs.models import Level, Unit
from ketnoi.privacy import actions
from ketnoi.privacy.actions import Entry
from ketnoi.privacy.enums import Channel, Checked
from ketnoi.privacy.models import SubjectRequest

DAY = 86_400_000_000
NAME, SAID = "Người Yêu Cầu Mẫu", "Xin được biết đơn vị đang giữ những gì"


@dataclass
class House:
    unit: Unit
    other: Unit
    posts: dict[str, Post] = field(default_factory=dict)

    def hold(self, name: str, unit: Unit, role: Role) -> None:
        officer = officers.add_officer(name, None, f"Cán Bộ Mẫu {name.title()}")
        self.posts[name] = officers.give_post(officer, unit.pk, role, actor=None)

    def reader(self, name: str) -> Reader:
        return reader.at(Officer.objects.get(pk=self.posts[name].officer_id), moments.now())

    def received(self, kind: str = "see", days_ago: int = 0, by: str = "recorder") -> SubjectRequest:
        return actions.receive(entry(kind, days_ago), self.posts[by])


def entry(kind: str = "see", days_ago: int = 0) -> Entry:
    at = moments.now() - days_ago * DAY
    return Entry(kind, Channel.IN_PERSON, Checked.NOT_YET, at, NAME, "Gửi thư về thôn Mẫu", SAID)


def build_house() -> House:
    agency = build.agencies()["hoi"]
    house = House(
        orgs.create_unit(agency, Level.PROVINCE, "Hội tỉnh Một", None),
        orgs.create_unit(agency, Level.PROVINCE, "Hội tỉnh Hai", None),
    )
    for name, unit, role in (
        ("recorder", house.unit, Role.RECORDER),
        ("colleague", house.unit, Role.RECORDER),
        ("lead", house.unit, Role.LEAD),
        ("deputy", house.unit, Role.LEAD),
        ("analyst", house.unit, Role.ANALYST),
        ("administrator", house.unit, Role.ADMINISTRATOR),
        ("stranger", house.other, Role.LEAD),
    ):
        house.hold(name, unit, role)
    return house
