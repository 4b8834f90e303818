"""The pages: masked until a section is opened for a purpose, the same 404 for what one may not see, nothing searched
in an address or the journal, and the same answer to a hit and a miss."""

import re

import pytest
from django.db import transaction
from django.urls import reverse

from ketnoi.access.enums import Form
from ketnoi.access.models import Grant
from ketnoi.audit import moments
from ketnoi.audit.models import Line
from ketnoi.officers import actions as officers
from ketnoi.officers.enums import Role
from ketnoi.people import contacting, merging, settings
from ketnoi.people.enums import Answer, MergeState
from ketnoi.people.models import KIND, ContactRequest, MatchKey, Merge, Person
from tests.people.world import WHO

SECRETS = ("Thử Nghiệm", "Mẫu Hoa", "14/03/1998", "014198000001", "0900000001", "Không Có Thật", "giả định")
VARYING = re.compile(
    r'name="csrfmiddlewaretoken" value="\w+"|[BCDFGHJKMNPQRTVWXZ2346789]{14}|\d\d:\d\d, \d\d/\d\d/\d{4}'
)


def page_of(world, name="person"):
    return reverse(f"people:{name}", args=[world.persons["mine"].code])


def told(answer):
    """The page without tokens, codes and times."""
    return VARYING.sub("", answer.content.decode())


def reads(world):
    lines = Line.objects.filter(kind=KIND, object=str(world.persons["mine"].pk), verb__in=("read", "reveal", "denied"))
    return [(line.verb, line.actor, line.detail.get("sections")) for line in lines.order_by("at", "pk")]


def test_a_person_is_masked(world):
    page = world.client("hoi recorder").get(page_of(world)).content.decode()
    assert not [secret for secret in SECRETS if secret in page]
    assert "Đang che: Họ và tên" in page
    assert reads(world)[-1] == ("read", world.officers["hoi recorder"].pk, ["workflow"])


def test_one_section_is_opened_for_a_purpose_and_journalled(world):
    asked = {"section": "address", "purpose": "lien_he"}
    page = world.client("hoi lead").post(page_of(world), asked).content.decode()
    assert "Không Có Thật" in page
    assert not [secret for secret in ("Thử Nghiệm", "014198000001", "giả định") if secret in page]
    actor = world.officers["hoi lead"].pk
    assert ("reveal", actor, ["address"]) in reads(world)
    line = Line.objects.filter(verb="reveal").latest("pk")
    assert "lien_he" in str(line.detail)


@pytest.mark.parametrize("purpose", ["", "vi_thich", "x" * 500, "\x00"])
def test_nothing_is_opened_without_a_purpose(world, purpose):
    answer = world.client("hoi lead").post(page_of(world), {"section": "identity", "purpose": purpose})
    assert answer.status_code == 422
    assert not [secret for secret in SECRETS if secret in answer.content.decode()]
    assert "reveal" not in [verb for verb, _actor, _sections in reads(world)]


def test_a_supervisor_is_not_shown_who_it_is(world):
    client = world.client("hoi supervisor")
    assert client.post(page_of(world), {"section": "identity", "purpose": "kiem_tra"}).status_code == 404
    assert "Đang che" not in client.get(page_of(world)).content.decode()


@pytest.mark.parametrize("name", ["person", "correct", "propose"])
@pytest.mark.parametrize("who", ["hoi2 recorder", "ca lead"])
def test_a_record_one_may_not_see_answers_as_one_that_is_not_there(world, who, name):
    client = world.client(who)
    there = client.get(page_of(world, name))
    never = client.get(reverse(f"people:{name}", args=["K7QM4XW2TBD9HC"]))
    assert (there.status_code, told(there)) == (404, told(never))
    assert reads(world)[-1][0] == "denied"


