"""The works' small province with a contest of its movement: three entries of three units, and two jurors."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from django.utils import timezone

from ketnoi.contests import actions, entering, jury, marking, rounds
from ketnoi.contests.actions import Terms
from ketnoi.contests.entering import Paper
from ketnoi.contests.models import Contest, Entry, Juror, Round
from ketnoi.contests.rounds import Layout
from ketnoi.practices.actions import By
from tests.works import worlds as works

DAY = dt.timedelta(days=1)
CRITERIA = (("Hiệu quả", 60), ("Sáng tạo", 40))


@dataclass
class World:
    base: works.World
    contest: Contest
    entries: dict[str, Entry] = field(default_factory=dict)

    @property
    def by(self) -> By:
        return By(*self.base.leader)

    @property
    def version(self) -> int:
        return Contest.objects.get(pk=self.contest.pk).version

    def round(self, number: int = 1) -> Round:
        return self.contest.rounds.select_related("contest").get(number=number)

    def mark(self, juror: str, unit: str, points: tuple[int, int], number: int = 1, seen: int = 0) -> object:
        found, officer = self.round(number), self.base.officers[juror]
        given = dict(zip(found.criteria.values_list("pk", flat=True), points, strict=True))
        return marking.mark(found, self.entries[unit], given, seen, officer, By(officer.pk, 0))

    def settle(self) -> None:
        """The days of entering are over, the list is settled, the first round is marked."""
        Contest.objects.filter(pk=self.contest.pk).update(
            opens_on=timezone.localdate() - 2 * DAY, closes_on=timezone.localdate() - DAY
        )
        actions.close_entering(self.contest, self.version, self.by)
        rounds.start(self.round(), self.version, self.by)

    def all_marked(self) -> None:
        """The commune's and the others' entries are alike, the province's is the best."""
        self.settle()
        for juror, unit, points in (
            ("tinh", "hoi_xa", (30, 20)), ("tinh", "hoi_khac", (30, 20)),
            ("nu_ca", "hoi_tinh", (50, 40)), ("nu_ca", "hoi_xa", (40, 20)), ("nu_ca", "hoi_khac", (40, 20)),
        ):  # fmt: skip
            self.mark(juror, unit, points)


def build() -> World:
    base = works.build()
    by, today = By(*base.leader), timezone.localdate()
    terms = Terms("Hội thi mẫu", today, today + DAY, ("Bảng một", "Bảng hai"), programme=base.movement.pk)
    contest = actions.draft(base.units["hoi_tinh"].pk, terms, by)
    world = World(base, contest)
    for name, places in (("Sơ khảo", 2), ("Chung khảo", 1)):
        rounds.add(contest, Layout(name, places, today + 9 * DAY, CRITERIA), world.version, by)
    jury.name(contest, base.officers["tinh"].pk, world.version, by)
    Juror.objects.create(contest=contest, officer=base.officers["nu_ca"])  # as another party's officer would be named
    actions.open_entering(contest, world.version, by)
    group = contest.groups.first()
    for unit in ("hoi_xa", "hoi_khac", "hoi_tinh"):
        work = base.agreed(unit, title=f"Công trình của {unit}", programme=base.movement.pk)
        (world.entries[unit],) = entering.enter_many(contest, [Paper(work.pk, group.pk)], By(0, 0))
    world.contest = Contest.objects.get(pk=contest.pk)
    return world
