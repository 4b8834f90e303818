"""A hit and a miss are the same to the asker; the owner of a match hears of it, and nobody else."""

import re

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ketnoi.audit.models import Line
from ketnoi.notices.models import Notice
from ketnoi.orgs.models import Succession
from ketnoi.people import contacting, merging, settings
from ketnoi.people.enums import Answer, Purpose
from ketnoi.people.models import ContactRequest, Inquiry, Person
from tests.people.world import WHO

HIT, MISS = WHO.id_number, "014198000999"


def asked(world, number, who="hoi2 recorder"):
    person = world.register(who, id_number=number)
    return contacting.ask(world.reader(who), person, Purpose.CONTACT)


def requests_of(world, who):
    return list(contacting.visible_to(world.reader(who)))


def statements(world, number):
    """What asking sends to the database, without the values."""
    person = world.register("hoi2 recorder", id_number=number)
    reader = world.reader("hoi2 recorder")
    with CaptureQueriesContext(connection) as queries:
        contacting.ask(reader, person, Purpose.CONTACT)
    return [re.sub(r"'[^']*'|[0-9]+", "?", query["sql"]) for query in queries.captured_queries]


def test_asking_looks_at_nothing_and_writes_the_same(world):
    hit, miss = statements(world, HIT), statements(world, MISS)
    assert hit == miss
    assert not any("matchkey" in one or "contactrequest" in one or "notice" in one for one in hit)


def test_a_match_reaches_those_who_keep_the_record_and_nobody_else(world):
    asked(world, HIT)
    assert contacting.settle() == 1
    told = {who for who in world.officers if requests_of(world, who)}
    assert told == {"hoi recorder", "hoi lead"}
    officers = set(Notice.objects.filter(kind=contacting.NOTICE).values_list("officer", flat=True))
    assert officers == {world.officers[who].pk for who in told}


@pytest.mark.parametrize(("number", "requests"), [(HIT, 1), (MISS, 0)])
def test_settling_looks_once(world, number, requests):
    asked(world, number)
    assert [contacting.settle(), contacting.settle()] == [1, 0]
    assert ContactRequest.objects.count() == requests


def test_the_asker_reads_the_same_before_and_after_a_match(world):
    one, other = asked(world, HIT), asked(world, MISS)
    before = [(row.purpose, row.officer_id) for row in Inquiry.objects.order_by("pk")]
    contacting.settle()
    contacting.answer(world.reader("hoi lead"), ContactRequest.objects.get(), Answer.REFUSED)
    assert [(row.purpose, row.officer_id) for row in Inquiry.objects.order_by("pk")] == before
    lines = [
        Line.objects.filter(object=str(ask.uuid)).order_by("pk").values_list("verb", "detail") for ask in (one, other)
    ]
    assert list(lines[0]) == list(lines[1])
    assert requests_of(world, "hoi2 recorder") == requests_of(world, "hoi2 lead") == []


def test_a_record_of_the_own_unit_is_no_match(world):
    asked(world, HIT, "hoi recorder")
    contacting.settle()
    assert not ContactRequest.objects.exists()


def test_a_name_alone_is_no_match(world):
    person = world.register("hoi2 recorder", full_name=WHO.full_name, birth=WHO.birth)
    contacting.ask(world.reader("hoi2 recorder"), person, Purpose.CONTACT)
    contacting.settle()
    assert not ContactRequest.objects.exists()


@pytest.mark.parametrize("who", ["hoi2 lead", "ca lead", "hoi administrator", "hoi supervisor"])
def test_only_who_works_on_a_record_asks_about_it(world, who):
    with pytest.raises(PermissionDenied):
        contacting.ask(world.reader(who), world.persons["mine"], Purpose.CONTACT)
    assert not Inquiry.objects.exists()


def test_a_day_allows_so_many_inquiries_of_one(world, monkeypatch):
    monkeypatch.setattr(settings, "ASKED_A_DAY_BY_ONE", 1)
    asked(world, MISS)
    with pytest.raises(contacting.TooMany):
        asked(world, HIT)
    asked(world, HIT, "ca recorder")
    assert Inquiry.objects.count() == 2


def test_a_day_allows_so_many_inquiries_of_a_unit(world, monkeypatch):
    monkeypatch.setattr(settings, "ASKED_A_DAY_BY_UNIT", 1)
    person = world.register("hoi2 recorder")
    contacting.ask(world.reader("hoi2 lead"), person, Purpose.VERIFY)
    with pytest.raises(contacting.TooMany):
        contacting.ask(world.reader("hoi2 recorder"), person, Purpose.VERIFY)


def test_an_answer_is_given_once_by_who_keeps_the_record(world):
    asked(world, HIT)
    contacting.settle()
    request = ContactRequest.objects.get()
    for who in ("hoi2 recorder", "ca lead", "hoi supervisor"):
        with pytest.raises(PermissionDenied):
            contacting.answer(world.reader(who), request, Answer.CALLED)
    contacting.answer(world.reader("hoi recorder"), request, Answer.CALLED)
    contacting.answer(world.reader("hoi lead"), request, Answer.REFUSED)
    request.refresh_from_db()
    assert (request.answer, request.answered_by_id) == (Answer.CALLED, world.officers["hoi recorder"].pk)


def test_a_joined_record_is_asked_for_by_the_one_that_stands_for_it(world):
    gone, kept = world.persons["mine"], world.register("hoi recorder")
    merge = merging.propose(world.reader("hoi recorder"), kept, gone)
    merging.approve(world.reader("hoi lead"), merge)
    asked(world, HIT)
    contacting.settle()
    assert ContactRequest.objects.get().person_id == kept.pk


def test_one_inquiry_that_fails_keeps_no_other_from_being_settled(world):
    bad = asked(world, MISS, "hoi recorder")
    asked(world, HIT)
    Person.saving.filter(pk=bad.person_id).update(merged_into=bad.person_id)  # a circle
    assert contacting.settle() == 1
    assert list(Inquiry.objects.filter(settled_at=None)) == [bad]


def test_as_many_that_fail_as_one_look_takes_hold_up_nobody(world, monkeypatch):
    monkeypatch.setattr(settings, "ASKED_AT_ONCE", 1)
    bad = asked(world, MISS, "hoi recorder")
    asked(world, HIT)
    Person.saving.filter(pk=bad.person_id).update(merged_into=bad.person_id)
    assert [contacting.settle(), contacting.settle(), contacting.settle()] == [0, 1, 0]


def test_after_a_merger_of_units_those_who_took_its_place_are_told(world):
    Succession.objects.create(old=world.units["hoi"], new=world.units["ca"], is_default=True)
    asked(world, HIT)
    contacting.settle()
    told = set(Notice.objects.filter(kind=contacting.NOTICE).values_list("officer", flat=True))
    assert told == {world.officers["ca lead"].pk}  # to its recorder nothing was assigned