def test_a_search_is_posted_shows_its_scope_only_and_leaves_no_text(world):
    world.register("hoi2 recorder", full_name="Nguyễn Thị Thử Khác")
    answer = world.client("hoi recorder").post(reverse("people:index"), {"text": "nguyen thi thu nghiem"})
    page = answer.content.decode()
    assert "Nguyễn Thị Thử Nghiệm" in page
    assert "Thử Khác" not in page
    lines = str(list(Line.objects.values()))
    assert "nghiem" not in lines
    assert "Nghiệm" not in lines
    assert ("read", world.officers["hoi recorder"].pk, ["identity"]) in reads(world)
    assert Line.objects.filter(verb="search", object="").count() == 1


@pytest.mark.parametrize("who", ["hoi2 lead", "ca recorder", "hoi supervisor"])
def test_a_search_elsewhere_is_the_same_with_and_without_the_person(world, who):
    client = world.client(who)
    here = client.post(reverse("people:index"), {"text": WHO.full_name})
    never = client.post(reverse("people:index"), {"text": WHO.full_name[::-1]})
    assert here.status_code == 200
    assert told(here).replace(WHO.full_name, "") == told(never).replace(WHO.full_name[::-1], "")


@pytest.mark.parametrize("text", ["", "  ", "x" * 5000, "\x00", "'; --", "％_\\", "🙂"])
def test_any_text_is_answered(world, text):
    assert world.client("hoi lead").post(reverse("people:index"), {"text": text}).status_code in {200, 422}


def entered(**said):
    return {"full_name": "Lò Thị Giả Định", "version": "0", **said}


def test_a_person_with_one_name_and_no_papers_is_registered(world):
    said = entered(full_name="Mẩy", birth="2015", no_papers="on", interpreter="on", language="tiếng Dao")
    answer = world.client("hoi recorder").post(reverse("people:register"), said)
    assert answer.status_code == 302
    page = world.client("hoi recorder").post(answer.url, {"section": "identity", "purpose": "ho_tro"}).content.decode()
    assert "Mẩy" in page
    assert "2015 (trẻ em, dưới 16 tuổi)" in page


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("full_name", ""),
        ("full_name", "x" * 500),
        ("full_name", "a\x00"),
        ("birth", "32/13/2000"),
        ("birth", "9999"),
        ("id_number", "12345"),
        ("id_number", "²" * 12),
        ("telephone", "abc"),
        ("sex", "x"),
        ("ethnicity", "77"),
        ("commune", "xã không hề có"),
        ("version", "9" * 40),
    ],
)
def test_what_cannot_be_is_said_at_its_field_and_nothing_is_written(world, field, typed):
    answer = world.client("hoi recorder").post(reverse("people:register"), entered(**{field: typed}))
    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert MatchKey.objects.count() == 2
    if field not in {"full_name", "version"}:
        assert "Lò Thị Giả Định" in answer.content.decode()


def test_somebody_known_already_is_pointed_out_before_a_second_record_is_made(world):
    said, url = entered(id_number=WHO.id_number), reverse("people:register")
    answer = world.client("hoi lead").post(url, said)
    assert answer.status_code == 422
    assert world.persons["mine"].code in answer.content.decode()
    assert world.client("hoi lead").post(url, said | {"another": "1"}).status_code == 302


def test_somebody_known_elsewhere_is_not(world):
    told_of = [
        world.client("hoi2 recorder").post(reverse("people:register"), entered(id_number=number)).status_code
        for number in (WHO.id_number, "014198000999")
    ]
    assert told_of == [302, 302]


@pytest.mark.parametrize(
    ("sections", "told_of"),
    [
        (["medical"], (False, False)),
        (["identity"], (True, False)),
        (["address"], (False, True)),
        (["identity", "address"], (True, True)),
    ],
)
def test_registering_tells_only_of_records_whose_very_value_one_reads(world, sections, told_of):
    referred(world, "hoi2", sections)
    client, url = world.client("hoi2 recorder"), reverse("people:register")
    said = [{"id_number": WHO.id_number}, {"telephone": WHO.telephone}]
    pages = [client.post(url, entered(**one)) for one in said]
    assert tuple(world.persons["mine"].code in page.content.decode() for page in pages) == told_of
    assert tuple(page.status_code == 422 for page in pages) == told_of


