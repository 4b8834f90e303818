"""Five cities' police women and their works of five years, recorded by each city at the end of every quarter."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import partial
from itertools import groupby
from random import Random
from typing import Any

from ketnoi.activities import actions as activities
from ketnoi.activities.entry import Entry
from ketnoi.demo import agenda
from ketnoi.demo.agenda import Event
from ketnoi.demo.ground import Ground
from ketnoi.demo.plans import read
from ketnoi.figures import catalogue
from ketnoi.officers.models import Officer
from ketnoi.programmes.models import Programme

Work = dict[str, Any]


def codes() -> list[int]:
    """Today's codes of the cities, the chair first."""
    words = read("cities.json")
    return sorted(words["provinces"], key=lambda code: code != words["chair"])


def events(code: int, ground: Ground, officer: Officer, programme: Programme, random: Random) -> Iterator[Event]:
    """Everything one city did and recorded."""
    unit = ground.unit("pnca")
    entries = sorted(_entries(code, ground, programme, random), key=lambda entry: entry.starts_on)
    for last, group in groupby(entries, key=lambda entry: _quarter_end(entry.starts_on)):
        act = partial(activities.record_many, list(group), officer.pk, unit)
        yield Event(agenda.at(last + dt.timedelta(days=random.randint(2, 8)), random), act)


def _quarter_end(day: dt.date) -> dt.date:
    month = (day.month + 2) // 3 * 3
    following = dt.date(day.year + month // 12, month % 12 + 1, 1)
    return following - dt.timedelta(days=1)


def _entries(code: int, ground: Ground, programme: Programme, random: Random) -> Iterator[Entry]:
    words = read("cities.json")
    for year in words["years"]:
        for work in words["works"]:
            if code in work["cities"]:
                times = max(1, work["a_year"] + random.randint(-1, 1))
                yield from (
                    _entry(work, _day(year, words["lockdown"], random), ground, programme, random) for _ in range(times)
                )


def _day(year: int, lockdown: list[str], random: Random) -> dt.date:
    """A day of the year, outside the months of lockdown."""
    months = [month for month in range(1, 13) if f"{year}-{month:02d}" not in lockdown]
    return dt.date(year, random.choice(months), random.randint(3, 27))


def _entry(work: Work, day: dt.date, ground: Ground, programme: Programme, random: Random) -> Entry:
    attendance = {code: random.randint(*between) for code, between in work["audiences"].items()}
    everybody = sum(attendance.values())
    commune = random.choice(random.choice(list(ground.communes.values())))
    return Entry(
        kind=catalogue.category("kind", work["kind"]).pk,
        title=random.choice(work["titles"]),
        starts_on=day,
        lead=ground.unit("pnca"),
        place=commune.pk,
        partners=tuple(ground.unit(agency) for agency in work["partners"]),
        programmes=(programme.pk,),
        topics=tuple(catalogue.category("topic", code).pk for code in work["topics"]),
        attendance={catalogue.category("audience", code).pk: count for code, count in attendance.items()},
        women=round(everybody * random.uniform(0.45, 0.85)),
        counting=catalogue.category("counting", "TAI_CHO").pk,
    )
