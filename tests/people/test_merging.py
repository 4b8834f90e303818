"""Two records become one with a second person's word, nobody sees more by it, and parting them is whole."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ketnoi.access import conflicts, policy
from ketnoi.access import reader as readers
from ketnoi.access.enums import Form, How
from ketnoi.access.models import Conflict, Grant
from ketnoi.audit import moments
from ketnoi.officers import actions as officers
from ketnoi.officers.enums import Role
from ketnoi.officers.models import Officer
from ketnoi.people import entry as entries
from ketnoi.people import lineage, merging
from ketnoi.people.enums import MergeState
from ketnoi.people.models import KIND, Merge
from tests.people.world import WHO


@pytest.fixture
def pair(world):
    return world.register("hoi recorder", full_name="Người Đứng Tên Thử"), world.persons["mine"]


@pytest.fixture
def merge(world, pair):
    return merging.propose(world.reader("hoi recorder"), *pair)


def rows():
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM people_person ORDER BY id")
        return [tuple(bytes(cell) if isinstance(cell, memoryview) else cell for cell in row) for row in cursor]


def test_nothing_is_joined_by_the_word_of_one(world, merge, pair):
    with pytest.raises(PermissionDenied):
        merging.approve(world.reader("hoi recorder"), merge)
    assert lineage.standing(pair[1].pk) == pair[1].pk


def test_a_lead_who_proposed_cannot_approve(world, pair):
    own = merging.propose(world.reader("hoi lead"), *pair)
    with pytest.raises(PermissionDenied):
        merging.approve(world.reader("hoi lead"), own)


@pytest.mark.parametrize("who", ["hoi supervisor", "hoi2 lead", "ca lead", "hoi administrator"])
def test_who_leads_neither_owner_decides_nothing(world, merge, who):
    for decide in (merging.approve, merging.refuse, merging.undo):
        with pytest.raises(PermissionDenied):
            decide(world.reader(who), merge)
    assert Merge.objects.get().state == MergeState.PROPOSED


def test_joined_records_lead_to_the_one_that_stands(world, merge, pair):
    assert merging.approve(world.reader("hoi lead"), merge) is True
    kept, gone = pair
    assert lineage.standing(gone.pk) == lineage.standing(kept.pk) == kept.pk
    assert lineage.members(kept.pk) == [kept.pk, gone.pk]


def test_joining_and_parting_touches_no_sealed_value_and_is_whole(world, merge):
    before = rows()
    merging.approve(world.reader("hoi lead"), merge)
    assert rows() != before
    merging.undo(world.reader("hoi lead"), merge)
    assert rows() == before
    found = policy.visible_to(world.reader("hoi lead"), KIND).get(pk=world.persons["mine"].pk)
    assert entries.of(found, entries.SECTIONS) == WHO
    assert Merge.objects.get().state == MergeState.UNDONE


def test_records_of_two_units_need_both_leads(world, pair):
    theirs = world.register("hoi2 recorder")
    share(world, theirs, "hoi")
    merge = merging.propose(world.reader("hoi recorder"), pair[1], theirs)
    share(world, pair[1], "hoi2")
    assert merging.approve(world.reader("hoi lead"), merge) is False
    assert lineage.standing(theirs.pk) == theirs.pk
    assert merging.approve(world.reader("hoi2 lead"), merge) is True
    assert lineage.standing(theirs.pk) == pair[1].pk


def share(world, person, unit):
    """An accepted referral, so that the other unit's officers know of the record."""
    said = {"kind": KIND, "record": person.pk, "form": Form.REFERRAL, "giver_id": person.owner_id}
    now = moments.now()
    Grant.objects.create(**said, unit=world.units[unit], starts_at=now - 1, ends_at=now + 10**12, sections=["identity"])


def test_a_lead_parts_what_was_joined_after_the_other_unit_shares_no_more(world, pair):
    theirs = world.register("hoi2 recorder")
    share(world, theirs, "hoi")
    merge = merging.propose(world.reader("hoi recorder"), pair[1], theirs)
    share(world, pair[1], "hoi2")
    merging.approve(world.reader("hoi lead"), merge)
    merging.approve(world.reader("hoi2 lead"), merge)
    Grant.objects.filter(form=Form.REFERRAL).update(ended_at=moments.now())
    page = world.client("hoi2 lead").get(reverse("people:merge", args=[merge.uuid])).content.decode()
    assert theirs.code in page
    assert pair[1].code not in page
    with pytest.raises(PermissionDenied):
        merging.undo(world.reader("hoi2 recorder"), merge)
    merging.undo(world.reader("hoi2 lead"), merge)
    assert lineage.standing(theirs.pk) == theirs.pk


def test_one_does_not_propose_what_one_does_not_see(world, pair):
    theirs = world.register("hoi2 recorder")
    for one, other in ((pair[0], theirs), (theirs, pair[0])):
        with pytest.raises(PermissionDenied):
            merging.propose(world.reader("hoi recorder"), one, other)


