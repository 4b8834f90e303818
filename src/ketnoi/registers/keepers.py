"""Who keeps a thing on a day: the unit of its stay, or what that has become part of by then."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from ketnoi.orgs.models import Succession, Unit
from ketnoi.registers.models import Standing, Stay

STEPS = 5  # of one unit becoming part of another: more than ever were


def stays_on(things: Iterable[Standing], day: dt.date) -> dict[int, Stay]:
    """{thing: its stay on that day}; the first one where it was opened later. Stays are best prefetched."""
    found: dict[int, Stay] = {}
    for thing in things:
        stays = list(thing.stays.all())
        begun = [stay for stay in stays if stay.since <= day]
        found[thing.pk] = (begun or stays)[-1 if begun else 0]
    return found


def on(units: Iterable[int], day: dt.date) -> dict[int, int]:
    """{unit: itself, or what it was part of on that day}, in two questions for each step."""
    found = {unit: unit for unit in units}
    for _step in range(STEPS):
        ended = set(Unit.objects.filter(pk__in=set(found.values()), valid_to__lt=day).values_list("pk", flat=True))
        heirs = dict(Succession.objects.filter(old__in=ended, is_default=True).values_list("old_id", "new_id"))
        if not heirs:
            break
        found = {unit: heirs.get(now, now) for unit, now in found.items()}
    return found
