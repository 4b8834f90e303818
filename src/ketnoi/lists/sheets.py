"""A list as a sheet: the rows and columns its page would show this officer, all of them, read as they are written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from ketnoi.audit import moments
from ketnoi.lists import lines, paging
from ketnoi.lists.asked import Asked
from ketnoi.officers.models import Post
from ketnoi.workbooks import writing


def sheet(question: Asked) -> writing.Sheet:
    """The sheet; its rows are read in parts while it is written."""
    header = [str(column.label) for column in question.columns]
    widths = [column.width for column in question.columns]
    return writing.Sheet(str(question.table.label), header, _rows(question), widths)


def about(question: Asked, post: Post) -> writing.About:
    """Who takes it out, when, and what was asked."""
    return writing.About(
        str(question.table.label), question.officer.name, post.unit.label, moments.now(), "; ".join(scope(question))
    )


def scope(question: Asked) -> list[str]:
    """What narrows the list, in words."""
    told = [_("Có chữ: %(text)s") % {"text": question.text}] if question.text else []
    told += question.conditions
    return told or [_("Tất cả những gì người xuất được xem")]


def _rows(question: Asked) -> Iterator[Sequence[writing.Value]]:
    columns = question.columns
    for found in paging.every(question.rows, question.order.fields, lines.shown(columns)):
        yield from lines.plainly(columns, found)
