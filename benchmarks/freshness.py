"""T2: a figure is right at commit, and what a writer pays for the roll-ups, the fold's time counted in."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from itertools import count
from random import Random

from django.db import transaction

from benchmarks import nation
from benchmarks.baselines import plain_write
from benchmarks.crews import Crew
from benchmarks.measures import Measure, in_turns, tell
from ketnoi.figures import answers, catalogue, ledger
from ketnoi.figures.figure import Figure
from ketnoi.figures.sources import Counted, Line, Source, register
from ketnoi.orgs.models import Unit

PLAIN, READY = 91, 92  # numbers of the other side's records
SINGLES, BULK, BULKS = 200, 2_000, 5


def nothing(*_: object) -> list[object]:
    return []


def nobody(_: object) -> object:
    return Unit.objects.none().values_list("pk", flat=True)


SOURCE = register(Source(nation.SOURCE_NUMBER, "benchmark", nothing, nothing, nothing, nobody))  # type: ignore[arg-type]


class Book:
    """New records of today, three facts a unit and one for the lead, as a session in a commune counts."""

    def __init__(self, crews: Sequence[Crew]) -> None:
        self.chance = Random(2)
        home = crews[0].province
        self.crews = [one for one in crews if {c[0] for c in one.credited} == {home} and len(one.units) == 2]
        self.kind = catalogue.categories("kind")[0].pk
        self.audiences = [one.pk for one in catalogue.categories("audience")][:2]
        self.numbers = count(time.time_ns() // 1000)

    def records(self, wanted: int) -> list[Counted]:
        return [self._record() for _ in range(wanted)]

    def _record(self) -> Counted:
        crew = self.chance.choice(self.crews)
        heard = [Line("luot", self.chance.randint(5, 120), self.kind, audience) for audience in self.audiences]
        lines = (Line("hoat_dong", 1, self.kind), *heard, Line("nu", 5, self.kind))
        day = nation.FIRST.replace(year=2026, month=self.chance.randint(1, 12))
        return Counted(next(self.numbers), crew.units, day, crew.place, lines, frozenset({nation.NATIONAL}))


def post(counted: Sequence[Counted]) -> None:
    with transaction.atomic():
        ledger.post(SOURCE, counted)


def measure(crews: Sequence[Crew]) -> list[Measure]:
    """Single writes, bulk writes, and the lag."""
    book = Book(crews)
    return [
        no_lag(book),
        *_written(book, "single write of a record", 1, SINGLES, 1.2),
        *_written(book, f"bulk write of {BULK:,} records", BULK, BULKS, 1.5),
    ]


def _written(book: Book, name: str, size: int, repeats: int, target: float) -> Iterator[Measure]:
    nation.fold()
    ours, theirs = (iter([book.records(size) for _ in range(repeats + 1)]) for _ in range(2))
    ready = iter([list(ledger.keys(book.records(size))) for _ in range(repeats + 1)])
    posted, plain = in_turns(lambda: post(next(ours)), lambda: plain_write.write(PLAIN, next(theirs)), repeats)
    bare, _ = in_turns(lambda: plain_write.bare(READY, next(ready)), lambda: None, repeats)
    plain_write.forget(PLAIN)
    plain_write.forget(READY)
    facts = len(list(ledger.keys(book.records(size))))
    folded = nation.fold() * facts / 1000
    tell(f"{name}: posted {posted:.2f} ms, folded {folded:.2f} ms, {facts} facts")
    yield Measure("T2", f"{name}, fold counted in", posted + folded, plain, target)
    yield Measure("T2", f"{name}: the posting alone, against a bare INSERT", posted, bare, None)


def no_lag(book: Book) -> Measure:
    """Write, then read at once: right every time, so that the slowest answer is the fresh one."""
    late = 0
    figure = Figure("luot", programme=nation.NATIONAL, kind=book.kind)
    for record in book.records(30):
        before = answers.value(figure)
        post([record])
        late += answers.value(figure) - before != sum(line.value for line in record.lines if line.indicator == "luot")
    assert not late, f"{late} of 30 answers were late"
    return Measure("T2", "answers that were not fresh, of 30 written and read at once", late, 1, 0, "")
