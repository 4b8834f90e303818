"""The records behind a fixed figure, kept with it: the map, names and definitions may change, these lines do not.

What a record said is kept by its own revisions; what is not is how its unit, its place and its indicator were called,
and which units stood in the area asked. So freezing keeps the lines that the annex shows, packed, a row a question.
"""

from __future__ import annotations

import datetime as dt
import json
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import replace

from ketnoi.figures import links, records
from ketnoi.figures.figure import Figure
from ketnoi.figures.records import Behind
from ketnoi.figures.sources import Row
from ketnoi.officers.models import Officer
from ketnoi.reports.models import Edition, KeptRecords

MOST = 100_000  # lines of one figure; a longer annex is asked anew as of the edition's moment


def keep(edition: Edition, asked: Iterable[Figure]) -> None:
    """Keep the records behind these figures, which ask about the edition's moment; each question once."""
    there = set(edition.kept_records.values_list("query", flat=True))
    questions = {links.query(figure): figure for figure in asked}
    listed = {query: records.behind(figure, None) for query, figure in questions.items() if query not in there}
    KeptRecords.objects.bulk_create(
        KeptRecords(edition=edition, query=query, lines=_packed(found[:MOST]))
        for query, found in listed.items()
        if len(found) <= MOST
    )


def of(edition: Edition | None, figure: Figure, officer: Officer | None) -> Sequence[Behind]:
    """The records behind a figure as the edition kept them, else as they are asked (live, or kept by nobody).

    `row` is None where the officer may not open the record; None for an officer opens all.
    """
    query = links.query(figure)
    kept = KeptRecords.objects.filter(edition=edition, query=query).first() if edition else None
    if kept is None:
        return records.behind(figure, officer)
    listed = _unpacked(kept.lines)
    if officer is None:
        return listed
    may = set(records.readable(((one.record_kind, one.record) for one in listed), officer))
    return [one if (one.record_kind, one.record) in may else replace(one, row=None) for one in listed]


def _packed(found: Iterable[Behind]) -> bytes:
    return zlib.compress(json.dumps([_line(one) for one in found], ensure_ascii=False).encode())


def _line(one: Behind) -> list[int | str | None]:
    row = one.row
    said = [row.day.isoformat(), row.title, row.where, row.who, row.url, row.note] if row else []
    return [one.record_kind, one.record, one.value, *said]


def _unpacked(lines: bytes | memoryview) -> list[Behind]:
    return [
        Behind(kind, record, value, _row(record, *said) if said else None)
        for kind, record, value, *said in json.loads(zlib.decompress(lines))
    ]


def _row(record: int, day: str, title: str, where: str, who: str, url: str, note: str) -> Row:
    return Row(record, dt.date.fromisoformat(day), title, where, who, url, note)
