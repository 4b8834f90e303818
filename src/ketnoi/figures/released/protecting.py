"""Which numbers of a release stay hidden, so that no small one can be worked out, not even with all earlier releases.

A small number is protected when a world exists that shows exactly what was ever published and in which that number
reaches the threshold: so nobody can say its value, nor even that it is small. The world found stands in the plan as a
witness; `proving` verifies it without trusting anything here. Hiding starts from the small numbers themselves; for
each of them the cheapest move to such a world is looked for, and what would show the move is hidden too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from math import inf

from ketnoi.figures.released import boxes, classes, following, moves
from ketnoi.figures.released.boxes import Atom, Box, Grid, Value, World

THRESHOLD = 5  # the smallest number that may be shown, and the smallest change between versions; decision 0051


@dataclass(frozen=True)
class Earlier:
    """A release that is known to everybody, withdrawn or not: its tables, what it showed, and its world."""

    grids: tuple[Grid, ...]
    shown: Mapping[Box, int]
    world: World


@dataclass(frozen=True)
class Problem:
    """Tables to be released of a world, and everything that was released before."""

    grids: tuple[Grid, ...]
    world: World
    earlier: tuple[Earlier, ...] = ()
    provinces: frozenset[Value] = frozenset()

    @property
    def every_grid(self) -> tuple[Grid, ...]:
        return (*self.grids, *(grid for one in self.earlier for grid in one.grids))

    @property
    def known(self) -> frozenset[Box]:
        """Numbers that earlier releases showed."""
        return _shown(self.earlier)

    @property
    def beside(self) -> tuple[Earlier, ...]:
        """Earlier releases of the very same world: nothing changed in between, and everybody may know that."""
        return tuple(one for one in self.earlier if one.world == self.world)

    @property
    def fixed_beside(self) -> frozenset[Box]:
        """Numbers that these showed: who moves the new world moves theirs."""
        return _shown(self.beside)

    @property
    def versions(self) -> list[tuple[Earlier, ...]]:
        """Earlier releases of other worlds, those of one world together."""
        others: dict[frozenset[tuple[Atom, int]], list[Earlier]] = {}
        for one in self.earlier:
            if one.world != self.world:
                others.setdefault(frozenset(one.world.items()), []).append(one)
        return [tuple(some) for some in others.values()]


def _shown(releases: Iterable[Earlier]) -> frozenset[Box]:
    return frozenset(box for one in releases for box in one.shown)


@dataclass(frozen=True)
class Small:
    """A number to protect. It must be able to be `need` more; `alone`: while earlier worlds stay as they are.

    What an earlier release has shown cannot change with it, so there the new world alone is moved, with the tables that
    were released of it before.
    """

    box: Box
    need: int
    alone: bool = False


@dataclass
class Plan:
    """Numbers that stay hidden; for each small one the move that proves it safe; those for which none was found."""

    hidden: set[Box] = field(default_factory=set)
    witnesses: dict[Small, World] = field(default_factory=dict)
    unsafe: list[Small] = field(default_factory=list)


def small_numbers(problem: Problem) -> list[Small]:
    """Everything that needs protection, the numbers with the least room first."""
    implied, known = classes.differences(problem.every_grid, problem.provinces), problem.known
    now = boxes.totals((*problem.every_grid, *implied), problem.world)  # what another version showed may follow now
    wanted = _under(now, problem)
    for one in problem.earlier:
        then = boxes.totals((*one.grids, *implied), one.world)
        common = {box: number for box, number in then.items() if box not in known}
        wanted |= {Small(box, THRESHOLD - number) for box, number in common.items() if 0 < number < THRESHOLD}
    for version in problem.versions:
        wanted |= _little_changed(version, now, problem.world)
    most: dict[tuple[Box, bool], Small] = {}
    for small in wanted:
        key = (small.box, small.alone)
        most[key] = max(small, most.get(key, small), key=lambda one: one.need)
    return sorted(most.values(), key=lambda one: (-one.need, _order(one.box), one.alone))


def _under(now: Mapping[Box, int], problem: Problem) -> set[Small]:
    known = problem.known
    return {Small(box, THRESHOLD - number, alone=box in known) for box, number in now.items() if 0 < number < THRESHOLD}


def _little_changed(version: Sequence[Earlier], now: Mapping[Box, int], world: World) -> set[Small]:
    """Numbers shown before, or that followed from these, which changed a little since: the change would tell of a few
    records. Also of periods that nobody named, as a year without its first quarter.
    """
    told = following.told(_shown(version), _shown(version) | now.keys())
    standing = {box: now[box] for box in told if box in now}
    standing |= {box: boxes.total(box, world) for box in following.joined(standing.keys(), classes.MONTH)}
    changed = {box: number - boxes.total(box, version[0].world) for box, number in standing.items()}
    return {
        Small(box, THRESHOLD - change, alone=True) for box, change in changed.items() if 0 < abs(change) < THRESHOLD
    }


def plan(problem: Problem) -> Plan:
    """What to hide. Where something stays unsafe, these tables cannot be released beside what is known already."""
    smalls = small_numbers(problem)
    displayed = {box for grid in problem.grids for box in grid.boxes()}
    made = Plan(hidden={small.box for small in smalls} & displayed)
    searches = {alone: _Search(problem, made.hidden, alone=alone) for alone in {small.alone for small in smalls}}
    for small in smalls:
        witness = searches[small.alone].witness(small)
        if witness is None:
            made.unsafe.append(small)
        else:
            made.witnesses[small] = witness
    return made


class _Search:
    """Looks for a world that shows the same and in which a small number is no longer small; hides what it must."""

    def __init__(self, problem: Problem, hidden: set[Box], *, alone: bool) -> None:
        together = problem.beside if alone else problem.earlier
        grids = (*problem.grids, *(grid for one in together for grid in one.grids))
        self.hidden = hidden
        self.displayed = boxes.totals(problem.grids, problem.world)
        self.fixed = problem.fixed_beside if alone else problem.known
        self.classes = classes.Classes(_binding(problem), len(problem.grids[0].region))
        self.start = self._giving([problem.world] if alone else [problem.world, *(e.world for e in problem.earlier)])
        self.signature = cache(lambda atom: boxes.signature(grids, atom))

    def _giving(self, worlds: Sequence[World]) -> World:
        """What each class can give in every one of these worlds."""
        counted = [self.classes.world(world) for world in worlds]
        least = {atom: min(world[atom] for world in counted) for atom in counted[0]}
        return Counter({atom: number for atom, number in least.items() if number})

    def witness(self, small: Small) -> World | None:
        """The change from the true world to the one found; None where there is none."""
        box, world, moved, left = self._classed(small.box), self.start.copy(), Counter[Atom](), small.need
        while left:
            move = self._cheapest(moves.raising(box, world, self.signature, left), world, left)
            if move is None:
                return None
            times = int(min(left, move.capacity(world)))
            left -= times
            self.hidden |= {changed for changed in move.changes if changed in self.displayed}
            for atom, step in move.steps:
                moved[atom] += step * times
                world[atom] += step * times
        return moved

    def _cheapest(self, offered: Iterable[moves.Move], world: World, need: int) -> moves.Move | None:
        """The first for which nothing has to be hidden, else the one that tells least."""
        best, lowest = None, inf
        for move in offered:
            price = self._price(move, world, need)
            if price < lowest:
                best, lowest = move, price
            if not lowest:
                break
        return best

    def _classed(self, box: Box) -> Box:
        """The box by classes: a set with one value for each class in it."""
        return tuple(
            wanted if wanted is None else frozenset(self.classes.of(axis, value) for value in wanted)
            for axis, wanted in enumerate(box)
        )

    def _price(self, move: moves.Move, world: World, need: int) -> float:
        """What would have to be hidden for it, by how much that tells, for each that the small number gains."""
        times = min(need, move.capacity(world))
        if times < 1 or move.changes & self.fixed:
            return inf
        return (
            sum(1 + self.displayed.get(box, 0) for box in move.changes - self.hidden if box in self.displayed) / times
        )


def _binding(problem: Problem) -> list[Grid]:
    """All tables that anybody can put beside one another."""
    return [*problem.every_grid, *classes.differences(problem.every_grid, problem.provinces)]


def _order(box: Box) -> list[list[str]]:
    return [[] if wanted is None else sorted(map(repr, wanted)) for wanted in box]
