"""P15: no file that is taken out of a list says more than the pages of that list showed the same officer.

Units of two provinces record activities whose titles a spreadsheet would run as formulas. Officers of both, of a
commune and of the centre, choose columns by chance, leaf through every page and take the same list out, as CSV and as
xlsx: each line and each column of the file must have stood on a page, text must be text, and the file says whose it is.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from random import Random
from urllib.parse import urlencode

from django.http import HttpResponseBase
from django.test import Client
from django.test.utils import override_settings
from python_calamine import CalamineWorkbook

from ketnoi.activities import actions as activities
from ketnoi.activities.entry import Entry
from ketnoi.activities.table import TABLE
from ketnoi.figures import catalogue
from ketnoi.main.proving.promise import Outcome, Promise, outcome
from ketnoi.officers import actions as officers
from ketnoi.officers.enums import Role
from ketnoi.officers.models import Officer
from ketnoi.orgs import actions as orgs
from ketnoi.orgs import build
from ketnoi.orgs.models import Level, Unit

FORMULAS = ("=1+1 Buổi", "+84 Buổi", "-2 Buổi", "@SUM(A1) Buổi", '=HYPERLINK("http://vi-du.invalid") Buổi', "a;=1 Buổi")
RUN = re.compile(r"(?:^|[;\t\r\n])[=+\-@]")  # where a spreadsheet begins a cell, and so a formula
EACH = 16  # activities of each unit
NUMBER = re.compile(r"Buổi [0-9]+-[0-9]+\b")
NEXT = re.compile(r'href="([^"]*[?&](?:amp;)?sau=[^"]*)"')
STATIC = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}


@dataclass(frozen=True)
class Seen:
    """What the pages of a list showed: titles, and the heads of the columns."""

    titles: frozenset[str]
    text: str


def _run(size: int, seed: int) -> Outcome:
    chance = Random(seed)  # noqa: S311 - a run that can be repeated
    columns = [column.code for column in TABLE.columns]
    with override_settings(STORAGES=STATIC):
        readers = _world()
        findings = [
            finding
            for number in range(size)
            for finding in _tried(readers[number % len(readers)], chance.sample(columns, chance.randint(1, 4)))
        ]
    return outcome(size, findings)


def _world() -> list[Officer]:
    """Officers who see all, one province, one commune, and nothing."""
    agencies = build.agencies()
    centre = orgs.create_unit(agencies["hoi"], Level.CENTRE, "Hội mẫu trung ương", None)
    provinces = [orgs.create_unit(agencies["hoi"], Level.PROVINCE, f"Hội tỉnh Mẫu {n}", centre) for n in (1, 2)]
    communes = [orgs.create_unit(agencies["hoi"], Level.COMMUNE, f"Hội xã Mẫu {one.pk}", one) for one in provinces]
    police = orgs.create_unit(agencies["ca"], Level.PROVINCE, "Công an tỉnh Mẫu", None)
    units = [centre, *provinces, *communes, police]
    readers = [_officer(unit) for unit in units]
    for unit, officer in zip(units[1:-1], readers[1:-1], strict=True):
        activities.record_many([_entry(unit, number) for number in range(EACH)], officer.pk, unit.pk)
    return readers


def _officer(unit: Unit) -> Officer:
    made = officers.add_officer(f"proof-{unit.pk}", None, f"Người Mẫu {unit.pk}")
    officers.give_post(made, unit.pk, Role.RECORDER, actor=None)
    return made


def _entry(unit: Unit, number: int) -> Entry:
    return Entry(
        kind=catalogue.category("kind", "TT_LONG_GHEP").pk,
        title=f"{FORMULAS[number % len(FORMULAS)]} {unit.pk}-{number}",
        starts_on=dt.date(2022, 1, 1) + dt.timedelta(days=number),
        lead=unit.pk,
        venue="Nhà văn hóa",
        attendance={catalogue.category("audience", "HOI_VIEN").pk: 30},
    )


def _tried(reader: Officer, columns: list[str]) -> Iterator[str]:
    client, query = Client(), urlencode([("cot", column) for column in columns])
    client.force_login(reader)
    seen = _leafed(client, query)
    address = f"/danh-sach/{TABLE.code}/xuat"
    lines = list(csv.reader(io.StringIO(_content(client.get(f"{address}/csv/?{query}")).decode("utf-8-sig"))))
    yield from _wider(reader, "csv", seen, lines)
    yield from (f"{reader.username} csv: công thức" for line in lines for cell in line if RUN.search(cell))
    book = _content(client.get(f"{address}/xlsx/?{query}"))
    sheets = CalamineWorkbook.from_filelike(io.BytesIO(book))
    yield from _wider(reader, "xlsx", seen, [list(map(str, row)) for row in sheets.get_sheet_by_index(0).to_python()])
    if _has_formula(book):
        yield f"{reader.username} xlsx: công thức"
    if reader.name not in str([sheets.get_sheet_by_name(name).to_python() for name in sheets.sheet_names]):
        yield f"{reader.username} xlsx: không ghi người xuất"


def _leafed(client: Client, query: str) -> Seen:
    """Every page of the list, from the first on."""
    address, pages = f"/hoat-dong/?{query}", list[str]()
    while address:
        pages.append(unescape(_content(client.get(address)).decode()))
        further = NEXT.search(pages[-1])
        address = f"/hoat-dong/{further[1].removeprefix('/hoat-dong/')}" if further else ""
    text = "\n".join(pages)
    return Seen(frozenset(NUMBER.findall(text)), text)


def _wider(reader: Officer, form: str, seen: Seen, lines: list[list[str]]) -> Iterator[str]:
    """What of the file stood on no page; and what of the pages it lacks, so that an empty file proves nothing.

    An empty list says what to do instead of showing columns; its file has their names and no line.
    """
    head, *rows = lines
    if seen.titles:
        yield from (f"{reader.username} {form}: cột {one}" for one, name in enumerate(head) if name not in seen.text)
    titles = {found for row in rows for cell in row for found in NUMBER.findall(cell)}
    if titles - seen.titles:
        yield f"{reader.username} {form}: {len(titles - seen.titles)} dòng"
    if titles and titles != seen.titles:
        yield f"{reader.username} {form}: thiếu dòng"
    if len(rows) != len(seen.titles):
        yield f"{reader.username} {form}: {len(rows)} dòng, trang có {len(seen.titles)}"


def _has_formula(book: bytes) -> bool:
    with zipfile.ZipFile(io.BytesIO(book)) as archive:
        sheets = [name for name in archive.namelist() if name.startswith("xl/worksheets/")]
        return any(b"<f>" in archive.read(name) or b"<f " in archive.read(name) for name in sheets)


def _content(answer: HttpResponseBase) -> bytes:
    return b"".join(answer)


PROMISE = Promise(
    "P15",
    "Xuất danh sách với cột chọn ngẫu nhiên, đối chiếu từng dòng, từng cột với các trang người đó được xem",
    _run,
    size=60,
    fast=6,  # each of the readers once
)
