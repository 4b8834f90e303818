"""Released tables on their pages and in their files: no hidden number leaves, and each step is its own officer's."""

import io
import json
import re

import pytest
from django.urls import reverse

from ketnoi.audit.models import Line
from ketnoi.figures.models import ProtectedFact, Release
from ketnoi.figures.released import urls
from ketnoi.notices import kinds
from ketnoi.notices.models import Notice
from ketnoi.officers import policy
from ketnoi.workbooks import reading

AGENCY_NUMBERS = {("a", "in_time"): 131, ("a", "late"): 3, ("b", "in_time"): 57, ("b", "late"): 44}


@pytest.fixture
def office(world, book):
    book.write(world.home.agency_id, AGENCY_NUMBERS)
    return world


def post(client, name, release, **data):
    data |= {"version": Release.objects.get(pk=release.pk).version}
    return client.post(reverse(f"figures:{name}", args=[release.uuid]), data)


def drawn(office):
    answer = office.client("analyst").post(
        reverse("figures:new_release") + "?nguon=notebook", {"period": "2025", "tables": ["so-tay-thoi-han"]}
    )
    release = Release.objects.get()
    assert answer["Location"] == reverse("figures:release", args=[release.uuid])
    return release


def released(office):
    release = drawn(office)
    post(office.client("analyst"), "ask_release", release)
    post(office.client("lead"), "sign_release", release)
    release.refresh_from_db()
    return release


def shown(client, release):
    return client.get(reverse("figures:release", args=[release.uuid]))


def test_chosen_seen_asked_signed_and_read_by_everybody(office):
    release = released(office)
    assert release.status == Release.Status.PUBLISHED
    text = shown(office.client("stranger"), release).content.decode()
    assert "Theo loại và thời hạn" in text
    assert text.count(">giữ kín</td>") == 4
    assert ">235</td>" in text
    assert all(f">{number}</td>" not in text for number in AGENCY_NUMBERS.values())


def told(office, who):
    """What stands in the officer's list of notices, the newest first: words and where each leads."""
    officer = office.officers[who]
    rows = Notice.objects.filter(officer=officer).order_by("-pk")
    found = [(kinds.get(row.kind), row.object_id) for row in rows]
    return [(str(kind.words), kind.address(one)) for kind, one in found if one in kind.may_still_see(officer, [one])]


def test_the_leader_who_must_sign_is_told_and_then_who_drew_it_up(office):
    release = drawn(office)
    page = reverse("figures:release", args=[release.uuid])
    post(office.client("analyst"), "ask_release", release)
    assert (told(office, "lead"), told(office, "analyst")) == ([("Bảng công bố chờ ký", page)], [])
    post(office.client("lead"), "sign_release", release)
    assert (told(office, "lead"), told(office, "analyst")) == ([], [("Bảng công bố đã được ký", page)])
    assert Notice.objects.count() == 2


def test_who_drew_up_is_told_that_it_came_back_and_a_leader_is_not_asked_to_sign_his_own(office):
    lead = office.officers["lead"].posts.get()
    release = drawn(office)
    post(office.client("analyst"), "ask_release", release)
    post(office.client("lead"), "send_back_release", release, reason="Xem lại kỳ")
    assert [words for words, _page in told(office, "analyst")] == ["Bảng công bố chưa được ký, cần xem lại"]
    Release.objects.update(made_by=lead.officer_id)
    Notice.objects.all().delete()
    post(office.client("lead"), "ask_release", release)
    assert not Notice.objects.exists()


def test_what_could_not_be_proved_again_leads_to_the_list(office):
    release = drawn(office)
    post(office.client("analyst"), "ask_release", release)
    ProtectedFact.objects.filter(pk__in=ProtectedFact.objects.values("pk")[:1]).update(value=7)
    answer = post(office.client("lead"), "sign_release", release)
    assert answer["Location"] == reverse("figures:releases")
    assert told(office, "analyst") == [("Bảng công bố chưa được ký, cần xem lại", reverse("figures:releases"))]


def test_a_draft_is_its_own_organisation_s(office):
    release = drawn(office)
    assert shown(office.client("lead"), release).status_code == 200
    assert shown(office.client("stranger"), release).status_code == 404
    assert shown(office.client("recorder"), release).status_code == 404


def test_a_draft_says_how_much_is_hidden_and_not_where_it_is_small(office):
    answer = shown(office.client("analyst"), drawn(office))
    assert (answer.context["hidden"], answer.context["cells"]) == (4, 12)
    assert "4 trên 12 ô được giữ kín" in answer.content.decode()


def test_whoever_drew_it_up_is_not_offered_the_signature(office):
    release = drawn(office)
    post(office.client("analyst"), "ask_release", release)
    Release.objects.update(made_by=office.officers["lead"].pk)
    assert shown(office.client("lead"), release).context["may_sign"] is False
    assert post(office.client("lead"), "sign_release", release).status_code == 404
    assert Release.objects.get().status == Release.Status.ASKED


