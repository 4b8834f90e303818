"""Works of the demo: five cities register, are agreed to and evaluated each year; Sơn La's units work at this year's.

Titles that the published account names stand in `data/works.json`; all others, and all numbers but one, are invented.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from random import Random
from typing import Any

from ketnoi.demo import agenda, cities
from ketnoi.demo.accounts import username, writing_today
from ketnoi.demo.agenda import Event
from ketnoi.demo.ground import Ground
from ketnoi.demo.plans import read
from ketnoi.figures import catalogue
from ketnoi.figures.figure import Figure
from ketnoi.officers.actions import add_officer, give_post
from ketnoi.officers.enums import Role
from ketnoi.officers.models import Officer, Post
from ketnoi.orgs.models import Level, Unit
from ketnoi.programmes.models import Programme
from ketnoi.works import actions, evidence, judging, progress
from ketnoi.works.entry import Entry
from ketnoi.works.models import Work

Said = dict[str, Any]
Who = tuple[int, int]  # an officer and the unit he acts for


@dataclass
class City:
    """One city's works of five years; `named` are those that go on from year to year, by title."""

    code: int
    ground: Ground
    officer: Officer
    above: Who
    programme: Programme
    random: Random
    named: dict[str, Work] = field(default_factory=dict)
    others: list[int] = field(default_factory=list)
    drawn: set[str] = field(default_factory=set)

    @property
    def unit(self) -> int:
        return self.ground.unit("pnca")

    @property
    def doer(self) -> Who:
        return self.officer.pk, self.unit

    @property
    def words(self) -> list[Said]:
        return [one for one in read("works.json")["named"] if one["city"] == self.code]

    def events(self) -> Iterator[Event]:
        for position, year in enumerate(read("works.json")["years"]):
            for month, day, act in (
                (2, 20, self._register), (3, 6, self._agree), (11, 14, self._measure), (12, 22, self._end),
            ):  # fmt: skip
                moment = agenda.at(dt.date(year, month, day), self.random)
                yield Event(moment, partial(act, year, position))

    def _register(self, year: int, position: int) -> None:
        counts = read("works.json")["new"][str(self.code)]
        entries = [*self._drawn("themes", "cong_trinh", counts["works"][position], year)]
        entries += self._drawn("tasks", "phan_viec", counts["tasks"], year)
        if position == 0:
            entries += [self._entry(one["field"], one["title"], year, one) for one in self.words]
        made = actions.register_many(entries, *self.doer)
        titles = {one["title"] for one in self.words}
        self.named |= {work.title: work for work in made if work.title in titles}
        self.others = [work.pk for work in made if work.title not in titles]

    def _drawn(self, words: str, kind: str, count: int, year: int) -> Iterator[Entry]:
        """So many works that nobody registered before, each in a commune of that time."""
        communes = [place for merged in self.ground.communes.values() for place in merged]
        while count:
            code, title, *aim = self.random.choice(read("works.json")[words])
            place = self.random.choice(communes)
            called = f"{title} – {place.label}" if kind == "cong_trinh" else f"{title} – {place.label}, {year}"
            if called in self.drawn:
                continue
            self.drawn.add(called)
            count -= 1
            told = {"aim": f"{aim[0].capitalize()} (số liệu minh họa)." if aim else "", "place": place.pk}
            yield self._entry(code, called, year, told | self._means(kind), kind)

    def _means(self, kind: str) -> Said:
        """Half of them know from what means; the others never said."""
        if kind != "cong_trinh" or self.random.random() < 0.5:
            return {}
        thousands = self.random.randrange(2, 30) * 1_000_000
        return {"people": self.random.randrange(30, 900), "resources": {"van_dong": thousands, "ngay_cong": 12}}

    def _entry(self, code: str, title: str, year: int, told: Said, kind: str = "cong_trinh") -> Entry:
        partners = tuple(self.ground.unit(agency) for agency in told.get("with", ()))
        more = {name: told[name] for name in ("aim", "place", "people", "resources") if name in told}
        day = dt.date(year, 2, 6)
        return Entry(
            self.unit, kind, _category("work", code), title, year, day, programme=self.programme.pk,
            partners=partners, responsible=self.officer.pk, **more,
        )  # fmt: skip

    def _agree(self, _year: int, position: int) -> None:
        judging.agree_many(self.others, *self.above)
        for one in self.words:
            work = self.named[one["title"]]
            work = judging.agree(work, work.version, *self.above, key=one.get("key", False))
            if position == 0:
                for agency in one.get("with", ()):
                    partner = self.ground.unit(agency)
                    work = judging.answer(work, partner, work.version, *self.doer, joins=True)
            self.named[one["title"]] = work

    def _measure(self, year: int, position: int) -> None:
        for one in self.words:
            work, day = self.named[one["title"]], dt.date(year, 11, 10)
            for code, topic in one.get("asked", ()):
                work = progress.ask(work, self._figure(code, topic, year), work.version, *self.doer)
            for code, numbers in one.get("results", ()):
                if numbers[position]:
                    said = _category("result", code), numbers[position], day, one["how"]
                    work = progress.add_result(work, *said, work.version, *self.doer)
            self.named[one["title"]] = work

    def _figure(self, code: str, topic: str, year: int) -> Figure:
        about = catalogue.category("topic", topic).pk if topic else 0
        first, last = dt.date(year, 1, 1), dt.date(year, 12, 31)
        return Figure(code, first, last, unit=self.unit, programme=self.programme.pk, topic=about)

    def _end(self, year: int, position: int) -> None:
        """One is dropped, all others are evaluated; the named ones go on while the movement does."""
        words, day, last = read("works.json"), dt.date(year, 12, 20), position == len(read("works.json")["years"]) - 1
        dropped, *rest = self.others
        work = Work.objects.get(pk=dropped)
        judging.drop(work, words["dropped"], day, work.version, *self.doer)
        ending = [*rest, *(work.pk for work in self.named.values() if last)]
        ends = {pk: self._judged(words["said"], year) for pk in ending}
        judging.finish_many(ends, day, *self.doer)
        if not last:
            for title, one in self.named.items():
                self.named[title] = judging.carry_over(one, words["carried"], one.version, *self.doer)

    def _judged(self, said: dict[str, str], year: int) -> tuple[str, str]:
        hard = ["partly"] if year in {2020, 2021} else []
        achieved = self.random.choice(["reached", "reached", "reached", "above", *hard])
        return achieved, said[achieved]


