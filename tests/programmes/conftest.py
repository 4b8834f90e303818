import copy

import pytest

from tests import standing
from tests.programmes import worlds

world_of_module = standing.of_module(worlds.world)


@pytest.fixture
def world(world_of_module, db):
    """A fresh small province with a programme and an empty book."""
    yield copy.deepcopy(world_of_module)
    worlds.SHEETS.clear()


@pytest.fixture
def filled(world):
    """Eight sheets: 1 by w alone, 4 by w and x, 3 by w, x and y; over 2021, 2022 and 2024, in two old districts."""
    first, second = world.audiences
    who = [world.units[name].pk for name in ("wP", "xP", "yP")]
    rows = [
        (1, "2021-03-05", "o1", 40, 0, 30),
        (2, "2021-03-20", "o1", 10, 5, 5),
        (2, "2021-11-02", "o2", 20, 0, 0),
        (2, "2022-01-15", "o7", 300, 100, 150),
        (3, "2022-06-30", "o7", 500, 0, 400),
        (2, "2024-02-29", "c8", 7, 3, 10),
        (3, "2024-12-31", "o13", 11, 0, 1),
        (3, "2024-05-05", "P", 4, 0, 4),
    ]
    sheets = {}
    for number, (together, day, place, one, two, women) in enumerate(rows, 1):
        came = tuple((audience, n) for audience, n in ((first, one), (second, two)) if n)
        day_of = worlds.dt.date.fromisoformat(day)
        sheets[number] = worlds.Sheet(tuple(who[:together]), day_of, world.places[place].pk, came, women)
    worlds.write(world, sheets)
    return world
