"""Numbers that a leader wrote over the counted ones: they stand in the text, and say everywhere that they do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from ketnoi.reports.models import GivenNumber, Report


@dataclass(frozen=True)
class Given:
    """What stands in the text instead of the counted number; `at` in microseconds since 1970, `by` an officer's id."""

    words: str
    source: str
    reason: str
    at: int
    by: int | None = None


def standing(report: Report) -> dict[str, Given]:
    """Those that hold now, by the key of their figure."""
    rows = GivenNumber.objects.filter(report=report, taken_back_at=None)
    return {row.key: of_row(row) for row in rows}


def of_row(row: GivenNumber) -> Given:
    return Given(row.words, row.source, row.reason, row.at, row.by)


def written(given: Given | None) -> dict[str, Any]:
    """As an edition keeps it; nothing is {}."""
    return asdict(given) if given else {}


def read(kept: Mapping[str, Any]) -> Given | None:
    return Given(**kept) if kept else None
