"""Numbers entered from papers for a period that was confirmed before: each needs a reason."""

from __future__ import annotations

from collections.abc import Sequence

from ketnoi.figures.entered import Entry
from ketnoi.periods import closing
from ketnoi.periods.closing import Closed, Counting


def closed(entries: Sequence[Entry]) -> list[Closed | None]:
    """For each number the first confirmed period that asked it and that its day lies in, of its unit or one above."""
    asked = [Counting((one.unit,), one.holds_on, one.programmes, indicator=one.indicator) for one in entries]
    return [closing.told(found[0]) if found else None for found in closing.confirmed(asked)]


def refuse(entry: Entry, found: Closed | None) -> None:
    """Raise ValidationError of "reason" where the period was confirmed and no reason is given."""
    closing.demand([found] if found else [], entry.reason)


def demand(entry: Entry) -> None:
    """The same for a single number."""
    refuse(entry, closed([entry])[0])
