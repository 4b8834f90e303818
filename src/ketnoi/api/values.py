"""Numbers without records, sent as a set of values: each new, changed, the same, or refused with its reason.

The set is taken whole or not at all. A number is the same number when indicator, unit, day, categories and programmes
are the same: what is sent again changes nothing, and a new value takes the place of the old one.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from ketnoi.api.tokens import Caller
from ketnoi.audit import journal
from ketnoi.figures import catalogue, clocks, entered
from ketnoi.figures.entered import Entry
from ketnoi.figures.models import EnteredValue
from ketnoi.orgs.models import Unit
from ketnoi.periods import entering
from ketnoi.periods.closing import Closed
from ketnoi.ui import dates

_PERIOD: Final = re.compile(r"(\d{4})(?:(0[1-9]|1[0-2])([0-3]\d)?|Q([1-4])|S([12]))?", re.ASCII)
_SAID: Final = ("value", "qualifier", "incomplete", "source_name", "source_number", "source_day")
Identity = tuple[int, int, dt.date, int, int, tuple[int, ...]]


@dataclass(frozen=True)
class Conflict:
    """Why one value is not taken; `index` is its place in what was sent."""

    index: int
    field: str
    message: str


@dataclass
class Outcome:
    """How many values are new, changed and the same, or which are refused (then none was taken)."""

    imported: int = 0
    updated: int = 0
    ignored: int = 0
    conflicts: list[Conflict] = field(default_factory=list)


def last_day(period: str) -> dt.date:
    """The last day of 2022, 202209, 20220930, 2022Q3 or 2022S1. Raises ValueError with a message for the sender."""
    found = _PERIOD.fullmatch(period)
    if found is None:
        raise ValueError(_("Ghi kỳ theo dạng 2022, 202209, 20220930, 2022Q3 hoặc 2022S1."))
    year, month, day, quarter, half = (int(part) if part else 0 for part in found.groups())
    last_month = month or quarter * 3 or half * 6 or 12
    try:
        end = dt.date(year, last_month, day or calendar.monthrange(year, last_month)[1])
    except (ValueError, calendar.IllegalMonthError) as error:
        raise ValueError(_("Ngày này không có trong lịch")) from error
    if not dates.is_sensible(end):
        raise ValueError(_("Ngày này không có trong lịch"))
    return end


def take(caller: Caller, read: Sequence[Entry | Conflict], *, dry: bool) -> Outcome:
    """Write every value, or with `dry` only find out what writing would do. `read` keeps the order of what was sent."""
    outcome = Outcome(conflicts=[one for one in read if isinstance(one, Conflict)])
    entries = {index: one for index, one in enumerate(read) if isinstance(one, Entry)}
    outcome.conflicts += _doubles(entries)
    with transaction.atomic():
        _write(caller, entries, outcome)
        if dry or outcome.conflicts:
            transaction.set_rollback(True)
        elif outcome.imported or outcome.updated:
            done = {"imported": outcome.imported, "updated": outcome.updated}
            journal.write("used", "token", caller.token.pk, **caller.doer, **done)
    outcome.conflicts.sort(key=lambda one: one.index)
    return outcome


def _write(caller: Caller, entries: dict[int, Entry], outcome: Outcome) -> None:
    """Clocks of all provinces concerned come first: every number writes a line of the journal, which comes after."""
    units = Unit.objects.filter(pk__in={one.unit for one in entries.values()})
    clocks.lock(set(units.values_list("province", flat=True)))
    standing = _standing(entries.values())
    confirmed = entering.closed(list(entries.values()))
    for (index, entry), found in zip(entries.items(), confirmed, strict=True):
        try:
            with transaction.atomic():
                _take(caller, entry, standing.get(_identity(entry)), found, outcome)
        except ValidationError as error:
            where = next(iter(error.error_dict), "") if hasattr(error, "error_dict") else ""
            outcome.conflicts.append(Conflict(index, where, " ".join(error.messages)))


def _take(
    caller: Caller, entry: Entry, before: EnteredValue | None, confirmed: Closed | None, outcome: Outcome
) -> None:
    """What was there already needs no reason, whoever has confirmed it."""
    if before and all(getattr(before, name) == getattr(entry, name) for name in _SAID):
        outcome.ignored += 1
        return
    entering.refuse(entry, confirmed)
    if before is None:
        entered.enter(entry, caller.officer.pk)
        outcome.imported += 1
    else:
        entered.withdraw(before.pk, caller.officer.pk)
        entered.enter(entry, caller.officer.pk)
        outcome.updated += 1


def _doubles(entries: dict[int, Entry]) -> list[Conflict]:
    """The same number twice in one set: which of them is meant?"""
    seen: set[Identity] = set()
    found = []
    for index, entry in entries.items():
        identity = _identity(entry)
        if identity in seen:
            found.append(Conflict(index, "value", _("Số này đã có ở trên, trong cùng lần gửi.")))
        seen.add(identity)
    return found


def _identity(entry: Entry) -> Identity:
    programmes = tuple(sorted(entry.programmes))
    return (_number(entry.indicator), entry.unit, entry.holds_on, entry.kind, entry.audience, programmes)


def _number(code: str) -> int:
    return catalogue.indicator(code).id


def _standing(entries: Iterable[Entry]) -> dict[Identity, EnteredValue]:
    """Numbers of these units that count now and are told of no place, by what makes them the same."""
    wanted = list(entries)
    rows = EnteredValue.objects.filter(
        withdrawn=False,
        place=0,
        unit__in={one.unit for one in wanted},
        indicator__in={_number(one.indicator) for one in wanted},
        holds_on__in={one.holds_on for one in wanted},
    )
    return {
        (row.indicator_id, row.unit_id, row.holds_on, row.kind, row.audience, tuple(sorted(row.programmes))): row
        for row in rows.order_by("pk")
    }
