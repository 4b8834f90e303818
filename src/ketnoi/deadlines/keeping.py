"""Writes of clocks kept beside records: started by an event, stopped, extended, met. One verb, one journal line.

The room of the record has asked who may; what is asked here is whether the limit allows it. Moments are microseconds
since 1970; `seen` is the version of the clock that its writer saw.
"""

from __future__ import annotations

import logging
import uuid
from dataclasses import dataclass
from functools import cache

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from ketnoi.audit import journal, moments, retrying, versions
from ketnoi.deadlines import alarms, allowances, calendar, limits, running
from ketnoi.deadlines.allowances import Act
from ketnoi.deadlines.enums import Kind
from ketnoi.deadlines.models import ClockExtension, ClockPause, KeptClock
from ketnoi.deadlines.running import Running
from ketnoi.ui.dates import from_us, to_us
from ketnoi.ui.text import tidy

KIND = "clock"
MOST = 500  # clocks in one look of the worker
LONGEST_WAIT = moments.HOUR  # of one that could not be told of, so that those behind it have their turn
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class By:
    """Who writes, and for which unit; both None where a program of the house does."""

    actor: int | None = None
    unit: int | None = None


@dataclass(frozen=True)
class Due:
    """A clock that wants somebody's eye, and why."""

    running: Running
    stage: alarms.Stage


NOBODY = By()


@transaction.atomic
def start(
    owner_kind: str, owner_id: int, limit_code: str, moment: int, variant: str = "", by: By = NOBODY
) -> KeptClock:
    """Keep a clock of this limit from an event on; where no version was in force that day, it says so and never ends.

    `variant` is the case of the limit (`allowances`). Raises limits.UnknownLimit; ValueError where no clock runs for
    the limit, or it has no such case.
    """
    if not limits.newest(limit_code).is_clock:
        raise ValueError(f"no clock runs for {limit_code}")
    if variant and variant not in allowances.of(limit_code, Act.VARIANT):
        raise ValueError(f"{limit_code} has no case {variant}")
    row = KeptClock(owner_kind=owner_kind, owner_id=owner_id, limit=limit_code, variant=variant, started_at=moment)
    row.said_to = min(moment, moments.now())
    row.save()
    _look_again(row)
    journal.write("start", KIND, row.pk, actor=by.actor, unit=by.unit, limit=limit_code, variant=variant)
    return row


@transaction.atomic
def met(clock: int, seen: int, moment: int, by: By = NOBODY) -> KeptClock | None:
    """The work was done at this moment. Of a round of duties the next begins then and is answered."""
    row = _open(clock, seen)
    _within(row, moment)
    row.met_at = moment
    _close_pause(row, moment)
    _keep(row, "meet", by)
    known = running.read([row])[0].clock.limit
    if known is None or known.kind != Kind.CYCLE:
        return None
    return start(row.owner_kind, row.owner_id, row.limit, moment, row.variant, by)


@transaction.atomic
def drop(clock: int, seen: int, moment: int, by: By = NOBODY) -> None:
    """The work fell away: nothing more is said of it, and it counts neither in time nor late."""
    row = _open(clock, seen)
    _within(row, moment)
    row.dropped_at = moment
    _close_pause(row, moment)
    _keep(row, "drop", by)


@transaction.atomic
def pause(clock: int, seen: int, ground: str, since: int, paper: str = "", by: By = NOBODY) -> None:
    """The term stands still from then on, on a ground that its limit knows."""
    row = _open(clock, seen)
    if ground not in allowances.of(row.limit, Act.PAUSE):
        raise ValidationError({"ground": _("Thời hạn này không có căn cứ tạm dừng như vậy.")})
    if row.pauses.filter(until=None).exists():
        raise ValidationError({"since": _("Thời hạn này đang tạm dừng rồi.")})
    _within(row, since, after=max((one.until or 0 for one in row.pauses.all()), default=0))
    _before_end(row, since)
    ClockPause.objects.create(clock=row, since=since, ground=ground, paper=tidy(paper))
    _keep(row, "pause", by, ground=ground)


@transaction.atomic
def resume(clock: int, seen: int, until: int, by: By = NOBODY) -> None:
    """The term runs on after this moment."""
    row = _open(clock, seen)
    standing = row.pauses.filter(until=None).first()
    if standing is None:
        raise ValidationError({"until": _("Thời hạn này không tạm dừng.")})
    _within(row, until, after=standing.since)
    _close_pause(row, until)
    _keep(row, "resume", by)


@transaction.atomic
def extend(clock: int, seen: int, ground: str, amount: int, paper: str, decided: int = 0, by: By = NOBODY) -> None:
    """Give it longer: only as often and as long as its limit allows, by a paper decided before it ends."""
    row, decided = _open(clock, seen), decided or moments.now()
    allowed = allowances.of(row.limit, Act.EXTEND).get(ground)
    given = row.extensions.count()
    if allowed is None or given >= len(allowed.steps):
        raise ValidationError({"ground": _("Thời hạn này không được gia hạn, hoặc đã gia hạn hết số lần cho phép.")})
    if not 0 < amount <= allowed.steps[given]:
        told = {"most": allowed.steps[given], "measure": allowed.measure.label}
        raise ValidationError({"amount": _("Chỉ được gia hạn đến %(most)s %(measure)s.") % told})
    if not tidy(paper):
        raise ValidationError({"paper": _("Hãy ghi số, ngày của văn bản gia hạn.")})
    _within(row, decided)
    _before_end(row, decided)
    ClockExtension.objects.create(
        clock=row, amount=amount, measure=allowed.measure, ground=ground, paper=tidy(paper), decided_at=decided
    )
    _keep(row, "extend", by, ground=ground, amount=amount)