def referred(world, unit, sections):
    """The record is shared with another unit of the agency, in these sections; where somebody lives has its tick."""
    said = {"kind": KIND, "record": world.persons["mine"].pk, "form": Form.REFERRAL, "starts_at": moments.now() - 1}
    said |= {"giver_id": world.units["hoi"].pk, "unit": world.units[unit], "ends_at": moments.now() + 10**12}
    Grant.objects.create(**said, sections=sections, ticked=sections)


def test_a_supervisor_who_also_records_is_not_told_who_it_is(world):
    officers.give_post(world.officers["hoi2 recorder"], world.units["hoi"].pk, Role.SUPERVISOR, actor=None)
    answer = world.client("hoi2 recorder").post(reverse("people:register"), entered(telephone=WHO.telephone))
    assert answer.status_code == 302


def test_comparing_is_journalled_without_what_was_typed_and_has_an_end(world, monkeypatch):
    monkeypatch.setattr(settings, "COMPARED_A_DAY", 2)
    client, url = world.client("hoi lead"), reverse("people:register")
    said = entered(telephone=WHO.telephone)
    assert [client.post(url, said).status_code for _turn in range(3)] == [422, 422, 302]
    lead = world.officers["hoi lead"].pk
    lines = Line.objects.filter(verb="search", kind="person_match")
    assert set(lines.values_list("actor", "object")) == {(lead, str(lead))}
    assert lines.count() == 3
    assert WHO.telephone not in str(list(Line.objects.values()))
    assert reads(world).count(("read", lead, ["address"])) == 2


def test_correcting_opens_the_chosen_sections_and_no_other(world):
    client, url = world.client("hoi recorder"), page_of(world, "correct")
    asked = client.get(url).content.decode()
    none = client.post(url, {"open": "1"})
    assert none.status_code == 422
    assert not [secret for secret in SECRETS if secret in asked + none.content.decode()]
    assert not [line for line in reads(world) if line[0] == "reveal"]
    page = client.post(url, {"open": "1", "sections": ["address"]}).content.decode()
    assert "Không Có Thật" in page
    assert not [secret for secret in ("Thử Nghiệm", "014198000001", "giả định") if secret in page]
    assert [line[2] for line in reads(world) if line[0] == "reveal"] == [["address"]]


