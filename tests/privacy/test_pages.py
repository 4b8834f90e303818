"""The desk's pages: what was opened is journalled, what was typed is kept, and a name never stands in a list."""

import datetime as dt
import io

import docx
import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from ketnoi.access import policy
from ketnoi.audit import moments
from ketnoi.audit.models import Line
from ketnoi.deadlines.models import ClockExtension
from ketnoi.officers import actions as officers
from ketnoi.officers.enums import Role
from ketnoi.officers.models import Post
from ketnoi.privacy import breaches
from ketnoi.privacy.models import KIND, Breach, Disposal, Told
from ketnoi.ui import dates
from tests.notices.conftest import without_factor
from tests.privacy.house import NAME, SAID

TYPED = {"kind": "see", "received_on": "05/03/2026", "channel": "letter", "subject": NAME, "checked": "paper"}


@pytest.fixture
def client_of(house):
    def client(name):
        browser = Client()
        browser.force_login(house.posts[name].officer)
        return browser

    return client


def address(name, *args):
    return reverse(f"privacy:{name}", args=args)


def entered(client_of):
    answer = client_of("recorder").post(address("new"), TYPED | {"contact": "Thôn Mẫu", "said": SAID})
    assert answer.status_code == 302
    return answer["Location"].rstrip("/").rpartition("/")[2]


def test_entered_listed_without_a_name_opened_with_a_line(house, client_of):
    code = entered(client_of)
    listed = client_of("lead").get(address("index")).content.decode()
    assert code in listed
    assert NAME not in listed
    before = Line.objects.filter(verb="read", kind="subject_request").count()
    page = client_of("lead").get(address("request", code)).content.decode()
    assert NAME in page
    assert SAID in page
    assert Line.objects.filter(verb="read", kind="subject_request").count() == before + 1


@pytest.mark.parametrize("name", ["colleague", "analyst", "administrator", "stranger"])
def test_others_find_neither_it_nor_its_paper(house, client_of, name):
    code = entered(client_of)
    for page in ("request", "paper", "gather"):
        assert client_of(name).get(address(page, code)).status_code == 404
    assert code not in client_of(name).get(address("index")).content.decode()


def test_what_was_typed_wrong_is_kept(house, client_of):
    answer = client_of("recorder").post(address("new"), TYPED | {"said": SAID, "received_on": "31/02/2026"})
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["received_on"]
    assert f'value="{NAME}"' in answer.content.decode()


@pytest.mark.parametrize("day", ["05/03/1900", "05/03/2199"])
def test_a_day_that_cannot_be_is_said_at_its_field(house, client_of, day):
    answer = client_of("recorder").post(address("new"), TYPED | {"said": SAID, "received_on": day})
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["received_on"])
    typed = {"found_on": day, "kinds": ["identity"], "persons": "12", "what": "Gửi nhầm"}
    answer = client_of("lead").post(address("breaches"), typed)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["found_on"])


def test_blanks_make_no_text_too_long(house, client_of):
    spread = NAME.replace(" ", " " * 60)
    answer = client_of("recorder").post(address("new"), TYPED | {"said": SAID, "subject": spread})
    assert answer.status_code == 302
    assert client_of("lead").get(answer["Location"]).context["subject"] == NAME


def test_an_answer_gets_more_time_once_with_its_reason(house, client_of):
    recorder = client_of("recorder")
    fresh = TYPED | {"received_on": dates.day(timezone.localdate())}
    code = recorder.post(address("new"), fresh | {"said": SAID})["Location"].rstrip("/").rpartition("/")[2]
    page = recorder.get(address("request", code)).content.decode()
    assert address("extend", code) in page
    typed = {"version": 1, "ground": "once", "amount": "99", "reason": "Chờ hồ sơ từ kho", "paper": "12/TB"}
    typed |= {"told_on": dates.day(timezone.localdate())}
    five = typed | {"amount": "5"}
    for wrong, field in ((typed, "amount"), (five | {"paper": "\u200b"}, "paper"), (five | {"reason": " "}, "reason")):
        refused = recorder.post(address("extend", code), wrong)
        assert (refused.status_code, list(refused.context["form"].errors)) == (422, [field])
    before = recorder.get(address("extend", code)).context["clocks"][0].until
    assert client_of("colleague").post(address("extend", code), five).status_code == 404
    assert recorder.post(address("extend", code), five).status_code == 302
    assert ClockExtension.objects.get().decided_at <= moments.now()
    after = recorder.get(address("request", code))
    assert "Chờ hồ sơ từ kho" in after.content.decode()
    assert before not in [one.until for one in after.context["clocks"]]
    assert recorder.get(address("extend", code)).status_code == 404
    assert Line.objects.filter(verb="extend", kind=KIND).count() == 1


