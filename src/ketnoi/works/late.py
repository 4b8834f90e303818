"""What begins to count in a period that somebody has confirmed: it needs a reason."""

from __future__ import annotations

import datetime as dt

from ketnoi.periods import closing
from ketnoi.programmes import queries as programmes
from ketnoi.ui.text import tidy
from ketnoi.works import facts
from ketnoi.works.models import Work

ROOM = "works"  # whose indicators these records count in


def demand(work: Work, day: dt.date, reason: str) -> None:
    """Raise ValidationError of "reason" where that day lies in a confirmed period and no reason is given."""
    above = programmes.closed_upward(filter(None, [work.programme_id]))
    closing.demand(closing.closed_for(facts.units(work), day, above, ROOM), tidy(reason))
