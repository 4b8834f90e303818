"""The same terms counted day by day with a finger on the calendar: slow, and hard to get wrong."""

from __future__ import annotations

import datetime as dt

ONE = dt.timedelta(days=1)


def last_day(start, amount, off, paused=frozenset(), *, working=False, moves=True):
    """`off(day)` whether it is not worked; `paused` the days that do not count."""
    day, counted = start, 0
    while counted < amount:
        day = day + ONE
        if day not in paused and not (working and off(day)):
            counted = counted + 1
    while moves and off(day):
        day = day + ONE
    return day


def last_day_before(day, amount, off, *, working=False):
    """Back to a day on which it may still be done: one that is worked."""
    counted = 0
    while counted < amount:
        day = day - ONE
        if not (working and off(day)):
            counted = counted + 1
    while off(day):
        day = day - ONE
    return day


def extended(day, steps, off, paused=frozenset(), *, moves=True):
    """The end of a term, and of each extension from where the one before it ended."""
    for amount, working in steps:
        day = last_day(day, amount, off, paused, working=working, moves=moves)
    return day


def same_date_later(start, months):
    """Walk on to the month wanted, then to the date, or stay on the month's last."""
    day = start.replace(day=1)
    for _ in range(months):
        day = (day + dt.timedelta(days=31)).replace(day=1)
    wanted = day
    while wanted.month == day.month and wanted.day < start.day:
        wanted = wanted + ONE
    return wanted if wanted.month == day.month else wanted - ONE
