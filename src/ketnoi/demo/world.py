"""A whole invented world in an empty database: programmes, activities, figures, a report, and people who use them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from random import Random

from django.db import transaction

from ketnoi.audit import moments
from ketnoi.audit.installation import mark_demo
from ketnoi.audit.models import Installation
from ketnoi.demo import (
    agenda,
    agreements,
    cities,
    confirming,
    contests,
    contributing,
    councils,
    desk,
    filled_forms,
    house,
    need_to_know,
    on_duty,
    persons,
    plans,
    programs,
    reported,
    this_year,
    works,
)
from ketnoi.demo.accounts import LAST_DISTRICT_DAY, Account, People, key, username
from ketnoi.demo.agenda import Event
from ketnoi.demo.following import Following, midterm
from ketnoi.demo.ground import Ground, survey
from ketnoi.demo.practice_talk import Talk
from ketnoi.demo.practices import Practices
from ketnoi.demo.province import Province, Staff
from ketnoi.demo.registers import Registers
from ketnoi.figures import folding
from ketnoi.officers.actions import give_post
from ketnoi.officers.enums import Role
from ketnoi.officers.models import Officer, Post
from ketnoi.orgs import build as orgs
from ketnoi.orgs.actions import create_unit
from ketnoi.orgs.models import Level, Unit
from ketnoi.places.actions import load_maps
from ketnoi.places.models import Kind, Place
from ketnoi.ui import dates

PROVINCE = 14
BEGINNING = dt.datetime(2016, 12, 30, 8, tzinfo=dates.ZONE)
THEN = dt.date(2019, 1, 1)  # the map and the units of the programme's first day
Progress = Callable[[str, int, int], object]  # what is being done, how much of it is done, of how much


class NotEmpty(Exception):
    """The database holds data already; a demo world never mixes with it."""


class UnknownProvince(Exception):
    """No province of today carries this code."""


def is_empty() -> bool:
    """Whether nobody works in this database yet; maps and units may be there."""
    return not (Installation.objects.exists() or Officer.objects.exists())


@transaction.atomic
def build(seed: int, province: int = PROVINCE, progress: Progress = lambda *_: None) -> list[Account]:
    """Build the world, all of it or nothing; answers who may sign in.

    `province` is today's code. Raises NotEmpty or UnknownProvince.
    """
    if not is_empty():
        raise NotEmpty
    mark_demo(str(seed))
    with moments.stamped(dates.to_us(BEGINNING)):
        grounds = _grounds(province, progress)
        people = People(Random(f"people {seed}"))
        events = _province_events(province, seed, grounds[province], people)
        events += _city_events(seed, grounds, people)
        events += desk.events(seed)
        events += Practices(grounds | {0: grounds[province]}, Random(f"practices {seed}")).events()
        events += Talk(grounds, Random(f"practice talk {seed}")).events()
    done = 0

    def told(count: int) -> None:
        nonlocal done
        done += count
        progress("Ghi hoạt động", done, len(events))

    agenda.run(events, told)
    programs.connect()
    house.keep(people)
    on_duty.keep()
    persons.keep()
    desk.keep()
    need_to_know.keep()
    contributing.begin()
    contributing.monthly()
    folding.fold()
    return people.accounts


def _grounds(province: int, progress: Progress) -> dict[int, Ground]:
    """Maps and units of the provinces that the world plays in."""
    load_maps()
    if not Place.objects.filter(kind=Kind.PROVINCE, code=f"{province:02d}", valid_to=None).exists():
        raise UnknownProvince(f"Không có tỉnh, thành phố mang mã {province:02d}.")
    wanted = list(dict.fromkeys([province, *cities.codes()]))
    for done, code in enumerate(wanted, start=1):
        orgs.agency_units(code)
        progress("Lập đơn vị", done, len(wanted))
    return {code: survey(code, THEN) for code in wanted}


def _province_events(code: int, seed: int, ground: Ground, people: People) -> list[Event]:
    staff = _staff(ground, people)
    national = agreements.national(staff.province.pk)
    plan = plans.load(code, seed)
    programme = agreements.provincial(ground, plan, national, staff.province.pk)
    events = list(Province(plan, ground, staff, programme, Random(f"province {code} {seed}")).events())
    events += Following(programme, ground, staff.province, staff.unit, Random(f"around {code} {seed}")).events()
    events += confirming.events(staff.unit, list(staff.districts.values()), Random(f"periods {code} {seed}"))
    events += Registers(ground, staff.unit, staff.province, Random(f"registers {code} {seed}")).events()
    first = Post.objects.select_related("officer", "unit").filter(unit__level=Level.COMMUNE).earliest("pk")
    events += reported.events(first.officer, first.unit, Random(f"reported {code} {seed}"))
    who = (staff.province, staff.unit), (first.officer, first.unit)
    events += filled_forms.events(*who, Random(f"forms {code} {seed}"))
    events += contests.of_province(ground.unit("hoi"), seed)
    events += this_year.events(ground.unit("hoi"), Random(f"this year {code} {seed}"))
    events += councils.events(ground.unit("hoi"), Random(f"councils {code} {seed}"))
    return events + works.this_year(ground, seed)


def _staff(ground: Ground, people: People) -> Staff:
    """The province's accounts; in the districts of that time those who recorded then."""
    name = key(ground.province.bare)
    units = Unit.objects.select_related("agency", "place").in_bulk(ground.units.values())
    home = units[ground.unit("hoi")]
    recorder = people.add(f"hoi.{name}", home, Role.RECORDER, "Chuyên viên Ban Chính sách - Luật pháp")
    people.add(f"lanhdao.{name}", home, Role.LEAD, "Phó Chủ tịch")
    people.add(f"theodoi.{name}", home, Role.SUPERVISOR, "Chuyên viên")
    analyst = people.add(f"tonghop.{name}", home, Role.ANALYST, "Chuyên viên tổng hợp")
    people.add(f"quantri.{name}", home, Role.ADMINISTRATOR, "Quản trị hệ thống")
    for agency in ("ca", "vks", "ta"):
        people.add(f"{agency}.{name}", units[ground.unit(agency)], Role.RECORDER, "Cán bộ đầu mối")
    sections = _inside(home, Level.SECTION)
    give_post(analyst, sections[0].pk, Role.RECORDER, "Kiêm nhiệm", actor=None)
    _communes(ground, people)
    districts = [units[ground.unit("hoi", place)] for place in ground.districts.values() if ground.has("hoi", place)]
    former = {
        unit.place_id or 0: (people.add_former(username(unit), unit, LAST_DISTRICT_DAY), unit) for unit in districts
    }
    return Staff(recorder, home, former)


