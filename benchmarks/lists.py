"""T5 and T7: a list over very many records, and taking it out, on SQLite.

RECORDS (a million unless said) activities of a made-up nation of one agency; nobody's real units.
"""

from __future__ import annotations

import datetime as dt
import gc
import io
import os
import random
import time
from collections.abc import Iterator
from functools import partial

import django

django.setup()

import xlsxwriter  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.http import QueryDict  # noqa: E402

from benchmarks import handlers  # noqa: E402
from benchmarks.baselines import admin_list  # noqa: E402
from benchmarks.measures import Measure, hand_over, in_turns, tell  # noqa: E402
from ketnoi.activities.models import Activity, ActivityUnit, Attendance  # noqa: E402
from ketnoi.activities.table import TABLE  # noqa: E402
from ketnoi.audit import kept  # noqa: E402
from ketnoi.figures import catalogue  # noqa: E402
from ketnoi.lists import asked, sheets  # noqa: E402
from ketnoi.officers import actions as officers  # noqa: E402
from ketnoi.officers.enums import Role  # noqa: E402
from ketnoi.officers.models import Officer  # noqa: E402
from ketnoi.orgs import build as orgs  # noqa: E402
from ketnoi.orgs.models import Level, Unit, searchable  # noqa: E402
from ketnoi.workbooks import writing  # noqa: E402

RECORDS = int(os.environ.get("RECORDS", "1000000"))
PROVINCES, COMMUNES, BATCH = 34, 97, 20_000
CPU = time.process_time  # the database works in this process
FIRST, YEAR = dt.date(2019, 1, 1), 2022


def nation() -> tuple[list[Unit], list[list[int]]]:
    """The centre, provinces and communes of one agency; units of the first two levels, ids of communes by province."""
    agency = orgs.agencies()["hoi"]

    def add(name: str, level: Level, parent: Unit | None) -> Unit:
        made = Unit.objects.create(agency=agency, level=level, name=name, folded=searchable(name, ""), parent=parent)
        made.path = f"{parent.path if parent else ''}{made.pk}."
        made.save(update_fields=["path"])
        return made

    centre = add("Hội mẫu trung ương", Level.CENTRE, None)
    provinces = [add(f"Hội mẫu tỉnh {n}", Level.PROVINCE, centre) for n in range(PROVINCES)]
    communes = [
        [add(f"Hội mẫu xã {n}.{m}", Level.COMMUNE, one).pk for m in range(COMMUNES)] for n, one in enumerate(provinces)
    ]
    return [centre, *provinces], communes


def fill(communes: list[list[int]]) -> None:
    """Activities over eight years, each of one commune, half of them of its province too."""
    dice = random.Random(1)
    kind = catalogue.category("kind", "TT_LONG_GHEP").pk
    audience = catalogue.category("audience", "HOI_VIEN").pk
    for start in range(0, RECORDS, BATCH):
        size = min(BATCH, RECORDS - start)
        led = [dice.choice(dice.choice(communes)) for _ in range(size)]
        rows = [
            Activity(
                kind_id=kind, title=f"Buổi mẫu số {start + n}", folded=f"buoi mau so {start + n}",
                starts_on=FIRST + dt.timedelta(days=dice.randrange(2_900)), venue="Nhà văn hóa", status="recorded",
                created_by=1, created_unit=unit,
            )
            for n, unit in enumerate(led)
        ]  # fmt: skip
        made = Activity.objects.bulk_create(rows, batch_size=2_000)
        pairs = list(zip(made, led, strict=True))
        ActivityUnit.objects.bulk_create(
            [ActivityUnit(activity=one, unit_id=unit, part="lead", position=0) for one, unit in pairs], batch_size=5_000
        )
        Attendance.objects.bulk_create(
            [Attendance(activity=one, audience_id=audience, count=30) for one in made], batch_size=5_000
        )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def warm(ask: handlers.Ask, address: str) -> None:
    """As long as nobody writes."""
    status, _content = ask(address)
    assert status == 200, f"{address} answers {status}"


def cold(ask: handlers.Ask, address: str) -> None:
    """As right after a write: nothing is kept."""
    kept.forget()
    warm(ask, address)


def pages(readers: dict[str, Officer]) -> Iterator[Measure]:
    """First page and one near the end, of who reads all; the first of who reads less."""
    reader = readers["the nation"]
    ask = handlers.product(reader)
    deep = Activity.objects.order_by("starts_on", "pk").values_list("pk", flat=True)[RECORDS // 20]
    far = RECORDS * 19 // 20
    asked_for = {"the first page": ("/hoat-dong/", 0), "a page near the end": (f"/hoat-dong/?sau={deep}", far)}
    for name, (address, before) in asked_for.items():
        ours, first = partial(warm, ask, address), partial(cold, ask, address)
        slow = in_turns(ours, partial(admin_list.page, admin_list.Untuned, before), 3, CPU)
        yield Measure("T5", f"{name} of {RECORDS:,}, an untuned admin list", *slow, 1 / 50)
        quick = in_turns(ours, partial(admin_list.page, admin_list.Tuned, before), 7, CPU)
        yield Measure("T5", f"{name} of {RECORDS:,}, a tuned admin list", *quick, 1)
        anew = in_turns(first, partial(admin_list.page, admin_list.Tuned, before), 7, CPU)
        yield Measure("T5", f"{name}, the first after somebody wrote, a tuned admin list", *anew, None)
    tuned = partial(admin_list.page, admin_list.Tuned, 0)
    for name, one in readers.items():
        both = in_turns(partial(cold, handlers.product(one), "/hoat-dong/"), tuned, 5, CPU)
        yield Measure("T5", f"who reads {name}: the first page, a tuned admin list of all", *both, None)


def sheet(reader: Officer) -> Measure:
    """A year taken out, against XlsxWriter alone writing the same cells."""
    post = reader.posts.select_related("unit__agency").get()

    def question() -> asked.Asked:
        return asked.read(TABLE, QueryDict(f"nam={YEAR}"), reader, post)

    lines = list(sheets.sheet(question()).rows)

    def theirs() -> None:
        with xlsxwriter.Workbook(io.BytesIO(), {"constant_memory": True, "default_date_format": "dd/mm/yyyy"}) as book:
            page = book.add_worksheet()
            for number, line in enumerate(lines):
                page.write_row(number, 0, line)

    gc.collect()
    gc.freeze()  # the rows that the other side has at hand are no server's (main/wsgi.py)
    both = in_turns(lambda: writing.write_to(io.BytesIO(), [sheets.sheet(question())]), theirs, 3, CPU)
    return Measure("T7", f"{len(lines):,} rows to xlsx, XlsxWriter alone with rows at hand", *both, 1.5)


def main() -> None:
    """Fill an empty database, measure."""
    call_command("migrate", verbosity=0, skip_checks=True)
    call_command("collectstatic", interactive=False, verbosity=0, skip_checks=True)
    if not Activity.objects.exists():
        tell(f"recording {RECORDS:,} activities …")
        top, communes = nation()
        fill(communes)
        for name, unit in (("nation", top[0].pk), ("province", top[1].pk), ("commune", communes[0][0])):
            officers.give_post(officers.add_officer(name, None, "Người Mẫu"), unit, Role.RECORDER, actor=None)
    readers = {f"the {name}": Officer.objects.get(username=name) for name in ("nation", "province", "commune")}
    hand_over([*pages(readers), sheet(readers["the nation"])])


if __name__ == "__main__":
    main()
