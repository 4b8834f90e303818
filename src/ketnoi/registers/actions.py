"""Writes of standing things: each is one verb, one transaction, one journal line; facts are posted before that line."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from ketnoi.audit import journal, versions
from ketnoi.figures import ledger, months
from ketnoi.orgs.models import Unit
from ketnoi.places.models import Place
from ketnoi.registers import entry as entries
from ketnoi.registers import facts, late, sources
from ketnoi.registers.entry import Entry
from ketnoi.registers.enums import Verb
from ketnoi.registers.models import Member, MonthReport, Revision, Standing, Stay
from ketnoi.ui import dates
from ketnoi.ui.text import fold, tidy

LONGEST_REASON = 500


def open_thing(entry: Entry, actor: int, unit: int, reason: str = "") -> Standing:
    """Enter a thing into the register; it counts from its first day.

    Raises ValidationError by field of Entry, and of "reason" where its first day lies in a confirmed period.
    """
    return open_many([entry], actor, unit, reason)[0]


@transaction.atomic
def open_many(wanted: Sequence[Entry], actor: int, unit: int, reason: str = "") -> list[Standing]:
    """Enter all or none, under one moment, with one journal line. Raises ValidationError for the first bad one."""
    tidied = [one.tidied() for one in wanted]
    for one in tidied:
        entries.validate(one)
    late.demand(((one.unit, one.opened_on) for one in tidied), reason)
    made = [_fill(Standing(created_by=actor, created_unit=unit), one) for one in tidied]
    Standing.objects.bulk_create(made)
    Stay.objects.bulk_create(
        [Stay(standing=one, unit_id=one.unit_id, place_id=one.place_id, since=one.opened_on) for one in made]
    )
    moment = ledger.post(sources.THINGS, list(facts.count_things([one.pk for one in made])))
    _keep(made, Verb.OPEN, moment, actor, unit, tidy(reason))
    journal.write(Verb.OPEN, "standing", made[0].pk, actor=actor, unit=unit, count=len(made))
    return made


@transaction.atomic
def correct(thing: Standing, entry: Entry, reason: str, version: int, actor: int, unit: int) -> Standing:
    """Put the entry in place of what stands: its first day, and who keeps it and where it is now.

    Raises versions.Stale when `version` is no longer the current one, ValidationError by field of Entry and "reason".
    """
    locked = _locked(thing, version)
    tidied = entry.tidied()
    if tidied == entries.of(locked):
        return locked
    told = reasoned(reason)
    stays = list(locked.stays.all())
    first, last = stays[0], stays[-1]
    _check_days(locked, tidied, stays)
    first.since = tidied.opened_on
    last.unit_id, last.place_id = tidied.unit, tidied.place
    for stay in {first.pk: first, last.pk: last}.values():
        stay.since = first.since if stay.pk == first.pk else stay.since
        stay.save()
    return _changed(_fill(locked, tidied), Verb.CORRECT, actor, unit, told)


def _check_days(locked: Standing, entry: Entry, stays: Sequence[Stay]) -> None:
    """A thing that was handed on is checked for the unit that keeps it, on the day on which it came there."""
    checked = entry if len(stays) == 1 else Entry(**(entry.__dict__ | {"unit": stays[0].unit_id, "place": None}))
    entries.validate(checked)
    if len(stays) > 1 and entry.opened_on >= stays[1].since:
        raise ValidationError({"opened_on": [_("Ngày bắt đầu phải trước ngày chuyển đơn vị giữ.")]})
    if locked.closed_on and entry.opened_on > locked.closed_on:
        raise ValidationError({"opened_on": [_("Ngày bắt đầu phải trước ngày đóng.")]})
    if MonthReport.objects.filter(standing=locked, month__lt=months.of(entry.opened_on)).exists():
        raise ValidationError({"opened_on": [_("Trước ngày này đã có kết quả tháng; hãy xem lại ngày.")]})


@transaction.atomic
def close(thing: Standing, day: dt.date, reason: str, version: int, actor: int, unit: int) -> Standing:
    """Close it on that day: it stands until the day before. Raises versions.Stale, ValidationError by field."""
    locked = _locked(thing, version)
    _check_day(locked, day)
    locked.closed_on, locked.closing_reason = day, reasoned(reason)
    return _changed(locked, Verb.CLOSE, actor, unit, locked.closing_reason)


@transaction.atomic
def reopen(thing: Standing, reason: str, version: int, actor: int, unit: int) -> Standing:
    """Take a closing back that was written by mistake. Raises versions.Stale, ValidationError by field."""
    locked = _locked(thing, version)
    if locked.closed_on is None:
        raise ValidationError(_("Nơi này đang hoạt động."))
    locked.closed_on, locked.closing_reason = None, ""
    return _changed(locked, Verb.REOPEN, actor, unit, reasoned(reason))


@transaction.atomic
def transfer(
    thing: Standing, to: int, place: int | None, day: dt.date, reason: str, version: int, actor: int, unit: int
) -> Standing:
    """Hand it to another unit from that day on; nothing is opened or closed. Raises versions.Stale, ValidationError."""
    locked = _locked(thing, version)
    _check_day(locked, day)
    if not Unit.objects.on(day).filter(pk=to).exists():
        raise ValidationError({"to": [_("Đơn vị này không hoạt động vào ngày %(day)s.") % {"day": dates.day(day)}]})
    if place is not None and not Place.objects.on(day).filter(pk=place).exists():
        raise ValidationError({"to": [_("Nơi này không có trên địa giới ngày %(day)s.") % {"day": dates.day(day)}]})
    told = reasoned(reason)
    Stay.objects.create(standing=locked, unit_id=to, place_id=place, since=day)
    locked.unit_id, locked.place_id = to, place
    return _changed(locked, Verb.TRANSFER, actor, unit, told)


@transaction.atomic
def add_member(thing: Standing, member: Member, version: int, actor: int, unit: int) -> Standing:
    """Let somebody work in it from a day on. Raises versions.Stale, ValidationError by field of Member."""
    locked = _locked(thing, version)
    if not tidy(member.name):
        raise ValidationError({"name": [_("Ghi họ và tên.")]})
    if member.since > entries.today():
        raise ValidationError({"since": [_("Ngày này chưa đến.")]})
    member.name, member.organisation = tidy(member.name), tidy(member.organisation)
    member.standing = locked
    member.save()
    return _changed(locked, Verb.ADD_MEMBER, actor, unit)


@transaction.atomic
def end_member(thing: Standing, member: int, day: dt.date, version: int, actor: int, unit: int) -> Standing:
    """Let somebody's work in it end. Raises versions.Stale, ValidationError by field, Member.DoesNotExist."""
    locked = _locked(thing, version)
    found = locked.members.select_for_update().get(pk=member, until=None)
    if not found.since <= day <= entries.today():
        raise ValidationError({"day": [_("Ngày thôi phải từ ngày tham gia đến hôm nay.")]})
    found.until = day
    found.save(update_fields=["until"])
    return _changed(locked, Verb.END_MEMBER, actor, unit)


