"""What a practice's page shows of how units are connected around it."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from ketnoi.officers.models import Officer
from ketnoi.practices import recognised, talking, visiting
from ketnoi.practices.models import Practice, Visit

QUESTIONS_SHOWN = 3
THANKS_SHOWN = 5
VISITS_SHOWN = 10


def around(practice: Practice, officer: Officer, home: int, *, writes: bool) -> dict[str, Any]:
    """For an officer of the unit `home`; `writes`: whether his post writes at all."""
    units = list(practice.follows.values_list("unit", flat=True))
    thanked = practice.thanks.select_related("unit")
    return {
        "home": home,
        "asks": writes and practice.edition > 0 and practice.unit_id != home,
        "questions": talking.latest([practice.pk], QUESTIONS_SHOWN),
        "follows": home in units,
        "followers": len(units),
        "visits": list(_visits(practice, officer)),
        "exchanges": visiting.exchanges(practice, officer),
        "recognitions": recognised.of(practice, officer),
        "thanks": list(thanked[:THANKS_SHOWN]),
        "thanked": thanked.filter(unit=home).exists(),
    }


def _visits(practice: Practice, officer: Officer) -> QuerySet[Visit]:
    """Requests that have not become an activity, of the officer's side."""
    open_ones = visiting.unplanned(visiting.visible_to(officer).filter(practice=practice))
    return open_ones.select_related("unit")[:VISITS_SHOWN]
