"""Requests past their retention: found by the day they were answered, destroyed by shredding their key."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from ketnoi.access import unscoped
from ketnoi.access.unscoped import Because
from ketnoi.privacy import retention
from ketnoi.privacy.models import KIND, SubjectRequest
from ketnoi.privacy.retention import Kept


def _due(unit: int, ended_before: int) -> Sequence[int]:
    rows = unscoped.rows(SubjectRequest, Because.KEPT).filter(answered_at__lt=ended_before, disposed_at=None)
    return retention.of_unit(rows, "owner", unit)


def _dispose(keys: Collection[int], actor: int, unit: int) -> int:
    return retention.destroy(unscoped.rows(SubjectRequest, Because.KEPT).filter(pk__in=keys), actor, unit)


KEPT = Kept(KIND, _due, _dispose)
