"""Activities of the invented province, recorded by the commune's Union."""

from __future__ import annotations

import datetime as dt
from typing import Any

from ketnoi.activities import actions
from ketnoi.activities.models import Activity
from tests.activities.worlds import DAY, World


def record(world: World, unit: str = "hoi_xa", **changes: Any) -> Activity:
    return actions.record(world.entry(**changes), world.officers["mau"].pk, world.units[unit].pk)


def many(world: World, number: int, days: int = 10_000) -> list[Activity]:
    """So many, named "Buổi 0" and on, going back day by day; `days` different days at most."""
    entries = [world.entry(title=f"Buổi {n}", starts_on=DAY - dt.timedelta(days=n % days)) for n in range(number)]
    return actions.record_many(entries, world.officers["mau"].pk, world.units["hoi_xa"].pk)
