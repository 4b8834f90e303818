"""Figures that a report's outline says must be stated, and are not."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ketnoi.figures import catalogue
from ketnoi.figures.catalogue import Counting
from ketnoi.reports import editions, outline
from ketnoi.reports.editions import Text
from ketnoi.reports.models import Paragraph, Report


@dataclass(frozen=True)
class Missing:
    """What a section still has to state; `after` is the paragraph to write it behind, None for the end."""

    section: str
    indicators: list[Counting]
    after: int | None


def missing(report: Report, written: Iterable[Text]) -> list[Missing]:
    """By section of the outline that the report began with. A figure may stand anywhere in the report."""
    try:
        plan = outline.load(report.outline, report.outline_version)
    except outline.UnknownOutline:
        return []
    stated = {token.code for token in editions.tokens_of(written)}
    lacking = {
        line.text: codes for line in plan.lines if (codes := [one for one in line.requires if one not in stated])
    }
    if not lacking:
        return []
    ends = _ends(report)
    return [
        Missing(section, [catalogue.indicator(code) for code in codes], ends.get(section))
        for section, codes in lacking.items()
    ]


def _ends(report: Report) -> dict[str, int]:
    """{heading: the last paragraph under it}."""
    found: dict[str, int] = {}
    heading = ""
    for pk, kind, text in report.paragraphs.values_list("pk", "kind", "text"):
        heading = text if kind in {Paragraph.Kind.HEADING1, Paragraph.Kind.HEADING2} else heading
        found[heading] = pk
    return found
