"""Moments and small numbers: one moment for a whole transaction; nothing of one taken back is remembered."""

from django.db import transaction

from ketnoi.figures import interning
from ketnoi.figures.models import Fact, ProvinceClock
from tests.figures import worlds
from tests.figures.test_joint_work import a_session


def test_one_moment_stamps_all_of_a_transaction_and_moments_ascend(land):
    first = worlds.write({1: a_session(land, "x1 A1a", "x1 P2"), 2: a_session(land, "x1 P1")})
    assert set(Fact.objects.values_list("recorded_at", flat=True)) == {first}
    ProvinceClock.objects.filter(province=14).update(last=first + 10**12)
    second = worlds.write({3: a_session(land, "x1 A1a")})
    assert second == first + 10**12 + 1


def test_numbers_of_sets_made_in_a_rolled_back_transaction_are_not_remembered(land):
    with transaction.atomic():
        made = interning.members("p", {41, 42})
        transaction.set_rollback(True)
    assert interning.members("p", {41, 42}) in {made, made + 1}
    assert (41, 42) not in interning._sets
