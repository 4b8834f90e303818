"""What a released number counts: a box of the crossing of all dimensions, and tables as grids of such boxes.

A world is a number for each combination of values, one value for each axis (month, province, then the dimensions of
the source). A box names for each axis the values it takes, None for all of them. Two numbers count the same exactly
when their boxes are equal, whichever table or release they stand in.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass

Value = Hashable
Atom = tuple[Value, ...]
Box = tuple[frozenset[Value] | None, ...]
World = Counter[Atom]


def holds(box: Box, atom: Atom) -> bool:
    """Does the box count what stands at this combination?"""
    return all(wanted is None or value in wanted for wanted, value in zip(box, atom, strict=True))


def narrowed(box: Box, axis: int, to: frozenset[Value]) -> Box:
    """The part of the box where this axis takes one of these values."""
    kept = box[axis]
    return (*box[:axis], to if kept is None else kept & to, *box[axis + 1 :])


@dataclass(frozen=True)
class Partition:
    """Lines of a table: an axis, and which of its values each line takes. No value stands in two lines."""

    axis: int
    groups: tuple[frozenset[Value], ...]

    def line(self, value: Value) -> frozenset[Value] | None:
        return next((group for group in self.groups if value in group), None)


@dataclass(frozen=True)
class Grid:
    """A table with its totals: the region it speaks of, cut by rows and by columns."""

    region: Box
    rows: Partition
    columns: Partition

    def lines(self) -> Iterator[tuple[Box, ...]]:
        """Boxes line by line, each with its total first; the line of totals is the first."""
        for row in (self.region, *self._cut(self.region, self.rows)):
            yield (row, *self._cut(row, self.columns))

    def boxes(self) -> frozenset[Box]:
        """All its numbers: cells, totals of rows and of columns, and the whole."""
        return frozenset(box for line in self.lines() for box in line)

    def around(self, atom: Atom) -> Iterator[Box]:
        """Those of its numbers that count this combination."""
        if not holds(self.region, atom):
            return
        row, column = self.rows.line(atom[self.rows.axis]), self.columns.line(atom[self.columns.axis])
        yield self.region
        if column is not None:
            yield narrowed(self.region, self.columns.axis, column)
        if row is not None:
            line = narrowed(self.region, self.rows.axis, row)
            yield line
            if column is not None:
                yield narrowed(line, self.columns.axis, column)

    @staticmethod
    def _cut(box: Box, by: Partition) -> list[Box]:
        return [narrowed(box, by.axis, group) for group in by.groups]


def total(box: Box, world: Mapping[Atom, int]) -> int:
    """What the box counts in this world."""
    return sum(number for atom, number in world.items() if holds(box, atom))


def totals(grids: Iterable[Grid], world: Mapping[Atom, int]) -> Counter[Box]:
    """Every number of these tables; a box that counts nothing is 0."""
    found: Counter[Box] = Counter()
    for grid in set(grids):
        found.update(dict.fromkeys(grid.boxes() - found.keys(), 0))
    for atom, number in world.items():
        for box in signature(grids, atom):
            found[box] += number
    return found


def signature(grids: Iterable[Grid], atom: Atom) -> frozenset[Box]:
    """All numbers of these tables that count this combination, each once."""
    return frozenset(box for grid in grids for box in grid.around(atom))
