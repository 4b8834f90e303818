"""Time limits that end: whoever answers for the record is told before, and when the time is over.

The words are the same whether a limit was verified or not: "quá hạn" is said of nobody here.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from ketnoi.audit import journal, moments, retrying
from ketnoi.deadlines import keeping, owners
from ketnoi.deadlines.alarms import Stage
from ketnoi.deadlines.models import KeptClock
from ketnoi.notices import actions, kinds
from ketnoi.notices.enums import Said
from ketnoi.officers.models import Officer

WORDS = {
    Stage.SOON: _("Có thời hạn sắp hết"),
    Stage.OVER: _("Có thời hạn đã hết, cần xem"),
    Stage.ASK: _("Có việc phải làm ngay chưa ghi đã xong"),
}


class NobodyAnswers(LookupError):
    """A limit ends and nobody may be told, as while posts wait for a second person: it is tried again, and counted."""


def work() -> int:
    """Tell of every clock that wants it now; answers how many were told of."""
    now = moments.now()
    due = [one.running.row.pk for one in keeping.due(now)]
    return retrying.each(keeping.KIND, due, lambda clock: _told(clock, now), keeping.LONGEST_WAIT)


@transaction.atomic
def _told(clock: int, now: int) -> bool:
    due = keeping.said(clock, now)
    if due is None:
        return False
    row = due.running.row
    owner = owners.find(row.owner_kind)
    if owner is not None:
        answerable = owner.answerable(row.owner_id, due.stage)
        if not answerable:
            raise NobodyAnswers(row.owner_kind)
        actions.tell(answerable, code(due.stage), row.uuid, at_once=due.stage is not Stage.SOON)
    journal.write("warn", keeping.KIND, row.pk, stage=due.stage.value)
    return True


def code(stage: Stage) -> str:
    return f"clock_{stage.value}"


def may_still_see(officer: Officer, codes: Collection[str]) -> list[str]:
    """Of clocks by their codes those whose record's room lets him read them now."""
    rows = KeptClock.objects.filter(uuid__in=[uuid.UUID(one) for one in codes])
    by_owner: dict[str, dict[int, list[str]]] = {}
    for row in rows:
        by_owner.setdefault(row.owner_kind, {}).setdefault(row.owner_id, []).append(str(row.uuid))
    found: list[str] = []
    for kind, records in by_owner.items():
        owner = owners.find(kind)
        readable = owner.may_read(officer, records.keys()) if owner else ()
        found += [one for record in readable for one in records.get(record, [])]
    return found


def address(clock: str) -> str:
    """The page of the record that the clock is kept beside."""
    row = KeptClock.objects.get(uuid=clock)
    owner = owners.find(row.owner_kind)
    return owner.address(row.owner_id) if owner else "/"


# What clocks are kept beside is case work: all of it is protected.
NOTICES = [
    kinds.Kind(code(stage), words, may_still_see, address, Said.TIME, kinds.all_of) for stage, words in WORDS.items()
]