def test_acknowledged_answered_and_printed(house, client_of):
    code = entered(client_of)
    lead = client_of("lead")
    lead.post(address("acknowledge", code), {"version": 1})
    told = {"version": 2, "outcome": "refused", "checked": "paper", "text": "Chưa thể xóa."}
    refused = lead.post(address("answer", code), told)
    assert refused.status_code == 422
    assert list(refused.context["form"].errors) == ["ground"]
    assert lead.post(address("answer", code), told | {"ground": "Điều mẫu"}).status_code == 302
    paper = docx.Document(io.BytesIO(lead.get(address("paper", code)).content))
    said = "\n".join(one.text for one in paper.paragraphs)
    assert f"Kính gửi: {NAME}" in said
    assert "Chưa thể xóa." in said
    assert "căn cứ: Điều mẫu." in said
    assert Line.objects.filter(verb="export", kind="subject_request").count() == 1


def test_what_is_kept_about_a_person_is_what_the_reader_may_open(house, client_of):
    code = entered(client_of)
    found = client_of("lead").get(address("gather", code)).context["found"]
    assert {finder.code: len(hits) for finder, hits in found} == {"people": 0, "requests": 1}


def test_gathering_is_journalled_with_each_record_that_it_tells_of(house, client_of):
    first, other = entered(client_of), entered(client_of)
    since = Line.objects.count()
    client_of("lead").get(address("gather", first))
    lines = Line.objects.order_by("pk")[since:].values_list("verb", "object", "detail")
    kept = {row.code: str(row.pk) for row in policy.visible_to(house.reader("lead"), KIND)}
    assert [verb for verb, _object, _detail in lines].count("search") == 1
    read = {key for verb, key, detail in lines if verb == "read" and "identity" in detail["sections"]}
    assert read == {kept[first], kept[other]}


def test_a_breach_from_its_finding_to_what_was_learned(house, client_of):
    lead = client_of("lead")
    typed = {"found_on": "05/03/2026", "kinds": ["identity"], "persons": "12", "what": "Gửi nhầm"}
    lead.post(address("breaches"), typed)
    breach = Breach.objects.get()
    early = lead.post(address("tell", breach.uuid), {"version": 1, "whom": "agency", "told_on": "04/03/2026"})
    assert (early.status_code, list(early.context["tell_form"].errors)) == (422, ["told_on"])
    lead.post(address("tell", breach.uuid), {"version": 1, "whom": "agency", "told_on": "06/03/2026"})
    lead.post(address("close", breach.uuid), {"version": 2, "lessons": "Kiểm tra người nhận"})
    breach.refresh_from_db()
    assert (breach.state, breach.told.count(), breach.words()["lessons"]) == ("closed", 1, "Kiểm tra người nhận")
    assert client_of("stranger").get(address("breach", breach.uuid)).status_code == 404


def test_nobody_decides_on_his_own_proposal(house, client_of):
    proposed = Disposal.objects.create(
        unit=house.unit, kind="subject_request", count=1, proposed_by=house.posts["lead"].officer_id, proposed_at=1
    )
    client_of("lead").post(address("decide", proposed.uuid), {"decision": "approve"})
    assert Disposal.objects.get().state == "proposed"
    for reason in ("\u200b", "dài" * 101):  # nothing that shows, and more than its column holds
        client_of("deputy").post(address("decide", proposed.uuid), {"decision": "refuse", "reason": reason})
        assert Disposal.objects.get().state == "proposed"
    client_of("deputy").post(address("decide", proposed.uuid), {"decision": "refuse", "reason": "Còn dùng"})
    assert Disposal.objects.get().state == "refused"
    assert not Line.objects.filter(verb="read", kind="disposal").exists()
    assert "Còn dùng" in client_of("lead").get(address("retention")).content.decode()
    line = Line.objects.get(verb="read", kind="disposal", object=str(proposed.uuid))
    assert line.actor == house.posts["lead"].officer_id


def test_a_leader_names_who_is_in_charge(house, client_of):
    posted = {"post": house.posts["colleague"].pk, "paper": "QĐ 01 ngày 05/03/2026"}
    client_of("lead").post(address("name"), posted)
    unseen = client_of("lead").post(address("name"), posted | {"paper": "\u200b"})
    assert (unseen.status_code, list(unseen.context["name_form"].errors)) == (422, ["paper"])
    assert f'value="{posted["post"]}" selected' in unseen.content.decode()
    assert "QĐ 01 ngày 05/03/2026" in client_of("recorder").get(address("index")).content.decode()


