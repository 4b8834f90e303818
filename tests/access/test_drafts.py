"""A question that is kept as text asks what the policy put together anew asks, and keeps nothing of an answer."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.core.exceptions import EmptyResultSet
from django.db.models import Q

from ketnoi.access import drafts, granting, policy, protecting
from ketnoi.access.guarded import ProtectedQuerySet
from ketnoi.access.rules import Policy
from ketnoi.audit import kept, moments
from ketnoi.officers.models import Post
from tests.access.house import HOUR, NAME, House
from tests.demonstration.models import KIND, Leaf

PARTS = tuple(rule.part for rule in policy.RULES)


def _text(rows: ProtectedQuerySet[Leaf]) -> str:
    """What is sent to the database, "" for what is known to be nothing."""
    try:
        return str(rows.query)
    except EmptyResultSet:
        return ""


@pytest.mark.parametrize("name", ["recorder", "lead", "supervisor", "police", "administrator"])
@pytest.mark.parametrize("parts", [PARTS, ("assigned", "led"), *((part,) for part in (*PARTS, "offered"))])
def test_the_text_is_the_one_put_together_anew(house: House, name: str, parts: tuple[str, ...]) -> None:
    who, leaf = house.reader(name), protecting.of(KIND)
    anew = policy._chosen(parts, who, leaf, policy.THE_POLICY)
    for _turn in range(2):
        drafted = policy.by_parts(parts, who, leaf, policy.THE_POLICY)
        assert _text(drafted) == _text(anew)
        assert _text(drafted.order_by().values("pk")) == _text(anew.order_by().values("pk"))


def test_inside_another_question_it_is_about_that_ones_rows(house: House) -> None:
    for name, sees in (("lead", True), ("supervisor", True), ("neighbour", False)):
        rows = policy.visible_to(house.reader(name), KIND)
        inner = policy.visible_to(house.reader("recorder"), KIND).filter(pk__in=rows.values("pk"))
        assert [one.pk for one in inner] == [house.record.pk] * sees
        assert rows.filter(Q(pk__in=inner.values("pk")) | Q(pk=0)).exists() is sees


def test_putting_it_together_asks_nothing(house: House, django_assert_num_queries) -> None:
    readers = [house.reader(name) for name in house.posts]
    drafts.forget()
    with django_assert_num_queries(0):
        for who in readers:
            policy.visible_to(who, KIND)


def test_the_same_draft_knows_the_moment(house: House) -> None:
    granting.assign(house.reader("lead"), house.record, house.posts["colleague"], moments.now() + HOUR)
    drafts.forget()
    assert policy.visible_to(house.reader("colleague"), KIND).count() == 1
    assert policy.visible_to(house.reader("colleague", later=2 * HOUR), KIND).count() == 0
    assert drafts._draft.cache_info().currsize == 1


def test_whoever_holds_other_posts_asks_another_question(house: House) -> None:
    assert policy.visible_to(house.reader("other_lead"), KIND).count() == 1
    Post.objects.filter(pk=house.posts["other_lead"].pk).update(confirmed_at=None)
    assert policy.visible_to(house.reader("other_lead"), KIND).count() == 0
    stopped = replace(house.reader("lead"), active=False)
    assert policy.visible_to(stopped, KIND).count() == 0


def test_a_draft_holds_no_record(house: House) -> None:
    rows = policy.visible_to(house.reader("lead"), KIND)
    assert rows.count() == 1
    (asked,) = (one.lhs for one in rows.query.where.children)
    assert {house.record.code, NAME} & set(map(str, asked.draft.parameters)) == set()
    assert house.record.code not in asked.draft.text
    assert all(isinstance(one, int | str) for one in asked.draft.parameters)


def test_what_it_is_asked_in_is_never_kept_for_a_day(house: House) -> None:
    who = house.reader("lead")
    assert policy.visible_to(who, KIND).exists()
    with pytest.raises(kept.NeverKept):
        kept.once("leaves", lambda: policy.visible_to(who, KIND).count())


class Joining(Policy):
    def led(self, reader, _protected) -> Q:
        return Q(owner__agency__in=[one.agency for one in reader.holdings])


def test_a_rule_may_join(house: House) -> None:
    """Its rows are named by their keys then, and stay those that it says."""
    for name, sees in (("neighbour", True), ("supervisor", True), ("police", False)):
        rows = policy.by_rules(house.reader(name), KIND, {"R2"}, Joining())
        assert [one.pk for one in rows] == [house.record.pk] * sees
