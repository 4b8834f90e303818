"""Lịch công tác: what was done and is planned, day by day, of my unit or of all I may see."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final, Self
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import Count, F, FilteredRelation, Q, QuerySet, Window
from django.db.models.functions import RowNumber
from django.http import QueryDict
from django.urls import reverse

from ketnoi.activities import policy as activities
from ketnoi.activities.enums import Part, Status
from ketnoi.activities.models import Activity
from ketnoi.officers.models import Officer, Post
from ketnoi.ui import dates
from ketnoi.web import waiting

WEEK: Final = dt.timedelta(days=7)
DAY: Final = dt.timedelta(days=1)
LASTING: Final = 100  # activities of several days that one page shows
EXPORTED: Final = 2_000


class Span(StrEnum):
    MONTH = "thang"
    WEEK = "tuan"


class Whose(StrEnum):
    OWN = "don-vi"
    ALL = "ca-duoi"


SHOWN: Final = {Span.MONTH: 4, Span.WEEK: 30}  # activities of one day


@dataclass(frozen=True)
class Asked:
    """Which page of the calendar: the month or week around a day, of my unit or of all I may see."""

    day: dt.date
    span: Span = Span.MONTH
    whose: Whose = Whose.OWN

    @classmethod
    def read(cls, query: QueryDict, today: dt.date) -> Self:
        """What an address asks; what cannot be read is as usual."""
        return cls(
            _day(query.get("ngay", ""), today),
            next((one for one in Span if one == query.get("kieu")), Span.MONTH),
            next((one for one in Whose if one == query.get("pham-vi")), Whose.OWN),
        )

    @property
    def first(self) -> dt.date:
        """The first day of the month or the Monday of the week."""
        return self.day.replace(day=1) if self.span is Span.MONTH else self.day - DAY * self.day.weekday()

    @property
    def last(self) -> dt.date:
        if self.span is Span.WEEK:
            return self.first + WEEK - DAY
        return (self.first + dt.timedelta(days=31)).replace(day=1) - DAY

    @property
    def query(self) -> str:
        return urlencode({"kieu": self.span.value, "ngay": self.day.isoformat(), "pham-vi": self.whose.value})

    @property
    def url(self) -> str:
        return f"{reverse('web:schedule')}?{self.query}"

    def but(self, day: dt.date | None = None, span: Span | None = None, whose: Whose | None = None) -> Asked:
        """The same page with something changed."""
        return Asked(day or self.day, span or self.span, whose or self.whose)


@dataclass(frozen=True)
class Item:
    """One activity in the calendar. `until` is its last day where it lasts several."""

    uuid: UUID
    title: str
    day: dt.date
    until: dt.date | None
    time: dt.time | None
    status: str
    kind: int
    venue: str
    place: str
    unit: str

    @property
    def url(self) -> str:
        return reverse("activities:detail", args=[self.uuid])


@dataclass(frozen=True)
class Day:
    """A day of the page; `more` activities of it are not shown. `beyond` is before or after the month."""

    day: dt.date
    items: list[Item]
    more: int
    beyond: bool
    today: bool


def _day(text: str, today: dt.date) -> dt.date:
    try:
        day = dates.parse_day(text)
    except ValueError:
        return today
    # weeks at the ends of the calendar reach beyond it
    return day if dates.is_sensible(day - 5 * WEEK) and dates.is_sensible(day + 5 * WEEK) else today


def days(asked: Asked, officer: Officer, post: Post, today: dt.date) -> list[Day]:
    """Whole weeks around what is asked: three queries, however much there is."""
    first = asked.first - DAY * asked.first.weekday()
    last = asked.last + DAY * (6 - asked.last.weekday())
    rows = _between(_whose(asked, officer, post), first, last)
    shown = _by_day(rows, SHOWN[asked.span])
    lasting = _lasting(_whose(asked, officer, post), first, last)
    counted = dict(rows.order_by().values_list("starts_on").annotate(number=Count("pk")))
    return [
        Day(
            day,
            [*lasting[day], *shown[day]],
            counted.get(day, 0) - len(shown[day]),
            not asked.first <= day <= asked.last,
            day == today,
        )
        for day in _each(first, last)
    ]


def nearest(asked: Asked, officer: Officer, post: Post) -> dt.date | None:
    """The newest day before the page on which there was something, else the first one after it."""
    rows = _whose(asked, officer, post).values_list("starts_on", flat=True)
    before = rows.filter(starts_on__lt=asked.first).order_by("-starts_on").first()
    return before or rows.filter(starts_on__gt=asked.last).order_by("starts_on").first()


def exported(asked: Asked, officer: Officer, post: Post) -> list[Item]:
    """What a file of the page holds."""
    rows = _between(_whose(asked, officer, post), asked.first, asked.last)
    return list(_items(rows.order_by("starts_on", "pk")[:EXPORTED]))


def _whose(asked: Asked, officer: Officer, post: Post) -> QuerySet[Activity]:
    own = asked.whose is Whose.OWN
    rows = waiting.of_unit(post) if own else activities.visible_to(officer)
    return rows.exclude(status=Status.WITHDRAWN)


def _between(rows: QuerySet[Activity], first: dt.date, last: dt.date) -> QuerySet[Activity]:
    return rows.filter(starts_on__gte=first, starts_on__lte=last)


def _by_day(rows: QuerySet[Activity], most: int) -> dict[dt.date, list[Item]]:
    """The first of each day, by the hour."""
    order = [F("start_time").asc(nulls_last=True), F("pk").asc()]
    ranked = rows.annotate(rank=Window(RowNumber(), partition_by=F("starts_on"), order_by=order))
    found: dict[dt.date, list[Item]] = defaultdict(list)
    for item in _items(ranked.filter(rank__lte=most).order_by("starts_on", *order)):
        found[item.day].append(item)
    return found


def _lasting(rows: QuerySet[Activity], first: dt.date, last: dt.date) -> dict[dt.date, list[Item]]:
    """What goes on from an earlier day, on each of its further days."""
    going = rows.filter(ends_on__gte=first, ends_on__gt=F("starts_on"), starts_on__lte=last)
    found: dict[dt.date, list[Item]] = defaultdict(list)
    for item in _items(going.order_by("starts_on", "pk")[:LASTING]):
        for day in _each(max(first, item.day + DAY), min(last, item.until or item.day)):
            found[day].append(item)
    return found


def _items(rows: QuerySet[Activity]) -> Iterator[Item]:
    """Rows as items, each with the unit that led it, in one query."""
    led = rows.annotate(led=FilteredRelation("parts", condition=Q(parts__part=Part.LEAD)))
    plain = ("uuid", "title", "starts_on", "ends_on", "start_time", "status", "kind_id", "venue", "place__name")
    found: Iterable[tuple[Any, ...]] = led.values_list(*plain, "led__unit__short_name", "led__unit__name")
    for uuid, title, day, until, time, status, kind, venue, place, short, name in found:
        yield Item(uuid, title, day, until, time, status, kind, venue, place or "", short or name)


def _each(first: dt.date, last: dt.date) -> Iterator[dt.date]:
    return (first + DAY * number for number in range((last - first).days + 1))
