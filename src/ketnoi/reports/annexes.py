"""Tables of figures in a report: a line for each row, cells with `|` between them, the first row their headings.

Cells hold words and figures as sentences do; a `|` inside a figure's braces belongs to the figure.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from ketnoi.figures import catalogue
from ketnoi.orgs.models import Agency
from ketnoi.programmes.models import Programme
from ketnoi.reports import tokens
from ketnoi.reports.outline import Annex
from ketnoi.reports.tokens import Token

YEARS, AGENCIES = "years", "agencies"
_BETWEEN = re.compile(r"\|(?![^{}]*\})")
MOST_COLUMNS, MOST_ROWS = 24, 120  # of a table that paper can hold
MOST_BARS = 200  # of a line, those inside figures too
Column = tuple[str, int | None, str]  # its heading, the year and the agency that its figures are asked for


def check(text: str) -> None:
    """Raise ValidationError for a table that is too wide or too long for paper, before it is laid out."""
    lines = text.splitlines()
    bars = max(line.count("|") for line in lines)
    if len(lines) > MOST_ROWS or bars > MOST_BARS or len(cells(text)[0]) > MOST_COLUMNS:
        said = {"rows": MOST_ROWS, "columns": MOST_COLUMNS}
        raise ValidationError(_("Bảng có nhiều nhất %(rows)s dòng, %(columns)s cột: hãy tách thành nhiều bảng.") % said)


def cells(text: str) -> list[list[str]]:
    """The rows of a table, each with as many cells as the longest."""
    rows = [[cell.strip() for cell in _BETWEEN.split(line)] for line in text.splitlines()]
    most = max(map(len, rows), default=0)
    return [row + [""] * (most - len(row)) for row in rows]


def write(rows: Sequence[Sequence[str]]) -> str:
    """The text of these rows; `cells` gives them back."""
    return "\n".join(" | ".join(row) for row in rows)


def planned(annex: Annex, programme: Programme | None, first: dt.date, last: dt.date) -> str:
    """The table that an outline asks for, over this period: by year, or by agency of the programme."""
    columns = list(_years(first, last) if annex.by == YEARS else _agencies(annex, programme))
    head = [_("Chỉ tiêu"), _("Đơn vị tính"), *(label for label, _year, _agency in columns)]
    return write([head, *(_row(code, columns) for code in annex.indicators)])


def _row(code: str, columns: Sequence[Column]) -> list[str]:
    indicator = catalogue.indicator(code)
    figures = (Token(code, year=year, agency=agency) for _label, year, agency in columns)
    return [_plain(indicator.name), _plain(indicator.unit), *(tokens.write([token]) for token in figures)]


def _plain(words: str) -> str:
    """Words as a cell holds them."""
    return tokens.write([words.replace("|", "/")])


def _years(first: dt.date, last: dt.date) -> Iterator[Column]:
    if last.year > first.year:
        for year in range(first.year, last.year + 1):
            yield _("Năm %(year)s") % {"year": year}, year, ""
    yield _("Cả kỳ"), None, ""


def _agencies(annex: Annex, programme: Programme | None) -> Iterator[Column]:
    """What several did together counts for each of them: such columns need not add up to the last."""
    among = Agency.objects.filter(code__in=annex.agencies)
    if programme is not None:
        among = Agency.objects.filter(pk__in=programme.parties.values("unit__agency"))
    for code, short in among.order_by("order", "pk").values_list("code", "short"):
        yield short, None, code
    yield _("Chung"), None, ""