def test_two_editors_see_both_versions_and_lose_nothing(world):
    first, second = world.client("hoi recorder"), world.client("hoi lead")
    said = {"full_name": "Tên Một Thử", "version": "1", "sections": ["identity"]}
    assert first.post(page_of(world, "correct"), said).status_code == 302
    answer = second.post(page_of(world, "correct"), said | {"full_name": "Tên Hai Thử"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Tên Một Thử" in page
    assert "Tên Hai Thử" in page
    assert (
        second.post(page_of(world, "correct"), said | {"full_name": "Tên Hai Thử", "version": "2"}).status_code == 302
    )


def ask(world, number):
    """What an officer of another unit is answered, on asking and on every page afterwards."""
    client = world.client("hoi2 recorder")
    person = world.register("hoi2 recorder", full_name="Người Được Hỏi Thử", id_number=number)
    address = reverse("people:person", args=[person.code])
    answers = [client.post(reverse("people:ask", args=[person.code]), {"purpose": "lien_he"}, follow=True)]
    contacting.settle()
    for request in ContactRequest.objects.all():
        contacting.answer(world.reader("hoi lead"), request, Answer.REFUSED)
    pages = [
        address,
        reverse("people:index"),
        reverse("people:contacts"),
        reverse("people:merges"),
        "/thong-bao/",
        "/hom-nay/",
    ]
    answers += [client.get(one) for one in pages]
    answers.append(client.post(address, {"section": "identity", "purpose": "xac_minh"}))
    return [(one.status_code, sorted(one.headers), told(one).replace(number, "")) for one in answers]


def test_a_hit_and_a_miss_are_the_same_to_the_byte(world):
    answers = []
    for number in (WHO.id_number, "014198000999"):
        with transaction.atomic():
            answers.append(ask(world, number))
            hits = ContactRequest.objects.count()
            transaction.set_rollback(True)
        assert hits == (number == WHO.id_number)
    assert answers[0] == answers[1]


def test_the_owner_is_told_and_answers(world):
    ask_of = world.register("hoi2 recorder", id_number=WHO.id_number)
    client = world.client("hoi2 recorder")
    client.post(reverse("people:ask", args=[ask_of.code]), {"purpose": "ho_tro"})
    contacting.settle()
    owner, request = world.client("hoi recorder"), ContactRequest.objects.get()
    address = reverse("people:contact", args=[request.uuid])
    page = owner.get(address).content.decode()
    assert "Đơn vị hoi2" in page
    assert ask_of.code not in page
    assert client.get(address).status_code == client.post(address, {"answer": "da_goi"}).status_code == 404
    assert owner.post(address, {"answer": "x"}).status_code == 404
    assert owner.post(address, {"answer": "da_goi"}).status_code == 302
    request.refresh_from_db()
    assert request.answer == Answer.CALLED


def test_joining_is_proposed_by_one_and_decided_by_another(world):
    other = world.register("hoi recorder")
    recorder, lead = world.client("hoi recorder"), world.client("hoi lead")
    answer = recorder.post(page_of(world, "propose"), {"other": other.code.lower(), "exact": "so_dinh_danh"})
    assert answer.status_code == 302
    assert recorder.post(answer.url, {"verb": "duyet"}).status_code == 404
    assert lead.post(answer.url, {"verb": "x"}).status_code == 404
    assert lead.post(answer.url, {"verb": "duyet"}).status_code == 302
    assert Merge.objects.get().state == MergeState.DONE
    assert world.persons["mine"].code in lead.get(reverse("people:person", args=[other.code])).content.decode()
    lead.post(answer.url, {"verb": "tach"})
    assert Merge.objects.get().state == MergeState.UNDONE


def test_a_code_of_another_unit_is_answered_as_one_that_is_not_there(world):
    theirs = world.register("hoi2 recorder")
    client = world.client("hoi recorder")
    answers = [
        client.post(page_of(world, "propose"), {"other": code, "exact": ""}) for code in (theirs.code, "K7QM4XW2TBD9HC")
    ]
    assert [one.status_code for one in answers] == [422, 422]
    assert told(answers[0]) == told(answers[1])


def test_a_merge_of_others_is_not_there(world):
    other = world.register("hoi recorder")
    merge = merging.propose(world.reader("hoi recorder"), world.persons["mine"], other)
    assert world.client("hoi2 lead").get(reverse("people:merge", args=[merge.uuid])).status_code == 404


def test_lists_show_own_records_only_and_ask_no_more_for_more(world, django_assert_max_num_queries):
    theirs = world.register("hoi2 recorder")
    for _number in range(3):
        world.register("hoi recorder")
    client = world.client("hoi lead")
    with django_assert_max_num_queries(40) as few:
        page = client.get(reverse("people:index")).content.decode()
    assert theirs.code not in page
    assert page.count("/nguoi/") >= 4
    for _number in range(6):
        world.register("hoi recorder")
    with django_assert_max_num_queries(len(few)):
        client.get(reverse("people:index"))


def test_pages_are_kept_nowhere(world):
    answer = world.client("hoi lead").get(page_of(world))
    assert "no-store" in answer.headers["Cache-Control"]
    assert Person.__name__ not in answer.content.decode()
