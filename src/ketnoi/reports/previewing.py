"""A paragraph as it would read, while it is being written: its words with the numbers in them."""

from __future__ import annotations

from dataclasses import dataclass

from ketnoi.reports import editions, questions, tokens
from ketnoi.reports.models import Report
from ketnoi.reports.questions import Said
from ketnoi.reports.tokens import TokenError


@dataclass(frozen=True)
class Preview:
    """`lines` of words and figures; or the `problem` that keeps it from being read."""

    lines: list[list[str | Said]]
    problem: str = ""


def read(report: Report, text: str) -> Preview:
    """The text with its figures; what is not written right is named instead, with its sentence."""
    try:
        questions.check(text, report)
    except TokenError as error:
        return Preview([], str(error))
    said = editions.said(report, [("paragraph", text)], editions.current(report))
    lines = (line for line in text.splitlines() if line.strip())
    return Preview(
        [[part if isinstance(part, str) else said[part.key] for part in tokens.parse(line)] for line in lines]
    )
