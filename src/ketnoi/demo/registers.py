"""What a province keeps in its registers: trusted addresses before and after the number entered for them, the rest."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from random import Random

from django.db.models import QuerySet

from ketnoi.demo import agenda
from ketnoi.demo.agenda import Event
from ketnoi.demo.ground import Ground
from ketnoi.demo.plans import read
from ketnoi.figures import catalogue, entered
from ketnoi.officers.models import Officer
from ketnoi.orgs.models import Level, Unit
from ketnoi.places.models import Place
from ketnoi.registers import actions, membership, monthly, products, rosters
from ketnoi.registers.entry import Entry
from ketnoi.registers.models import Broadcast, Member, Person, Product, Standing
from ketnoi.registers.monthly import Told

TOLD_ON, TOLD = dt.date(2019, 11, 14), 590
EARLIER, OPENED, CLOSED = 44, 12, 3  # in the register: before that day, in the year after it, closed in that year
BEGUN = dt.date(2019, 3, 4)  # the register
CLUBS, TEAMS = 24, 18
MERGED = dt.date(2025, 7, 1)
MONTHS = [2025 * 12 + 6 + step for step in range(15)]  # from July 2025
TELLING = 6  # addresses of each month told, besides what is silent
MEMBERS_TOLD = 178_400


@dataclass
class Registers:
    """Plays the registers of one province; `things` is what stands, by kind."""

    ground: Ground
    unit: Unit
    actor: Officer
    random: Random
    things: dict[str, list[Standing]] = field(default_factory=dict)

    def events(self) -> Iterator[Event]:
        yield self._on(TOLD_ON, self._told)
        yield self._on(dt.date(2020, 1, 6), self._begin)
        for month in range(1, OPENED + 1):
            yield self._on(dt.date(2020, month, 20), partial(self._open, "SB_DIA_CHI", 1, dt.date(2020, month, 18)))
        for number, month in zip(range(CLOSED), (4, 8, 11), strict=True):
            yield self._on(dt.date(2020, month, 26), partial(self._close, number, dt.date(2020, month, 25)))
        yield self._on(dt.date(2021, 3, 8), self._rosters)
        yield self._on(dt.date(2021, 5, 10), self._products)
        yield self._on(dt.date(2025, 1, 10), self._members)
        for month in MONTHS:
            day = dt.date((month + 1) // 12, (month + 1) % 12 + 1, 5)
            yield self._on(day, partial(self._month, month))

    def _on(self, day: dt.date, act: agenda.Act) -> Event:
        return Event(agenda.at(day, self.random), act)

    @property
    def _doer(self) -> tuple[int, int]:
        return self.actor.pk, self.unit.pk

    def _told(self) -> None:
        paper = "Báo cáo công tác gia đình năm 2019 (minh họa)"
        entered.enter(entered.Entry("dia_chi_tin_cay", self.unit.pk, TOLD, TOLD_ON, paper, kind=_kind("SB_DIA_CHI")))

    def _begin(self) -> None:
        """The register begins: part of what had been told stands in it by name, and what else there was."""
        self._open("SB_DIA_CHI", EARLIER, BEGUN)
        self._open("SB_CLB", CLUBS, dt.date(2019, 6, 10))
        self._open("SB_TO_TRUYEN_THONG", TEAMS, dt.date(2019, 9, 16))
        self._open_at("SB_DUONG_DAY_NONG", [(self.unit, None)], dt.date(2018, 10, 20))
        police = [(unit, unit.place) for unit in self._of("ca")[::4]]
        self._open_at("SB_HOM_THU", police, dt.date(2019, 5, 15))
        self._people_at_work()

    def _of(self, agency: str) -> list[Unit]:
        """The agency's units of the old communes, or of their districts."""
        communes = sorted(place.pk for merged in self.ground.communes.values() for place in merged)
        ids = [self.ground.units[agency, place] for place in communes if (agency, place) in self.ground.units]
        ids = ids or [self.ground.unit(agency, place) for place in self.ground.districts.values()]
        found = Unit.objects.select_related("place").in_bulk(ids)
        return [found[one] for one in ids]

    def _open(self, code: str, count: int, day: dt.date) -> None:
        units = self._of("hoi")
        chosen = [self.random.choice(units) for _number in range(count)]
        self._open_at(code, [(unit, unit.place) for unit in chosen], day)

    def _open_at(self, code: str, where: Sequence[tuple[Unit, Place | None]], day: dt.date) -> None:
        known = self.things.setdefault(code, [])
        words = read("registers.json")["things"][code]
        entries = [
            Entry(
                kind=_kind(code),
                name=f"{words['name']} {place.bare if place else self.ground.province.bare} {len(known) + number}",
                unit=unit.pk,
                opened_on=day + dt.timedelta(days=self.random.randrange(2)),
                place=place.pk if place else None,
                **words.get("fields", {}),
            )
            for number, (unit, place) in enumerate(where, start=1)
        ]
        known += actions.open_many(entries, *self._doer)

    def _people_at_work(self) -> None:
        for code in ("SB_DIA_CHI", "SB_CLB"):
            for thing in self.things[code][:4]:
                seat = read("registers.json")["things"][code]["role"]
                one = Member(name=self._name(), role=seat, since=thing.opened_on, organisation="Hội LHPN xã")
                thing.version = actions.add_member(thing, one, thing.version, *self._doer).version

    def _close(self, number: int, day: dt.date) -> None:
        thing = self.things["SB_DIA_CHI"][-1 - number - EARLIER // 2]
        actions.close(thing, day, "Gia đình chuyển đi nơi khác.", thing.version, *self._doer)

    def _name(self) -> str:
        return f"{self.random.choice(read('words.json')['families'])} Thị Mẫu"

    def _rosters(self) -> None:
        """A woman officer in the police of every commune, and the province's own lists."""
        since = dt.date(2021, 1, 4)
        people = [self._person("DN_NU_CONG_AN", unit, since) for unit in self._of("ca")]
        for code, count in read("registers.json")["rosters"].items():
            people += [self._person(code, self.unit, since) for _number in range(count)]
        rosters.add(people, *self._doer)

    def _person(self, code: str, unit: Unit, since: dt.date) -> Person:
        return Person(kind_id=_kind(code), name=self._name(), unit=unit, since=since)

    def _products(self) -> None:
        for code, title, items, languages, times in read("registers.json")["products"]:
            made = Product(
                kind_id=_kind(code), title=title, unit=self.unit, items=items, languages=languages,
                made_on=dt.date(2021, 4, 28),
            )  # fmt: skip
            products.make(made, *self._doer)
            if times:
                air = Broadcast(day=dt.date(2021, 5, 4), channel="Loa truyền thanh xã", times=times)
                products.broadcast(made, air, *self._doer)

    def _members(self) -> None:
        paper = "Báo cáo công tác Hội năm 2024 (minh họa)"
        entered.enter(entered.Entry("hoi_vien", self.unit.pk, MEMBERS_TOLD, dt.date(2024, 12, 31), paper))

    def _month(self, month: int) -> None:
        """Some addresses tell numbers, some that nothing happened, most are silent; two communes tell their members."""
        told = [self._told_by(thing) for thing in self._telling()]
        monthly.tell(month, told, *self._doer)
        communes = Unit.objects.filter(agency=self.unit.agency, level=Level.COMMUNE, valid_to=None, valid_from=MERGED)
        for unit in communes.filter(province=self.unit.province).order_by("pk")[:2]:
            came, went = self.random.randint(2, 15), self.random.randint(0, 6)
            membership.tell(unit.pk, month, came, went, 0, *self._doer)

    def _telling(self) -> QuerySet[Standing]:
        standing = [*self.things["SB_DIA_CHI"][:TELLING], *self.things["SB_HOM_THU"][:2]]
        return Standing.objects.filter(pk__in=[one.pk for one in standing], closed_on=None).order_by("pk")

    def _told_by(self, thing: Standing) -> Told:
        if self.random.random() < 0.4:
            return Told(thing.pk, nothing=True)
        if thing.kind_id == _kind("SB_HOM_THU"):
            came = self.random.randint(1, 4)
            return Told(thing.pk, numbers={"tin_nhan": came, "tin_chuyen": self.random.randint(0, came)})
        calls, settled = self.random.randint(1, 5), self.random.randint(0, 3)
        stays = self.random.randint(0, 1)
        return Told(
            thing.pk,
            numbers={
                "tu_van_ca": calls,
                "tu_van_nguoi": calls,
                "tu_van_luot": calls + self.random.randint(0, 3),
                "hoa_giai": settled + self.random.randint(0, 1),
                "hoa_giai_thanh": settled,
                "tam_lanh_luot": stays,
                "tam_lanh_dem": stays * self.random.randint(1, 4),
            },
        )


def _kind(code: str) -> int:
    return catalogue.category("standing", code).pk
