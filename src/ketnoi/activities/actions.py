"""Writes: each is one verb, one transaction, one journal line; facts are posted as its last step but that line."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from ketnoi.activities import facts, late, policy, snapshots, validation, writing
from ketnoi.activities.entry import Entry
from ketnoi.activities.enums import Status, Verb
from ketnoi.activities.models import Activity
from ketnoi.audit import journal, versions
from ketnoi.figures import ledger
from ketnoi.ui.text import tidy

CHUNK = 1_000
LONGEST_REASON = 500


class NotPossible(ValueError):
    """An activity in its state does not allow it; the message is for the person."""


def plan(entry: Entry, actor: int, unit: int) -> Activity:
    """Enter what is going to happen; it counts for nothing yet. Raises ValidationError by field of Entry."""
    return Activity.objects.get(pk=_enter([entry], Status.PLANNED, Verb.PLAN, actor, unit)[0])


@transaction.atomic
def record(entry: Entry, actor: int, unit: int, reason: str = "") -> Activity:
    """Enter what took place; it counts from now on. Raises ValidationError by field of Entry, and "reason".

    A reason is needed, and kept, only where the period was confirmed before.
    """
    told = reasoned(reason) if reason else ""
    late.demand(entry, told)
    return Activity.objects.get(pk=_enter([entry], Status.RECORDED, Verb.RECORD, actor, unit, told)[0])


def record_many(entries: Sequence[Entry], actor: int, unit: int) -> list[Activity]:
    """Record all or none, under one moment, with one journal line. Raises ValidationError for the first bad one.

    Those whose period was confirmed before are marked as such in their history.
    """
    ids = _enter(entries, Status.RECORDED, Verb.RECORD, actor, unit, _after_confirmation())
    made = Activity.objects.in_bulk(ids)
    return [made[one] for one in ids]


def _after_confirmation() -> str:
    return _("Ghi sau khi xác nhận kỳ báo cáo")


@transaction.atomic
def _enter(entries: Sequence[Entry], status: Status, verb: Verb, actor: int, unit: int, reason: str = "") -> list[int]:
    """The new ones' ids. `reason` is kept with those that come after their period was confirmed."""
    tidied = [entry.tidied() for entry in entries]
    validation.validate(tidied, status)
    return _written(tidied, status, verb, actor, unit, reason)


def recorded(valid: Sequence[Entry], actor: int, unit: int) -> list[int]:
    """Record entries that are tidied and were found valid, in the caller's transaction; answers their ids in order."""
    return _written(valid, Status.RECORDED, Verb.RECORD, actor, unit, _after_confirmation())


def _written(valid: Sequence[Entry], status: Status, verb: Verb, actor: int, unit: int, reason: str) -> list[int]:
    if not valid:
        return []
    made = writing.insert(valid, actor, unit, status)
    counting = made if status == Status.RECORDED else []
    moment = ledger.post(facts.SOURCE, list(facts.counted((one.activity, one.entry) for one in counting)))
    ids = [one.activity for one in made]
    if counting:
        _stamp(ids, moment)
    for told, some in late.apart(made, reason if counting else ""):
        writing.keep(some, verb, moment, actor, unit, told)
    journal.write(verb, "activity", ids[0], actor=actor, unit=unit, count=len(ids), last=ids[-1])
    return ids


def _stamp(ids: Sequence[int], moment: int) -> None:
    for start in range(0, len(ids), CHUNK):
        Activity.objects.filter(pk__in=ids[start : start + CHUNK]).update(recorded_at=moment)


@transaction.atomic
def hold(activity: Activity, version: int, actor: int, unit: int) -> Activity:
    """Say that a planned activity took place; its numbers follow. Raises versions.Stale, NotPossible."""
    locked = _locked(activity, version, Verb.HOLD)
    entry = snapshots.current(locked)
    locked.status = Status.HELD
    return _changed(locked, entry, Verb.HOLD, actor, unit)


@transaction.atomic
def record_planned(activity: Activity, entry: Entry, version: int, actor: int, unit: int, reason: str = "") -> Activity:
    """Record a planned activity as it really was. Raises versions.Stale, NotPossible, ValidationError as `record`."""
    locked = _locked(activity, version, Verb.RECORD)
    told = reasoned(reason) if reason else ""
    late.demand(entry, told)
    locked.status = Status.RECORDED
    return _changed(locked, entry, Verb.RECORD, actor, unit, told)