@pytest.mark.parametrize("twice", ["same", "waiting", "joined"])
def test_what_cannot_be_joined_is_said(world, pair, twice):
    kept, gone = pair
    if twice == "waiting":
        merging.propose(world.reader("hoi recorder"), kept, gone)
    if twice == "joined":
        merging.approve(world.reader("hoi lead"), merging.propose(world.reader("hoi recorder"), kept, gone))
    with pytest.raises(ValidationError):
        merging.propose(world.reader("hoi recorder"), kept, kept if twice == "same" else gone)


def test_a_refused_proposal_changes_nothing(world, merge, pair):
    merging.refuse(world.reader("hoi lead"), merge)
    assert Merge.objects.get().state == MergeState.REFUSED
    with pytest.raises(PermissionDenied):
        merging.approve(world.reader("hoi lead"), merge)
    assert lineage.members(pair[0].pk) == [pair[0].pk]


def test_who_must_not_know_of_one_must_not_know_of_the_other(world, merge, pair):
    officer = world.officers["hoi recorder"]
    said = {"kind": KIND, "how": How.BY_LEAD, "starts_at": moments.now() - 1}
    Conflict.objects.create(record=pair[1].pk, officer=officer, **said)
    merging.approve(world.reader("hoi lead"), merge)
    assert not policy.visible_to(world.reader("hoi recorder"), KIND).exists()


def test_a_conflict_declared_after_joining_is_carried_over_by_the_worker(world, merge, pair):
    merging.approve(world.reader("hoi lead"), merge)
    said = {"kind": KIND, "how": How.DECLARED, "starts_at": moments.now() - 1}
    Conflict.objects.create(record=pair[0].pk, officer=world.officers["hoi recorder"], **said)
    assert {one.pk for one in policy.visible_to(world.reader("hoi recorder"), KIND)} == {pair[1].pk}
    merging.share_conflicts()
    merging.share_conflicts()
    assert not policy.visible_to(world.reader("hoi recorder"), KIND).exists()
    assert Conflict.objects.count() == 2


def test_shared_conflicts_are_looked_at_once_for_all_and_nothing_is_written(world, merge, pair):
    """Every ten seconds, for ever."""
    merging.approve(world.reader("hoi lead"), merge)
    conflicts.declare(world.reader("hoi recorder"), pair[1])
    with CaptureQueriesContext(connection) as asked:
        merging.share_conflicts()
    assert [query["sql"].split()[0] for query in asked] == ["SELECT", "SELECT"]


def test_nobody_sees_more_because_records_were_joined(world, pair):
    theirs = world.register("hoi2 recorder")
    share(world, theirs, "hoi")
    share(world, pair[1], "hoi2")
    before = {who: visible(world, who) for who in world.officers}
    merge = merging.propose(world.reader("hoi recorder"), pair[1], theirs)
    merging.approve(world.reader("hoi lead"), merge)
    merging.approve(world.reader("hoi2 lead"), merge)
    assert {who: visible(world, who) for who in world.officers} == before


def visible(world, who):
    reader = world.reader(who)
    return policy.opened(reader, KIND, [one.pk for one in policy.visible_to(reader, KIND)])


def test_a_conflict_declared_of_one_counts_at_once_for_all_that_were_joined(world, merge, pair):
    merging.approve(world.reader("hoi lead"), merge)
    third = world.register("hoi recorder")
    again = merging.propose(world.reader("hoi recorder"), third, pair[0])
    merging.approve(world.reader("hoi lead"), again)
    made = conflicts.declare(world.reader("hoi recorder"), pair[1])
    assert not policy.visible_to(world.reader("hoi recorder"), KIND).exists()
    assert sorted(Conflict.objects.values_list("record", flat=True)) == sorted([pair[0].pk, pair[1].pk, third.pk])
    conflicts.lift(world.reader("hoi lead"), made)
    merging.share_conflicts()
    assert policy.visible_to(world.reader("hoi recorder"), KIND).count() == 3


def test_joining_carries_over_to_what_was_joined_before(world, merge, pair):
    merging.approve(world.reader("hoi lead"), merge)
    third = world.register("hoi recorder")
    again = merging.propose(world.reader("hoi lead"), third, pair[0])
    conflicts.declare(world.reader("hoi recorder"), third)
    officers.give_post(
        officers.add_officer("lead_2", None, "Người Mẫu Hai"), world.units["hoi"].pk, Role.LEAD, actor=None
    )
    merging.approve(readers.at(Officer.objects.get(username="lead_2"), moments.now()), again)
    assert not policy.visible_to(world.reader("hoi recorder"), KIND).exists()


def test_a_conflict_about_joined_records_is_lifted_by_who_leads_the_owners_of_all(world, pair):
    theirs = world.register("hoi2 recorder")
    share(world, theirs, "hoi")
    merge = merging.propose(world.reader("hoi recorder"), pair[1], theirs)
    share(world, pair[1], "hoi2")
    merging.approve(world.reader("hoi lead"), merge)
    merging.approve(world.reader("hoi2 lead"), merge)
    made = conflicts.declare(world.reader("hoi2 recorder"), theirs)
    for who in ("hoi lead", "hoi2 lead"):
        with pytest.raises(PermissionDenied):
            conflicts.lift(world.reader(who), made)
    merging.undo(world.reader("hoi lead"), merge)
    conflicts.lift(world.reader("hoi2 lead"), made)
