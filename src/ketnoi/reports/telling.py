"""A report read once for the files that say it shorter: its sections, its main figures, and these by year.

Every number in such a file is one of `Told.said`: of the frozen edition where there is one, so that slides, summary
and news say what the report says.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ketnoi.figures import catalogue
from ketnoi.reports import editions, tokens
from ketnoi.reports.editions import Text
from ketnoi.reports.models import Edition, Paragraph, Report
from ketnoi.reports.questions import Said
from ketnoi.reports.rendering import BULLET
from ketnoi.reports.tokens import Token

MAIN_FIGURES = 6  # in a summary and on a slide; a chart for each
MOST_PARTS = 10  # of a period, in a chart


@dataclass(frozen=True)
class Section:
    """What stands under one heading. `part` is the first heading above it, its own where it is one; `lines` are texts
    with figures in them.
    """

    part: str
    title: str
    lines: list[str]


@dataclass(frozen=True)
class Series:
    """One figure over the parts of the report's period, in their order: years, or quarters of one year."""

    whole: Said
    parts: list[Said]


@dataclass(frozen=True)
class Told:
    report: Report
    edition: Edition | None
    sections: list[Section]
    said: dict[str, Said]
    main: list[Said]
    series: list[Series]

    def words(self, text: str) -> str:
        """The text as it reads, its figures in it."""
        return editions.words(text, self.said)


def of(report: Report) -> Told:
    """The report as it stands now: with its frozen figures, else with live ones."""
    edition = editions.current(report)
    written = editions.texts(report)
    said = editions.said(report, written, edition)
    main = [said[token.key] for token in main_tokens(written)]
    parts = {one.token.key: parts_of(one.token, report) for one in main}
    drawn_texts = [(Paragraph.Kind.TEXT.value, tokens.write(many)) for many in parts.values()]
    asked = editions.said(report, drawn_texts, edition)
    series = [Series(one, [asked[part.key] for part in parts[one.token.key]]) for one in main if parts[one.token.key]]
    return Told(report, edition, list(_sections(written)), said, main, series)


def main_tokens(written: Iterable[Text]) -> list[Token]:
    """The first figures that are numbers of the whole report, each indicator once, as the text says them first."""
    found: dict[str, Token] = {}
    for token in editions.tokens_of(written):
        if token == Token(token.code, rounded=token.rounded) and not catalogue.indicator(token.code).is_ratio:
            found.setdefault(token.code, token)
    return list(found.values())[:MAIN_FIGURES]


def parts_of(token: Token, report: Report) -> list[Token]:
    """The same figure, exactly, in each year of the report's period, or in each quarter of one year; else nothing."""
    exact = replace(token, rounded=False)
    if catalogue.indicator(token.code).accumulates:
        return []
    years = range(report.starts_on.year, report.ends_on.year + 1)
    if len(years) > 1:
        return [replace(exact, year=year) for year in years] if len(years) <= MOST_PARTS else []
    return [replace(exact, start=first, end=last) for first, last in _quarters(report)]


def drawn(report: Report, written: Iterable[Text]) -> list[Token]:
    """All that charts of the report ask, for an edition to keep."""
    return [part for token in main_tokens(written) for part in parts_of(token, report)]


def _quarters(report: Report) -> list[tuple[dt.date, dt.date]]:
    year = report.starts_on.year
    begins = [dt.date(year, month, 1) for month in (1, 4, 7, 10)] + [dt.date(year + 1, 1, 1)]
    whole = [(first, after - dt.timedelta(days=1)) for first, after in pairwise(begins)]
    inside = [one for one in whole if report.starts_on <= one[0] and one[1] <= report.ends_on]
    return inside if len(inside) > 1 else []


def sentences(section: Section) -> list[str]:
    """Its sentences up to their full stop, without the dashes of a list; figures still as tokens."""
    found: list[str] = []
    for line in section.lines:
        going_on = False
        for one in tokens.sentences(line.removeprefix(BULLET)):
            found[-1:] = [f"{found[-1]} {one}"] if going_on else [*found[-1:], one]
            going_on = one.endswith(";")
    return found


def label(part: Said) -> str:
    """What a part of the period is called under its column: "2021", "Quý II"."""
    if part.token.year:
        return str(part.token.year)
    first = part.figure.start
    return f"Quý {['I', 'II', 'III', 'IV'][(first.month - 1) // 3]}" if first else ""


def _sections(written: Sequence[Text]) -> Iterator[Section]:
    """Only those that say something; tables stay in the report."""
    part = title = ""
    lines: list[str] = []
    for kind, text in [*written, (Paragraph.Kind.HEADING1.value, "")]:
        if kind == Paragraph.Kind.TABLE:
            continue
        if kind == Paragraph.Kind.TEXT:
            lines += [line for line in text.splitlines() if line]
            continue
        if lines:
            yield Section(part, title, lines)
        part, title, lines = (text if kind == Paragraph.Kind.HEADING1 else part), text, []
