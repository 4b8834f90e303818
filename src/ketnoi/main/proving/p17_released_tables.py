"""P17: of all tables that were ever drawn up together, signed, dropped or withdrawn, none tells a hidden small number.

Each try is a story: records come and go, analysts draw up tables of a province and of the nation for quarters, halves
and the year, leaders sign in any order. Every draft is proved by its second world as it is made and again as it is
signed. Then an attacker who read all of it adds and subtracts: what was drawn up between two changes of the records,
what follows from it before and after them, and, knowing each record that came or went, all of it together. So that he
is known to be able to, hidden numbers are shown to him, and he must find them.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from random import Random

from django.core.exceptions import ValidationError
from django.db import transaction

from ketnoi.figures import months
from ketnoi.figures.models import Release
from ketnoi.figures.released import actions, ledger, sources, spans, tables
from ketnoi.figures.released.actions import Step
from ketnoi.figures.released.boxes import World
from ketnoi.figures.released.composing import Wanted
from ketnoi.figures.released.sources import Counted, Dimension, ProtectedSource
from ketnoi.figures.released.tables import NATION, Table
from ketnoi.main.proving import table_attacks
from ketnoi.main.proving.promise import Outcome, Promise, outcome
from ketnoi.main.proving.table_attacks import KINDS, PROVINCES, STATES, UNKNOWNS, YEAR, Round
from ketnoi.officers import actions as officers
from ketnoi.officers.enums import Role
from ketnoi.officers.models import Post
from ketnoi.orgs import build
from ketnoi.orgs.models import Level, Unit
from ketnoi.places.models import Kind, Place

SPANS = tuple(f"{YEAR}{part}" for part in ("", "-H1", "-H2", "-Q1", "-Q2", "-Q3", "-Q4"))
NUMBER = 32_000  # of the source, which no room has
NUMBERS = (0, 0, 0, 1, 2, 4, 7, 15)  # of records of one kind, state, quarter and province
DRAWN, TIMES = 3, 2  # tables drawn up between two changes of the records; such rounds in a story
ANY, BOTH = frozenset([spans.YEAR, spans.HALF, spans.QUARTER]), frozenset(["nation", "province"])
TABLES = (
    Table("proof-state", "proof", "", "kind", "state", ANY, BOTH),
    Table("proof-quarter", "proof", "", "kind", "quarter", frozenset([spans.YEAR, spans.HALF]), BOTH),
    Table("proof-province", "proof", "", "province", "state", ANY, frozenset(["nation"])),
)


@dataclass
class _Story:
    """Who acts, for which area; the records that stand; what was drawn up since they last changed, and before."""

    chance: Random
    source: ProtectedSource
    posts: dict[int, tuple[Post, Post]]
    records: list[Counted] = field(default_factory=list)
    standing: World = field(default_factory=Counter)
    drawn_up: list[Release] = field(default_factory=list)
    rounds: list[Round] = field(default_factory=list)

    def change(self) -> None:
        """Some records go, others come."""
        gone = [one for one in self.records if self.chance.random() < 1 / 20]
        kept = [one for one in self.records if one not in gone]
        self.records = [*kept, *self._come(1 + max((one.record for one in self.records), default=0))]
        self.standing = Counter((months.of(one.day), one.province, *one.categories) for one in self.records)
        with transaction.atomic():
            ledger.post(self.source, self.records, removed=[one.record for one in gone])
        self.drawn_up = []

    def _come(self, number: int) -> Iterator[Counted]:
        agency = self.posts[NATION][0].unit.agency_id
        for month, province, kind, state in UNKNOWNS:
            for _each in range(self.chance.choice(NUMBERS)):
                yield Counted(number, agency, province, dt.date(month // 12, month % 12 + 1, 3), (kind, state))
                number += 1

    def draw_up(self) -> None:
        """Tables by chance; those that cannot stand beside what is known are refused, which is an answer."""
        area, span = self.chance.choice((NATION, *PROVINCES[:1])), spans.read(self.chance.choice(SPANS))
        offered = [one for one in tables.offered(self.source, area) if span.kind in one.spans]
        analyst, _lead = self.posts[area]
        chosen = tuple(self.chance.sample(offered, self.chance.randint(1, len(offered))))
        with suppress(ValidationError):
            wanted = Wanted(self.source, analyst.unit.agency_id, area, span, chosen)
            self.drawn_up.append(actions.draw_up(wanted, analyst))

    def read(self) -> Round:
        """What everybody has read since the records last changed."""
        told = tuple(pair for release in self.drawn_up for pair in table_attacks.cells(release))
        self.rounds.append(Round(self.standing, told))
        return self.rounds[-1]

    def decide(self) -> None:
        """What waits is signed, and some of it withdrawn, or dropped, in any order. Raises NotProvedAgain."""
        waiting = list(Release.objects.filter(source=self.source.number, status=Release.Status.DRAFT))
        for release in self.chance.sample(waiting, len(waiting)):
            analyst, lead = self.posts[release.area]
            if self.chance.random() < 1 / 4:
                actions.drop(release, Step(analyst, 1))
                continue
            actions.ask(release, Step(analyst, 1))
            actions.sign(release, Step(lead, 2))
            if self.chance.random() < 1 / 4:
                actions.withdraw(release, Step(lead, 3), "Thử")


def _run(size: int, seed: int) -> Outcome:
    chance, tried, findings = Random(seed), 0, list[str]()  # noqa: S311 - a run that can be repeated
    posts = _offices()
    for number in range(size):
        with transaction.atomic(), _declared() as source:
            found = list(_told(_Story(chance, source, posts)))
            transaction.set_rollback(True)
        tried += len(found)
        findings += [f"lượt {number}: {one}" for one in found if one]
    return outcome(tried, findings)


def _told(story: _Story) -> Iterator[str]:
    """One answer for each number that an attacker looked for: what he found, or nothing."""
    for _time in range(TIMES):
        story.change()
        for _each in range(DRAWN):
            story.draw_up()
        yield from table_attacks.within(story.read(), story.chance)
        story.decide()
    yield from table_attacks.between(story.rounds, story.chance)
    yield from table_attacks.knowing_all_between(story.rounds, story.chance)


@contextmanager
def _declared() -> Iterator[ProtectedSource]:
    """A source and its tables, known for as long as a story lasts."""
    dimensions = [
        Dimension(code, code, tuple((one, one) for one in values))
        for code, values in (("kind", KINDS), ("state", STATES))
    ]
    source = ProtectedSource(NUMBER, "proof", "", "", "", tuple(dimensions), lambda _ids: [], list)
    sources.register(source)
    tables.every().update({table.code: table for table in TABLES})
    try:
        yield source
    finally:
        sources._registered.pop(NUMBER)  # noqa: SLF001 - put back as it was
        for table in TABLES:
            tables.every().pop(table.code)


def _offices() -> dict[int, tuple[Post, Post]]:
    """For the nation and for a province: a post that draws up and one that signs."""
    for code in PROVINCES:
        named = {"name": f"Tỉnh {code}", "folded": f"tinh {code}", "folded_name": f"tinh tinh {code}"}
        Place.objects.get_or_create(
            kind=Kind.PROVINCE, code=f"{code:02}", division="tỉnh", valid_to=None, defaults=named
        )
    return {area: _office(area) for area in (NATION, PROVINCES[0])}


def _office(area: int) -> tuple[Post, Post]:
    level = Level.PROVINCE if area != NATION else Level.CENTRE
    name = f"Đơn vị {area}"
    unit = Unit.objects.create(
        agency=build.agencies()["hoi"], level=level, name=name, folded=name.lower(), province=area, path=f"proof{area}."
    )
    analyst, lead = (
        officers.give_post(officers.add_officer(f"proof-{role}-{area}", None, "Người Mẫu"), unit.pk, role, actor=None)
        for role in (Role.ANALYST, Role.LEAD)
    )
    return analyst, lead


PROMISE = Promise(
    "P17",
    "Lập, ký, bỏ, thu hồi hàng loạt bảng công bố trên số liệu ngẫu nhiên, rồi cộng trừ mọi số đã cho ai đọc",
    _run,
    size=100,
    fast=1,
)
