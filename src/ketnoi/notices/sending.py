"""The outbox, emptied by the worker: claimed, asked once more whether it may be told, handed over, marked.

A delivery is claimed in a transaction of its own before anything is sent, so that two workers never send the same. One
that was claimed and never marked belongs to a worker that was stopped in between: a carrier that knows repetitions is
given it again under the same number; with any other nobody can know, so it is not sent twice: an administrator sees it,
and the notice stands in the officer's list all the while.
"""

from __future__ import annotations

import logging
import uuid
from collections.abc import Iterator

from django.db import transaction

from ketnoi.audit import moments
from ketnoi.notices import channels, kinds, policy, preferences, wording
from ketnoi.notices.enums import Channel, State
from ketnoi.notices.models import Delivery

MOST = 200  # messages in one turn of the worker
log = logging.getLogger(__name__)


def work() -> int:
    """Send what is due; answers how many messages went out."""
    standing = Delivery.objects.filter(state__in=(State.WAITING, State.SENDING), due_at__lte=moments.now())
    if not standing.exists():  # asked every few seconds: reading keeps nobody waiting
        return 0
    release()
    sent = 0
    for _turn in range(MOST):
        claimed = _claim()
        if not claimed:
            break
        sent += _send(claimed)
    return sent


@transaction.atomic
def _claim() -> list[Delivery]:
    """The next message: one delivery, or all of an officer's that are due in a channel's digest."""
    now = moments.now()
    waiting = Delivery.objects.select_for_update(of=("self",), skip_locked=True)
    due = waiting.filter(state=State.WAITING, due_at__lte=now).select_related("notice")
    first = due.first()
    if first is None:
        return []
    same = due.filter(channel=first.channel, notice__officer=first.notice.officer_id, message=first.message)
    claimed = list(same.filter(digest=True)) if first.digest else [first]
    number = first.message or uuid.uuid4()
    for one in claimed:
        one.state, one.claimed_at, one.message, one.tries = State.SENDING, now, number, one.tries + 1
    Delivery.objects.bulk_update(claimed, ["state", "claimed_at", "message", "tries"])
    return claimed


def _send(claimed: list[Delivery]) -> int:
    """Whether a message went out, as 1 or 0."""
    officer, channel = claimed[0].notice.officer, Channel(claimed[0].channel)
    told = list(_still_told(claimed))
    to = preferences.address(preferences.of([officer.pk])[officer.pk], channel)
    if not told or not to or not officer.is_active or channel not in channels.offered():
        _mark(claimed, State.DROPPED)
        return 0
    _mark([one for one in claimed if one not in told], State.DROPPED)
    try:
        channels.carrier(channel).send(wording.message(told, to))
    except Exception as problem:  # noqa: BLE001 - whatever a carrier raises, the others are sent
        _failed(told, type(problem).__name__)
        return 0
    _mark(told, State.SENT)
    return 1


def _still_told(claimed: list[Delivery]) -> Iterator[Delivery]:
    """Those whose officer has not opened them meanwhile and may see them now."""
    waiting = [one for one in claimed if one.notice.seen_at is None]
    pairs = [(one.notice.kind, one.notice.object_id) for one in waiting]
    may = kinds.seen(claimed[0].notice.officer, pairs, kinds.outside)
    yield from (one for one, pair in zip(waiting, pairs, strict=True) if pair in may)


def _failed(told: list[Delivery], problem: str) -> None:
    """Wait longer each time; after the last an administrator has to look. Only the problem's class is kept."""
    log.warning("notice not sent: %s", problem)
    for one in told:
        over = one.tries > len(policy.RETRY_MINUTES)
        one.state, one.problem = State.FAILED if over else State.WAITING, problem[:80]
        if not over:
            one.due_at = moments.now() + policy.RETRY_MINUTES[one.tries - 1] * policy.MINUTE_US
    Delivery.objects.bulk_update(told, ["state", "problem", "due_at"])


def _mark(deliveries: list[Delivery], state: State) -> None:
    sent_at = moments.now() if state is State.SENT else None
    Delivery.objects.filter(pk__in=[one.pk for one in deliveries]).update(state=state, sent_at=sent_at, problem="")


def release() -> None:
    """Take back what a worker that is gone had claimed."""
    before = moments.now() - policy.CLAIM_MINUTES * policy.MINUTE_US
    left = Delivery.objects.filter(state=State.SENDING, claimed_at__lt=before)
    safe = [one for one in channels.offered() if channels.carrier(one).repeats_safely]
    left.filter(channel__in=safe).update(state=State.WAITING)
    left.exclude(channel__in=safe).update(state=State.UNSURE)
