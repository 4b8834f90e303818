"""Horizontal bars: one row a category, its value written beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from ketnoi.ui.charts import svg
from ketnoi.ui.numbers import grouped

ROW = 50
BAR_TOP = 20
BAR_HEIGHT = 18


@dataclass(frozen=True)
class Bar:
    """One row. A value of None is missing; `words` stands instead of the number; `href` leads to records."""

    label: str
    value: int | None
    words: str = ""
    href: str = ""


@dataclass(frozen=True)
class _Frame:
    """What all rows share: the width of the drawing, the number that fills it, and what is counted."""

    width: float
    most: int
    unit: str
    on_track: bool


def bars(rows: Sequence[Bar], label: str, *, unit: str = "", whole: int | None = None, caption: str = "") -> SafeString:
    """Draw rows to one scale from zero.

    With `whole` every bar lies on a track of that length, in the lighter fill of a "trong đó" that adds
    nothing to the total. Rows with links make the chart a group of links instead of one image.
    """
    most = whole or max((row.value or 0 for row in rows), default=0) or 1
    role = "group" if any(row.href for row in rows) else "img"

    def draw(width: float, kind: str) -> SafeString:
        frame = _Frame(width, most, unit, whole is not None)
        shapes = (_row(row, place * ROW, frame) for place, row in enumerate(rows))
        return svg.drawing((width, len(rows) * ROW - 8), label, shapes, kind, role)

    return svg.two_sizes(draw, caption)


def _row(row: Bar, top: float, frame: _Frame) -> SafeString:
    shapes = svg.join(_shapes(row, top, frame))
    return format_html('<a href="{}">{}</a>', row.href, shapes) if row.href else shapes


def _shapes(row: Bar, top: float, frame: _Frame) -> Iterator[SafeString]:
    yield svg.text(0, top + 13, row.label, "b")
    yield svg.text(frame.width, top + 13, _words(row, frame.unit), "e")
    if row.value is None:
        yield svg.rect("missing", 0.5, top + BAR_TOP + 0.5, frame.width - 1, BAR_HEIGHT - 1)
        return
    if frame.on_track:
        yield svg.rect("f-sunk", 0, top + BAR_TOP, frame.width, BAR_HEIGHT)
    length = frame.width * min(row.value / frame.most, 1)
    yield svg.rect("f-soft" if frame.on_track else "f-plum", 0, top + BAR_TOP, length, BAR_HEIGHT)
    yield svg.line("ax", (0, top + BAR_TOP - 2), (0, top + BAR_TOP + BAR_HEIGHT + 2))


def _words(row: Bar, unit: str) -> str:
    if row.value is None:
        return row.words or _("chưa có số")
    return row.words or f"{grouped(row.value)} {unit}".rstrip()
