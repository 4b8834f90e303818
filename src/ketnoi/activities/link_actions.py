"""Links to report by: made, revoked, answered once; what came is confirmed into a record or turned down."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from ketnoi.activities import actions, link_tokens
from ketnoi.activities.entry import Entry
from ketnoi.activities.enums import LinkState, SentStatus
from ketnoi.activities.models import MOST_TRIES, Activity, ReportLink, SentReport
from ketnoi.audit import journal, moments
from ketnoi.orgs.models import Unit

DAY_US = 24 * 60 * 60 * 1_000_000
LONGEST_DAYS = 30
MOST_OPEN = 30  # links of one unit that nobody has used yet
KIND = "report_link"


class TooMany(ValueError):
    """The unit has as many open links as it may have; the message is for the person."""


class LinkClosed(Exception):
    """Nobody can report by this link any more; `state` says why."""

    def __init__(self, state: LinkState) -> None:
        super().__init__(state.label)
        self.state = state


class AlreadyDecided(Exception):
    """Somebody has confirmed or turned down this report before."""


@transaction.atomic
def make(unit: int, addressee: str, days: int, actor: int, activity: int | None = None) -> tuple[ReportLink, str]:
    """Make a link that lives for `days` (1-30); answers it and its token, which is kept nowhere. Raises TooMany."""
    Unit.objects.select_for_update(no_key=True).get(pk=unit)
    now = moments.now()
    unused = ReportLink.objects.filter(unit=unit, used_at=None, revoked_at=None, tries__lt=MOST_TRIES)
    if unused.filter(expires_at__gt=now).count() >= MOST_OPEN:
        raise TooMany(
            _("Đơn vị đang có %(most)s đường dẫn chưa dùng. Hãy thu hồi bớt trước khi tạo thêm.") % {"most": MOST_OPEN}
        )
    token, digest = link_tokens.fresh()
    lives = min(max(days, 1), LONGEST_DAYS) * DAY_US
    link = ReportLink.objects.create(
        digest=digest, unit_id=unit, activity_id=activity, addressee=addressee,
        made_at=now, made_by=actor, expires_at=now + lives,
    )  # fmt: skip
    journal.write("make", KIND, link.pk, actor=actor, unit=unit)
    return link, token


@transaction.atomic
def revoke(link: ReportLink, actor: int, unit: int) -> None:
    """Close a link that nobody has used; closing it twice, or a used one, changes nothing."""
    locked = ReportLink.objects.select_for_update().get(pk=link.pk)
    if locked.used_at is not None or locked.revoked_at is not None:
        return
    locked.revoked_at = moments.now()
    locked.save(update_fields=["revoked_at"])
    journal.write("revoke", KIND, locked.pk, actor=actor, unit=unit)


def refuse(link: ReportLink) -> None:
    """Count an answer that had something wrong with it; after MOST_TRIES of them the link is closed."""
    ReportLink.objects.filter(pk=link.pk, tries__lt=MOST_TRIES).update(tries=F("tries") + 1)


@transaction.atomic
def send(link: ReportLink, said: dict[str, Any]) -> SentReport:
    """Keep what somebody reported by the link, which closes with it. Raises LinkClosed."""
    locked = ReportLink.objects.select_for_update().get(pk=link.pk)
    now = moments.now()
    if (state := locked.state(now)) != LinkState.OPEN:
        raise LinkClosed(state)
    locked.used_at = now
    locked.save(update_fields=["used_at"])
    sent = SentReport.objects.create(link=locked, said=said, sent_at=now)
    journal.write("send", KIND, locked.pk, unit=locked.unit_id)
    return sent


@transaction.atomic
def confirm(sent: SentReport, entry: Entry, version: int, actor: int, unit: int, reason: str = "") -> Activity:
    """Record what came, as the officer has put it right; a plan that it tells of becomes the record.

    `version` is the plan's, as the officer saw it; `reason` as in `actions.record`. Raises AlreadyDecided,
    versions.Stale, NotPossible, ValidationError.
    """
    locked = _waiting(sent)
    plan = locked.link.activity
    if plan is None:
        record = actions.record(entry, actor, unit, reason)
    else:
        record = actions.record_planned(plan, entry, version, actor, unit, reason)
    locked.record = record
    _decide(locked, SentStatus.CONFIRMED, actor, unit)
    return record


@transaction.atomic
def reject(sent: SentReport, reason: str, actor: int, unit: int) -> None:
    """Turn down what came; it stays to be read with its reason. Raises AlreadyDecided, ValidationError ("reason")."""
    locked = _waiting(sent)
    locked.reason = actions.reasoned(reason)
    _decide(locked, SentStatus.REJECTED, actor, unit)


def _waiting(sent: SentReport) -> SentReport:
    """The report's row, held until the transaction ends."""
    locked = SentReport.objects.select_for_update(of=("self",)).select_related("link__activity").get(pk=sent.pk)
    if locked.status != SentStatus.WAITING:
        raise AlreadyDecided
    return locked


def _decide(locked: SentReport, status: SentStatus, actor: int, unit: int) -> None:
    locked.status, locked.decided_at, locked.decided_by = status, moments.now(), actor
    locked.save()
    journal.write(status, "sent_report", locked.pk, actor=actor, unit=unit)
