"""From one world to another that shows the same: what one combination gives and another takes.

Three moves are tried: two combinations exchange some of their values, one gives to another, one more is added. Every
world with the same published numbers can be reached by enough of them where tables share their totals as ours do; what
is not found is taken for impossible, so a number may be hidden once too often and never once too seldom.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations
from math import inf

from ketnoi.figures.released.boxes import Atom, Box, World, holds

MOST = 24  # combinations of each side that are tried; more seldom finds anything cheaper
Signature = Callable[[Atom], frozenset[Box]]


@dataclass(frozen=True)
class Move:
    """What each combination gains or gives once, and the numbers that change by it."""

    steps: tuple[tuple[Atom, int], ...]
    changes: frozenset[Box]

    def capacity(self, world: World) -> float:
        """How often it can be made before somebody would give what he does not have."""
        giving = [world[atom] // -step for atom, step in self.steps if step < 0]
        return min(giving, default=inf)


def raising(box: Box, world: World, signature: Signature, need: int) -> Iterator[Move]:
    """Moves after which this box counts one more."""
    positive = sorted((atom for atom, number in world.items() if number > 0), key=repr)
    outside = [atom for atom in positive if not holds(box, atom)]
    for atom in _chosen(outside, world, need):
        taker = _into(box, atom)
        yield _move(signature, [(taker, 1), (atom, -1)])
    yield from _exchanges(box, outside, world, signature, need)
    for taker in sorted({_into(box, atom) for atom in positive} or {_anything(box)}, key=repr):
        yield _move(signature, [(taker, 1)])


def _exchanges(box: Box, outside: list[Atom], world: World, signature: Signature, need: int) -> Iterator[Move]:
    """One combination has some of the box's values, another the others: together they can make one that has all."""
    wanted = [axis for axis, values in enumerate(box) if values is not None]
    misses = {atom: frozenset(axis for axis in wanted if atom[axis] not in (box[axis] or ())) for atom in outside}
    for missing in _apart(set(misses.values())):
        first = [atom for atom in outside if misses[atom] == missing]
        for atom in _chosen(first, world, need):
            others = [one for one in outside if not misses[one] & missing]
            for other in _chosen(others, world, need):
                yield from _recombined(box, atom, other, missing, signature)


def _recombined(box: Box, atom: Atom, other: Atom, missing: frozenset[int], signature: Signature) -> Iterator[Move]:
    """Both exchange what the one misses, with any of the values that the box leaves free beside."""
    free = [axis for axis, values in enumerate(box) if values is None and atom[axis] != other[axis]]
    for size in range(len(free) + 1):
        for also in combinations(free, size):
            axes = missing | set(also)
            taker, left = _mixed(atom, other, axes), _mixed(other, atom, axes)
            if not holds(box, left):
                yield _move(signature, [(taker, 1), (left, 1), (atom, -1), (other, -1)])


def _mixed(atom: Atom, other: Atom, axes: Iterable[int]) -> Atom:
    return tuple(other[axis] if axis in axes else value for axis, value in enumerate(atom))


def _into(box: Box, atom: Atom) -> Atom:
    """The combination of the box that differs from this one as little as possible."""
    return tuple(
        value if wanted is None or value in wanted else min(wanted, key=repr)
        for wanted, value in zip(box, atom, strict=True)
    )


def _anything(box: Box) -> Atom:
    return tuple(min(wanted, key=repr) if wanted else "" for wanted in box)


def _apart(sets: set[frozenset[int]]) -> list[frozenset[int]]:
    return sorted(sets, key=sorted)


def _chosen(atoms: list[Atom], world: World, need: int) -> list[Atom]:
    """The smallest that can give enough alone, then the largest of the others."""
    return sorted(atoms, key=lambda atom: (world[atom] < need, abs(world[atom] - need), repr(atom)))[:MOST]


def _move(signature: Signature, steps: list[tuple[Atom, int]]) -> Move:
    net: Counter[Box] = Counter()
    for atom, step in steps:
        for box in signature(atom):
            net[box] += step
    together: Counter[Atom] = Counter()
    for atom, step in steps:
        together[atom] += step
    kept = tuple((atom, step) for atom, step in together.items() if step)
    return Move(kept, frozenset(box for box, change in net.items() if change))
