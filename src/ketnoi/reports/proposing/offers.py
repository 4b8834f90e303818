"""Proposals as an officer is shown them: what is already said, and where each number opens."""

from __future__ import annotations

import zlib
from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from ketnoi.activities.policy import visible_to
from ketnoi.audit import kept
from ketnoi.figures import catalogue, links
from ketnoi.officers.models import Officer
from ketnoi.practices import policy as practices
from ketnoi.reports import questions, tokens
from ketnoi.reports.models import Paragraph, Report
from ketnoi.reports.proposing import sections
from ketnoi.reports.proposing.observations import Kind
from ketnoi.reports.proposing.sections import Section
from ketnoi.reports.proposing.writing import Proposal
from ketnoi.reports.tokens import Token

Opened = tuple[str, str, str]  # how a number reads, the page of its figure, what that counts


@dataclass(frozen=True)
class Offer:
    """A sentence on the page. `state`: "" may be added, "there" already was, "stated" the section has its numbers.

    `figures` are its live numbers, `source` the page of what it tells besides ("" where there is none).
    """

    proposal: Proposal
    state: str
    figures: tuple[Opened, ...]
    source: str

    @property
    def key(self) -> str:
        """Names the sentence with its words: it is another one once the figures ask for others."""
        return f"{self.proposal.name} {zlib.crc32(self.proposal.text.encode()):08x}"


def of(report: Report, section: Section, rows: list[Paragraph], officer: Officer) -> list[Offer]:
    """What the section is offered; `rows` are all paragraphs of the report."""
    asked = ("proposing", report.pk, section.heading.pk, timezone.localdate())
    made = kept.once(asked, lambda: _made(report, section, rows))
    there = {row.proposed for row in rows if row.proposed}
    stated = {_exact(token) for row in section.paragraphs for token in tokens.figures(row.text)}
    records = _pages([one for one, _figures in made], officer)
    return [Offer(one, _state(one, there, stated), figures, _source(report, one, records)) for one, figures in made]


def _made(report: Report, section: Section, rows: list[Paragraph]) -> list[tuple[Proposal, tuple[Opened, ...]]]:
    return [(one, tuple(_opened(report, one))) for one in sections.offered(report, section, rows)]


def _opened(report: Report, proposal: Proposal) -> dict[Opened, None]:
    """The live numbers of a sentence in their order, each once."""
    shown = [words for words, is_number in proposal.parts if is_number]
    return {
        (words, links.url(questions.figure(token, report)), catalogue.indicator(token.code).name): None
        for words, token in zip(shown, tokens.figures(proposal.text), strict=True)
    }


def _state(one: Proposal, there: Collection[str], stated: Collection[Token]) -> str:
    if one.name in there:
        return "there"
    figures = {_exact(token) for token in tokens.figures(one.text)}
    return "stated" if one.kind == Kind.DONE and figures and figures <= set(stated) else ""


def _exact(token: Token) -> Token:
    return replace(token, rounded=False)


def _pages(made: list[Proposal], officer: Officer) -> dict[str, str]:
    """{proposal: the page of the record it tells of}, of those the officer may open."""
    activities = _addresses(made, Kind.EXAMPLE, visible_to(officer), "activities:detail")
    return activities | _addresses(made, Kind.PRACTICE, practices.visible_to(officer), "practices:practice")


def _addresses(made: list[Proposal], kind: Kind, visible: QuerySet[Any], page: str) -> dict[str, str]:
    """The same of one kind, whose records are among `visible`. Two sentences may tell of one record."""
    of = {one.name: int(one.name.rsplit(":", 1)[1]) for one in made if one.kind == kind}
    codes = dict(visible.filter(pk__in=of.values()).values_list("pk", "uuid")) if of else {}
    return {name: reverse(page, args=[codes[pk]]) for name, pk in of.items() if pk in codes}


def _source(report: Report, one: Proposal, records: dict[str, str]) -> str:
    family = one.name.split(":", 1)[0]
    if family in {"target", "missed"} and report.programme:
        return reverse("programmes:targets", args=[report.programme.slug])
    return reverse("periods:index") if family == "sent" else records.get(one.name, "")