def waits(post):
    """The post is in other hands: a second person has to confirm it again."""
    Post.objects.filter(pk=post.pk).update(confirmed_at=None)


@pytest.mark.parametrize("name", ["lead", "recorder"])
def test_who_waits_to_be_confirmed_is_offered_nothing_and_finds_no_form(house, client_of, name):
    client = client_of(name)
    assert address("new") in client.get(address("index")).content.decode()
    waits(house.posts[name])
    page = client.get(address("index")).content.decode()
    assert address("new") not in page
    assert address("name") not in page
    posted = {"post": house.posts["colleague"].pk, "paper": "QĐ 01"}
    answers = [
        client.get(address("new")),
        client.post(address("new"), TYPED | {"said": SAID}),
        client.post(address("name"), posted),
        client.get(address("breaches")),
    ]
    assert [answer.status_code for answer in answers] == [404] * 4


def test_a_breach_of_another_desk_of_ones_own_is_read_and_not_written_on(house, client_of):
    """He leads two units, and acts in the first of his posts."""
    made = breaches.enter(breaches.Found(moments.now(), ("identity",), 1, "Gửi nhầm", ""), house.posts["stranger"])
    officers.give_post(house.posts["lead"].officer, house.other.pk, Role.LEAD, actor=None)
    client, written = client_of("lead"), {"version": 1, "lessons": "Kiểm tra người nhận"}
    page = client.get(address("breach", made.uuid)).content.decode()
    assert "Gửi nhầm" in page
    assert [address(step, made.uuid) in page for step in ("tell", "close")] == [False, False]
    assert "Chọn vị trí ấy để ghi tiếp" in page
    assert client.post(address("close", made.uuid), written).status_code == 404
    assert client_of("stranger").post(address("close", made.uuid), written).status_code == 302


def test_what_was_typed_stays_beside_what_another_wrote(house, client_of):
    made = breaches.enter(breaches.Found(moments.now(), ("identity",), 1, "Gửi nhầm", ""), house.posts["lead"])
    breaches.tell(made, Told.Whom.SUPERIOR, moments.now(), "", house.posts["deputy"], 1)
    late = client_of("lead").post(address("close", made.uuid), {"version": 1, "lessons": "Hỏi lại địa chỉ"})
    assert late.status_code == 409
    assert "Hỏi lại địa chỉ" in late.content.decode()


@pytest.mark.parametrize("code", ["x", "0" * 300, "khong-co"])
def test_hostile_codes_are_not_there(house, client_of, code):
    assert client_of("lead").get(f"/du-lieu-ca-nhan/yeu-cau/{code}/").status_code == 404


def test_a_paper_of_a_day_before_extends_and_one_of_tomorrow_does_not(house, client_of):
    """The person was told in time, though it is entered later."""
    recorder, today = client_of("recorder"), timezone.localdate()
    fresh = TYPED | {"received_on": dates.day(today - dt.timedelta(days=1)), "said": SAID}
    code = recorder.post(address("new"), fresh)["Location"].rstrip("/").rpartition("/")[2]
    typed = {"version": 1, "ground": "once", "amount": "5", "reason": "Chờ hồ sơ từ kho", "paper": "12/TB"}
    later = recorder.post(address("extend", code), typed | {"told_on": dates.day(today + dt.timedelta(days=1))})
    assert (later.status_code, ClockExtension.objects.count()) == (422, 0)
    assert recorder.post(address("extend", code), typed | {"told_on": fresh["received_on"]}).status_code == 302
    assert dates.from_us(ClockExtension.objects.get().decided_at).date() == today - dt.timedelta(days=1)


def test_what_waits_at_the_desk_stands_on_the_first_page_of_who_may_act(house, client_of):
    entered(client_of)
    breaches.enter(breaches.Found(moments.now(), ("identity",), 1, "Gửi nhầm", ""), house.posts["lead"])
    waits = {name: waiting(client_of(name)) for name in ("lead", "recorder", "colleague", "analyst", "stranger")}
    asked, broken = (address("index"), "1"), (address("breaches"), "1")
    assert waits == {"lead": [asked, broken], "recorder": [asked], "colleague": [], "analyst": [], "stranger": []}


def test_nothing_of_it_is_told_in_a_session_without_a_second_factor(house, client_of):
    entered(client_of)
    lead = client_of("lead")
    assert waiting(lead) == [(address("index"), "1")]
    without_factor(lead)
    assert waiting(lead) == []


def waiting(client) -> list[tuple[str, str]]:
    """(page, number) of what waits in protected rooms, as the first page says it."""
    sections = client.get("/hom-nay/").context["now"]
    return [(job.url, job.mark) for one in sections if str(one.title) == "Hồ sơ cần bảo vệ" for job in one.jobs]
