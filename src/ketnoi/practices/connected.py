"""What a practice's page shows of how units are connected around it."""

from __future__ import annotations

from typing import Any

from ketnoi.practices import talking
from ketnoi.practices.models import Practice

QUESTIONS_SHOWN = 3
THANKS_SHOWN = 5


def around(practice: Practice, home: int, *, writes: bool) -> dict[str, Any]:
    """For an officer of the unit `home`; `writes`: whether his post writes at all."""
    units = list(practice.follows.values_list("unit", flat=True))
    thanked = practice.thanks.select_related("unit")
    return {
        "home": home,
        "asks": writes and practice.edition > 0 and practice.unit_id != home,
        "questions": talking.latest([practice.pk], QUESTIONS_SHOWN),
        "follows": home in units,
        "followers": len(units),
        "thanks": list(thanked[:THANKS_SHOWN]),
        "thanked": thanked.filter(unit=home).exists(),
    }
