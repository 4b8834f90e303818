"""T6: a workbook of activities brought in (ROWS rows, 100.000 unless said) on SQLite, while somebody else saves.

Told apart: reading and checking, publishing; and how long the slowest save of another officer took meanwhile.
"""

from __future__ import annotations

import datetime as dt
import io
import os
import threading
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

import django

django.setup()

import xlsxwriter  # noqa: E402
from django.conf import settings  # noqa: E402
from django.core.files.base import ContentFile  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from tests.activities import messy, worlds  # noqa: E402

from benchmarks.baselines import pandas_merge, plain_import  # noqa: E402
from benchmarks.measures import Measure, hand_over, tell  # noqa: E402
from ketnoi.activities import actions, importing, sheet  # noqa: E402
from ketnoi.workbooks import layouts, reading  # noqa: E402

ROWS = int(os.environ.get("ROWS", "100000"))
SMALL_BOOKS, SMALL_ROWS = 1_000, 20
MOST_MS = 3_000.0  # a save of somebody else must return within
FLOORS = 3
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


class Saver(threading.Thread):
    """Another officer, who records one activity after another; `slowest` in milliseconds."""

    def __init__(self, world: worlds.World) -> None:
        super().__init__()
        self.world, self.slowest, self.stop = world, 0.0, threading.Event()

    def run(self) -> None:
        actor, unit = self.world.officers["lanh_dao"].pk, self.world.units["hoi_tinh"].pk
        while not self.stop.wait(0.2):
            self.slowest = max(self.slowest, timed(lambda: actions.record(self.world.entry(), actor, unit)))
        connection.close()


def large(world: worlds.World) -> list[Measure]:
    content, folder = workbook(ROWS, "lớn"), Path(settings.DATABASES["default"]["NAME"]).parent
    floor = median(
        timed(lambda: plain_import.read_and_insert(content, folder / "plain.sqlite3")) for _ in range(FLOORS)
    )
    officer, unit = world.officers["mau"], world.units["hoi_xa"].pk
    saver = Saver(world)
    saver.start()
    start = time.perf_counter()
    batch = importing.check_file(ContentFile(content, "lon.xlsx"), officer, unit)
    checked = (time.perf_counter() - start) * 1000
    importing.publish(batch, officer)
    whole = (time.perf_counter() - start) * 1000
    saver.stop.set()
    saver.join()
    name = f"workbook of {ROWS:,} rows"
    found = [
        Measure("T6", f"{name} read, checked and staged", checked, floor, None),
        Measure("T6", f"{name} staged and published", whole, floor, 5),
        Measure("T6", "slowest save of another officer meanwhile", saver.slowest, MOST_MS, 1),
    ]
    if pandas_merge.is_here():
        found.append(
            Measure("T6", f"{name}, against pandas reading it", whole, timed(lambda: pandas_merge.merge([content])), 1)
        )
    return found


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

    return [
        Measure("T6", f"{SMALL_BOOKS:,} workbooks read", timed(read), timed(lambda: pandas_merge.merge(books)), 0.2)
    ]


def main() -> None:
    call_command("migrate", verbosity=0, skip_checks=True)
    world = worlds.build()
    hand_over(large(world) + small(world))


if __name__ == "__main__":
    main()
