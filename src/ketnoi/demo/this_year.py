"""What two of today's communes and the province's Union did this year: works under way have records to show."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import partial
from random import Random
from typing import Any

from ketnoi.activities import actions
from ketnoi.activities.entry import Entry
from ketnoi.demo import agenda
from ketnoi.demo.accounts import writing_today
from ketnoi.demo.agenda import Event
from ketnoi.demo.plans import read
from ketnoi.figures import catalogue
from ketnoi.officers.models import Post
from ketnoi.orgs.models import Unit

Said = dict[str, Any]


def events(home: int, random: Random) -> Iterator[Event]:
    """Sessions of 2026, of no programme: no published figure holds them. `home` is the province's Union."""
    posts = writing_today(home)
    for said in read("this_year.json"):
        act = partial(_record, said, posts[said["who"]])
        yield Event(agenda.at(dt.date.fromisoformat(said["recorded"]), random), act)


def _record(said: Said, post: Post) -> None:
    actions.record_many([_entry(said, post.unit)], post.officer_id, post.unit_id)


def _entry(said: Said, unit: Unit) -> Entry:
    beside = Unit.objects.filter(place=unit.place, level=unit.level, agency__code__in=said.get("with", ()))
    return Entry(
        kind=_category("kind", said["kind"]),
        title=said["title"],
        starts_on=dt.date.fromisoformat(said["day"]),
        lead=unit.pk,
        place=unit.place_id,
        venue=said["venue"],
        partners=tuple(beside.filter(valid_to=None).values_list("pk", flat=True)),
        topics=tuple(_category("topic", code) for code in said["topics"]),
        attendance={_category("audience", code): count for code, count in said["audiences"].items()},
        women=said["women"],
    )


def _category(dimension: str, code: str) -> int:
    return catalogue.category(dimension, code).pk
