"""Values that no table tells apart count as one: months of one segment, provinces of the rest of the nation.

What is moved between worlds is moved between classes; whichever of its values a class gives, no table shows it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import product

from ketnoi.figures.released.boxes import Atom, Box, Grid, Partition, Value, World, narrowed

MONTH, PROVINCE = 0, 1  # axes of every source; those of its own dimensions follow


class Classes:
    """For each axis of these tables, which values they tell apart."""

    def __init__(self, grids: Iterable[Grid], axes: int) -> None:
        sets: list[set[frozenset[Value]]] = [set() for _axis in range(axes)]
        for grid in grids:
            for axis, wanted in enumerate(grid.region):
                sets[axis] |= {wanted} if wanted is not None else set()
            for by in (grid.rows, grid.columns):
                sets[by.axis].update(by.groups)
        self._sets = [sorted(one, key=repr_of) for one in sets]
        self._known: list[dict[Value, Value]] = [{} for _axis in range(axes)]
        self._first: list[dict[tuple[bool, ...], Value]] = [{} for _axis in range(axes)]
        for axis, wanted_sets in enumerate(self._sets):
            for value in sorted({value for wanted in wanted_sets for value in wanted}, key=repr):
                self.of(axis, value)

    def of(self, axis: int, value: Value) -> Value:
        """The value that stands for all that are never told apart from this one."""
        known = self._known[axis]
        if value not in known:
            mark = tuple(value in wanted for wanted in self._sets[axis])
            known[value] = self._first[axis].setdefault(mark, value)
        return known[value]

    def atom(self, atom: Atom) -> Atom:
        return tuple(self.of(axis, value) for axis, value in enumerate(atom))

    def world(self, world: Mapping[Atom, int]) -> World:
        """The same world, counted by classes: the same ones in whatever order its combinations come."""
        counted: World = Counter()
        for atom, number in sorted(world.items(), key=repr):
            counted[self.atom(atom)] += number
        return counted


def repr_of(values: Iterable[Value]) -> list[str]:
    """An order for sets that does not change from one process to the next."""
    return sorted(map(repr, values))


def differences(grids: Sequence[Grid], provinces: Iterable[Value]) -> list[Grid]:
    """Tables nobody published that follow from published ones by subtraction: a year less its first half, the
    nation less one province. They are cut as those in play are, and their small numbers are as protected.
    """
    spans = {grid.region[MONTH] or frozenset() for grid in grids}
    spans |= {group for grid in grids for by in (grid.rows, grid.columns) if by.axis == MONTH for group in by.groups}
    areas = {grid.region[PROVINCE] for grid in grids}
    cuts = sorted({(grid.rows, grid.columns) for grid in grids}, key=repr_cut)
    if len(spans) == 1 and len(areas) == 1:
        return []
    known = {grid.region for grid in grids}
    made = []
    for span, area in product(apart(spans), _areas(areas, provinces)):
        blank: Box = (None,) * len(grids[0].region)
        region = narrowed(narrowed(blank, MONTH, span), PROVINCE, area) if area else narrowed(blank, MONTH, span)
        made += [Grid(region, rows, columns) for rows, columns in cuts if region not in known or len(cuts) > 1]
    return [grid for grid in made if grid not in set(grids)]


def repr_cut(cut: tuple[Partition, Partition]) -> list[object]:
    return [(by.axis, [repr_of(group) for group in by.groups]) for by in cut]


def apart(sets: Iterable[frozenset[Value]]) -> list[frozenset[Value]]:
    """The smallest pieces that these sets cut one another into."""
    every = sorted(sets, key=repr_of)
    pieces: dict[tuple[bool, ...], set[Value]] = {}
    for value in sorted({value for one in every for value in one}, key=repr):
        pieces.setdefault(tuple(value in one for one in every), set()).add(value)
    return [frozenset(piece) for piece in pieces.values()]


def _areas(areas: Iterable[frozenset[Value] | None], provinces: Iterable[Value]) -> list[frozenset[Value] | None]:
    """Provinces with tables of their own, and the rest of the nation where it has one."""
    own = [one for one in areas if one is not None]
    if len(own) == len(list(areas)):
        return list(apart(own))
    rest = frozenset(provinces) - frozenset().union(*own)
    return [*apart(own), *([rest] if rest and own else [None])]
