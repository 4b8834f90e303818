"""Writes of the duty roster. One verb, one transaction, one journal line without a number in it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from ketnoi.audit import journal, versions
from ketnoi.deadlines.keeping import NOBODY, By
from ketnoi.notices.hours import Stretch
from ketnoi.notices.models import DutyChange, DutyLine
from ketnoi.ui.text import tidy

KIND = "duty_line"
WEEK = 7


@dataclass(frozen=True)
class Line:
    """A telephone as the roster says it; `week` has the hours of seven days, Monday first."""

    name: str
    phone: str
    order: int
    week: list[list[Stretch]]


@transaction.atomic
def add(unit: int, wanted: Line, by: By = NOBODY) -> DutyLine:
    """A further telephone of a unit."""
    row = DutyLine(unit_id=unit)
    _set(row, wanted)
    row.save()
    journal.write("add", KIND, row.pk, actor=by.actor, unit=by.unit, of=unit)
    return row


@transaction.atomic
def change(line: int, seen: int, wanted: Line, by: By = NOBODY) -> None:
    """Raises DutyLine.DoesNotExist for one that was ended, and versions.Stale."""
    row = _locked(line, seen)
    _set(row, wanted)
    _keep(row, "change", by)


@transaction.atomic
def end(line: int, seen: int, by: By = NOBODY) -> None:
    """The telephone is no longer called; calls that were made stay."""
    row = _locked(line, seen)
    row.ended = True
    _keep(row, "end", by)


@transaction.atomic
def change_day(line: int, seen: int, day: dt.date, hours: list[Stretch], note: str, by: By = NOBODY) -> None:
    """On this day it is on duty at these hours and at no others."""
    row = _locked(line, seen)
    DutyChange.objects.update_or_create(line=row, day=day, defaults={"hours": hours, "note": tidy(note)})
    _keep(row, "change_day", by, day=day.isoformat())


@transaction.atomic
def drop_day(line: int, seen: int, day: dt.date, by: By = NOBODY) -> None:
    """On this day it is as every week again."""
    row = _locked(line, seen)
    row.changes.filter(day=day).delete()
    _keep(row, "drop_day", by, day=day.isoformat())


def _locked(line: int, seen: int) -> DutyLine:
    row = DutyLine.objects.select_for_update().get(pk=line, ended=False)
    versions.check(row, seen)
    return row


def _set(row: DutyLine, wanted: Line) -> None:
    if not any(wanted.week) or len(wanted.week) != WEEK:
        raise ValidationError(_("Hãy ghi giờ trực của ít nhất một ngày trong tuần."))
    row.name, row.phone, row.order, row.week = tidy(wanted.name), wanted.phone, wanted.order, wanted.week


def _keep(row: DutyLine, verb: str, by: By, **told: str) -> None:
    row.version += 1
    row.save()
    journal.write(verb, KIND, row.pk, actor=by.actor, unit=by.unit, **told)