def of_cities(grounds: dict[int, Ground], officers: dict[int, Officer], seed: int) -> Iterator[Event]:
    """What the five cities registered; `officers` by the city's code."""
    above = _above(seed)
    programme = Programme.objects.get(slug=read("programmes.json")["cluster"]["slug"])
    for code in cities.codes():
        city = City(code, grounds[code], officers[code], above, programme, Random(f"works {code} {seed}"))
        yield from city.events()


@dataclass
class ThisYear:
    """What the province's units registered this year: under way, waiting, returned, asked to join."""

    ground: Ground
    leader: Who
    doers: dict[str, Who]  # first, second: of communes; province
    random: Random
    made: dict[str, Work] = field(default_factory=dict)

    def events(self) -> Iterator[Event]:
        for position, one in enumerate(read("works.json")["province"]):
            yield self._on(dt.date(2026, 2, 10 + position), partial(self._begin, one))
            for _day, text, met in one.get("milestones", ()):
                if met:
                    yield self._on(dt.date.fromisoformat(met), partial(self._meet, one, text, met))
            if "note" in one:
                yield self._on(dt.date(2026, 5, 5), partial(self._note, one))
            if "done" in one:
                yield self._on(dt.date.fromisoformat(one["done"]), partial(self._finish, one))

    def _on(self, day: dt.date, act: agenda.Act) -> Event:
        return Event(agenda.at(day, self.random), act)

    def _begin(self, one: Said) -> None:
        who = self.doers[one["who"]]
        work = actions.register(self._entry(one, who[1]), *who)
        if "returned" in one:
            judging.send_back(work, one["returned"], work.version, *self.leader)
        if one.get("agreed"):
            work = judging.agree(work, work.version, *self.leader, key=one.get("key", False))
            for day, text, _met in one.get("milestones", ()):
                work = progress.add_milestone(work, dt.date.fromisoformat(day), text, work.version, *who)
        self.made[one["title"]] = work

    def _entry(self, one: Said, unit: int) -> Entry:
        partners = tuple(self.ground.unit(agency) for agency in one.get("with", ()))
        more = {name: one[name] for name in ("aim", "people", "resources") if name in one}
        field_of, day = _category("work", one["field"]), dt.date(2026, 2, 9)
        return Entry(unit, one["kind"], field_of, one["title"], 2026, day, partners=partners, **more)

    def _meet(self, one: Said, text: str, met: str) -> None:
        work, who = self.made[one["title"]], self.doers[one["who"]]
        milestone = work.milestones.get(text=text)
        self.made[work.title] = progress.meet(work, milestone.uuid, dt.date.fromisoformat(met), work.version, *who)

    def _note(self, one: Said) -> None:
        """How far it is, with the newest records of the unit as evidence."""
        work, who = self.made[one["title"]], self.doers[one["who"]]
        officer = Officer.objects.get(pk=who[0])
        shown = [identity for identity, _row in evidence.offered(officer, work)[:2]]
        day = dt.date(2026, 5, 4)
        work = progress.add_note(work, day, one["note"], shown, officer, work.version, *who)
        year = Figure(one["asked"], dt.date(2026, 1, 1), dt.date(2026, 12, 31), unit=who[1])
        work = progress.ask(work, year, work.version, *who)
        code, number, how = one["result"]
        work = progress.add_result(work, _category("result", code), number, day, how, work.version, *who)
        self.made[work.title] = work

    def _finish(self, one: Said) -> None:
        work, who = self.made[one["title"]], self.doers[one["who"]]
        said, day = read("works.json")["said"]["reached"], dt.date.fromisoformat(one["done"])
        judging.finish(work, "reached", said, day, work.version, *who)


def this_year(ground: Ground, seed: int) -> list[Event]:
    """The province's works of this year: two communes' and its own; its leader agrees."""
    home = ground.unit("hoi")
    leader = Post.objects.filter(unit=home, role=Role.LEAD).earliest("pk")
    doers = {name: (post.officer_id, post.unit_id) for name, post in writing_today(home).items()}
    return list(ThisYear(ground, (leader.officer_id, home), doers, Random(f"works this year {seed}")).events())


def _category(dimension: str, code: str) -> int:
    return catalogue.category(dimension, code).pk


def _above(seed: int) -> Who:
    """Who agreed to the cities' works in those years."""
    centre = Unit.objects.get(level=Level.CENTRE, agency__code="pnca")
    officer = add_officer(username(centre), None, f"{Random(seed).choice(read('words.json')['families'])} Thị Mẫu")
    give_post(officer, centre.pk, Role.LEAD, valid_to=dt.date(2021, 12, 31), actor=None)
    return officer.pk, centre.pk
