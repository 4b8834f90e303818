"""Requests past their retention: found by the day they were answered, destroyed by shredding their key."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from ketnoi.access import unscoped
from ketnoi.access.unscoped import Because
from ketnoi.audit import moments
from ketnoi.orgs import queries as orgs
from ketnoi.privacy.models import KIND, SubjectRequest
from ketnoi.privacy.retention import Kept
from ketnoi.vault import shredding


def _due(unit: int, ended_before: int) -> Sequence[int]:
    """Those of the unit and of what became part of it."""
    rows = unscoped.rows(SubjectRequest, Because.KEPT).filter(answered_at__lt=ended_before, disposed_at=None)
    mine = [owner for owner in rows.values_list("owner", flat=True).distinct() if orgs.heir(owner) == unit]
    return list(rows.filter(owner__in=mine).order_by("pk").values_list("pk", flat=True))


def _dispose(keys: Collection[int], actor: int, unit: int) -> int:
    rows = unscoped.rows(SubjectRequest, Because.KEPT).filter(pk__in=keys, disposed_at=None)
    destroyed = 0
    for row in rows.select_for_update(of=("self",)).select_related("data_key").order_by("pk"):
        shredding.shred(row.data_key, "retention", actor, unit)
        row.disposed_at = moments.now()
        row.save(update_fields=["disposed_at"])
        destroyed += 1
    return destroyed


KEPT = Kept(KIND, _due, _dispose)