def test_a_post_that_nobody_confirmed_draws_up_reads_signs_and_withdraws_nothing(office):
    """Else an administrator had only to make an analyst and a leader, and to sign as the second what he drew up."""
    release = drawn(office)
    analyst, lead = office.officers["analyst"].posts, office.officers["lead"].posts
    analyst.update(confirmed_at=None)
    assert shown(office.client("analyst"), release).status_code == 404
    assert post(office.client("analyst"), "ask_release", release).status_code == 404
    assert office.client("analyst").get(reverse("figures:new_release")).status_code == 404
    analyst.update(confirmed_at=1)
    lead.update(confirmed_at=None)
    post(office.client("analyst"), "ask_release", release)
    assert not Notice.objects.filter(officer=office.officers["lead"]).exists()
    assert post(office.client("lead"), "sign_release", release).status_code == 404
    Release.objects.update(status=Release.Status.PUBLISHED)
    assert post(office.client("lead"), "withdraw_release", release, reason="Sai").status_code == 404
    lead.update(confirmed_at=1)
    assert post(office.client("lead"), "withdraw_release", release, reason="Sai").status_code == 302


def test_a_reason_is_asked_for_and_what_is_withdrawn_shows_no_number(office):
    release = released(office)
    assert post(office.client("lead"), "withdraw_release", release, reason=" ").status_code == 422
    assert post(office.client("lead"), "withdraw_release", release, reason="Nhập thiếu").status_code == 302
    text = shown(office.client("stranger"), release).content.decode()
    assert "Lý do: Nhập thiếu" in text
    assert not re.search(r"\b235\b", text)  # the release's code in its addresses may hold these digits
    file = reverse("figures:release_file", args=[release.uuid, "json"])
    assert office.client("stranger").get(file).status_code == 404


def test_a_reason_longer_than_its_column_stays_at_its_field(office):
    release = drawn(office)
    post(office.client("analyst"), "ask_release", release)
    answer = post(office.client("lead"), "send_back_release", release, reason="dài" * 200)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["reason"])
    assert "dài" * 200 in answer.content.decode()
    assert '<details class="more" open>' in answer.content.decode()
    release.refresh_from_db()
    assert (release.status, release.reason) == (Release.Status.ASKED, "")


def test_what_waits_for_a_signature_is_on_the_leaders_first_page_only(office):
    release = drawn(office)
    link = f'href="{reverse("figures:release", args=[release.uuid])}"'
    assert link not in office.client("lead").get("/hom-nay/").content.decode()
    post(office.client("analyst"), "ask_release", release)
    page = office.client("lead").get("/hom-nay/").content.decode()
    assert link in page
    assert link not in office.client("analyst").get("/hom-nay/").content.decode()


def test_sent_back_with_the_reason_on_the_draft(office):
    release = drawn(office)
    post(office.client("analyst"), "ask_release", release)
    post(office.client("lead"), "send_back_release", release, reason="Xem lại kỳ")
    assert "Xem lại kỳ" in shown(office.client("analyst"), release).content.decode()


def file_of(office, release, form):
    answer = office.client("stranger").get(reverse("figures:release_file", args=[release.uuid, form]))
    assert answer.status_code == 200
    return answer.content


def test_files_hold_what_the_page_shows_and_who_took_them(office):
    release = released(office)
    book = reading.read(io.BytesIO(file_of(office, release, "xlsx")))
    cells = [str(cell) for sheet in book.sheets for row in sheet.rows for cell in row]
    lines = file_of(office, release, "csv").decode()
    told = json.loads(file_of(office, release, "json"))
    assert cells.count("giữ kín") == lines.count("giữ kín,") + lines.count("giữ kín\r\n") == 4
    assert told["tables"][0]["cells"] == [[235, 188, 47], [134, None, None], [101, None, None], [0, 0, 0]]
    who = office.officers["stranger"].name
    assert who in cells
    assert who in lines
    assert told["exported"]["by"] == who
    assert Line.objects.filter(verb="export", kind="release", object=str(release.uuid)).count() == 3
    for number in AGENCY_NUMBERS.values():
        assert str(number) not in cells
        assert f",{number}\r\n" not in lines


def test_wrong_input_stays_at_its_field(office):
    address = reverse("figures:new_release") + "?nguon=notebook"
    answer = office.client("analyst").post(address, {"period": "2099-Q9", "tables": ["so-tay-tinh"]})
    assert answer.status_code == 422
    assert sorted(answer.context["form"].errors) == ["period", "tables"]
    assert not Release.objects.exists()


def test_drawing_up_asks_for_a_second_factor_and_signing_and_taking_out_for_a_fresh_one():
    views = {one.name: one.callback for one in urls.urlpatterns}
    fresh = {name for name, view in views.items() if policy.is_stepped_up(view)}
    assert fresh == {"sign_release", "withdraw_release", "release_file"}
    asked = {name for name, view in views.items() if policy.is_protected(view)}
    assert asked == fresh | {"new_release", "ask_release", "drop_release", "send_back_release"}
