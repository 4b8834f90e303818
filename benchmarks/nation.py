"""A synthetic nation's ledger in PostgreSQL: units of every commune, records of 2019-2026, written by COPY."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Iterator
from itertools import accumulate, islice, product
from random import Random

from django.core.management import call_command
from django.db import connection

from benchmarks.crews import Crew, crews
from benchmarks.measures import tell
from ketnoi.figures import catalogue, folding, interning, ledger, months
from ketnoi.figures.models import CategorySet, Fact
from ketnoi.main import ground

SOURCE_NUMBER = 90
FIRST, DAYS, NEW_MAP = dt.date(2019, 1, 1), 2922, dt.date(2025, 7, 1)
NATIONAL = 1
DAY_US = 86_400_000_000
COLUMNS = (
    "province",
    "id",
    *ledger.COLUMNS[2:14],
    "month",
    "value",
    "record_kind",
    "record",
    "recorded_at",
    "superseded_at",
)
BATCH = 2_000
AUDIENCES = (0.35, 0.45, 0.2)  # how often a record counts one, two or three audiences
CORRECTED = 0.03
SETS = (20, 35, 75, 85, 95, 100)  # of a hundred records: in none, in one national programme, …


def build(records: int) -> None:
    """Fill an empty database; answers nothing when it already holds a ledger."""
    call_command("migrate", verbosity=0, skip_checks=True)
    if Fact.objects.exists():
        return
    ground.lay()
    started = time.perf_counter()
    indexes = list(Fact._meta.indexes)  # noqa: SLF001  # Django's own public way to them
    with connection.schema_editor() as editor:
        for index in indexes:
            editor.remove_index(Fact, index)
    _copy(Facts(records))
    with connection.schema_editor() as editor:
        for index in indexes:
            editor.add_index(Fact, index)
    _settle()
    tell(f"{Fact.objects.count():,} facts of {records:,} records written in {time.perf_counter() - started:.0f} s")


def fold() -> float:
    """Fold all that is not folded yet; answers microseconds a fact."""
    waiting = sum(folding.tails().values())
    started = time.perf_counter()
    folding.fold()
    taken = time.perf_counter() - started
    if waiting:
        tell(f"{waiting:,} facts folded in {taken:.1f} s")
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE figures_rollup")
        cursor.execute("ANALYZE figures_cut")
    return taken / max(waiting, 1) * 1e6


def _copy(facts: Facts) -> None:
    connection.ensure_connection()
    with (
        connection.connection.cursor() as cursor,
        cursor.copy(f"COPY figures_fact ({', '.join(COLUMNS)}) FROM STDIN") as stream,
    ):
        rows = facts.rows()
        while text := "".join(islice(rows, BATCH)):
            stream.write(text)


def _settle() -> None:
    """Clocks at the last moment of each province, and statistics for the planner."""
    with connection.cursor() as cursor:
        cursor.execute(
            """UPDATE figures_provinceclock c SET last = f.last FROM (
                   SELECT province, MAX(GREATEST(recorded_at, COALESCE(superseded_at, 0))) AS last
                   FROM figures_fact GROUP BY province) f WHERE f.province = c.province"""
        )
        cursor.execute("VACUUM ANALYZE figures_fact")


class Facts:
    """Facts of random records as lines of COPY; the same number gives the same records."""

    def __init__(self, records: int) -> None:
        self.records = records
        self.chance = Random(records)
        self.then, self.now = crews(self.chance)
        self.kinds = [one.pk for one in catalogue.categories("kind")]
        self.audiences = [one.pk for one in catalogue.categories("audience")]
        self.countings = [one.pk for one in catalogue.categories("counting")]
        self.weights = list(accumulate(1 / (1 + position) for position in range(len(self.kinds))))
        self.stored = {
            code: catalogue.indicator(code).stored for code in ("hoat_dong", "luot", "nu", "dan_toc_thieu_so")
        }
        self.topics = self._topics()
        self.sets = {province: self._sets(province) for province in {one.province for one in self.then + self.now}}
        self.cells = {key: interning.cell(*key) for key in product(self.kinds, [0, *self.audiences], self.countings)}
        self.ids = iter(ledger.fact_ids(records * 20))

    def _topics(self) -> list[int]:
        ids = [one.pk for one in catalogue.categories("topic")]
        pairs = [(one, other) for one in ids for other in ids if one <= other]
        return [0, *(interning.members(CategorySet.Family.TOPIC, pair) for pair in pairs)]

    @staticmethod
    def _sets(province: int) -> list[int]:
        """None, a national programme, or a province's with its national one; closed upward."""
        own, other = 100 + province, 200 + province
        wanted = [(), (NATIONAL,), (NATIONAL, own), (2, other), (NATIONAL, 2, own, other), (3,)]
        return [interning.members(CategorySet.Family.PROGRAMME, members) for members in wanted]

    def rows(self) -> Iterator[str]:
        """All facts of one record at a time."""
        for record in range(1, self.records + 1):
            yield self._record(record)

    def _record(self, record: int) -> str:
        chance = self.chance
        day = FIRST + dt.timedelta(days=int(chance.random() * DAYS))
        crew = chance.choice(self.now if day >= NEW_MAP else self.then)
        kind = chance.choices(self.kinds, cum_weights=self.weights)[0]
        counting = self.countings[record % len(self.countings)]
        moment = day.toordinal() * DAY_US - 719_163 * DAY_US + int(chance.random() * 20 * DAY_US)
        shared = f"{chance.choices(self.sets[crew.province], cum_weights=SETS)[0]}\t{chance.choice(self.topics)}"
        tail = f"{crew.place}\t{day}\t{months.of(day)}"
        lines = [self._fact(line, crew, shared, tail, record, moment) for line in self._lines(kind, counting)]
        if chance.random() < CORRECTED:
            cell = self.cells[kind, self.audiences[-1], counting]
            later = moment + 10 * DAY_US
            lines.append(self._fact(("luot", cell, 7), crew, shared, tail, record, moment, str(later)))
            lines.append(self._fact(("luot", cell, 9), crew, shared, tail, record, later))
        return "".join(lines)

    def _lines(self, kind: int, counting: int) -> Iterator[tuple[str, int, int]]:
        chance = self.chance
        plain = self.cells[kind, 0, counting]
        yield "hoat_dong", plain, 1
        wanted = chance.choices((1, 2, 3), AUDIENCES)[0]
        for audience in chance.sample(self.audiences[:-1], wanted):
            yield "luot", self.cells[kind, audience, counting], int(chance.random() * 120) + 5
        if chance.random() < 0.7:
            yield "nu", plain, int(chance.random() * 90)
        if chance.random() < 0.6:
            yield "dan_toc_thieu_so", plain, int(chance.random() * 60)

    def _fact(
        self,
        line: tuple[str, int, int],
        crew: Crew,
        shared: str,
        tail: str,
        record: int,
        moment: int,
        gone: str = "\\N",
    ) -> str:
        code, cell, value = line
        credited = crew.credited if code in {"hoat_dong", "luot"} else crew.credited[:1]
        stored = self.stored[code]
        return "".join(
            f"{province}\t{next(self.ids)}\t{unit}\t{agency}\t{stored}\t{cell}\t{shared}\t{flags}\t{tail}\t{value}"
            f"\t{SOURCE_NUMBER}\t{record}\t{moment}\t{gone}\n"
            for province, unit, agency, flags in credited
        )