@transaction.atomic
def vary(clock: int, seen: int, variant: str, by: By = NOBODY) -> None:
    """The case turned out to be another: its own term is counted from the same event. "" is the limit's own case."""
    row = _open(clock, seen)
    if variant and variant not in allowances.of(row.limit, Act.VARIANT):
        raise ValidationError({"variant": _("Quy định không nêu trường hợp này.")})
    row.variant = variant
    _keep(row, "vary", by, variant=variant)


def due(now: int, most: int = MOST) -> list[Due]:
    """Clocks of which something is to be said now, the longest waiting first; `said` afterwards, one by one."""
    waiting = KeptClock.objects.filter(next_look__lte=now).exclude(pk__in=retrying.waiting(KIND))
    rows = waiting.order_by("next_look", "pk")[:most]
    known, asked = calendar.current(), cache(running.limit)
    found: list[Due] = []
    for row in rows.prefetch_related("pauses", "extensions"):
        try:
            one = running.one(row, asked)
            stage = _passed(one, now, known)
            if stage is None:  # the calendar or the limit changed since
                _look_again(row)
        except Exception:
            log.exception("clock %s", row.uuid)
            retrying.failed(KIND, row.pk, LONGEST_WAIT)
        else:
            found += [Due(one, stage)] if stage else []
    return found


def said(clock: int, now: int) -> Due | None:
    """Lock a due clock and note that it was told of up to now; None where somebody else did, or it needs it no more.

    To be called first in the transaction that tells.
    """
    row = KeptClock.objects.select_for_update().get(pk=clock)
    one = running.read([row])[0]
    stage = _passed(one, now, calendar.current())
    if stage:
        row.said_to = max(row.said_to, now)
        row.save(update_fields=["said_to"])
    _look_again(row)
    return Due(one, stage) if stage else None


def look_at_all() -> None:
    """A day or a limit was decided anew: every open clock is worked out again at the worker's next look."""
    KeptClock.objects.filter(met_at=None, dropped_at=None).update(next_look=0)


def find(code: uuid.UUID) -> Running | None:
    """The clock of this code; who may read it is the owner's matter (`owners`)."""
    row = KeptClock.objects.filter(uuid=code).first()
    return running.read([row])[0] if row else None


def _open(clock: int, seen: int) -> KeptClock:
    """The row, locked. Raises KeptClock.DoesNotExist, versions.Stale, and ValidationError for a closed one."""
    row = KeptClock.objects.select_for_update().get(pk=clock)
    versions.check(row, seen)
    if row.met_at is not None or row.dropped_at is not None:
        raise ValidationError(_("Việc này đã kết thúc."))
    return row


def _within(row: KeptClock, moment: int, after: int = 0) -> None:
    """What has happened lies behind us, and after what came before it; a day to count back from may lie ahead."""
    first = max(after, row.started_at if row.started_at <= moments.now() else 0)
    if not first <= moment <= moments.now():
        raise ValidationError(_("Thời điểm phải sau khi bắt đầu tính thời hạn và không sau hiện tại."))


def _before_end(row: KeptClock, moment: int) -> None:
    clock = running.read([row])[0].clock
    end = clock.end(calendar.current())
    if end is None:
        raise ValidationError(_("Thời hạn này đang tạm dừng, hoặc không có ngày kết thúc."))
    if from_us(moment) > end.moment:
        raise ValidationError(_("Thời hạn đã hết trước thời điểm này."))


def _close_pause(row: KeptClock, moment: int) -> None:
    for one in row.pauses.filter(until=None):
        one.until = max(moment, one.since)
        one.save(update_fields=["until"])


def _keep(row: KeptClock, verb: str, by: By, **told: str | int) -> None:
    row.version += 1
    row.save()
    _look_again(row)
    journal.write(verb, KIND, row.pk, actor=by.actor, unit=by.unit, **told)


def _look_again(row: KeptClock) -> None:
    """When the worker next has something to say of it."""
    fresh = running.read([KeptClock.objects.get(pk=row.pk)])[0]
    coming = [moment for moment, _stage in fresh.alarms(calendar.current()) if to_us(moment) > fresh.row.said_to]
    row.next_look = to_us(coming[0]) if coming else None
    KeptClock.objects.filter(pk=row.pk).update(next_look=row.next_look)


def _passed(one: Running, now: int, known: calendar.Calendar) -> alarms.Stage | None:
    """The last thing to be said that nobody has said."""
    moment = from_us(now)
    reached = [stage for at, stage in one.alarms(known) if one.row.said_to < to_us(at) and at <= moment]
    return reached[-1] if reached else None