@transaction.atomic
def correct(activity: Activity, entry: Entry, reason: str, version: int, actor: int, unit: int) -> Activity:
    """Put the entry in place of what stands; nothing changes when it says the same.

    `version` is the one the editor saw. Raises versions.Stale when it is no longer the current one, NotPossible,
    ValidationError by field of Entry, and "reason" when it is missing.
    """
    locked = _locked(activity, version, Verb.CORRECT)
    if entry.tidied() == snapshots.current(locked):
        return locked
    locked.corrected = locked.status == Status.RECORDED
    return _changed(locked, entry, Verb.CORRECT, actor, unit, reasoned(reason))


@transaction.atomic
def withdraw(activity: Activity, reason: str, version: int, actor: int, unit: int) -> Activity:
    """Take the activity back: it counts no longer, and stays to be read. Raises as `correct` does."""
    locked = _locked(activity, version, Verb.WITHDRAW)
    locked.status = Status.WITHDRAWN
    return _changed(locked, snapshots.current(locked), Verb.WITHDRAW, actor, unit, reasoned(reason))


@transaction.atomic
def withdraw_many(ids: Sequence[int], reason: str, actor: int, unit: int) -> int:
    """Take back all of these that were not withdrawn before, under one moment; answers how many."""
    told = reasoned(reason)
    locked: list[Activity] = []
    for start in range(0, len(ids), CHUNK):
        part = Activity.objects.select_for_update().filter(pk__in=sorted(ids)[start : start + CHUNK])
        standing = part.exclude(status=Status.WITHDRAWN).order_by("pk")
        locked += standing.prefetch_related(*snapshots.PARTS)
    for one in locked:
        one.status, one.version = Status.WITHDRAWN, one.version + 1
    Activity.objects.bulk_update(locked, ["status", "version"], batch_size=CHUNK)
    moment = ledger.post(facts.SOURCE, [], removed=[one.pk for one in locked])
    states = [_state(one, snapshots.current(one)) for one in locked]
    writing.keep(states, Verb.WITHDRAW, moment, actor, unit, told)
    if locked:
        first, last = locked[0].pk, locked[-1].pk
        journal.write(Verb.WITHDRAW, "activity", first, actor=actor, unit=unit, count=len(locked), last=last)
    return len(locked)


def _locked(activity: Activity, version: int, verb: Verb) -> Activity:
    """The activity's row, held until the transaction ends."""
    locked = Activity.objects.select_for_update().get(pk=activity.pk)
    versions.check(locked, version, _("Phiếu này vừa được người khác sửa."))
    if not policy.possible(locked.status, verb):
        raise NotPossible(
            _("Phiếu ở trạng thái “%(status)s” không làm được việc này.") % {"status": locked.get_status_display()}
        )
    return locked


def reasoned(reason: str) -> str:
    """The reason, tidied. Raises ValidationError ("reason") for one that is missing or too long."""
    told = tidy(reason)
    if not told:
        raise ValidationError({"reason": [_("Ghi lý do, ví dụ: cộng nhầm danh sách ký nhận.")]})
    if len(told) > LONGEST_REASON:
        raise ValidationError({"reason": [_("Lý do dài quá %(most)s chữ cái.") % {"most": LONGEST_REASON}]})
    return told


def _changed(locked: Activity, entry: Entry, verb: Verb, actor: int, unit: int, reason: str = "") -> Activity:
    """Write what the entry says, post it, keep the revision, tell the journal."""
    tidied = entry.tidied()
    locked.version += 1
    if locked.status == Status.WITHDRAWN:
        locked.save(update_fields=["version", "status"])
    else:
        validation.validate([tidied], locked.status)
        writing.replace(locked, tidied)
    moment = _posted(locked, tidied)
    writing.keep([_state(locked, tidied)], verb, moment, actor, unit, reason)
    journal.write(verb, "activity", locked.pk, actor=actor, unit=unit, version=locked.version)
    return locked


def _state(activity: Activity, entry: Entry) -> writing.State:
    return writing.State(activity.pk, activity.version, activity.status, entry)


def _posted(locked: Activity, entry: Entry) -> int:
    """Let the ledger say what the activity counts for now: all of it, or nothing."""
    if locked.status != Status.RECORDED:
        return ledger.post(facts.SOURCE, [], removed=[locked.pk])
    moment = ledger.post(facts.SOURCE, list(facts.counted([(locked.pk, entry)])))
    if locked.recorded_at is None:
        locked.recorded_at = moment
        locked.save(update_fields=["recorded_at"])
    return moment
