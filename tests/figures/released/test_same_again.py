"""The same question hides the same numbers: in another process, in whatever order the ledger answers."""

import hashlib
import os
import subprocess
import sys
from collections import Counter
from itertools import product
from random import Random

import pytest

from ketnoi.figures.released import boxes
from ketnoi.figures.released.boxes import Grid, Partition
from ketnoi.figures.released.classes import Classes
from ketnoi.figures.released.protecting import Earlier, Problem, plan

HALF, YEAR = frozenset(["1", "2"]), frozenset("1234")
KINDS = Partition(2, tuple(frozenset([kind]) for kind in "abc"))
STATES = Partition(3, tuple(frozenset([one]) for one in ("in time", "late")))
PROVINCES = ("04", "14", "15")
WORLDS = 4


def counted(chance, shuffled=None):
    atoms = list(product("01234", PROVINCES, "abc", ("in time", "late")))
    numbers = [(atom, chance.choice([0, 0, 0, 1, 2, 9])) for atom in atoms]
    if shuffled is not None:
        Random(shuffled).shuffle(numbers)
    return Counter({atom: number for atom, number in numbers if number})


def hidden(seed, shuffled=None):
    """What stays hidden of a province's half-year, then of the nation's year beside it."""
    chance = Random(seed)
    before = counted(chance, shuffled)
    own = Problem((Grid((HALF, frozenset(["14"]), None, None), KINDS, STATES),), before)
    first = plan(own)
    told = {box: number for box, number in boxes.totals(own.grids, before).items() if box not in first.hidden}
    grid = Grid((YEAR, None, None, None), KINDS, STATES)
    second = plan(Problem((grid,), before + counted(chance, shuffled), (Earlier(own.grids, told, before),)))
    return [first.hidden, second.hidden, {small.box for small in second.unsafe}]


def digest(shuffled=None):
    """Of all worlds; boxes are written with their values in order, so that only what is hidden matters."""
    found = [sorted(map(written, some)) for seed in range(WORLDS) for some in hidden(seed, shuffled)]
    return hashlib.sha256(repr(found).encode()).hexdigest()


def written(box):
    return [sorted(wanted) if wanted is not None else ["*"] for wanted in box]


@pytest.mark.once
@pytest.mark.parametrize("hashing", ["1", "2"])
def test_another_process_hides_the_same(hashing):
    told = [sys.executable, "-c", f"from {__name__} import digest; print(digest())"]
    environment = os.environ | {"PYTHONHASHSEED": hashing, "PYTHONPATH": os.pathsep.join(sys.path)}
    answer = subprocess.run(told, env=environment, capture_output=True, text=True, check=True)
    assert answer.stdout.strip() == digest()


@pytest.mark.once
def test_the_order_of_what_is_counted_does_not_matter():
    assert digest(shuffled=1) == digest()


@pytest.mark.once
def test_values_that_no_table_tells_apart_are_told_by_the_same_one():
    grid = Grid((YEAR, None, None, None), KINDS, STATES)
    world = counted(Random(5))
    other = Counter(dict(reversed(world.items())))
    assert Classes([grid], 4).world(world) == Classes([grid], 4).world(other)
