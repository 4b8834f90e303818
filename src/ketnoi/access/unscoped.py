"""The maintenance door: protected rows without a reader, for work that shows nobody anything.

Each use names its reason; a test lists them all, so that a new one is a decision and not a habit.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TypeVar

from ketnoi.access import guarded
from ketnoi.access.models import ProtectedRecord

Record = TypeVar("Record", bound=ProtectedRecord)


class Because(StrEnum):
    """Why no reader is asked for."""

    HELD = "held"  # the row of a record that the caller already holds, read again or locked
    COUNTED = "counted"  # facts for the ledger and released tables: numbers, never a record
    MATCHED = "matched"  # a keyed match whose answer is the same for a hit and a miss
    KEPT = "kept"  # retention, rotation of keys, re-sealing, restoring
    PROVED = "proved"  # promises and tests that compare with what is there


def rows(model: type[Record], because: Because) -> guarded.ProtectedQuerySet[Record]:
    """Every row of a protected model. What comes out must not be shown to anybody."""
    return guarded.admit(guarded.ProtectedQuerySet(model), because.value)
