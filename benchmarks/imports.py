"""T6: a workbook of activities brought in (ROWS rows, 100.000 unless said) on SQLite, while somebody else saves.

Told apart: reading and checking, publishing; and how long the slowest save of another officer took meanwhile.
"""

from __future__ import annotations

import datetime as dt
import io
import multiprocessing
import os
import time
from collections.abc import Callable
from multiprocessing.sharedctypes import Synchronized
from multiprocessing.synchronize import Event
from pathlib import Path
from statistics import median
from typing import Self

import django

django.setup()

import xlsxwriter  # noqa: E402
from django.conf import settings  # noqa: E402
from django.core.files.base import ContentFile  # noqa: E402
from django.core.management import call_command  # noqa: E402
from tests.activities import messy, worlds  # noqa: E402

from benchmarks.baselines import pandas_merge, plain_import, plain_rows  # noqa: E402
from benchmarks.measures import Measure, hand_over, in_turns, tell  # noqa: E402
from ketnoi.activities import actions, importing, sheet  # noqa: E402
from ketnoi.activities.entry import Entry  # noqa: E402
from ketnoi.workbooks import batches, layouts, reading  # noqa: E402

ROWS = int(os.environ.get("ROWS", "100000"))
SMALL_BOOKS, SMALL_ROWS, TURNS = 1_000, 20, 3
MOST_MS = 3_000.0  # a save of somebody else must return within
FLOORS = 3
PUBLISHED = (
    *("activities_activity", "activities_activityunit", "activities_attendance", "activities_revision"),
    "figures_fact",
)
FIRST, DAYS = dt.date(2019, 1, 1), 2_000


def workbook(rows: int, tag: str) -> bytes:
    """A sheet with days, names and counts as text and as numbers, no two rows alike."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"constant_memory": True}) as book:
        page = book.add_worksheet()
        page.write_row(0, 0, messy.HEAD[1:])
        for number in range(rows):
            day = FIRST + dt.timedelta(days=number % DAYS)
            written = f"{day.day}/{day.month}/{day.year}"
            line = messy.line(day=written, title=f"Buổi {tag} {number}", hv="1.200" if number % 2 else 40 + number % 90)
            page.write_row(number + 1, 0, line[1:])
    return content.getvalue()


def timed(job: Callable[[], object]) -> float:
    start = time.perf_counter()
    job()
    return (time.perf_counter() - start) * 1000


class Saver:
    """Another officer, who records one activity after another in a process of his own, as web and worker are two."""

    def __init__(self, world: worlds.World) -> None:
        apart = multiprocessing.get_context("spawn")
        self._stop, self._slowest = apart.Event(), apart.Value("d", 0.0)
        who = world.officers["lanh_dao"].pk, world.units["hoi_tinh"].pk
        self._process = apart.Process(target=_save, args=(world.entry(), *who, self._stop, self._slowest))

    def __enter__(self) -> Self:
        self._process.start()
        return self

    def __exit__(self, *_raised: object) -> None:
        self._stop.set()
        self._process.join()

    @property
    def slowest(self) -> float:
        """Milliseconds."""
        return self._slowest.value


def _save(entry: Entry, actor: int, unit: int, stop: Event, slowest: Synchronized[float]) -> None:
    while not stop.wait(0.2):
        slowest.value = max(slowest.value, timed(lambda: actions.record(entry, actor, unit)))


def large(world: worlds.World) -> list[Measure]:
    content, folder = workbook(ROWS, "lớn"), Path(settings.DATABASES["default"]["NAME"]).parent
    floor = median(
        timed(lambda: plain_import.read_and_insert(content, folder / "plain.sqlite3")) for _ in range(FLOORS)
    )
    officer, unit = world.officers["mau"], world.units["hoi_xa"].pk
    with Saver(world) as saver:
        start = time.perf_counter()
        batch = importing.check_file(ContentFile(content, "lon.xlsx"), officer, unit)
        checked = (time.perf_counter() - start) * 1000
        importing.publish(batch, officer)
        whole = (time.perf_counter() - start) * 1000
    bare = timed_bare(folder)
    name = f"workbook of {ROWS:,} rows"
    found = [
        Measure("T6", f"{name} brought in: read, checked, kept", checked, floor, 5),
        Measure("T6", "the same published, against its bare rows written", whole - checked, bare, 2),
        Measure("T6", f"{name} brought in and published", whole, floor, None),
        Measure("T6", "slowest save of another officer meanwhile", saver.slowest, MOST_MS, 1),
    ]
    if pandas_merge.is_here():
        pandas = timed(lambda: pandas_merge.merge([content]))
        found += [
            Measure("T6", f"{name} brought in, against pandas reading it", checked, pandas, 1),
            Measure("T6", "brought in and published, against the same", whole, pandas, None),
        ]
    return found


def timed_bare(folder: Path) -> float:
    """Milliseconds that SQLite takes for the rows a published workbook became, and for nothing else."""
    database = Path(settings.DATABASES["default"]["NAME"])
    return plain_rows.write_again(database, folder / "bare.sqlite3", PUBLISHED, -(-ROWS // batches.CHUNK)) * 1000


def small(world: worlds.World) -> list[Measure]:
    """A thousand small workbooks read and laid out, against a pandas merge of them."""
    if not pandas_merge.is_here():
        tell("pandas and openpyxl are not installed: the merge of small workbooks is left out.")
        return []
    books, unit, form = (
        [workbook(SMALL_ROWS, str(n)) for n in range(SMALL_BOOKS)],
        world.units["hoi_xa"].pk,
        sheet.form(),
    )

    def read() -> None:
        for content in books:
            sheets = reading.read(content).sheets
            layouts.read(form, sheets, layouts.propose(form, sheets, unit, {"lead": messy.LEAD}))

    sides = in_turns(read, lambda: pandas_merge.merge(books), TURNS, time.process_time)
    return [Measure("T6", f"{SMALL_BOOKS:,} workbooks read, processor time", *sides, 0.2)]


def main() -> None:
    call_command("migrate", verbosity=0, skip_checks=True)
    world = worlds.build()
    hand_over(large(world) + small(world))


if __name__ == "__main__":
    main()
