"""An auditor of a plan: it believes no search, and compares two worlds number by number."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet

from ketnoi.figures.released import boxes, classes
from ketnoi.figures.released.boxes import Box, World
from ketnoi.figures.released.protecting import Plan, Problem, Small, small_numbers


def faults(problem: Problem, plan: Plan) -> list[str]:
    """What is wrong with a plan, in words for whoever keeps the program; nothing when it is proved.

    Proved is: every number that needs protection has a second world, possible beside every world published from,
    that shows all that is shown, and in which the number is as much larger as it must be able to be.
    """
    missing = [small for small in small_numbers(problem) if small not in plan.witnesses]
    found = [f"no second world for {_words(small)}" for small in missing]
    shown = {box for grid in problem.grids for box in grid.boxes()} - plan.hidden
    told = [*problem.every_grid, *classes.differences(problem.every_grid, problem.provinces)]
    apart = classes.Classes(told, len(problem.grids[0].region))
    worlds = [apart.world(world) for world in (problem.world, *(one.world for one in problem.earlier))]
    for small, change in plan.witnesses.items():
        if small.alone:
            wrong = _wrong(small, change, shown, shown | problem.fixed_beside, worlds[:1])
        else:
            wrong = _wrong(small, change, shown, shown | problem.known, worlds)
        found += [f"{text} for {_words(small)}" for text in wrong]
    return found


def _wrong(
    small: Small, change: World, shown: AbstractSet[Box], public: AbstractSet[Box], worlds: Sequence[World]
) -> Iterator[str]:
    if small.box in shown:
        yield "a small number is shown"
    if any(world[atom] + step < 0 for world in worlds for atom, step in change.items()):
        yield "somebody would count less than none"
    if any(boxes.total(box, change) for box in public):
        yield "a published number would change"
    if boxes.total(small.box, change) < small.need:
        yield "it could not be large enough"


def _words(small: Small) -> str:
    return str([sorted(map(str, wanted)) if wanted else "*" for wanted in small.box])
