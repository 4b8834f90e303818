"""What a section of a report can be offered: by its heading, by the figures it states or must state."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ketnoi.figures import together
from ketnoi.reports import outline, tokens
from ketnoi.reports.models import Paragraph, Report
from ketnoi.reports.proposing import confirming, from_figures, from_records, from_targets, writing
from ketnoi.reports.proposing.asking import Asking
from ketnoi.reports.proposing.lagging import Sent
from ketnoi.reports.proposing.numbers import Number
from ketnoi.reports.proposing.observations import Kind, Observation
from ketnoi.reports.proposing.writing import Proposal
from ketnoi.ui.text import fold

HEADINGS = frozenset({Paragraph.Kind.HEADING1, Paragraph.Kind.HEADING2})
LIMITS = ("han che", "ton tai", "kho khan", "vuong mac")
AHEAD = ("phuong huong", "nhiem vu", "giai phap", "de xuat", "kien nghi", "dac diem", "tinh hinh chung")
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
    def looks_ahead(self) -> bool:
        """Of plans, requests and circumstances figures say nothing."""
        return not self.is_about_limits and _speaks_of(self.heading, AHEAD)


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
        if one.is_about_limits or (not one.looks_ahead and (one is first or codes(report, one)))
    }


def offered(report: Report, section: Section, rows: list[Paragraph]) -> list[Proposal]:
    """Sentences for this section; none for one that looks ahead."""
    if section.looks_ahead:
        return []
    with together.asked():
        observed = list(_observed(report, section, rows))
    before = section.last.text if section.paragraphs else ""
    return writing.proposals(_sorted(observed), str(report.uuid), before)


def observed(report: Report, codes: list[str], *, overall: bool) -> Iterator[Observation]:
    """What figures, targets and records say of these indicators; `overall` also what is said of the whole report."""
    ask = Asking(report)
    yield from from_figures.observed(ask, codes)
    yield from (said for code, said in from_targets.observed(ask) if code in codes or (overall and not code))
    for code in codes:
        yield from from_records.examples(ask, code)
    if overall:
        found = confirming.counts(report, ask.today)
        yield Sent(Number(found.due), Number(found.late), Number(found.missing))
        yield from from_records.causes(ask)


def codes(report: Report, section: Section) -> list[str]:
    """Indicators that the section must state, then those it states."""
    return list(dict.fromkeys([*_required(report, section.heading.text), *_stated(section.paragraphs)]))


def _observed(report: Report, section: Section, rows: list[Paragraph]) -> Iterator[Observation]:
    """Of limits: all that lags in the whole report. Of results: its own; the first of them tells of the whole too."""
    if section.is_about_limits:
        stated = [code for one in of(rows) for code in codes(report, one)]
        every = list(dict.fromkeys([*stated, *from_targets.indicators(report)]))
        yield from (one for one in observed(report, every, overall=True) if one.kind in LAGS)
        return
    first = _first(of(rows))
    overall = first is not None and first.heading == section.heading
    yield from (one for one in observed(report, codes(report, section), overall=overall) if one.kind not in LAGS)


def _first(found: list[Section]) -> Section | None:
    """The first that tells of results."""
    return next((one for one in found if not (one.is_about_limits or one.looks_ahead)), None)


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
