"""Very many entries recorded at once: prepared without a lock, then written."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ketnoi.activities import actions, validation
from ketnoi.activities.entry import Entry
from ketnoi.activities.enums import Status


def prepared(entries: Sequence[Entry], actor: int, unit: int) -> Callable[[], Sequence[int]]:
    """Answers what writes these entries, tidied before, in the caller's transaction and gives their ids.

    Raises ValidationError for the first entry that has something wrong with it.
    """
    validation.validate(entries, Status.RECORDED)
    return lambda: actions.recorded(entries, actor, unit)
