"""What is written of a day whose period somebody has confirmed: it needs a reason."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from ketnoi.periods import closing
from ketnoi.periods.closing import Counting
from ketnoi.ui.text import tidy

ROOM = "registers"  # whose indicators these records count in


def demand(asked: Iterable[tuple[int, dt.date]], reason: str, room: str = ROOM) -> None:
    """Raise ValidationError of "reason" where one of these (unit, day) comes after a confirmation without a reason."""
    if tidy(reason):
        return
    wanted = sorted(set(asked))
    found = closing.confirmed([Counting((unit,), day, room=room) for unit, day in wanted])
    late = next((day for (_unit, day), rows in zip(wanted, found, strict=True) for _row in rows), None)
    if late is not None:
        told = closing.closed_for([unit for unit, day in wanted if day == late], late, room=room)
        closing.demand(told[:1], tidy(reason))
