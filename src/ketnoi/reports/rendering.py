"""From a report's words and figures to the paper: one value for the screen and for the Word file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping

from django.utils.html import format_html, format_html_join
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from ketnoi.audit import moments
from ketnoi.documents import layouts
from ketnoi.documents.layouts import Align
from ketnoi.documents.paper import Block, Paper, Run, Signatory
from ketnoi.figures import links
from ketnoi.reports import annexes, letterheads, tokens
from ketnoi.reports.editions import Text
from ketnoi.reports.models import Paragraph, Report
from ketnoi.reports.questions import Said
from ketnoi.ui import dates
from ketnoi.ui.templatetags.ui import icon
from ketnoi.ui.text import unbroken

BULLET = "- "
BETWEEN = " · "
WIDE, NARROW = 3, 1  # shares of a table's width: the column that names the rows, and the others
Draw = Callable[[Said], Run]


def paper(report: Report, written: Iterable[Text], said: Mapping[str, Said], draw: Draw) -> Paper:
    """The report as an official paper of its unit; number and day stay empty until it is issued."""
    head = letterheads.on(report)
    day = _day(report)
    return Paper(
        layout=layouts.load(head.layout, day),
        issuer_lines=head.issuer_lines.splitlines(),
        number_sign=head.number_sign,
        place_name=head.place_name,
        day=report.issued_on,
        kind=_("Báo cáo"),
        about=unbroken(report.about),
        blocks=list(blocks(written, said, draw)),
        recipients=head.recipients.splitlines(),
        signatories=_signatories(report) or [Signatory(head.authority, head.signer_title)],
        number=report.number,
        year=day.year,
    )


def _signatories(report: Report) -> list[Signatory]:
    return [Signatory(one.authority, one.title, one.name) for one in report.signers.all()]


def for_file(one: Said) -> Run:
    """A figure as the Word file keeps it: found again by its key; its label says what it read when taken out."""
    name = _("%(name)s (số lãnh đạo ghi, không phải số tổng hợp)") % {"name": one.name} if one.given else one.name
    return Run(one.shown, tag=one.token.key, label=f"{one.shown}{BETWEEN}{name}")


def for_reading(one: Said) -> Run:
    """A figure outside its report's page: a link to what is asked, with its records."""
    return Run(one.shown, label=one.name, href=links.url(one.figure))


def for_screen(selected: str, moved: Iterable[str]) -> Draw:
    """A figure as the page shows it: a link that opens its panel, marked when it has changed or is the one opened."""
    changed = frozenset(moved)

    def draw(one: Said) -> Run:
        key = one.token.key
        address = f"?{urlencode({'so': key})}#so"
        current = format_html(' aria-current="{}"', "true") if key == selected else ""
        marks = [("given", "pencil", _("(lãnh đạo ghi)"))] if one.given else []
        marks += [("moved", "triangle-alert", _("(đã thay đổi)"))] if key in changed else []
        classes = " ".join(["fig", *(name for name, _sign, _words in marks)])
        said = format_html_join(
            "", '{}<span class="vh"> {}</span>', [(icon(sign), told) for _name, sign, told in marks]
        )
        link = '<a class="{}" href="{}" title="{}"{}>{}{}</a>'
        return Run(format_html(link, classes, address, one.name, current, one.shown, said), tag=key)

    return draw


def _day(report: Report) -> dt.date:
    """The day whose layout the paper follows: of the issuing, of the freezing, else today."""
    return report.issued_on or dates.from_us(report.frozen_at or moments.now()).date()


def blocks(written: Iterable[Text], said: Mapping[str, Said], draw: Draw) -> Iterator[Block]:
    """The body of a paper: a block for each line, a table for each table."""
    for kind, text in written:
        if kind == Paragraph.Kind.TABLE:
            yield _table(text, said, draw)
            continue
        for line in text.splitlines():
            if kind == "paragraph" and line.startswith(BULLET):
                yield Block("bullet", runs=list(_runs(line.removeprefix(BULLET), said, draw)))
            else:
                yield Block(kind, runs=list(_runs(line, said, draw)))  # type: ignore[arg-type]  # Paragraph.Kind


def _table(text: str, said: Mapping[str, Said], draw: Draw) -> Block:
    """Numbers stand right; what names a row, or is counted in, left."""
    rows = [[list(_runs(cell, said, draw)) for cell in row] for row in annexes.cells(text)]
    columns = range(max(map(len, rows), default=0))
    numeric = [any(row[column] and row[column][0].tag for row in rows) for column in columns]
    aligns: list[Align] = ["right" if one else "left" for one in numeric]
    return Block("table", rows=rows, aligns=aligns, widths=[WIDE if not column else NARROW for column in columns])


def _runs(line: str, said: Mapping[str, Said], draw: Draw) -> Iterator[Run]:
    for part in tokens.parse(unbroken(line)):
        yield Run(part) if isinstance(part, str) else draw(said[part.key])
