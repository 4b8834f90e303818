"""Works of a year by what has become of them: a column for each state, the newest first."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Count
from django.urls import reverse

from ketnoi.officers.models import Officer
from ketnoi.works import queries
from ketnoi.works.enums import Status
from ketnoi.works.models import Work

SHOWN = 12
COLUMNS = (Status.PROPOSED, Status.RETURNED, Status.AGREED, Status.DONE, Status.CARRIED, Status.DROPPED)


@dataclass(frozen=True)
class Column:
    """One state: how many works are in it, the newest of them, and the list of all."""

    status: Status
    count: int
    works: list[Work]
    url: str


def columns(officer: Officer, year: int) -> list[Column]:
    """What this officer sees of that year, in a fixed number of questions."""
    seen = queries.visible_to(officer).filter(year=year)
    counts = dict(seen.order_by().values_list("status").annotate(number=Count("pk")))
    return [_column(seen, status, counts.get(status, 0), year) for status in COLUMNS]


def _column(seen: queries.Works, status: Status, count: int, year: int) -> Column:
    works = list(seen.filter(status=status).select_related("unit", "field").order_by("-pk")[:SHOWN]) if count else []
    return Column(status, count, works, f"{reverse('works:list')}?{urlencode({'trang_thai': status, 'nam': year})}")
