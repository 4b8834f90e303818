"""Which channels tell an officer of a kind, and when: what he chose, else what is usual."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from django.db import transaction

from ketnoi.audit import journal, versions
from ketnoi.notices import channels, policy
from ketnoi.notices.enums import Channel, How
from ketnoi.notices.models import Preference
from ketnoi.ui.dates import from_us, to_us


@dataclass(frozen=True)
class Settings:
    """What an officer says of himself on his own account; `choices` {kind: {channel: how}}."""

    email: str
    phone: str
    quiet_from: int
    quiet_to: int
    choices: dict[str, dict[str, str]]


@dataclass(frozen=True)
class Way:
    """A channel that will tell, from when on, alone or in the day's digest."""

    channel: Channel
    digest: bool
    due_at: int


def of(officer_ids: Collection[int]) -> dict[int, Preference]:
    """{officer: preference}, the usual one for those who said nothing."""
    said = {one.officer_id: one for one in Preference.objects.filter(officer__in=officer_ids)}
    return {one: said.get(one) or Preference(officer_id=one, version=0) for one in officer_ids}


@transaction.atomic
def choose(officer_id: int, seen: int, wanted: Settings) -> Preference:
    """Keep an officer's own settings. Raises versions.Stale."""
    row = Preference.objects.select_for_update().filter(officer=officer_id).first()
    row = row or Preference(officer_id=officer_id, version=0)
    versions.check(row, seen)
    for name, value in vars(wanted).items():
        setattr(row, name, value)
    row.version += 1
    row.save()
    journal.write("choose", "notice_settings", officer_id, actor=officer_id)
    return row


def address(one: Preference, channel: Channel) -> str:
    """Where a channel reaches him; "" nowhere."""
    return one.email if channel is Channel.EMAIL else one.phone


def how(one: Preference, kind: str, channel: Channel) -> How:
    """What he chose of this kind; usual is a message for each by e-mail, and none by telephone."""
    usual = How.EACH if channel is Channel.EMAIL else How.NEVER
    return How(one.choices.get(kind, {}).get(channel.value, usual))


def ways(one: Preference, kind: str, now: int, *, at_once: bool) -> Iterator[Way]:
    """The channels that tell of a notice made now. What must be known at once takes all, whatever the hour."""
    for channel in channels.offered():
        chosen = how(one, kind, channel)
        if not address(one, channel) or (chosen is How.NEVER and not at_once):
            continue
        if at_once:
            yield Way(channel, digest=False, due_at=now)
        elif chosen is How.DAILY:
            yield Way(channel, digest=True, due_at=_next_hour(now, policy.DIGEST_HOUR))
        else:
            yield Way(channel, digest=False, due_at=_after_quiet(one, now))


def _after_quiet(one: Preference, now: int) -> int:
    hour = from_us(now).hour
    first, last = one.quiet_from, one.quiet_to
    quiet = first <= hour < last if first <= last else hour >= first or hour < last
    return _next_hour(now, last) if quiet else now


def _next_hour(now: int, hour: int) -> int:
    """The next moment at which a day strikes this hour."""
    moment = from_us(now)
    struck = moment.replace(hour=hour, minute=0, second=0, microsecond=0)
    return to_us(struck if struck > moment else struck + dt.timedelta(days=1))
