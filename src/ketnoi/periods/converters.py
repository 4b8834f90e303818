"""Days in addresses: 2025-06-15."""

from __future__ import annotations

import datetime as dt

from ketnoi.ui import dates


class Day:
    """Reads a day written year first; anything else is no such address."""

    regex = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"

    def to_python(self, value: str) -> dt.date:
        day = dt.date.fromisoformat(value)
        if not dates.is_sensible(day):
            raise ValueError(value)
        return day

    def to_url(self, value: dt.date) -> str:
        return value.isoformat()
