"""An officer's notices. What he may no longer see is left out: permission is asked again each time.

`strong` says whether the session has a second factor: without one nothing is told of what is protected.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from ketnoi.audit import kept
from ketnoi.notices import kinds, policy
from ketnoi.notices.kinds import Strong
from ketnoi.notices.models import Notice
from ketnoi.officers import policy as officers
from ketnoi.officers.models import Officer


@dataclass(frozen=True)
class Shown:
    """A notice as its list shows it: the words of its kind, and nothing of what it is about."""

    notice: Notice
    words: str


def unseen(officer: Officer, strong: Strong) -> int:
    """How many notices wait to be opened, `policy.SHOWN` at most: one query where none do."""
    return _may(officer, _waiting(officer.pk), strong)


def bell(officer: Officer, strong: Strong) -> int:
    """The same for every page: permission is asked once a minute, and at once after any write or another notice."""
    told = _waiting(officer.pk)
    if not told:
        return 0
    key = ("bell", officers.reader(officer), strong(), tuple(number for number, _kind, _object in told))
    return kept.for_a_minute(key, lambda: _may(officer, told, strong))


def _waiting(officer_id: int) -> list[tuple[int, str, str]]:
    """Id, kind and object of the newest that were not opened."""
    rows = of(officer_id).filter(seen_at=None)
    return list(rows.values_list("pk", "kind", "object_id")[: policy.SHOWN])


def _may(officer: Officer, told: list[tuple[int, str, str]], strong: Strong) -> int:
    pairs = [(kind, found) for _number, kind, found in told]
    may = kinds.seen(officer, pairs, strong) if pairs else set()
    return sum(one in may for one in pairs)


def page(officer: Officer, rows: Iterable[Notice], strong: Strong) -> tuple[list[Shown], int]:
    """What `shown` and `unseen` answer, permission asked once for both."""
    rows, told = list(rows), _waiting(officer.pk)
    pairs = [(kind, found) for _number, kind, found in told]
    may = kinds.seen(officer, {*pairs, *map(_pair, rows)}, strong)
    return _in_words(rows, may), sum(one in may for one in pairs)


def shown(officer: Officer, rows: Iterable[Notice], strong: Strong) -> list[Shown]:
    """Those rows that may still be seen, each with its words."""
    rows = list(rows)
    return _in_words(rows, kinds.seen(officer, map(_pair, rows), strong))


def _pair(notice: Notice) -> tuple[str, str]:
    return notice.kind, notice.object_id


def _in_words(rows: Iterable[Notice], may: Collection[tuple[str, str]]) -> list[Shown]:
    return [Shown(one, str(kinds.get(one.kind).words)) for one in rows if _pair(one) in may]


def latest(officer: Officer, most: int, strong: Strong) -> list[Shown]:
    """The newest."""
    return shown(officer, of(officer.pk)[:most], strong)


def find(officer: Officer, code: uuid.UUID, strong: Strong) -> Shown | None:
    """A notice of his that he may still see."""
    found = shown(officer, of(officer.pk).filter(uuid=code), strong)
    return found[0] if found else None


def of(officer_id: int) -> QuerySet[Notice]:
    """All of an officer, the newest first; shown only through `shown`."""
    return Notice.objects.filter(officer=officer_id)
