"""The least that a write needs: one unit, and a number entered for it."""

from __future__ import annotations

import datetime as dt

from ketnoi.figures import entered
from ketnoi.figures.models import EnteredValue
from ketnoi.orgs import build
from ketnoi.orgs.models import Level, Unit

INDICATOR = "vu_viec_phoi_hop"


def unit() -> Unit:
    """A province's unit of the Women's Union, alone in the world."""
    agency = build.agencies()["hoi"]
    made = Unit.objects.create(agency=agency, level=Level.PROVINCE, name="Đơn vị", folded="don vi", province=14)
    Unit.objects.filter(pk=made.pk).update(path=f"{made.pk}.")
    return made


def enter(unit_id: int, value: int, paper: str = "") -> EnteredValue:
    """A number of a day of 2022, from the paper of this number: its row, its facts, its line in the journal."""
    day = dt.date(2022, 1, 1) + dt.timedelta(days=value % 365)
    return entered.enter(entered.Entry(INDICATOR, unit_id, value, day, source_name="Sổ thử", source_number=paper))