def _inside(unit: Unit, level: Level) -> list[Unit]:
    """Units inside a unit: its sections or its branches, as the demo's words call them."""
    return [
        create_unit(unit.agency, level, name, unit) for name in plans.read("words.json")["inside"][unit.agency.code]
    ]


def _communes(ground: Ground, people: People) -> None:
    """Recorders of two of today's communes, and a police officer beside the first."""
    today = Unit.objects.filter(level=Level.COMMUNE, place__in=list(ground.communes), valid_to=None)
    ordered = today.select_related("place", "agency").order_by("place__code")
    first, second = ordered.filter(agency__code="hoi")[:2]
    for unit in (first, second):
        people.add(username(unit), unit, Role.RECORDER, "Chủ tịch Hội")
    police = ordered.get(agency__code="ca", place=first.place)
    people.add(username(police), police, Role.RECORDER, "Cán bộ Công an xã")


def _city_events(seed: int, grounds: dict[int, Ground], people: People) -> list[Event]:
    codes = cities.codes()
    units = [Unit.objects.select_related("place", "agency").get(pk=grounds[code].unit("pnca")) for code in codes]
    officers = [people.add(username(unit), unit, Role.RECORDER, "Ủy viên Ban Thường vụ") for unit in units]
    for unit in units:
        _inside(unit, Level.BRANCH)
    chair, *others = (unit.pk for unit in units)
    programme = agreements.cluster(chair, others, agreements.movement(officers[0].pk), officers[0].pk)
    events = list(midterm(programme, units, officers[0], Random(f"midterm {seed}")))
    events += works.of_cities(grounds, dict(zip(codes, officers, strict=True)), seed)
    events += contests.of_cities(officers, [unit.pk for unit in units], seed)
    return events + [
        event
        for code, officer in zip(codes, officers, strict=True)
        for event in cities.events(code, grounds[code], officer, programme, Random(f"city {code} {seed}"))
    ]
