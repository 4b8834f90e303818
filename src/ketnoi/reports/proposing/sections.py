"""What a section of a report can be offered: by its heading, by the figures it states or must state."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ketnoi.figures import together
from ketnoi.reports import outline, tokens
from ketnoi.reports.models import Paragraph, Report
from ketnoi.reports.proposing import confirming, from_figures, from_practices, from_records, from_targets, writing
from ketnoi.reports.proposing.asking import Asking
from ketnoi.reports.proposing.observations import Kind, Observation
from ketnoi.reports.proposing.writing import Proposal
from ketnoi.ui.text import fold

HEADINGS = frozenset({Paragraph.Kind.HEADING1, Paragraph.Kind.HEADING2})
LIMITS = ("han che", "ton tai", "kho khan", "vuong mac")
SILENT = ("phu luc", "phuong huong", "nhiem vu", "giai phap", "de xuat", "kien nghi", "dac diem", "tinh hinh chung")
TOGETHER = 4  # unknown things in one sentence
LAGS = frozenset({Kind.LAG, Kind.CAUSE})


@dataclass(frozen=True)
class Section:
    """A heading with the paragraphs up to the next heading."""

    heading: Paragraph
    paragraphs: list[Paragraph]

    @property
    def last(self) -> Paragraph:
        return self.paragraphs[-1] if self.paragraphs else self.heading

    @property
    def is_about_limits(self) -> bool:
        return _speaks_of(self.heading, LIMITS)

    @property
    def is_silent(self) -> bool:
        """Of plans, requests and circumstances figures say nothing; an annex says it in its table."""
        return not self.is_about_limits and _speaks_of(self.heading, SILENT)


def of(rows: list[Paragraph]) -> list[Section]:
    """The sections of a report, from its paragraphs in their order."""
    found: list[Section] = []
    for row in rows:
        if row.kind in HEADINGS:
            found.append(Section(row, []))
        elif found:
            found[-1].paragraphs.append(row)
    return found


def speaking(report: Report, rows: list[Paragraph]) -> set[int]:
    """Headings of the sections that figures can say something of."""
    found = of(rows)
    first = _first(found)
    return {
        one.heading.pk
        for one in found
        if one.is_about_limits or (not one.is_silent and (one is first or codes(report, one)))
    }


def offered(report: Report, section: Section, rows: list[Paragraph]) -> list[Proposal]:
    """Sentences for this section; none for one of which figures say nothing."""
    if section.is_silent:
        return []
    with together.asked():
        observed = list(_observed(report, section, rows))
    before = section.last.text if section.paragraphs else ""
    return writing.proposals(_sorted(observed), str(report.uuid), before)


def of_results(ask: Asking, codes: list[str], *, overall: bool) -> Iterator[Observation]:
    """What figures, targets and records say of these indicators; `overall` also what is said of the whole report."""
    yield from from_figures.observed(ask, codes)
    yield from (said for code, said in from_targets.observed(ask) if code in codes or (overall and not code))
    for code in codes:
        yield from from_records.examples(ask, code)
        yield from from_practices.told(ask, code)
    if overall:
        yield confirming.sent(ask.report, ask.today)


def of_limits(ask: Asking, codes: list[str]) -> Iterator[Observation]:
    """What is not known of these indicators, what lags behind the programme's targets, causes that were recorded."""
    missing = [thing.code for thing in from_figures.unknown(ask, codes).things]
    for first in range(0, len(missing), TOGETHER):
        yield from_figures.unknown(ask, missing[first : first + TOGETHER])
    yield from (said for _code, said in from_targets.observed(ask))
    yield confirming.sent(ask.report, ask.today)
    yield from from_records.causes(ask)


def codes(report: Report, section: Section) -> list[str]:
    """Indicators that the section must state, then those it states."""
    return list(dict.fromkeys([*_required(report, section.heading.text), *_stated(section.paragraphs)]))


def _observed(report: Report, section: Section, rows: list[Paragraph]) -> Iterator[Observation]:
    """Of limits: all that lags in the whole report. Of results: its own; the first of them tells of the whole too."""
    ask = Asking(report)
    if section.is_about_limits:
        stated = [code for one in of(rows) for code in codes(report, one)]
        every = list(dict.fromkeys([*stated, *from_targets.indicators(report)]))
        yield from (one for one in of_limits(ask, every) if one.kind in LAGS)
        return
    first = _first(of(rows))
    overall = first is not None and first.heading == section.heading
    found = of_results(ask, codes(report, section), overall=overall)
    yield from (one for one in found if one.kind not in LAGS)


def _first(found: list[Section]) -> Section | None:
    """The first that tells of results."""
    return next((one for one in found if not (one.is_about_limits or one.is_silent)), None)


def _sorted(observed: list[Observation]) -> list[Observation]:
    order = list(Kind)
    return sorted(observed, key=lambda one: order.index(one.kind))


def _required(report: Report, heading: str) -> list[str]:
    try:
        plan = outline.load(report.outline, report.outline_version)
    except outline.UnknownOutline:
        return []
    return [code for line in plan.lines if line.text == heading for code in line.requires]


def _stated(rows: list[Paragraph]) -> list[str]:
    return [token.code for row in rows for token in tokens.figures(row.text)]


def _speaks_of(heading: Paragraph, words: tuple[str, ...]) -> bool:
    said = fold(heading.text)
    return any(one in said for one in words)
