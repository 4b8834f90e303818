"""What begins to count in a period that somebody has confirmed: it needs a reason."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from ketnoi.periods import closing
from ketnoi.periods.closing import Counting
from ketnoi.programmes import queries as programmes
from ketnoi.ui.text import tidy
from ketnoi.works import facts
from ketnoi.works.models import Work

ROOM = "works"  # whose indicators these records count in


def demand(work: Work, day: dt.date, reason: str) -> None:
    """Raise ValidationError of "reason" where that day lies in a confirmed period and no reason is given."""
    demand_many([(work, day)], reason)


def demand_many(asked: Sequence[tuple[Work, dt.date]], reason: str) -> None:
    """The same for several, told of the first that needs one."""
    if tidy(reason):
        return
    above = {pk: programmes.closed_upward(filter(None, [pk])) for pk in {work.programme_id for work, _day in asked}}
    counting = [Counting(facts.units(work), day, above[work.programme_id], ROOM) for work, day in asked]
    for found in closing.confirmed(counting):
        closing.demand([closing.told(row) for row in found], "")
