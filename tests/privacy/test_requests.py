"""Requests of data subjects: sealed, seen by the desk only, with clocks that are met, and counted without a name."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from ketnoi.access import granting, policy, unscoped
from ketnoi.access.unscoped import Because
from ketnoi.audit import moments, versions
from ketnoi.audit.models import Line
from ketnoi.deadlines import owners, running
from ketnoi.deadlines.alarms import Stage
from ketnoi.figures.models import Fact, ProtectedFact
from ketnoi.orgs.models import Succession
from ketnoi.privacy import actions, facts, requests_due
from ketnoi.privacy.actions import Answer
from ketnoi.privacy.clocks import BREACH
from ketnoi.privacy.enums import Checked, Outcome
from ketnoi.privacy.models import KIND, SubjectRequest
from tests.privacy.house import NAME, SAID, entry


def told(outcome=Outcome.GRANTED, text="Đơn vị giữ tên và địa chỉ.", ground="", checked=Checked.PAPER):
    return Answer(outcome, text, ground, checked)


def clocks(request):
    return {one.row.limit: one for one in running.of(KIND, [request.pk])[request.pk]}


def test_a_request_is_sealed_and_starts_both_clocks(house):
    made = house.received()
    assert (str(made.subject), made.subject.open(), made.said.open()) == ("•••", NAME, SAID)
    started = clocks(made)
    assert sorted(started) == ["DP_ACCESS", "DP_ACK"]
    assert all(one.row.started_at == made.received_at and one.is_open for one in started.values())


def test_a_complaint_has_no_limit_of_its_own(house):
    assert sorted(clocks(house.received("complain"))) == ["DP_ACK"]


def test_who_entered_it_and_the_leaders_see_it_and_nobody_else(house):
    made = house.received()
    seen = {name: policy.visible_to(house.reader(name), KIND).filter(pk=made.pk).exists() for name in house.posts}
    assert {name for name, sees in seen.items() if sees} == {"recorder", "lead", "deputy"}


def test_acknowledging_meets_the_first_clock(house):
    made = house.received()
    actions.acknowledge(house.reader("recorder"), made, made.version)
    assert {limit: one.is_open for limit, one in clocks(made).items()} == {"DP_ACCESS": True, "DP_ACK": False}


def test_an_answer_meets_all_and_closes_it(house):
    made = house.received()
    actions.answer(house.reader("lead"), made, told(), made.version)
    made.refresh_from_db()
    assert not any(one.is_open for one in clocks(made).values())
    assert (made.outcome, made.answer.open()) == (Outcome.GRANTED, "Đơn vị giữ tên và địa chỉ.")
    with pytest.raises(versions.Stale):
        actions.answer(house.reader("lead"), made, told(Outcome.REFUSED, ground="Điều 1"), made.version)


@pytest.mark.parametrize(
    ("answer", "field"),
    [
        (told(Outcome.REFUSED), "ground"),
        (told(Outcome.PARTLY), "ground"),
        (told(checked=Checked.NOT_YET), "checked"),
        (told(text=" "), "text"),
        (told(Outcome.OPEN), "outcome"),
    ],
)
def test_what_an_answer_lacks_is_said_at_its_field(house, answer, field):
    made = house.received()
    with pytest.raises(ValidationError) as refused:
        actions.answer(house.reader("recorder"), made, answer, made.version)
    assert list(refused.value.message_dict) == [field]
    assert clocks(made)["DP_ACCESS"].is_open


@pytest.mark.parametrize("name", ["colleague", "analyst", "administrator", "stranger"])
def test_others_write_nothing(house, name):
    made = house.received()
    with pytest.raises(PermissionDenied):
        actions.acknowledge(house.reader(name), made, made.version)


@pytest.mark.parametrize("name", ["analyst", "administrator"])
def test_those_who_read_no_records_enter_none(house, name):
    with pytest.raises(PermissionDenied):
        actions.receive(entry(), house.posts[name])


def test_the_second_of_two_editors_is_told(house):
    made = house.received()
    actions.acknowledge(house.reader("recorder"), made, made.version)
    with pytest.raises(versions.Stale):
        actions.answer(house.reader("lead"), made, told(), made.version)


def test_a_request_of_tomorrow_is_refused(house):
    with pytest.raises(ValidationError) as refused:
        house.received(days_ago=-1)
    assert list(refused.value.message_dict) == ["received_on"]


def test_it_counts_for_released_tables_only_and_by_its_outcome(house):
    made = house.received("erase")
    actions.answer(house.reader("lead"), made, told(Outcome.REFUSED, ground="Điều 14 Luật mẫu"), made.version)
    facts = ProtectedFact.objects.order_by("pk").values_list("categories", "superseded_at", "province")
    assert [(categories, gone is None) for categories, gone, _province in facts] == [
        ("erase|open", False),
        ("erase|refused", True),
    ]
    assert not Fact.objects.exists()


def test_the_journal_and_the_rows_in_clear_name_nobody(house):
    made = house.received()
    actions.answer(house.reader("lead"), made, told(), made.version)
    lines = [str(line.detail) + line.object for line in Line.objects.all()]
    clear = unscoped.rows(SubjectRequest, Because.PROVED).filter(pk=made.pk).values().get()
    assert not any(word in text for text in [*lines, str(clear)] for word in (NAME, SAID, "thôn Mẫu", "tên và địa chỉ"))


def test_a_sealed_request_is_no_number(house):
    made = house.received("erase")
    sealed = policy.visible_to(house.reader("lead"), KIND).get(pk=made.pk)
    sealed.sealed, sealed.lead_id = True, house.posts["lead"].officer_id
    sealed.save(update_fields=["sealed", "lead"])
    assert (list(facts.SOURCE.ids()), list(facts.SOURCE.count([made.pk]))) == ([], [])
    actions.answer(house.reader("lead"), made, told(Outcome.REFUSED, ground="Điều 14 Luật mẫu"), made.version)
    assert not ProtectedFact.objects.filter(superseded_at=None).exists()


def test_sealing_takes_it_out_of_the_numbers_at_once(house):
    made = house.received("erase")
    counted = ProtectedFact.objects.filter(superseded_at=None)
    assert counted.count() == 1
    granting.seal(house.reader("lead"), made, house.posts["deputy"])
    assert counted.count() == 0


def test_clocks_of_what_is_gone_tell_nobody_and_fail_nothing(house):
    for kind in (KIND, BREACH):
        assert list(owners.find(kind).answerable(987_654, Stage.OVER)) == []


def test_after_a_merger_its_successor_is_told_and_disposes(house):
    made = house.received("erase")
    actions.answer(house.reader("lead"), made, told(), made.version)
    Succession.objects.create(old=house.unit, new=house.other, is_default=True)
    assert list(owners.find(KIND).answerable(made.pk, Stage.OVER)) == [house.posts["stranger"].officer_id]
    later = moments.now() + 1
    assert list(requests_due.KEPT.due(house.other.pk, later)) == [made.pk]
    assert list(requests_due.KEPT.due(house.unit.pk, later)) == []
