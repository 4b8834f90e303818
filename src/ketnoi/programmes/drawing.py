"""Today's provinces fitted to the pixels of a map: outlines scaled and moved once, points put where they belong."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from ketnoi.places import outlines

WIDTH = 640.0
HIGHEST = 720.0
_COMMAND = re.compile(r"([MLCZmlcz])([^MLCZmlcz]*)")
_NUMBER = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")


@dataclass(frozen=True)
class Land:
    """Outlines in pixels, the size of the drawing, and how degrees get there. No outlines: nothing to draw."""

    paths: tuple[str, ...]
    size: tuple[float, float]
    origin: tuple[float, float]
    scale: float

    def at(self, lat: float, lon: float) -> tuple[float, float]:
        """Where degrees north and east lie, in pixels."""
        x, y = outlines.project(lat, lon)
        return (x - self.origin[0]) * self.scale, (y - self.origin[1]) * self.scale


@cache
def land(province: int) -> Land | None:
    """The province of today with this code, as wide as a card; None where there is no outline of it."""
    paths = outlines.outline(province)
    if not paths:
        return None
    left, top, width, height = (float(number) for number in outlines.view_box(paths, margin=1).split())
    scale = min(WIDTH / width, HIGHEST / height)
    fitted = tuple(_fitted(path, (left, top), scale) for path in paths)
    return Land(fitted, (width * scale, height * scale), (left, top), scale)


def _fitted(path: str, origin: tuple[float, float], scale: float) -> str:
    """Move and scale a path; relative steps are only scaled, except the first point, which is a place even after m."""
    written = []
    for place, (command, rest) in enumerate(_COMMAND.findall(path)):
        numbers = [float(number) for number in _NUMBER.findall(rest)]
        moved = len(numbers) if command.isupper() else 2 * (place == 0)
        fitted = [
            (number - origin[axis % 2] * (axis < moved)) * scale  # axis: 0 to the right, 1 downwards, in turn
            for axis, number in enumerate(numbers)
        ]
        written.append(command + " ".join(f"{number:.1f}".removesuffix(".0") for number in fitted))
    return "".join(written)
