"""A map: outlines of land, and a circle at each place whose area is its number."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import sqrt

from django.utils.html import format_html
from django.utils.safestring import SafeString

from ketnoi.ui.charts import svg
from ketnoi.ui.numbers import grouped

LARGEST = 24.0
ZERO = 3.0
LETTER = 7.6
LINE = 18.0
ON_PHONES = 3
PHONE_SCALE = 1.8
LEGEND = 56.0
LEGEND_STEP = 250.0

Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Point:
    """A place at (x, y) of the drawing, with its number. A place whose number is missing is left out."""

    x: float
    y: float
    value: int
    label: str = ""


def points(
    outlines: Sequence[str],
    places: Sequence[Point],
    size: tuple[float, float],
    label: str,
    *,
    unit: str = "",
    named: int = 10,
    caption: str = "",
) -> SafeString:
    """Draw a map of size (width, height); outlines are SVG path data in the same pixels.

    The `named` largest places are labelled where labels do not collide; where the map is shown small only the
    first three are. A legend stands in a band under the map, so the drawing is somewhat taller than `size`.
    A zero is an empty dot. Circles are drawn largest first, so that small ones stay visible.
    """
    most = max((place.value for place in places), default=0) or 1
    order = sorted(places, key=lambda place: (-place.value, place.label))
    shapes = [format_html('<path class="land" d="{}"/>', outline) for outline in outlines]
    shapes += [_mark(place, most) for place in order]
    shapes += _labels([place for place in order[:named] if place.value], most, size[0])
    shapes += _legend(most, size[1], unit)
    return svg.figure((svg.drawing((size[0], size[1] + LEGEND), label, shapes),), caption, "map")


def radius(value: int, most: int) -> float:
    """Pixels: the area of a circle, not its width, is in proportion to its number."""
    return LARGEST * sqrt(value / most)


def round_steps(most: int) -> tuple[int, ...]:
    """Two round numbers for the legend, the larger not above the largest number: 3456 → (3000, 750)."""
    step = 10 ** (len(str(most)) - 1)
    large = most // step * step
    return (large, large // 4) if large >= 4 else (large,)  # noqa: PLR2004 - a quarter of the area, half the width


def _mark(place: Point, most: int) -> SafeString:
    if place.value == 0:
        return svg.circle("pt zero", place.x, place.y, ZERO)
    return svg.circle("pt", place.x, place.y, max(radius(place.value, most), 1.5))


def _labels(places: Sequence[Point], most: int, width: float) -> Iterator[SafeString]:
    taken: list[Box] = []
    for rank, place in enumerate(places):
        away = radius(place.value, most) + 4
        large = PHONE_SCALE if rank < ON_PHONES else 1
        length, half = len(place.label) * LETTER * large, LINE * large / 2
        left = place.x + away + length > width and place.x > width / 2
        start = place.x - away - length if left else place.x + away
        box = (start, place.y - half, start + length, place.y + half)
        if place.label and not any(_overlap(box, other) for other in taken):
            taken.append(box)
            kind = "b halo" + (" e" if left else "") + (" minor" if rank >= ON_PHONES else "")
            yield svg.text(place.x - away if left else place.x + away, place.y + 5, place.label, kind)


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def _legend(most: int, top: float, unit: str) -> Iterator[SafeString]:
    """Round numbers with their circles, in a band under the map."""
    for place, value in enumerate(round_steps(most)):
        x, middle = LARGEST + 2 + place * LEGEND_STEP, top + LEGEND / 2
        yield svg.circle("pt key", x, middle, radius(value, most))
        yield svg.text(x + LARGEST + 8, middle + 5, f"{grouped(value)} {unit}".rstrip())
