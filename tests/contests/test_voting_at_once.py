"""One code, several voters at the same moment; one officer who sends twice."""

import pytest

from ketnoi.contests import rounds, voting
from ketnoi.contests.models import CodeTally, OfficerVote
from tests.contests import worlds
from tests.contests.test_voting import choice
from tests.threads import at_once


def begun(world):
    world.contest.entries.update(public=True, public_title="Tên")
    world.all_marked()
    rounds.close(world.round(), world.version, world.by)
    rounds.decide(world.round(), [world.entries["hoi_xa"].pk], "Quy mô", world.version, world.by)
    return voting.begin(world.contest, world.round().marks_until, world.version, world.by, by_codes=True)


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_a_code_votes_once_at_the_same_moment_too():
    world = worlds.build()
    ballot = begun(world)
    (code,) = voting.make_codes(ballot, 1, world.by)
    mine = choice(world, "hoi_tinh")
    answers = at_once(*[lambda: voting.vote_by_code(ballot, code, mine) for _voter in range(4)])
    assert sum(answer is None for answer in answers) == 1
    assert sum(isinstance(answer, voting.NotThisCode) for answer in answers) == 3
    assert sum(CodeTally.objects.values_list("votes", flat=True)) == 1


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_an_officer_who_sends_twice_at_the_same_moment_votes_once():
    world = worlds.build()
    ballot, officer = begun(world), world.base.officers["la"]
    answers = at_once(*[
        lambda unit=unit: voting.vote(ballot, choice(world, unit), officer, 0) for unit in ("hoi_xa", "hoi_tinh") * 2
    ])  # fmt: skip
    assert answers == [None] * 4
    assert OfficerVote.objects.count() == 1
