"""Outlines of the provinces for the map of points: SVG paths in the units of the drawing.

The drawing has no outlines of communes, and those of the old provinces make up today's; Hoàng Sa and
Trường Sa belong to theirs. Source and licence: `data/SOURCES.md`; a page that shows the map credits `CREDIT`.
"""

from __future__ import annotations

import json
import math
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Final

from ketnoi.places.sources import DATA, rows

CREDIT: Final = "@svg-maps/vietnam (CC BY 4.0)"
_TOKEN: Final = re.compile(r"[A-Za-z]|[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_POINTS_OF: Final = {"m": 1, "l": 1, "c": 3}
Point = tuple[float, float]


def outline(province_code: int) -> list[str]:
    """Return the paths (`d`) that make up today's province; empty for a code that is none."""
    return list(_outlines().get(province_code, ()))


def outlines() -> dict[int, list[str]]:
    """Return {today's province code: its paths} for the whole country."""
    return {code: list(paths) for code, paths in _outlines().items()}


def project(lat: float, lon: float) -> Point:
    """Return where degrees north and east lie in the drawing: (x to the right, y downwards)."""
    fit = _projection()
    mercator = math.degrees(math.log(math.tan(math.pi / 4 + math.radians(lat) / 2)))
    return fit["x_per_degree"] * lon + fit["x_start"], fit["y_per_degree"] * mercator + fit["y_start"]


def view_box(paths: Iterable[str], margin: float = 4.0) -> str:
    """Return the `viewBox` around paths: "x y width height". Raises ValueError when there are none."""
    xs, ys = zip(*(point for path in paths for point in points(path)), strict=True)
    left, top = min(xs) - margin, min(ys) - margin
    width, height = max(xs) + margin - left, max(ys) + margin - top
    return " ".join(f"{value:.1f}" for value in (left, top, width, height))


def points(path: str) -> Iterator[Point]:
    """Yield the points of a path in the drawing's units; a curve gives its control points, which enclose it.

    Knows the commands M, L, C and Z, absolute or relative, for the file has no others; raises ValueError there.
    """
    tokens = _TOKEN.findall(path)
    at, start, command, place = (0.0, 0.0), (0.0, 0.0), "", 0
    while place < len(tokens):
        if tokens[place].isalpha():
            command, place = tokens[place], place + 1
            if command in "zZ":
                at = start
                continue
        step = _POINTS_OF.get(command.lower())
        if step is None:
            raise ValueError(f"unknown path command {command!r}")
        numbers = [float(token) for token in tokens[place : place + 2 * step]]
        base = at if command.islower() else (0.0, 0.0)
        reached = [(base[0] + x, base[1] + y) for x, y in zip(numbers[::2], numbers[1::2], strict=True)]
        yield from reached
        at, place = reached[-1], place + 2 * step
        if command in "mM":
            # further pairs after a move are lines
            start, command = at, "l" if command == "m" else "L"


@cache
def _outlines() -> dict[int, tuple[str, ...]]:
    found: dict[int, list[str]] = defaultdict(list)
    for row in rows("outlines.csv.gz"):
        found[int(row["province"])].append(row["path"])
    return {code: tuple(paths) for code, paths in sorted(found.items())}


@cache
def _projection() -> dict[str, float]:
    text = (DATA / "projection.json").read_text(encoding="utf-8")
    return {key: float(value) for key, value in json.loads(text).items()}
