"""Who goes on, by arithmetic alone."""

from fractions import Fraction

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ketnoi.contests.models import Entry
from ketnoi.contests.queries import Line
from ketnoi.contests.scoring import Score, Shortlist, ranks, shortlist

ENTRIES = st.lists(
    st.tuples(st.integers(0, 30), st.integers(1, 4)), max_size=12,
).map(lambda rows: [Score(number, points, sheets) for number, (points, sheets) in enumerate(rows)])  # fmt: skip


def test_the_best_go_on_and_equals_at_the_border_wait_for_a_decision():
    scores = [Score(1, 20, 2), Score(2, 9, 1), Score(3, 18, 2), Score(4, 5, 1)]
    assert shortlist(scores, 1) == Shortlist((1,))
    assert shortlist(scores, 2) == Shortlist((1,), (2, 3), 1)
    assert shortlist(scores, 3) == Shortlist((1, 2, 3))
    assert shortlist(scores, 9) == Shortlist((1, 2, 3, 4))
    assert ranks(scores) == {1: 1, 2: 2, 3: 2, 4: 4}


def test_a_score_is_told_with_two_decimals_a_half_upwards():
    told = [Line(Entry(), mean, 1, None, by_choice=False, tied=False).score for mean in (Fraction(97, 8), None)]
    assert told == ["12,13", ""]


@given(ENTRIES, st.integers(0, 14), st.integers(0, 11))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_the_list_is_the_same_in_every_order_and_never_too_long(scores, places, turn):
    found = shortlist(scores, places)
    assert shortlist([*scores[turn:], *scores[:turn]][::-1], places) == found
    assert len(found.through) + found.left == min(places, len(scores))
    assert found.left < len(found.tied) or not found.tied
    assert not set(found.through) & set(found.tied)


@given(ENTRIES, st.integers(1, 14))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_nobody_goes_on_before_somebody_better(scores, places):
    found, by_entry = shortlist(scores, places), {one.entry: one.mean for one in scores}
    inside = [by_entry[entry] for entry in found.through]
    outside = [mean for entry, mean in by_entry.items() if entry not in found.through]
    assert not inside or not outside or min(inside) > max(outside) or (min(inside) >= max(outside) and not found.tied)
    assert len({by_entry[entry] for entry in found.tied}) <= 1
