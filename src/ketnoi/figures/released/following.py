"""What follows from numbers by adding and subtracting them, whatever the unknowns are that they are sums of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import combinations

from ketnoi.figures.released import classes
from ketnoi.figures.released.boxes import Box, Value

# Reckoned with remainders of a prime: what follows is always found; what does not is taken for it once in 10^17 times.
PRIME = 2**61 - 1


class Sums:
    """Sums of the same unknowns, each written as their factors, and all that can be written as sums of these."""

    def __init__(self, rows: Iterable[Sequence[int]] = ()) -> None:
        self._rows: dict[int, list[int]] = {}  # by the first unknown that stands in it, once
        for row in rows:
            self._add(self._rest(row))

    def tell(self, row: Sequence[int]) -> bool:
        """Does this sum follow?"""
        return not any(self._rest(row))

    def _rest(self, row: Sequence[int]) -> list[int]:
        """What is left of it when all that is known is taken away."""
        left = list(row)
        for place, known in sorted(self._rows.items()):
            if factor := left[place]:
                left = [(one - factor * other) % PRIME for one, other in zip(left, known, strict=True)]
        return left

    def _add(self, row: list[int]) -> None:
        place = next((place for place, factor in enumerate(row) if factor), None)
        if place is not None:
            once = pow(row[place], -1, PRIME)
            self._rows[place] = [factor * once % PRIME for factor in row]


def told(shown: AbstractSet[Box], every: AbstractSet[Box]) -> set[Box]:
    """Which of every box follow from the shown ones of one world, step by step along one axis or another: a year less
    its half, a nation less a province, a total less its other lines. Never too few where tables are cut as ours are.
    """
    known, before = set(shown), -1
    lines = list(_lines(every))
    while len(known) > before:
        before = len(known)
        for axis, line, values in lines:
            known |= _along(axis, line, values, known)
    return known


def joined(known: AbstractSet[Box], axis: int) -> set[Box]:
    """What else follows from known numbers that differ on this axis only: all that their pieces there put together."""
    found = set()
    for along, line, values in _lines(known):
        if along == axis and all(box[axis] is not None for box in line):
            sums = Sums(_row(box[axis], values) for box in line)
            found |= {_at(line[0], axis, some) for some in _unions(line, axis) if sums.tell(_row(some, values))}
    return found - known


def _unions(line: Iterable[Box], axis: int) -> Iterator[frozenset[Value]]:
    pieces = classes.apart(box[axis] or frozenset() for box in line)
    for size in range(1, len(pieces) + 1):
        yield from (frozenset().union(*some) for some in combinations(pieces, size))


def _at(box: Box, axis: int, values: frozenset[Value] | None) -> Box:
    return (*box[:axis], values, *box[axis + 1 :])


def _row(wanted: frozenset[Value] | None, values: Iterable[Value]) -> list[int]:
    return [int(wanted is None or value in wanted) for value in values]


def _lines(every: AbstractSet[Box]) -> Iterator[tuple[int, list[Box], list[Value]]]:
    """Boxes that differ on one axis only, with all values that anything takes there."""
    for axis in range(len(next(iter(every), ()))):
        values = sorted({value for box in every for value in box[axis] or ()}, key=repr)
        lines: dict[Box, list[Box]] = defaultdict(list)
        for box in every:
            lines[_at(box, axis, None)].append(box)
        yield from ((axis, line, values) for line in lines.values() if len(line) > 1)


def _along(axis: int, line: list[Box], values: list[Value], known: AbstractSet[Box]) -> set[Box]:
    """Boxes of the line that follow from those that are known."""
    unknown = [box for box in line if box not in known]
    if not unknown or len(unknown) == len(line):
        return set()
    rows = {box: _row(box[axis], values) for box in line}
    sums = Sums(rows[box] for box in line if box in known)
    return {box for box in unknown if sums.tell(rows[box])}
