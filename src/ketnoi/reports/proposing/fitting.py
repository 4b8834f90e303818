"""Whether the words of a proposed paragraph still fit the figures: never rewritten, only said."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.utils import timezone

from ketnoi.audit import kept
from ketnoi.figures import together
from ketnoi.reports.models import Paragraph, Report
from ketnoi.reports.proposing import asking, from_figures, from_records, from_targets, sections
from ketnoi.reports.proposing.asking import Asking
from ketnoi.reports.proposing.observations import Observation

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
    with together.asked():
        return {one.name: one.sense for one in _observed(Asking(report), [name.split(":") for name in names])}


def _observed(ask: Asking, names: list[list[str]]) -> Iterator[Observation]:
    """At least what these names are about."""
    families = {family for family, *_about in names}
    codes = [about[0] for family, *about in names if about and family not in OVERALL]
    yield from sections.of_results(ask, [one.code for one in asking.known(codes)], overall=bool(families & OVERALL))
    if families & OVERALL:
        yield from (said for _code, said in from_targets.observed(ask))
        yield from from_records.causes(ask)
    for family, *about in names:
        if family == "unknown":
            yield from_figures.unknown(ask, about[0].split("+"))
