"""A kind of work on Hôm nay: its jobs, the most pressing first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from django.db.models import Model, QuerySet
from django.utils.functional import Promise

from ketnoi.ui import dates
from ketnoi.web.waiting import SHOWN

Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True)
class Job:
    """One thing to do. `mark` is a day or a word, `state` how pressing it is (warn, bad, info)."""

    title: str
    note: str
    mark: str
    state: str
    icon: str
    url: str
    action: str | Promise
    door: str = ""  # where the button leads, when not where the title does


@dataclass(frozen=True)
class Section:
    """Jobs of one kind, the most pressing first; `count` of them, of which some are shown."""

    title: str | Promise
    jobs: Sequence[Job]
    count: int
    rest: str = ""

    @property
    def more(self) -> int:
        return self.count - len(self.jobs)


def first(rows: QuerySet[Row]) -> tuple[list[Row], int]:
    """The first few and how many there are; the count is asked only where there are more."""
    found = list(rows[: SHOWN + 1])
    return found[:SHOWN], len(found) if len(found) <= SHOWN else rows.count()


def due(last: dt.date, day: dt.date) -> tuple[str, str, str]:
    """A due day as a mark, and how pressing it is."""
    return dates.day(last), "bad" if last < day else "warn", "circle-alert" if last < day else "clock"
