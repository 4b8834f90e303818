"""Contests: the five cities' of 2022 in three rounds, and the province's, one at each step. All of it invented."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from random import Random
from typing import Any

from django.utils import timezone

from ketnoi.contests import actions, entering, jury, marking, rounds, voting
from ketnoi.contests.actions import Terms
from ketnoi.contests.entering import Paper
from ketnoi.contests.models import Contest, Entry, Round
from ketnoi.contests.rounds import Layout
from ketnoi.demo import agenda
from ketnoi.demo.agenda import Event
from ketnoi.demo.plans import read
from ketnoi.officers.enums import Role
from ketnoi.officers.models import Officer, Post
from ketnoi.orgs import queries as orgs
from ketnoi.practices.actions import By
from ketnoi.programmes.models import Programme
from ketnoi.works.enums import COUNTING, Kind
from ketnoi.works.models import Work

Said = dict[str, Any]
DAY = dt.timedelta(days=1)
LEAST, MOST = 55, 98  # in a hundred of what a criterion can get
STEPS = {"published": 60, "decided": 52, "closed": 45, "marking": 30, "ended": 20, "entering": 10, "draft": 3}
"""How far each of the province's is, and so many days ago it began."""
PLAYED = frozenset({"published", "decided", "closed", "marking"})


@dataclass
class Played:
    """A contest as it is played: who runs it, who marks."""

    contest: Contest
    by: By
    jurors: Sequence[Officer]
    random: Random

    @property
    def version(self) -> int:
        return Contest.objects.get(pk=self.contest.pk).version

    def round(self, number: int) -> Round:
        return self.contest.rounds.select_related("contest").get(number=number)

    def settle(self) -> None:
        actions.close_entering(self.contest, self.version, self.by)

    def mark(self, number: int, jurors: int) -> None:
        """So many of the jury mark each entry: never one of its own unit."""
        rounds.start(self.round(number), self.version, self.by)
        found, counts = self.round(number), dict[int, int]()
        for officer in self.random.sample(list(self.jurors), len(self.jurors)):
            ids = list(marking.his(officer, found).values_list("pk", flat=True))
            given = {pk: self._points(found) for pk in ids if counts.get(pk, 0) < jurors}
            counts |= {pk: counts.get(pk, 0) + 1 for pk in given}
            if given:
                marking.mark_many(found, given, {}, officer, By(officer.pk, self.by.unit))

    def _points(self, found: Round) -> dict[int, int]:
        criteria = found.criteria.values_list("pk", "most")
        return {pk: most * self.random.randint(LEAST, MOST) // 100 for pk, most in criteria}

    def close(self, number: int) -> None:
        rounds.close(self.round(number), self.version, self.by)

    def decide(self, number: int) -> None:
        """Among equals at the border those entered first."""
        standing = rounds.standing(self.round(number))
        chosen, reason = standing.tied[: standing.left], read("contests.json")["tie"]
        rounds.decide(self.round(number), chosen, reason, self.version, self.by)

    def publish(self) -> None:
        actions.publish(self.contest, self.version, self.by)


def of_cities(officers: Sequence[Officer], units: Sequence[int], seed: int) -> Iterator[Event]:
    """The cluster's contest; officers and units in the order of the cities, its chair first."""
    random, said, by = Random(f"contest {seed}"), read("contests.json")["cluster"], By(officers[0].pk, units[0])
    held: list[Played] = []

    def on(day: str, act: agenda.Act) -> Event:
        return Event(agenda.at(dt.date.fromisoformat(day), random), act)

    def begin() -> None:
        programme = Programme.objects.get(slug=read("programmes.json")["cluster"]["slug"])
        terms = Terms(
            said["title"], dt.date.fromisoformat(said["opens_on"]), dt.date.fromisoformat(said["closes_on"]),
            tuple(said["groups"]), said["about"], programme=programme.pk,
        )  # fmt: skip
        layouts = [_layout(one) for one in said["rounds"]]
        held.append(Played(_begun(units[0], terms, layouts, officers, by), by, officers, random))
        _enter_all(held[0].contest, units, programme, said["entries"], random)

    yield on(said["opens_on"], begin)
    yield on(said["rounds"][0]["start"], partial(_settled, held))
    for number, one in enumerate(said["rounds"], start=1):
        yield on(one["until"], partial(_played, held, number, one["jurors"]))
    yield on(said["published_on"], partial(_published, held))


def _played(held: Sequence[Played], number: int, jurors: int) -> None:
    held[0].mark(number, jurors)
    held[0].close(number)
    held[0].decide(number)


def _settled(held: Sequence[Played]) -> None:
    held[0].settle()


def _published(held: Sequence[Played]) -> None:
    held[0].publish()


def _enter_all(contest: Contest, units: Sequence[int], programme: Programme, count: int, random: Random) -> None:
    """So many of the cities' works of all years, as they were registered."""
    groups = dict(zip((Kind.WORK, Kind.TASK), contest.groups.values_list("pk", flat=True), strict=True))
    works = Work.objects.filter(unit__in=units, programme=programme, status__in=COUNTING, carried_from=None)
    offered = list(works.order_by("pk").values_list("pk", "kind"))
    drawn = sorted(random.sample(offered, min(count, len(offered))))
    entering.enter_many(contest, [Paper(pk, groups[Kind(kind)]) for pk, kind in drawn], By(0, units[0]))


def _layout(said: Said) -> Layout:
    criteria = tuple((name, most) for name, most in said["criteria"])
    return Layout(said["name"], said["places"], dt.date.fromisoformat(said["until"]), criteria)


def _begun(unit: int, terms: Terms, layouts: Sequence[Layout], jurors: Sequence[Officer], by: By) -> Contest:
    """A contest that takes entries."""
    made = _drafted(unit, terms, layouts, jurors, by)
    return actions.open_entering(made, _version(made), by)


def _drafted(unit: int, terms: Terms, layouts: Sequence[Layout], jurors: Sequence[Officer], by: By) -> Contest:
    made = actions.draft(unit, terms, by)
    for one in layouts:
        rounds.add(made, one, _version(made), by)
    for officer in jurors:
        jury.name(made, officer.pk, _version(made), by)
    return made


def _version(made: Contest) -> int:
    return Contest.objects.get(pk=made.pk).version


def of_province(home: int, seed: int) -> list[Event]:
    """Small ones of the province's Union, one at each step, told by days before today."""
    random, today = Random(f"province's contests {seed}"), timezone.localdate()
    events = []
    for step, ago in STEPS.items():
        begun = today - ago * DAY
        held: list[Played] = []
        events.append(Event(agenda.at(begun, random), partial(_open, held, step, home, begun, random)))
        if step in PLAYED:
            events.append(Event(agenda.at(begun + 7 * DAY, random), partial(_play, held, step)))
    return events


def _open(held: list[Played], step: str, home: int, begun: dt.date, random: Random) -> None:
    """Begun by the province's leader; works of this year enter, the jury are its officers and the communes' first."""
    said, posts = read("contests.json")["province"], Post.objects.filter(unit=home, valid_to=None)
    leader = posts.filter(role=Role.LEAD).earliest("pk").officer
    recorder = posts.filter(role=Role.RECORDER).earliest("pk").officer
    by, last = By(leader.pk, home), begun + (30 if step == "entering" else 5) * DAY
    criteria = tuple((name, most) for name, most in said["criteria"])
    layouts = [Layout(name, 1, last + 40 * DAY, criteria) for name in said["rounds"]]
    works = Work.objects.filter(unit__in=orgs.scope([home]), status__in=COUNTING).order_by("pk")
    commune = Post.objects.filter(unit__in=works.exclude(unit=home).values("unit"), valid_to=None).order_by("pk")
    jurors = [recorder, *{post.officer for post in commune[:1]}]
    terms = Terms(said["titles"][step], begun, last, (), said["about"])
    make = _drafted if step == "draft" else _begun
    held.append(Played(make(home, terms, layouts, jurors, by), by, jurors, random))
    if step != "draft":
        group = held[0].contest.groups.get().pk
        entering.enter_many(held[0].contest, [Paper(pk, group) for pk in works.values_list("pk", flat=True)], by)


def _play(held: Sequence[Played], step: str) -> None:
    """As far as this one is played."""
    (one,) = held
    if step == "published":
        _share(one)
    one.settle()
    if step == "marking":
        rounds.start(one.round(1), one.version, one.by)
        return
    for number in (1, 2):
        one.mark(number, 2)
        one.close(number)
        if step == "closed" and number == 2:
            return
        one.decide(number)
    if step == "published":
        _publish(one)


def _publish(one: Played) -> None:
    """Tell the results, and let everybody vote."""
    one.publish()
    last = timezone.localdate() + 30 * DAY
    voting.begin(one.contest, last, one.version, one.by, by_codes=True)


def _share(one: Played) -> None:
    words = read("contests.json")["province"]["public"]
    for entry in Entry.objects.filter(contest=one.contest).select_related("work", "contest"):
        entering.share(entry, (entry.work.title, words), entry.version, one.by, public=True)
