"""What may be entered a second time: of one entry or of a whole workbook, asked together by stretches of days."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final

from django.db.models import OuterRef, Q, QuerySet, Subquery
from rapidfuzz import fuzz

from ketnoi.activities.entry import Entry
from ketnoi.activities.enums import Part, Status
from ketnoi.activities.models import Activity, ActivityUnit
from ketnoi.ui.text import fold

CHUNK: Final = 2_000  # entries asked for together
NEAR_DAYS: Final = 2
ALIKE: Final = 70  # of 100: how alike two titles must be
NEAR: Final = dt.timedelta(days=NEAR_DAYS)
AROUND: Final = [dt.timedelta(days=days) for days in range(-NEAR_DAYS, NEAR_DAYS + 1)]
# by kind and day: the unit that led, and what it led
Near = dict[tuple[int, dt.date], list[tuple[int | None, Activity]]]


def likely_same(rows: QuerySet[Activity], entries: Sequence[Entry]) -> list[list[Activity]]:
    """For each entry the activities of its kind within two days, at its place or of its lead, much alike in title.

    The oldest first. A withdrawn one is none. The number of queries grows with CHUNK only.
    """
    answers: list[list[Activity]] = [[] for _entry in entries]
    by_day = sorted(range(len(entries)), key=lambda place: entries[place].starts_on)
    for start in range(0, len(by_day), CHUNK):
        places = by_day[start : start + CHUNK]
        near = _near(rows, [entries[place] for place in places])
        for place in places:
            answers[place] = list(_alike(entries[place], near)) if near else []
    return answers


def _near(rows: QuerySet[Activity], entries: Sequence[Entry]) -> Near:
    """What may be one of these entries, by kind and day; entries come in the order of their days."""
    lead = ActivityUnit.objects.filter(activity=OuterRef("pk"), part=Part.LEAD).values("unit")[:1]
    found = (
        rows.filter(
            kind__in={entry.kind for entry in entries},
            starts_on__gte=entries[0].starts_on - NEAR,
            starts_on__lte=entries[-1].starts_on + NEAR,
        )
        .exclude(status=Status.WITHDRAWN)
        .annotate(led_by=Subquery(lead))
        .filter(
            Q(led_by__in={entry.lead for entry in entries}) | Q(place__in={entry.place for entry in entries} - {None})
        )
        .only("kind", "starts_on", "place", "title", "folded")
    )
    near: Near = defaultdict(list)
    for one in found.order_by("starts_on", "pk"):
        near[one.kind_id, one.starts_on].append((one.led_by, one))
    return near


def _alike(entry: Entry, near: Near) -> Iterator[Activity]:
    around = [found for days in AROUND for found in near.get((entry.kind, entry.starts_on + days), ())]
    title = fold(entry.title) if around else ""
    for lead, one in around:
        beside = lead == entry.lead or (entry.place is not None and one.place_id == entry.place)
        if beside and fuzz.token_set_ratio(title, one.folded) >= ALIKE:
            yield one
