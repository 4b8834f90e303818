"""What processes of a run share."""

from tests.browser import common


def test_of_a_pile_everything_is_taken_once(tmp_path):
    file, taken = tmp_path / "taken", []
    one, other = common.pile(file, 250, 12), common.pile(file, 250, 12)
    for both in zip(one, other, strict=False):
        taken += [number for numbers in both for number in numbers]
    taken += [number for numbers in (*one, *other, *common.pile(file, 250, 12)) for number in numbers]
    assert taken == list(range(250))


def test_an_empty_pile_gives_nothing(tmp_path):
    assert list(common.pile(tmp_path / "taken", 0, 12)) == []
