"""A post that nobody confirmed opens nothing protected, is told nothing, and is given nothing; then it does."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from ketnoi.access import granting, seeing, watching
from ketnoi.officers import actions, confirming
from ketnoi.officers.enums import Role
from ketnoi.officers.models import Officer, Post
from tests.access.house import WHOLE
from tests.demonstration import actions as leaves

ROLES = [Role.LEAD, Role.RECORDER, Role.SUPERVISOR]


def given(house, name, role):
    """By the administrator of the unit, alone."""
    officer = actions.add_officer(name, None, "Người Mẫu Rối")
    Officer.objects.filter(pk=officer.pk).update(strong_since=1)
    giver = house.officer("administrator").pk
    house.posts[name] = actions.give_post(Officer.objects.get(pk=officer.pk), house.a.pk, role, actor=giver)
    return house.posts[name]


@pytest.mark.parametrize("role", ROLES)
def test_an_administrator_alone_gives_nothing_to_read(house, role):
    post = given(house, "puppet", role)
    assert house.sections("puppet") == frozenset()
    assert house.reader("puppet").unit is None
    told = {*watching.answerable(house.record), *watching.workers(house.a.pk)}
    assert post.officer_id not in told | {seer.post.officer_id for seer in seeing.who_can(house.record)}


def test_nor_by_being_given_a_record(house):
    post = given(house, "puppet", Role.RECORDER)
    with pytest.raises(ValidationError):
        granting.assign(house.reader("lead"), house.record, post)
    with pytest.raises(PermissionDenied):
        leaves.enter(post, "Người Mẫu")


def test_a_second_person_makes_it_count(house):
    post = given(house, "puppet", Role.LEAD)
    confirming.confirm(post.pk, house.posts["lead"])
    assert house.sections("puppet") == WHOLE
    assert Post.objects.get(pk=post.pk) in watching.leads(house.record)
