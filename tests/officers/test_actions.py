"""Adding officers and giving posts: what is kept, and what the journal is told."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from ketnoi.audit.models import Line
from ketnoi.officers import actions
from ketnoi.officers.enums import Role
from ketnoi.officers.models import Officer, Post
from tests.officers.worlds import PASSWORD


def told():
    return list(Line.objects.filter(kind="officer").order_by("at", "pk").values_list("verb", "actor", "unit", "detail"))


def test_each_act_leaves_one_line_without_a_name(world):
    assert told() == [("create", 3, None, {}), ("give_post", None, world.section.pk, {"role": "recorder"})]


def test_a_name_is_tidied_and_sorts_by_given_name(world):
    binh = actions.add_officer("binh", None, "  Người   Mẫu  Bình ")
    an = actions.add_officer("an", None, "Người Mẫu An")
    assert binh.name == "Người Mẫu Bình"
    assert list(Officer.objects.filter(pk__in=[an.pk, binh.pk]).order_by("name_key")) == [an, binh]


def test_a_password_is_kept_as_a_digest_and_none_opens_nothing(world):
    assert world.officer.check_password(PASSWORD)
    assert PASSWORD not in world.officer.password
    assert not actions.add_officer("bon", None, "Người Mẫu Bốn").has_usable_password()


def test_one_name_to_sign_in_with_belongs_to_one_officer(world):
    with pytest.raises(IntegrityError), transaction.atomic():
        actions.add_officer("mot", None, "Người Mẫu Khác")
    assert len(told()) == 2


def test_a_post_does_not_end_before_it_begins(world):
    with pytest.raises(IntegrityError), transaction.atomic():
        actions.give_post(
            world.officer, world.union.pk, Role.LEAD,
            valid_from=dt.date(2024, 3, 2), valid_to=dt.date(2024, 3, 1), actor=None
        )  # fmt: skip
    assert Post.objects.get() == world.post
