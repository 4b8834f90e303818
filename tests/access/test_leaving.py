"""Whoever leaves: his assignments and the sealed records he led are somebody else's, or somebody is told."""

import datetime as dt

import pytest
from django.utils import timezone

from ketnoi.access import conflicts, granting, handing, leading
from ketnoi.access.enums import How
from ketnoi.access.models import Grant
from ketnoi.audit.models import Line
from ketnoi.notices import kinds
from ketnoi.notices.models import Notice
from ketnoi.officers import actions
from ketnoi.officers import handing as posts
from ketnoi.officers.models import Post
from tests.access.house import WHOLE, House

DAY = dt.timedelta(days=1)


def gone_since_yesterday(house: House, name: str) -> None:
    Post.objects.filter(pk=house.posts[name].pk).update(valid_to=timezone.localdate() - DAY)


def taken_over(house: House, name: str, by: str) -> Post:
    """The post of one passed over to another, whose own begins tomorrow."""
    drawn = posts.draw_up(house.posts[name], house.officer(by), timezone.localdate(), [], actor=None)
    return posts.confirm(drawn.pk, house.officer(by).pk)


def begins_today(post: Post) -> None:
    Post.objects.filter(pk=post.pk).update(valid_from=timezone.localdate())


def told(kind: str) -> set[int]:
    return set(Notice.objects.filter(kind=kind).values_list("officer", flat=True))


@pytest.fixture
def sealed(house: House) -> House:
    granting.seal(house.reader("lead"), house.record, house.posts["lead"])
    house.record.refresh_from_db()
    return house


def test_what_came_between_the_confirmation_and_the_begin_passes_over(house: House) -> None:
    """As a record that the one who leaves entered after his successor confirmed."""
    received = taken_over(house, "recorder", "colleague")
    Grant.objects.all().delete()
    granting.begin(house.record, house.posts["recorder"])
    handing.settle()
    assert house.sections("recorder") == WHOLE
    gone_since_yesterday(house, "recorder")
    begins_today(received)
    handing.settle()
    assert (house.sections("recorder"), house.sections("colleague")) == (frozenset(), WHOLE)
    assert told("access.unassigned") == set()


def test_a_record_nobody_is_assigned_is_told_to_who_answers_for_it_once(house: House) -> None:
    gone_since_yesterday(house, "recorder")
    handing.settle()
    handing.settle()
    answerable = {house.officer(name).pk for name in ("lead", "other_lead", "supervisor")}
    assert told("access.unassigned") == answerable
    assert Notice.objects.filter(kind="access.unassigned").count() == len(answerable)
    assert Line.objects.filter(verb="end_assignment").count() == 1
    page = kinds.get("access.unassigned").address(str(Grant.objects.get().uuid))
    assert page.endswith(f"/leaf/{house.record.code}/")


def test_a_stopped_account_leaves_nothing_behind(house: House) -> None:
    actions.stop(house.officer("recorder").pk)
    handing.settle()
    assert house.officer("lead").pk in told("access.unassigned")


def test_who_shares_the_work_goes_on_with_it(house: House) -> None:
    granting.assign(house.reader("lead"), house.record, house.posts["colleague"])
    gone_since_yesterday(house, "recorder")
    handing.settle()
    assert told("access.unassigned") == set()
    assert house.sections("colleague") == WHOLE


def test_a_successor_who_must_not_know_of_it_leaves_it_to_the_lead(house: House) -> None:
    conflicts.found(house.record, house.officer("colleague").pk, How.PARTY)
    received = taken_over(house, "recorder", "colleague")
    begins_today(received)
    assert house.officer("lead").pk in told("access.unassigned")
    assert house.sections("colleague") == frozenset()


def test_a_lead_who_is_there_stays(sealed: House) -> None:
    leading.settle()
    assert (sealed.sections("lead"), sealed.sections("other_lead")) == (WHOLE, frozenset())


@pytest.mark.parametrize("how", ["ends", "is stopped", "is a party"])
def test_a_sealed_record_gets_the_units_next_lead(sealed: House, how: str) -> None:
    if how == "ends":
        gone_since_yesterday(sealed, "lead")
    elif how == "is stopped":
        actions.stop(sealed.officer("lead").pk)
    else:
        conflicts.found(sealed.record, sealed.officer("lead").pk, How.PARTY)
    leading.settle()
    leading.settle()
    assert {name for name in sealed.posts if sealed.sections(name)} == {"recorder", "other_lead"}
    assert told("access.lead") == {sealed.officer("other_lead").pk}
    assert Line.objects.filter(verb="lead", kind="leaf").count() == 1
    granting.assign(sealed.reader("other_lead"), sealed.record, sealed.posts["colleague"])


def test_it_goes_with_the_post_that_passes_over(sealed: House) -> None:
    """To him who took it over, not to the one who has led for longer."""
    received = taken_over(sealed, "lead", "colleague")
    gone_since_yesterday(sealed, "lead")
    begins_today(received)
    leading.settle()
    assert {name for name in sealed.posts if sealed.sections(name)} == {"recorder", "colleague"}


def test_a_unit_without_a_lead_gives_it_to_nobody(sealed: House) -> None:
    for name in ("lead", "other_lead"):
        gone_since_yesterday(sealed, name)
    leading.settle()
    assert {name for name in sealed.posts if sealed.sections(name)} == {"recorder"}
    assert told("access.lead") == set()


def waiting_successor(house: House, name: str, by: str) -> Post:
    """The post of one passed over by an administrator: the successor's own waits for a second person."""
    drawn = posts.draw_up(
        house.posts[name], house.officer(by), timezone.localdate(), [], actor=house.officer("administrator").pk
    )
    received = posts.confirm(drawn.pk, house.officer(by).pk)
    gone_since_yesterday(house, name)
    begins_today(received)
    return Post.objects.get(pk=received.pk)


def test_work_that_passed_over_to_who_opens_nothing_yet_is_told_to_who_answers(house: House) -> None:
    assert waiting_successor(house, "recorder", "colleague").confirmed_at is None
    assert house.sections("colleague") == frozenset()
    assert told("access.unassigned") == {house.officer(name).pk for name in ("lead", "other_lead", "supervisor")}


def test_a_sealed_record_waits_for_the_successor_whom_a_second_person_confirms(sealed: House) -> None:
    received = waiting_successor(sealed, "lead", "colleague")
    leading.settle()
    assert sealed.sections("other_lead") == frozenset()
    Post.objects.filter(pk=received.pk).update(confirmed_at=1)
    leading.settle()
    assert (sealed.sections("colleague"), sealed.sections("other_lead")) == (WHOLE, frozenset())
