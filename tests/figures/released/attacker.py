"""An attacker who tries everything: all worlds of a few combinations that show the published numbers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ketnoi.figures.released.boxes import Atom, Box, holds

MOST = 20  # of one combination that he thinks possible


def worlds(atoms: Sequence[Atom], shown: Mapping[Box, int], most: int = MOST) -> Iterator[dict[Atom, int]]:
    """Every world over these combinations in which each published box counts what was published."""
    left = dict(shown)
    last = {box: max((i for i, atom in enumerate(atoms) if holds(box, atom)), default=-1) for box in shown}
    inside = [[box for box in shown if holds(box, atom)] for atom in atoms]
    if any(last[box] < 0 and number for box, number in shown.items()):
        return
    yield from _filled(atoms, 0, left, last, inside, {}, most)


def _filled(atoms, at, left, last, inside, found, most):
    if at == len(atoms):
        yield dict(found)
        return
    top = min([left[box] for box in inside[at]], default=most)
    least = max([left[box] for box in inside[at] if last[box] == at], default=0)
    for number in range(least, min(top, most) + 1):
        if any(last[box] == at and left[box] != number for box in inside[at]):
            continue
        for box in inside[at]:
            left[box] -= number
        found[atoms[at]] = number
        yield from _filled(atoms, at + 1, left, last, inside, found, most)
        for box in inside[at]:
            left[box] += number


def largest(box: Box, atoms: Sequence[Atom], shown: Mapping[Box, int], enough: int) -> int:
    """The most the box can count in any of them; looking ends where it is enough."""
    best = -1
    for world in worlds(atoms, shown):
        best = max(best, sum(number for atom, number in world.items() if holds(box, atom)))
        if best >= enough:
            break
    return best
