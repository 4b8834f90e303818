"""Who gives a record to whom, what the receiver reads, and when it ends."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from ketnoi.access import answering, granting
from ketnoi.access.enums import Purpose
from ketnoi.access.granting import Terms
from ketnoi.access.models import Grant
from ketnoi.audit import moments
from ketnoi.audit.models import Line
from ketnoi.notices.models import Notice
from ketnoi.officers.enums import Role
from tests.access.house import HOUR, WHOLE, House

NOTHING: frozenset[str] = frozenset()


def terms(*sections: str, ticked: tuple[str, ...] = ()) -> Terms:
    ends = moments.now() + 24 * HOUR
    return Terms(Purpose.PROTECTION, "Căn cứ mẫu", frozenset(sections), frozenset(ticked), ends)


def referred(house: House, wanted: Terms) -> Grant:
    return granting.refer(house.reader("lead"), house.record, house.police, wanted)


def accepted(house: House, wanted: Terms) -> Grant:
    grant = referred(house, wanted)
    return answering.accept(house.reader("police"), grant.uuid)


def test_in_the_beginning(house: House) -> None:
    """He who entered it and the leads of his unit read all; above it is workflow; nobody else knows of it."""
    seen = {name: house.sections(name) for name in house.posts}
    assert seen == dict.fromkeys(house.posts, NOTHING) | {
        "recorder": WHOLE,
        "lead": WHOLE,
        "other_lead": WHOLE,
        "supervisor": frozenset({"workflow"}),
    }


def test_a_record_begins_once_and_in_its_own_unit(house: House) -> None:
    for name in ("recorder", "neighbour", "analyst"):
        with pytest.raises(PermissionDenied):
            granting.begin(house.record, house.posts[name])


def test_a_colleague_is_assigned_and_told(house: House) -> None:
    grant = granting.assign(house.reader("lead"), house.record, house.posts["colleague"])
    assert house.sections("colleague") == WHOLE
    notice = Notice.objects.get()
    assert (notice.officer, notice.kind, notice.object_id) == (
        house.officer("colleague"), "access.assigned", str(grant.uuid)
    )  # fmt: skip


@pytest.mark.parametrize("name", ["recorder", "supervisor", "neighbour", "administrator", "police_lead"])
def test_only_the_lead_assigns(house: House, name: str) -> None:
    with pytest.raises(PermissionDenied):
        granting.assign(house.reader(name), house.record, house.posts["colleague"])


@pytest.mark.parametrize("name", ["lead", "analyst", "administrator", "police", "recorder"])
def test_some_are_not_assigned(house: House, name: str) -> None:
    """Nobody by himself, nobody who counts or administers, nobody of another agency, nobody twice."""
    with pytest.raises(ValidationError) as refused:
        granting.assign(house.reader("lead"), house.record, house.posts[name])
    assert list(refused.value.message_dict) == ["post"]


def test_an_offer_says_nothing_of_the_record(house: House) -> None:
    grant = referred(house, terms("identity"))
    assert house.sections("police") == NOTHING
    assert answering.offered(house.reader("police")) == [grant]
    assert answering.offered(house.reader("neighbour")) == []


def test_accepting_opens_what_was_named_and_ticked(house: House) -> None:
    grant = referred(house, terms("identity", "address", "shelter", "medical", ticked=("address",)))
    answering.accept(house.reader("police"), grant.uuid)
    read = frozenset({"workflow", "identity", "address", "medical"})
    assert house.sections("police") == house.sections("police_lead") == read
    assert house.sections("police", later=25 * HOUR) == NOTHING
    assert Notice.objects.filter(kind="access.answered", officer=house.officer("recorder")).count() == 1


def test_who_received_it_gives_it_to_nobody(house: House) -> None:
    accepted(house, terms("identity"))
    with pytest.raises(PermissionDenied):
        granting.refer(house.reader("police_lead"), house.record, house.b, terms("identity"))
    with pytest.raises(PermissionDenied):
        granting.assign(house.reader("police_lead"), house.record, house.posts["police"])


def test_returning_closes_it(house: House) -> None:
    grant = referred(house, terms("identity"))
    with pytest.raises(ValidationError):
        answering.give_back(house.reader("police"), grant.uuid, " ")
    answering.give_back(house.reader("police"), grant.uuid, "Không thuộc địa bàn")
    assert house.sections("police") == NOTHING
    with pytest.raises(Grant.DoesNotExist):
        answering.accept(house.reader("police"), grant.uuid)


def test_nobody_else_answers(house: House) -> None:
    grant = referred(house, terms("identity"))
    for name in ("neighbour", "lead", "recorder", "administrator"):
        with pytest.raises(Grant.DoesNotExist):
            answering.accept(house.reader(name), grant.uuid)


def test_revoking_ends_it_at_once(house: House) -> None:
    grant = accepted(house, terms("identity"))
    with pytest.raises(PermissionDenied):
        granting.revoke(house.reader("police_lead"), grant, "Thử")
    with pytest.raises(ValidationError):
        granting.revoke(house.reader("lead"), grant, "")
    granting.revoke(house.reader("lead"), grant, "Đã xong việc")
    assert house.sections("police") == NOTHING
    assert Line.objects.filter(verb="revoke", object=str(grant.uuid)).count() == 1


def test_a_closed_record_is_no_longer_shared(house: House) -> None:
    accepted(house, terms("identity"))
    house.record.closed_at = moments.now() - 1
    house.record.save()
    assert house.sections("police") == NOTHING
    assert house.sections("recorder") == WHOLE


@pytest.mark.parametrize(
    ("wanted", "field"),
    [
        (Terms(Purpose.CARE, " ", ends_at=1 << 60), "ground"),
        (Terms(Purpose.CARE, "Căn cứ", frozenset({"notes"}), ends_at=1 << 60), "sections"),
        (Terms(Purpose.CARE, "Căn cứ", frozenset({"treasure"}), ends_at=1 << 60), "sections"),
        (Terms(Purpose.CARE, "Căn cứ", frozenset(), frozenset({"shelter"}), 1 << 60), "sections"),
        (Terms(Purpose.CARE, "Căn cứ", frozenset({"identity"}), ends_at=1 << 60), "ends_at"),
        (Terms(Purpose.CARE, "Căn cứ", frozenset({"identity"})), "ends_at"),
        (Terms(Purpose.CARE, "Căn cứ", frozenset({"identity"}), ends_at=1), "ends_at"),
    ],
)
def test_terms_that_are_none(house: House, wanted: Terms, field: str) -> None:
    with pytest.raises(ValidationError) as refused:
        referred(house, wanted)
    assert list(refused.value.message_dict) == [field]
    assert Grant.objects.count() == 1


def test_a_notice_is_whole_at_once_and_acknowledged_once(house: House) -> None:
    grant = granting.notify(house.reader("lead"), house.record, house.police, terms())
    assert house.sections("police") == frozenset({"workflow", "notice", "identity", "address"})
    with pytest.raises(ValidationError):
        answering.acknowledge(house.reader("police"), grant.uuid, "")
    with pytest.raises(Grant.DoesNotExist):
        answering.acknowledge(house.reader("neighbour"), grant.uuid, "12")
    with pytest.raises(Grant.DoesNotExist):
        answering.give_back(house.reader("police"), grant.uuid, "Không nhận")
    taken = answering.acknowledge(house.reader("police"), grant.uuid, "12/TB")
    assert (taken.words()["number"], taken.answered_by) == ("12/TB", house.officer("police"))
    with pytest.raises(ValidationError):
        answering.acknowledge(house.reader("police_lead"), grant.uuid, "13/TB")


def test_a_sealed_record_is_for_its_assignees_and_its_named_lead(house: House) -> None:
    accepted(house, terms("identity"))
    with pytest.raises(ValidationError):
        granting.seal(house.reader("lead"), house.record, house.posts["neighbour"])
    granting.seal(house.reader("lead"), house.record, house.posts["other_lead"])
    house.record.refresh_from_db()
    seen = {name for name in house.posts if house.sections(name)}
    assert seen == {"recorder", "other_lead"}
    with pytest.raises(ValidationError):
        granting.refer(house.reader("other_lead"), house.record, house.b, terms("identity"))


def test_it_ends_with_the_post(house: House) -> None:
    post = house.posts["recorder"]
    post.valid_to = post.valid_from = None
    post.role = Role.ANALYST
    post.save()
    assert house.sections("recorder") == NOTHING


def test_nothing_without_a_second_factor(house: House) -> None:
    from ketnoi.access import policy

    weak = house.reader("lead", second_factor=False)
    assert policy.sections(weak, house.record) == NOTHING
    assert not policy.visible_to(weak, "leaf").exists()
