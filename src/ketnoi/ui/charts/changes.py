"""Before and after, a row each: an empty ring where it stood, a full dot where it stands, a line between them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from ketnoi.ui.charts import svg

TOP = 44
ROW = 38
GRID_TOP = 20
LABEL_ROOM = 152
WORDS_ROOM = 76
RING, DOT = 6, 7
LETTER = 8.2  # pixels a bold letter takes at most


@dataclass(frozen=True)
class Change:
    """One row: `words` is written beside the dot; `first` marks the one the others are held against."""

    label: str
    before: int
    after: int
    words: str
    first: bool = False


def changes(rows: Sequence[Change], label: str, *, ends: tuple[str, str], caption: str = "") -> SafeString:
    """Draw all rows on one scale, whose lowest and highest number are written as `ends` over it."""
    numbers = [number for row in rows for number in (row.before, row.after)] or [0]
    low, high = min(numbers), max(*numbers, min(numbers) + 1)

    def draw(width: float, kind: str) -> SafeString:
        shapes = list(_scale(ends, width, len(rows)))
        for place, row in enumerate(rows):
            shapes += _row(row, TOP + place * ROW, (low, high), width)
        return svg.drawing((width, TOP + len(rows) * ROW - 8), label, shapes, kind)

    return svg.two_sizes(draw, caption)


def _at(number: int, between: tuple[int, int], width: float) -> float:
    low, high = between
    return LABEL_ROOM + (number - low) / (high - low) * (width - LABEL_ROOM - WORDS_ROOM)


def _scale(ends: tuple[str, str], width: float, rows: int) -> Iterator[SafeString]:
    for words, share in zip(ends, (0, 1), strict=True):
        x = LABEL_ROOM + share * (width - LABEL_ROOM - WORDS_ROOM)
        yield svg.line("g", (x, GRID_TOP), (x, TOP + rows * ROW - 18))
        yield svg.text(x, 12, words, "m")


def _row(row: Change, y: float, between: tuple[int, int], width: float) -> Iterator[SafeString]:
    before, after = (_at(number, between, width) for number in (row.before, row.after))
    yield svg.text(0, y + 4, _short(row.label), "b")
    yield svg.line("link", (before, y), (after, y))
    yield svg.circle("pt zero", before, y, RING)
    yield svg.circle("f-plum" if row.first else "f-leaf", after, y, DOT)
    yield svg.text(max(before, after) + 11, y + 4, row.words, "b")


def _short(label: str) -> str:
    """What fits before the scale; the whole name stands in the table under the chart."""
    most = int(LABEL_ROOM / LETTER)
    return label if len(label) <= most else label[: most - 1].rstrip() + "…"
