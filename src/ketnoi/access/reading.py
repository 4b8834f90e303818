"""Opening a protected record: the policy is asked, the journal is written, and only then is there an answer.

No line, no answer: whatever fails on the way – policy, keys, journal – raises before anything is shown.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.http import Http404, HttpRequest

from ketnoi.access import codes, policy, protecting, reader, unscoped
from ketnoi.access.models import ProtectedRecord
from ketnoi.access.reader import Reader
from ketnoi.access.unscoped import Because
from ketnoi.audit import journal


def found(request: HttpRequest, kind: str, code: str) -> Any:
    """The record of this code, with its owner; Http404 alike for one that is none and one he may not know of.

    An attempt at a record that exists is journalled as denied.
    """
    who = reader.of(request)
    record = policy.visible_to(who, kind).select_related("owner").filter(code=code[: codes.LENGTH + 1]).first()
    if record is None:
        _denied(who, kind, code)
        raise Http404
    return record


def opened(request: HttpRequest, record: ProtectedRecord, sections: Collection[str] | None = None) -> frozenset[str]:
    """Journal that these sections (all he may read, by default) are read now; answers those he may read of them.

    Raises Http404 where he may not know of the record. Call it before the answer is made.
    """
    who = reader.of(request)
    may = policy.sections(who, record)
    shown = may if sections is None else may & frozenset(sections)
    if not shown:
        _denied(who, protecting.of_record(record).kind, record.code)
        raise Http404
    _read(who, protecting.of_record(record).kind, {record.pk: shown})
    return shown


def listed(request: HttpRequest, kind: str, ids: Collection[int], sections: Collection[str]) -> policy.Opened:
    """{key: those of these sections he may read} for a page of a list, each record with its line in the journal."""
    who = reader.of(request)
    wanted = frozenset(sections)
    shown = {pk: may & wanted for pk, may in policy.opened(who, kind, ids).items() if may & wanted}
    _read(who, kind, shown)
    return shown


@transaction.atomic
def _read(who: Reader, kind: str, shown: policy.Opened) -> None:
    for pk, sections in shown.items():
        journal.read(kind, pk, who.officer, who.unit, sections=sections)


def _denied(who: Reader, kind: str, code: str) -> None:
    """One line whether there is such a record or not, so that the answer takes as long either way."""
    known = unscoped.rows(protecting.of(kind).model, Because.HELD).filter(code=code[: codes.LENGTH + 1])
    pk = known.values_list("pk", flat=True).first()
    journal.denied(kind, "" if pk is None else pk, who.officer or None, who.unit)
