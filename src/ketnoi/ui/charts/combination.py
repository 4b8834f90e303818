"""Joint work: which groups did it together (a matrix of dots) and how much (a bar), each thing in one row."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from ketnoi.ui.charts import svg
from ketnoi.ui.numbers import grouped

MOST_GROUPS = 6
ROW = 36
LEFT = 22
WIDEST_STEP = 52
MATRIX_SHARE = 0.55
ROOM_FOR_NAME = 50
VALUE_ROOM = 66
BAR_HEIGHT = 18


@dataclass(frozen=True)
class Group:
    """A group's code (gives its colour where it has one) and the short name over its column."""

    code: str
    name: str


@dataclass(frozen=True)
class Together:
    """One combination: the codes of those who took part, and its number."""

    codes: Collection[str]
    value: int


def combination(
    groups: Sequence[Group], rows: Sequence[Together], label: str, *, unit: str = "", caption: str = ""
) -> SafeString:
    """Draw the rows; they add to the total because each activity is in exactly one. At most six groups."""
    if len(groups) > MOST_GROUPS:
        raise ValueError(_("Không quá 6 nhóm trong một biểu đồ"))

    def draw(width: float, kind: str) -> SafeString:
        size, shapes = _shapes(groups, rows, unit, width)
        return svg.drawing(size, label, shapes, kind)

    return svg.two_sizes(draw, caption)


def _shapes(
    groups: Sequence[Group], rows: Sequence[Together], unit: str, width: float
) -> tuple[tuple[float, float], list[SafeString]]:
    """Lay out the size of the drawing and its shapes."""
    step = min(WIDEST_STEP, (width * MATRIX_SHARE - LEFT) / max(len(groups) - 1, 1))
    columns = {group.code: LEFT + place * step for place, group in enumerate(groups)}
    top = 22 if step >= ROOM_FOR_NAME else 36
    start = LEFT + step * (len(groups) - 1) + 20
    scale = (width - start - VALUE_ROOM) / max((row.value for row in rows), default=1)
    shapes = [*_names(groups, columns, step)]
    for place, row in enumerate(rows):
        middle = top + place * ROW + ROW / 2
        if place % 2 == 0:
            shapes.append(svg.rect("f-sunk band", 0, middle - ROW / 2, width, ROW))
        shapes += _dots(row, columns, middle)
        shapes += _bar(row, start, middle, scale, unit)
    return (width, top + len(rows) * ROW), shapes


def _names(groups: Sequence[Group], columns: dict[str, float], step: float) -> Iterator[SafeString]:
    """Names over their columns, on two lines in turn where the columns are too close."""
    for place, group in enumerate(groups):
        lower = step < ROOM_FOR_NAME and place % 2
        yield svg.text(columns[group.code], 26 if lower else 12, group.name, "m b")


def _dots(row: Together, columns: dict[str, float], middle: float) -> Iterator[SafeString]:
    present = [x for code, x in columns.items() if code in row.codes]
    if len(present) > 1:
        yield svg.line("link", (present[0], middle), (present[-1], middle))
    for code, x in columns.items():
        taking_part = code in row.codes
        yield svg.circle(f"dot f-{code}" if taking_part else "f-soft", x, middle, 8 if taking_part else 3.5)


def _bar(row: Together, start: float, middle: float, scale: float, unit: str) -> Iterator[SafeString]:
    length = max(row.value * scale, 1)
    yield svg.rect("f-plum", start, middle - BAR_HEIGHT / 2, length, BAR_HEIGHT)
    yield svg.text(start + length + 6, middle + 4, f"{grouped(row.value)} {unit}".rstrip(), "b")
