"""Breaches past their retention: found by the day they were closed, destroyed by shredding their key.

The words go, with the numbers of those who were told; kinds of data, counts and days stay.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from ketnoi.privacy import retention
from ketnoi.privacy.clocks import BREACH
from ketnoi.privacy.models import Breach
from ketnoi.privacy.retention import Kept


def _due(unit: int, ended_before: int) -> Sequence[int]:
    rows = Breach.objects.filter(closed_at__lt=ended_before, disposed_at=None)
    return retention.of_unit(rows, "unit", unit)


def _dispose(keys: Collection[int], actor: int, unit: int) -> int:
    return retention.destroy(Breach.objects.filter(pk__in=keys), actor, unit)


KEPT = Kept(BREACH, _due, _dispose)
