"""Months as whole numbers, so that both engines group them alike."""

from __future__ import annotations

import datetime as dt


def of(day: dt.date) -> int:
    """The month of a day: year * 12 + month - 1."""
    return day.year * 12 + day.month - 1


def first_day(month: int) -> dt.date:
    return dt.date(month // 12, month % 12 + 1, 1)


def last_day(month: int) -> dt.date:
    return first_day(month + 1) - dt.timedelta(days=1)


def whole(start: dt.date | None, end: dt.date | None) -> bool:
    """Does the period begin with a month's first day and end with a month's last (open ends do)?"""
    begins = start is None or start.day == 1
    return begins and (end is None or end == last_day(of(end)))
