import pytest

from ketnoi.demo import plans

PUBLISHED = 14
ELSEWHERE = [(4, 7), (1, 7), (79, 1), (96, 12), (46, 3), (4, 8)]


def test_the_published_plan_does_not_depend_on_the_seed():
    assert plans.load(PUBLISHED, 1) == plans.load(PUBLISHED, 99)


def test_another_province_is_drawn_from_the_seed():
    assert plans.load(4, 7) == plans.load(4, 7)
    assert plans.load(4, 7) != plans.load(4, 8)
    assert plans.load(4, 7) != plans.load(1, 7)


@pytest.mark.parametrize(("province", "seed"), [(PUBLISHED, 1), *ELSEWHERE])
def test_a_plan_holds_together(province, seed):
    plan = plans.load(province, seed)
    assert sum(plan.audiences.values()) == plan.total
    assert plan.women <= plan.total
    assert plan.minority <= plan.total
    assert sum(plan.joined.values()) <= plan.sessions
    assert all(plan.in_time[year] <= cases for year, cases in plan.cases.items())
    assert plan.counted_first < plan.counted_again
    assert min(plan.targets.values()) > 0


@pytest.mark.parametrize(("province", "seed"), ELSEWHERE)
def test_no_province_has_the_numbers_of_another(province, seed):
    drawn, published = plans.load(province, seed), plans.load(PUBLISHED, seed)
    assert drawn.total != published.total
    assert drawn.sessions != published.sessions
    assert not drawn.communes
