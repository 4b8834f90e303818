import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketnoi.demo import shares

weights = st.lists(st.floats(0, 1000), min_size=1, max_size=30)


@given(st.integers(0, 100_000), weights)
def test_shares_add_up(total, weights):
    assert sum(shares.apportion(total, weights)) == total


@given(st.data(), st.lists(st.integers(0, 500), min_size=1, max_size=30))
def test_no_share_is_above_its_cap(data, caps):
    total = data.draw(st.integers(0, sum(caps)))
    drawn = data.draw(st.lists(st.floats(0, 10), min_size=len(caps), max_size=len(caps)))
    found = shares.apportion(total, drawn, caps)
    assert sum(found) == total
    assert all(0 <= share <= cap for share, cap in zip(found, caps, strict=True))


def test_shares_follow_their_weights():
    assert shares.apportion(10, [1, 1, 2]) == [3, 2, 5]
    assert shares.apportion(10, [1, 0, 1]) == [5, 0, 5]
    assert shares.apportion(8, [1, 1, 2], [8, 8, 2]) == [3, 3, 2]


def test_a_total_that_does_not_fit_is_refused():
    with pytest.raises(ValueError, match="fit"):
        shares.apportion(11, [1, 1], [5, 5])


@given(st.data(), st.lists(st.lists(st.integers(0, 60), min_size=3, max_size=3), min_size=1, max_size=20))
def test_a_table_has_its_margins(data, cells):
    """Any margins that some table has are met exactly, whatever the weights."""
    rows = [sum(row) for row in cells]
    columns = [sum(column) for column in zip(*cells, strict=True)]
    drawn = data.draw(
        st.lists(st.lists(st.floats(0.01, 5), min_size=3, max_size=3), min_size=len(rows), max_size=len(rows))
    )
    found = shares.table(rows, columns, drawn)
    assert [sum(row) for row in found] == rows
    assert [sum(column) for column in zip(*found, strict=True)] == columns


def test_margins_of_different_sums_are_refused():
    with pytest.raises(ValueError, match="different"):
        shares.table([3], [1, 1], [[1, 1]])
