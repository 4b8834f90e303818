"""What a unit must know at once: a list of numbers to call until somebody takes it, and further up when nobody does.

A message by e-mail or telephone text never counts as notice: a call is met by who took it, when, and how. Who may see a
call are officers of the unit that calls and of the unit called, and of those above it as far as it has risen; of what
is protected, in posts that a second person confirmed. A unit in which there is nobody to tell is passed at once.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ketnoi.audit import journal, moments, retrying, versions
from ketnoi.deadlines.keeping import By
from ketnoi.notices import actions, duty, kinds, policy
from ketnoi.notices.enums import Outcome
from ketnoi.notices.models import Call, DutyLine, Try
from ketnoi.officers import queries as officers
from ketnoi.officers.enums import Role
from ketnoi.orgs.models import Unit
from ketnoi.ui.text import tidy

KIND = "duty_call"
CALLERS = (Role.RECORDER, Role.LEAD, Role.SUPERVISOR)
BY_PHONE, BY_APP = "phone", "app"


@dataclass(frozen=True)
class Number:
    """A telephone to be called, whose it is, and how it was answered so far (the last try, or None)."""

    line: DutyLine
    unit: Unit
    tried: Try | None


def begin(unit: int, caller: int, kind: str, object_id: object, by: By) -> Call:
    """Have `unit` told at once, inside the caller's transaction: a call list for `caller`, a notice to both.

    `kind` and `object_id` say of what, as in a notice. Raises kinds.UnknownKind.
    """
    kinds.get(kind)
    now, told = moments.now(), {"kind": kind, "object_id": str(object_id)}
    call = Call(**told, caller_id=caller, unit_id=unit, begun_at=now)
    called = _reached(call, unit, CALLERS)
    call.next_look = _later(now) if called else now
    call.save()
    actions.tell({*called, *_reached(call, caller, CALLERS)}, KIND, call.uuid, at_once=True)
    journal.write("begin", KIND, call.pk, actor=by.actor, unit=by.unit, of=unit)
    return call


def numbers(call: Call, moment: dt.datetime) -> list[Number]:
    """Whom to call, in order: on duty now in the unit, then in the units above it, past those without one."""
    chain = above(call.unit)
    on_duty = duty.on_duty([one.pk for one in chain], moment)
    tried = {one.line_id: one for one in call.tries.all()}
    return [Number(line, unit, tried.get(line.pk)) for unit in chain for line in on_duty.get(unit.pk, [])]


def following(listed: Iterable[Number]) -> Number | None:
    """The next one: the first that was not tried, else the one tried longest ago."""
    listed = list(listed)
    fresh = next((one for one in listed if one.tried is None), None)
    return fresh or min(listed, key=lambda one: one.tried.at if one.tried else 0, default=None)


def above(unit: Unit) -> list[Unit]:
    """The unit and those above it, nearest first."""
    ids = [int(part) for part in unit.path.split(".") if part]
    known = Unit.objects.in_bulk(ids)
    return [known[one] for one in reversed(ids) if one in known]


@transaction.atomic
def tried(call: int, seen: int, line: int, outcome: Outcome, taken_by: str, by: By) -> Call:
    """A number was called. Answered: it was taken by whoever is named, now. Raises versions.Stale, ValidationError."""
    row = _open(call, seen)
    allowed = {one.line.pk for one in numbers(row, timezone.now())}
    if line not in allowed:
        raise ValidationError({"line": _("Số này không có trong danh sách gọi lúc này.")})
    if outcome is Outcome.ANSWERED and not tidy(taken_by):
        raise ValidationError({"taken_by": _("Hãy ghi người nhận tin: chức vụ hoặc số hiệu.")})
    Try.objects.create(call=row, line_id=line, at=moments.now(), outcome=outcome, actor=by.actor)
    if outcome is Outcome.ANSWERED:
        _take(row, taken_by, BY_PHONE)
    return _keep(row, "call", by, outcome=outcome.value)


@transaction.atomic
def take(call: int, seen: int, taken_by: str, by: By) -> Call:
    """An officer of the unit that had to know says that he knows. Raises versions.Stale, ValidationError."""
    row = _open(call, seen)
    _take(row, taken_by, BY_APP)
    return _keep(row, "take", by)


def chase(now: int) -> int:
    """Calls that nobody took in time are told to the leads, then one level further up each time; answers how many."""
    waiting = Call.objects.filter(taken_at=None, next_look__lte=now).exclude(pk__in=retrying.waiting(KIND))
    return retrying.each(KIND, waiting.values_list("pk", flat=True), lambda call: _chased(call, now), retrying.FIRST)


@transaction.atomic
def _chased(call: int, now: int) -> bool:
    row = Call.objects.select_for_update().get(pk=call)
    if row.taken_at is not None or row.next_look is None or row.next_look > now:
        return False
    chain = above(row.unit)
    leads = _raised(row, chain)
    row.next_look = _later(now) if row.level < len(chain) else None
    row.save(update_fields=["level", "next_look"])
    actions.tell(leads, KIND, row.uuid, at_once=True)
    journal.write("raise", KIND, row.pk, level=row.level)
    return True


def _raised(row: Call, chain: list[Unit]) -> list[int]:
    """One level further up, and past those without a lead to tell; answers the leads reached."""
    leads: list[int] = []
    while not leads and row.level < len(chain):
        risen = chain[row.level]
        row.level += 1
        row.risen.add(risen)
        leads = _reached(row, risen.pk, (Role.LEAD,))
    return leads


def _reached(row: Call, unit: int, roles: Collection[Role]) -> list[int]:
    return officers.holding([unit], roles, confirmed=bool(kinds.protected([(row.kind, row.object_id)])))


def _open(call: int, seen: int) -> Call:
    row = Call.objects.select_for_update(of=("self",)).select_related("unit").get(pk=call)
    versions.check(row, seen)
    if row.taken_at is not None:
        raise ValidationError(_("Việc này đã có người nhận."))
    return row


def _take(row: Call, taken_by: str, how: str) -> None:
    row.close_with()
    row.taken_at, row.taken_by, row.taken_on, row.next_look = moments.now(), tidy(taken_by), how, None


def _keep(row: Call, verb: str, by: By, **told: str) -> Call:
    row.version += 1
    row.save()
    journal.write(verb, KIND, row.pk, actor=by.actor, unit=by.unit, **told)
    return row


def _later(now: int) -> int:
    return now + policy.CALL_MINUTES * policy.MINUTE_US
