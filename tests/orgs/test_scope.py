"""Which units lie under a unit: by path, with what became part of it; never a neighbour."""

from datetime import date

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ketnoi.audit import kept
from ketnoi.orgs import actions, queries
from ketnoi.orgs.models import Level, Succession, Unit

DAY = date(2020, 1, 1)


@pytest.fixture
def tree(agencies):
    def grow(name, parent=None):
        return actions.create_unit(agencies["hoi"], Level.TEAM, name, parent)

    return grow


def test_a_path_that_begins_alike_is_no_relative(agencies):
    made = [
        Unit.objects.create(id=number, agency=agencies["hoi"], level="team", name=str(number), path=path)
        for number, path in [(1, "1."), (11, "1.11."), (111, "1.111."), (12, "11.12."), (13, "1.11.13.")]
    ]
    assert queries.scope([11]) == {11, 13}
    assert queries.scope([1]) == {1, 11, 111, 13}
    assert queries.scope([12]) == {12}
    assert len(made) == 5


@pytest.mark.skipif(connection.vendor != "sqlite", reason="how SQLite reads")
def test_the_units_under_one_are_found_by_the_index(db):
    """A country has tens of thousands of units; LIKE would read them all for each commune."""
    told = Unit.objects.under(["1.11."]).values("pk").explain()
    assert "SEARCH" in told
    assert "SCAN" not in told


def test_no_units_no_scope(db):
    assert queries.scope([]) == frozenset()
    assert queries.scope([0, 99]) == frozenset()
    assert queries.scope_paths([]) == queries.scope_paths([0, 99]) == []


def test_what_merged_comes_with_all_under_it(tree):
    a, b = tree("A"), tree("B")
    under_a, beside = tree("A1", a), tree("C")
    actions.merge([a], b, DAY)
    assert queries.scope([b.pk]) == {a.pk, b.pk, under_a.pk}
    assert queries.scope([a.pk]) == {a.pk, under_a.pk}
    assert queries.scope([under_a.pk]) == {under_a.pk}
    assert beside.pk not in queries.scope([b.pk])


def test_merging_twice_is_followed(tree):
    a, b, c = tree("A"), tree("B"), tree("C")
    actions.merge([a], b, date(2019, 1, 1))
    actions.merge([b], c, DAY)
    assert queries.scope([c.pk]) == {a.pk, b.pk, c.pk}


def test_queries_do_not_grow_with_units(tree, django_assert_max_num_queries):
    root = tree("gốc")
    for number in range(30):
        tree(f"nhánh {number}", root)
    with django_assert_max_num_queries(4):  # the edition, the roots, what is under them, what became part of them
        assert len(queries.scope([root.pk])) == 31


def oracle(units, became, start):
    """Name every unit reached by going down or back, one by one."""
    found, left = set(), [start]
    while left:
        unit = left.pop()
        if unit not in found:
            found.add(unit)
            left += [child for child, parent in units.items() if parent == unit]
            left += [old for old, new in became.items() if new == unit]
    return found


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_scope_against_a_walk(agencies, data):
    Succession.objects.all().delete()
    Unit.objects.update(parent=None)
    Unit.objects.all().delete()
    size = data.draw(st.integers(1, 14))
    parents = {n: data.draw(st.integers(0, n - 1)) for n in range(1, size + 1)}
    paths = {0: ""}
    for number, parent in parents.items():
        paths[number] = f"{paths[parent]}{number}."
        Unit.objects.create(
            id=number,
            agency=agencies["hoi"],
            level="team",
            name=str(number),
            parent_id=parent or None,
            path=paths[number],
        )
    became = {}
    for number in range(2, size + 1):
        into = data.draw(st.integers(0, number - 1))
        if into:
            became[number] = into
            Succession.objects.create(old_id=number, new_id=into)
    start = data.draw(st.integers(1, size))
    kept.forget()
    assert queries.scope([start]) == oracle(parents, became, start)
    under = Unit.objects.under(queries.scope_paths([start]))
    assert set(under.values_list("pk", flat=True)) == queries.scope([start])
