"""A paragraph as it would read, while it is being written: its words with the numbers in them."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _

from ketnoi.reports import editions, questions, tokens
from ketnoi.reports.models import Paragraph, Report
from ketnoi.reports.questions import Said
from ketnoi.reports.tokens import TokenError
from ketnoi.ui.numbers import grouped


@dataclass(frozen=True)
class Preview:
    """`lines` of words and figures; or the `problem` that keeps it from being read."""

    lines: list[list[str | Said]]
    problem: str = ""


def read(report: Report, text: str) -> Preview:
    """The text with its figures; what is not written right is named instead, with its sentence.

    A text longer than a paragraph may be is not read at all: who types one waits for no figure of it.
    """
    most = Paragraph._meta.get_field("text").max_length or 0  # noqa: SLF001 - Django's documented way
    if len(text) > most:
        return Preview([], _("Đoạn dài quá %(most)s ký tự: hãy chia thành nhiều đoạn.") % {"most": grouped(most)})
    try:
        questions.check(text, report)
    except TokenError as error:
        return Preview([], str(error))
    said = editions.said(report, [("paragraph", text)], editions.current(report))
    lines = (line for line in text.splitlines() if line.strip())
    return Preview(
        [[part if isinstance(part, str) else said[part.key] for part in tokens.parse(line)] for line in lines]
    )
