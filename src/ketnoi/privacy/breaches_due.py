"""Breaches past their retention: found by the day they were closed, destroyed by shredding their key."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from ketnoi.audit import moments
from ketnoi.orgs import queries as orgs
from ketnoi.privacy.clocks import BREACH
from ketnoi.privacy.models import Breach
from ketnoi.privacy.retention import Kept
from ketnoi.vault import shredding


def _due(unit: int, ended_before: int) -> Sequence[int]:
    """Those of the unit and of what became part of it."""
    rows = Breach.objects.filter(closed_at__lt=ended_before, disposed_at=None)
    mine = [owner for owner in rows.values_list("unit", flat=True).distinct() if orgs.heir(owner) == unit]
    return list(rows.filter(unit__in=mine).order_by("pk").values_list("pk", flat=True))


def _dispose(keys: Collection[int], actor: int, unit: int) -> int:
    """The words go, with the numbers of those who were told; kinds of data, counts and days stay."""
    destroyed = 0
    rows = Breach.objects.filter(pk__in=keys, disposed_at=None).order_by("pk")
    for row in rows.select_for_update(of=("self",)).select_related("data_key"):
        if row.data_key is not None:
            shredding.shred(row.data_key, "retention", actor, unit)
        row.disposed_at = moments.now()
        row.save(update_fields=["disposed_at"])
        destroyed += 1
    return destroyed


KEPT = Kept(BREACH, _due, _dispose)
