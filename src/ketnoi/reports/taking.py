"""Lines of a returned Word file that an officer takes into the report."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from ketnoi.audit import versions
from ketnoi.reports import actions
from ketnoi.reports.models import Paragraph, Report

MOST_LETTERS = 8_000  # as a paragraph holds
REPLACE, REMOVE, BEFORE, AFTER = "replace", "remove", "before", "after"
IN_ORDER = (BEFORE, REPLACE, REMOVE, AFTER)  # of what becomes of one line


@dataclass(frozen=True)
class Taken:
    """What becomes of line `line` (from 0) of a paragraph whose `version` was read; `text` with its figures."""

    what: str
    paragraph: int
    version: int
    line: int
    text: str


@transaction.atomic
def take(report: Report, chosen: Sequence[Taken], actor: int | None = None) -> int:
    """Write the chosen lines, all or none; answers how many paragraphs changed.

    Raises ValidationError, versions.Stale where one was saved meanwhile, tokens.TokenError.
    """
    rows = report.paragraphs.in_bulk([one.paragraph for one in chosen])
    for pk in dict.fromkeys(one.paragraph for one in chosen):
        if pk not in rows:
            raise versions.Stale(None, _("Đoạn này vừa có người bỏ."))
        _write(rows[pk], [one for one in chosen if one.paragraph == pk], actor)
    return len({one.paragraph for one in chosen})


def _write(row: Paragraph, chosen: Sequence[Taken], actor: int | None) -> None:
    """From the last line up, so that the numbers of those above stay true."""
    lines = row.text.splitlines()
    version = chosen[0].version
    if any(one.what not in IN_ORDER or one.line >= len(lines) or one.version != version for one in chosen):
        raise versions.Stale(row, _("Đoạn này vừa có người khác lưu."))
    in_order = sorted(enumerate(chosen), key=lambda pair: (pair[1].line, IN_ORDER.index(pair[1].what), pair[0]))
    for _place, one in reversed(in_order):
        begin = one.line + (one.what == AFTER)
        lines[begin : one.line + (one.what != BEFORE)] = [one.text] if one.what != REMOVE else []
    text = "\n".join(lines)
    if len(text) > MOST_LETTERS:
        raise ValidationError(_("Đoạn dài quá %(most)s ký tự: hãy chia thành nhiều đoạn.") % {"most": MOST_LETTERS})
    if text.strip():
        actions.edit_paragraph(row.pk, text, version, actor)
    else:
        actions.remove(row.pk, version, actor)
