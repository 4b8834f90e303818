"""What was done against a target, each bar cut into the periods (years) it was done in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from ketnoi.ui.charts import svg
from ketnoi.ui.numbers import grouped, percent

TOP = 24
ROW = 56
BAR_TOP = 20
BAR_HEIGHT = 20
PERCENT_ROOM = 60
GAP = 1.5
SHADES = 4
LABEL_ROOM = 34
LINE = 17
LETTER = 6.7  # pixels a letter takes, wide ones and narrow ones together


@dataclass(frozen=True)
class Target:
    """One row: done in each period, and the target of all periods together (more than 0)."""

    label: str
    done: Sequence[int]
    target: int
    unit: str = ""


def targets(rows: Sequence[Target], label: str, *, pace: Sequence[float] = (), caption: str = "") -> SafeString:
    """Draw each row to its own target, which stands at the same line in all rows.

    `pace` are the shares of the target planned by the end of each period but the last (0.25 is 25%), drawn as
    dashed lines. Raises ValueError for a target of 0 or less.
    """
    if any(row.target <= 0 for row in rows):
        raise ValueError(_("Chỉ tiêu phải lớn hơn 0"))
    longest = max((sum(row.done) / row.target for row in rows), default=1)

    def draw(width: float, kind: str) -> SafeString:
        full = (width - PERCENT_ROOM) / max(longest, 1)
        shapes = [*_heading(full, pace)]
        below = LINE if any(_crowded(row, width) for row in rows) else 0
        for place, row in enumerate(rows):
            shapes += _row(row, TOP + place * (ROW + below), full, width, pace, below)
        return svg.drawing((width, TOP + len(rows) * (ROW + below) - 4), label, shapes, kind)

    return svg.two_sizes(draw, caption)


def _heading(full: float, pace: Sequence[float]) -> Iterator[SafeString]:
    """Write the shares of the plan over their lines, where they have room."""
    at = 0.0
    for share in pace:
        if full * share - at >= LABEL_ROOM and full * (1 - share) >= LABEL_ROOM + 10:
            at = full * share
            yield svg.text(at, 12, percent(round(share * 100), 100, 0), "m")
    yield svg.text(full, 12, _("Chỉ tiêu"), "m b")


def _told(row: Target) -> str:
    return f"{grouped(sum(row.done))} / {grouped(row.target)} {row.unit}".rstrip()


def _crowded(row: Target, width: float) -> bool:
    """Would the label and what was done run into each other on one line?"""
    return (len(row.label) + len(_told(row))) * LETTER > width


def _row(
    row: Target, top: float, full: float, width: float, pace: Sequence[float], below: float
) -> Iterator[SafeString]:
    """One row; what was done stands at the right of its label, or `below` it."""
    done = sum(row.done)
    yield svg.text(0, top + 12, row.label, "b")
    yield svg.text(0, top + 12 + below, _told(row)) if below else svg.text(width, top + 12, _told(row), "e")
    top += below
    yield svg.text(width, top + BAR_TOP + 15, percent(done, row.target), "e b")
    yield from _segments(row, top + BAR_TOP, full)
    for share in pace:
        yield svg.line("dash", (full * share, top + BAR_TOP - 3), (full * share, top + BAR_TOP + BAR_HEIGHT + 3))
    yield svg.line("tick", (full, top + BAR_TOP - 4), (full, top + BAR_TOP + BAR_HEIGHT + 4))


def _segments(row: Target, top: float, full: float) -> Iterator[SafeString]:
    ends = list(accumulate(row.done))
    for place, (done, end) in enumerate(zip(row.done, ends, strict=True)):
        start, length = full * (end - done) / row.target, full * done / row.target
        if done:
            shade = min(place + 1, SHADES)
            yield svg.rect(f"f-y{shade}", start, top, max(length - GAP, 0.5), BAR_HEIGHT)
