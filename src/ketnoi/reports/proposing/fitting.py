"""Whether the words of a proposed paragraph still fit the figures: never rewritten, only said."""

from __future__ import annotations

from collections.abc import Iterable

from django.utils import timezone

from ketnoi.audit import kept
from ketnoi.figures import together
from ketnoi.reports.models import Paragraph, Report
from ketnoi.reports.proposing import asking, from_targets, sections

OVERALL = frozenset({"sent", "missed", "cause", "target"})  # families that are about the whole report


def outdated(report: Report, rows: Iterable[Paragraph]) -> set[int]:
    """Paragraphs whose words no longer say what the figures say: more became less, a target is met, nothing is left."""
    proposed = [row for row in rows if row.proposed]
    names = sorted({row.proposed for row in proposed})
    now = kept.once(("fitting", report.pk, *names, timezone.localdate()), lambda: _senses(report, names))
    return {row.pk for row in proposed if now.get(row.proposed, "") != row.sense}


def sense(report: Report, name: str) -> str:
    """What the words of this name would rest on now; empty where nothing is to be said any more."""
    return _senses(report, [name]).get(name, "")


def _senses(report: Report, names: list[str]) -> dict[str, str]:
    if not names:
        return {}
    parts = [name.split(":") for name in names]
    overall = any(part[0] in OVERALL for part in parts)
    codes = [one.code for one in asking.known([part[1] for part in parts if len(part) > 1])]
    codes += from_targets.indicators(report) if overall else []
    with together.asked():
        return {one.name: one.sense for one in sections.observed(report, codes, overall=overall)}