def _check_day(thing: Standing, day: dt.date) -> None:
    """A change of what stands comes after the last one, and not after today."""
    if thing.closed_on is not None:
        raise ValidationError({"day": [_("Nơi này đã đóng ngày %(day)s.") % {"day": dates.day(thing.closed_on)}]})
    last = max(stay.since for stay in thing.stays.all())
    if not last < day <= entries.today():
        raise ValidationError({"day": [_("Ngày phải sau %(day)s và không sau hôm nay.") % {"day": dates.day(last)}]})
    if MonthReport.objects.filter(standing=thing, month__gt=months.of(day)).exists():
        raise ValidationError({"day": [_("Sau ngày này đã có kết quả tháng; hãy xem lại ngày.")]})


def _locked(thing: Standing, version: int) -> Standing:
    """The thing's row, held until the transaction ends."""
    locked = Standing.objects.select_for_update().get(pk=thing.pk)
    versions.check(locked, version)
    return locked


def reasoned(reason: str) -> str:
    """The reason, tidied; raises ValidationError for "reason" when there is none, or too much of it."""
    told = tidy(reason)
    if not told:
        raise ValidationError({"reason": [_("Ghi lý do, ví dụ: gia đình chuyển đi nơi khác.")]})
    if len(told) > LONGEST_REASON:
        raise ValidationError({"reason": [_("Lý do dài quá %(most)s chữ cái.") % {"most": LONGEST_REASON}]})
    return told


def _fill(thing: Standing, entry: Entry) -> Standing:
    for name in (*entries.WORDS, "opened_on"):
        setattr(thing, name, getattr(entry, name))
    thing.kind_id, thing.unit_id, thing.place_id = entry.kind, entry.unit, entry.place
    thing.folded = fold(entry.name)
    return thing


def _changed(locked: Standing, verb: Verb, actor: int, unit: int, reason: str = "") -> Standing:
    """Write the row, post it, keep the revision, tell the journal."""
    locked.version += 1
    locked.save()
    moment = ledger.post(sources.THINGS, list(facts.count_things([locked.pk])))
    _keep([locked], verb, moment, actor, unit, reason)
    journal.write(verb, "standing", locked.pk, actor=actor, unit=unit, version=locked.version)
    return locked


def _keep(things: Sequence[Standing], verb: Verb, at: int, actor: int, unit: int, reason: str = "") -> None:
    Revision.objects.bulk_create(
        [
            Revision(
                standing=one, number=one.version, at=at, actor=actor, unit=unit, verb=verb, reason=reason,
                snapshot=_snapshot(one),
            )
            for one in things
        ]
    )  # fmt: skip


def _snapshot(thing: Standing) -> dict[str, Any]:
    """What a revision keeps: the thing's own words, ids and days; neither where it hides nor who works there."""
    return {
        "name": thing.name,
        "unit": thing.unit_id,
        "place": thing.place_id,
        "schedule": thing.schedule,
        "equipment": thing.equipment,
        "document": thing.document,
        "opened_on": thing.opened_on.isoformat(),
        "closed_on": thing.closed_on.isoformat() if thing.closed_on else None,
    }
