"""Writes of the centre: a limit read anew, a day off decided. One verb, one transaction, one journal line."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from ketnoi.audit import journal, moments, versions
from ketnoi.deadlines import keeping, limits
from ketnoi.deadlines.enums import Kind
from ketnoi.deadlines.models import DayOverride, LimitChange
from ketnoi.ui.text import tidy


@dataclass(frozen=True)
class Reading:
    """What a limit says from a day on, where that was read, and why it is entered."""

    amount: int
    measure: str
    basis: str
    article: str
    effective_from: dt.date
    effective_to: dt.date | None
    status: str
    source: str
    reason: str


def change(code: str, reading: Reading, seen: int, actor: int | None = None, unit: int | None = None) -> LimitChange:
    """Add a version of a limit; `seen` is the newest number its writer saw.

    Raises UnknownLimit, versions.Stale, and ValidationError by field of Reading.
    """
    _check(code, reading)
    try:
        return _added(code, reading, seen, actor, unit)
    except IntegrityError as error:  # somebody added the same number in the same moment
        raise versions.Stale(limits.newest(code)) from error


@transaction.atomic
def _added(code: str, reading: Reading, seen: int, actor: int | None, unit: int | None) -> LimitChange:
    rows = LimitChange.objects.select_for_update().filter(code=code)
    number = max((row.number for row in rows), default=0)
    if number != seen:
        raise versions.Stale(limits.newest(code))
    columns = vars(reading) | {name: tidy(getattr(reading, name)) for name in ("basis", "article", "source", "reason")}
    made = LimitChange.objects.create(code=code, number=number + 1, at=moments.now(), actor=actor, **columns)
    keeping.look_at_all()
    journal.write("change", "limit", made.pk, actor=actor, unit=unit, code=code, number=made.number)
    return made


@dataclass(frozen=True)
class Decision:
    """A day that is off, or worked, otherwise than the calendar computes; what it is called, and by which paper."""

    day: dt.date
    working: bool
    name: str
    source: str = ""


def decide_day(decision: Decision, version: int, actor: int | None = None, unit: int | None = None) -> DayOverride:
    """Say that a day is off, or worked; `version` is the one its writer saw, 0 for none. Raises versions.Stale."""
    if not tidy(decision.name):
        raise ValidationError({"name": _("Hãy ghi tên ngày nghỉ hoặc lý do.")})
    try:
        return _decided(decision, version, actor, unit)
    except IntegrityError as error:  # somebody decided on the same day in the same moment
        raise _decided_meanwhile(DayOverride.objects.get(day=decision.day)) from error


@transaction.atomic
def _decided(decision: Decision, version: int, actor: int | None, unit: int | None) -> DayOverride:
    row = DayOverride.objects.select_for_update().filter(day=decision.day).first()
    if (row.version if row else 0) != version:
        raise _decided_meanwhile(row)
    row = row or DayOverride(day=decision.day, version=0)
    row.working, row.name, row.source = decision.working, tidy(decision.name), tidy(decision.source)
    row.version, row.at, row.actor = row.version + 1, moments.now(), actor
    row.save()
    keeping.look_at_all()
    day = decision.day.isoformat()
    journal.write("decide", "calendar_day", row.pk, actor=actor, unit=unit, day=day, working=row.working)
    return row


def _decided_meanwhile(row: DayOverride | None) -> versions.Stale:
    return versions.Stale(row, _("Ngày này vừa có người khác đặt."))


def _check(code: str, reading: Reading) -> None:
    limit, problems = limits.newest(code), {}
    if not tidy(reading.reason):
        problems["reason"] = _("Hãy ghi lý do thay đổi.")
    if not tidy(reading.basis):
        problems["basis"] = _("Hãy ghi văn bản quy định.")
    if (reading.amount < 0) != (limit.kind == Kind.COUNT_BACK):
        problems["amount"] = (
            _("Thời hạn tính lùi ghi số âm, ví dụ -5.") if reading.amount >= 0 else _("Số này phải từ 0 trở lên.")
        )
    if reading.effective_to and reading.effective_to < reading.effective_from:
        problems["effective_to"] = _("Ngày cuối phải từ ngày có hiệu lực trở đi.")
    if problems:
        raise ValidationError(problems)
