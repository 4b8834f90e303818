"""P17: of all tables that were ever drawn up together, signed, dropped or withdrawn, none tells a hidden small number.

Each try is a story: records come and go, analysts draw up tables of a province and of the nation for quarters, halves
and the year, leaders sign in any order. Every draft is proved by its second world as it is made and again as it is
signed. Then an attacker who read all of it adds and subtracts; and so that he is known to be able to, one hidden
number is shown to him, and he must find it.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from itertools import combinations, product
from random import Random
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from ketnoi.figures import months
from ketnoi.figures.models import Release
from ketnoi.figures.released import actions, ledger, sources, spans, tables
from ketnoi.figures.released.actions import Step
from ketnoi.figures.released.boxes import Box, World, holds, narrowed
from ketnoi.figures.released.composing import Wanted
from ketnoi.figures.released.protecting import THRESHOLD
from ketnoi.figures.released.sources import Counted, Dimension, ProtectedSource
from ketnoi.figures.released.tables import NATION, Table
from ketnoi.main.proving.promise import Outcome, Promise, outcome
from ketnoi.main.proving.subtraction import Published
from ketnoi.officers import actions as officers
from ketnoi.officers.enums import Role
from ketnoi.officers.models import Post
from ketnoi.orgs import build
from ketnoi.orgs.models import Level, Unit
from ketnoi.places.models import Kind, Place

YEAR, PROVINCES, KINDS, STATES = 2024, (1, 2), ("a", "b", "c"), ("x", "y")
MONTHS = {f"Q{part}": frozenset(spans.read(f"{YEAR}-Q{part}").months) for part in (1, 2, 3, 4)}
SPANS = (f"{YEAR}", f"{YEAR}-H1", f"{YEAR}-H2", *(f"{YEAR}-{part}" for part in MONTHS))
NUMBER = 32_000  # of the source, which no room has
NUMBERS = (0, 0, 0, 1, 2, 4, 7, 15)  # of records of one kind, state, quarter and province
DRAWN, TIMES = 3, 2  # tables drawn up between two changes of the records; such rounds in a story
ANY, BOTH = frozenset([spans.YEAR, spans.HALF, spans.QUARTER]), frozenset(["nation", "province"])
TABLES = (
    Table("proof-state", "proof", "", "kind", "state", ANY, BOTH),
    Table("proof-quarter", "proof", "", "kind", "quarter", frozenset([spans.YEAR, spans.HALF]), BOTH),
    Table("proof-province", "proof", "", "province", "state", ANY, frozenset(["nation"])),
)
UNKNOWNS = [(min(part), *rest) for part in MONTHS.values() for rest in product(PROVINCES, KINDS, STATES)]


@dataclass
class _Story:
    """Who acts, for which area; the records that stand; what was drawn up since they last changed."""

    chance: Random
    source: ProtectedSource
    posts: dict[int, tuple[Post, Post]]
    records: list[Counted] = field(default_factory=list)
    standing: World = field(default_factory=Counter)
    round: list[Release] = field(default_factory=list)

    def change(self) -> None:
        """Some records go, others come."""
        gone = [one for one in self.records if self.chance.random() < 1 / 20]
        kept = [one for one in self.records if one not in gone]
        self.records = [*kept, *self._come(1 + max((one.record for one in self.records), default=0))]
        self.standing = Counter((months.of(one.day), one.province, *one.categories) for one in self.records)
        with transaction.atomic():
            ledger.post(self.source, self.records, removed=[one.record for one in gone])
        self.round = []

    def _come(self, number: int) -> Iterator[Counted]:
        agency = self.posts[NATION][0].unit.agency_id
        for month, province, kind, state in UNKNOWNS:
            for _each in range(self.chance.choice(NUMBERS)):
                yield Counted(number, agency, province, dt.date(month // 12, month % 12 + 1, 3), (kind, state))
                number += 1

    def counted(self, box: Box) -> int:
        """What the records that stand count in this box, whatever the ledger says."""
        return sum(number for atom, number in self.standing.items() if holds(box, atom))

    def draw_up(self) -> None:
        """Tables by chance; those that cannot stand beside what is known are refused, which is an answer."""
        area, span = self.chance.choice((NATION, *PROVINCES[:1])), spans.read(self.chance.choice(SPANS))
        offered = [one for one in tables.offered(self.source, area) if span.kind in one.spans]
        analyst, _lead = self.posts[area]
        chosen = tuple(self.chance.sample(offered, self.chance.randint(1, len(offered))))
        with suppress(ValidationError):
            wanted = Wanted(self.source, analyst.unit.agency_id, area, span, chosen)
            self.round.append(actions.draw_up(wanted, analyst))

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
        yield from _attacked(story)
        story.decide()
    yield from _changed(story)


def _attacked(story: _Story) -> Iterator[str]:
    """Every number of any quarters, place, kind and state: if it is small it must not follow from what was drawn up."""
    cells = [pair for release in story.round for pair in _cells(release)]
    shown = {box: cell for box, cell in cells if cell is not None}
    for box, number in shown.items():
        yield "" if number == story.counted(box) else "số công bố khác số đếm từng hồ sơ"
    known = Published(UNKNOWNS, shown)
    for box in _every():
        if 0 < story.counted(box) < THRESHOLD:
            yield "tính ra được một số nhỏ" if known.tells(box) else ""
    if hidden := [box for box, _cell in cells if box not in shown]:
        told = story.chance.choice(hidden)
        yield "" if Published(UNKNOWNS, [*shown, told]).tells(told) else "không nhận ra số đã lộ"


def _changed(story: _Story) -> Iterator[str]:
    """No number was ever shown twice with a small change between."""
    told: dict[Box, list[int]] = {}
    for release in Release.objects.filter(source=story.source.number):
        for box, cell in _cells(release):
            told.setdefault(box, []).extend([] if cell is None else [cell])
    for numbers in told.values():
        for one, other in combinations(numbers, 2):
            yield "lộ một thay đổi nhỏ giữa hai bảng" if 0 < abs(one - other) < THRESHOLD else ""


def _every() -> Iterator[Box]:
    """All that somebody might want to know."""
    parts = list(MONTHS.values())
    spans_of = [frozenset().union(*some) for size in (1, 2, 3, 4) for some in combinations(parts, size)]
    places, kinds, states = ([None, *(frozenset([one]) for one in each)] for each in (PROVINCES, KINDS, STATES))
    yield from product(spans_of, places, kinds, states)


def _cells(release: Release) -> Iterator[tuple[Box, int | None]]:
    """Each number of its tables, read from what everybody sees."""
    area = frozenset([release.area]) if release.area != NATION else None
    region: Box = (frozenset(spans.read(release.period).months), area, None, None)
    for table in release.content["tables"]:
        lines = zip(_cut(region, table["rows_by"]), table["cells"], strict=True)
        for line, cells in lines:
            yield from zip(_cut(line, table["columns_by"]), cells, strict=True)


def _cut(box: Box, by: dict[str, Any]) -> list[Box]:
    return [box, *(narrowed(box, by["axis"], frozenset(group)) for group in by["groups"])]


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
        officers.give_post(officers.add_officer(f"proof-{role}-{area}", None, "Người Mẫu"), unit.pk, role)
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
