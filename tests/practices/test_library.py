"""The library is searched in memory: without marks, with one slip, part of a name; it is always that of now."""

from random import Random

import pytest
from benchmarks import practice_names as slips

from ketnoi.practices import actions, library
from ketnoi.practices.library import Card, Index

COUNT, ASKED, BEST = 3_000, 200, 10


def card(place: int, name: str) -> Card:
    return Card(place, slips.fold(name.replace(",", "")), "KHAC", 1, "works", (), "province", 1, 1, True, place, 0)


@pytest.fixture(scope="module")
def shelf() -> tuple[list[str], Index]:
    named = slips.names(COUNT)
    return named, library.shelved([(card(place, name), set()) for place, name in enumerate(named)])


@pytest.mark.once
@pytest.mark.parametrize("way", [0, 1], ids=["without marks", "one slip"])
def test_nineteen_of_twenty_are_among_the_first_ten(shelf, way):
    named, index = shelf
    dice = Random(7)
    wanted = dice.sample(range(COUNT), ASKED)
    found = sum(
        place in {one.id for one in index.find(slips.typed(named[place], dice)[way])[:BEST]} for place in wanted
    )
    assert found / ASKED >= 0.95


def test_a_few_words_are_enough_and_nothing_finds_nothing(shelf):
    _named, index = shelf
    names = [one.name for one in index.find("bao luc gia dinh chieng mai")[:BEST]]
    assert all("bao luc gia dinh" in name for name in names)
    assert index.find("xyzzy qwrt") == []
    assert index.find(" ") == index.cards
    assert index.find("\x00 %_") == []


def test_what_is_published_is_found_at_once_and_what_is_given_up_no_more(world):
    made = world.publish()
    assert [one.id for one in library.index().find("phong tiep dna phu nu")] == [made.pk]
    actions.revise(made, world.content(name="Góc tư vấn"), "Đổi tên", 2, world.by())
    assert library.index().find("phong tiep dan do phu nu dam nhan")[:1] == []
    actions.retire(made, "Thôi", 3, world.by())
    assert library.index().cards == []
