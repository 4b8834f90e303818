"""Who is let in, which posts are held on a day, and which units an officer may read."""

import datetime as dt

import pytest

from ketnoi.officers import actions, policy
from ketnoi.officers.enums import Role
from ketnoi.officers.models import Officer, Post
from ketnoi.orgs import actions as orgs

LEADS = frozenset({Role.LEAD.value})
DAY = dt.date(2024, 3, 1)
EVE, MORROW = DAY - dt.timedelta(days=1), DAY + dt.timedelta(days=1)


def fresh(officer):
    """The officer as the next request reads him."""
    return Officer.objects.get(pk=officer.pk)


@pytest.mark.parametrize(
    ("stated", "stranger", "without_post", "recorder", "lead"),
    [
        (policy.PUBLIC, True, True, True, True),
        (policy.ACCOUNT, False, True, True, True),
        (policy.SIGNED_IN, False, False, True, True),
        (LEADS, False, False, False, True),
        (frozenset(), False, False, False, False),
        ("leader or recorder", False, False, False, False),  # a word that is no policy lets nobody in
    ],
)
def test_what_is_not_allowed_is_denied(stated, stranger, without_post, recorder, lead):
    answers = [
        policy.allows(stated, None, authenticated=False),
        policy.allows(stated, None, authenticated=True),
        policy.allows(stated, Post(role=Role.RECORDER), authenticated=True),
        policy.allows(stated, Post(role=Role.LEAD), authenticated=True),
    ]
    assert answers == [stranger, without_post, recorder, lead]


def test_a_decorator_marks_the_view_and_leaves_it_be():
    def view(_request):
        return "page"

    for decorate, stated in (
        (policy.public, "public"),
        (policy.account, "account"),
        (policy.signed_in, "signed_in"),
        (policy.roles(Role.LEAD, Role.ANALYST), frozenset({"lead", "analyst"})),
    ):
        marked = decorate(view)
        assert marked.policy == stated
        assert marked(None) == "page"


def test_a_post_is_held_from_its_first_day_to_its_last(world):
    Post.objects.all().delete()
    post = actions.give_post(world.officer, world.union.pk, Role.LEAD, valid_from=DAY, valid_to=DAY, actor=None)
    held = {day: policy.posts_of(world.officer, day) for day in (EVE, DAY, MORROW)}
    assert held == {EVE: [], DAY: [post], MORROW: []}


def test_an_open_post_is_held_always(world):
    assert policy.posts_of(world.officer, dt.date.min) == policy.posts_of(world.officer, dt.date.max) == [world.post]


def test_a_section_reads_what_its_organisation_reads_and_no_neighbour(world):
    expected = {world.union.pk, world.section.pk, world.desk.pk, world.commune.pk}
    assert policy.scope(world.officer) == expected


def test_a_unit_below_does_not_read_upwards(world):
    below = actions.add_officer("hai", None, "Người Mẫu Hai")
    actions.give_post(below, world.commune.pk, Role.LEAD, actor=None)
    assert policy.scope(below) == {world.commune.pk}


def test_what_became_part_of_the_unit_is_read_too(world):
    orgs.merge([world.other], world.union, DAY)
    assert world.other.pk in policy.scope(fresh(world.officer))


def test_who_holds_no_post_reads_nothing(world):
    assert policy.scope(actions.add_officer("ba", None, "Người Mẫu Ba")) == frozenset()


def test_a_post_that_ended_reads_nothing(world):
    Post.objects.update(valid_to=DAY)
    assert policy.scope(fresh(world.officer)) == frozenset()


def test_home_is_the_organisation_of_a_section_however_deep(world):
    assert policy.home(world.desk) == policy.home(world.section) == policy.home(world.union) == world.union
    assert policy.home(world.commune) == world.commune
