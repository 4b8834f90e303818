"""From a draft to its signing: who sees it when, who may say what, and what must be answered first."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from ketnoi.audit.models import Line
from ketnoi.figures import links, words
from ketnoi.figures.figure import Figure
from ketnoi.officers.enums import Role
from ketnoi.programmes import circulation, queries, rows
from ketnoi.programmes.enums import Outcome, Status
from ketnoi.programmes.models import Comment
from tests.programmes import papers, worlds
from tests.programmes.papers import TODAY

URL = "/chuong-trinh/tinh-thu/gop-y/"
PAPER = circulation.Signing("05/CTPH", TODAY, "Đại diện bốn cơ quan")


def sees(world, unit):
    return queries.visible_to(worlds.officer(world, unit)).filter(slug="tinh-thu").exists()


def test_a_draft_is_seen_by_its_chair_alone(world):
    papers.drafted(world)
    assert [sees(world, unit) for unit in ("wP", "phòng", "xP", "yP", "wo1", "w")] == [True, True] + [False] * 4


def test_a_circulated_draft_is_seen_by_its_parties_but_not_by_those_who_follow_or_stand_below(world):
    papers.circulated(world)
    assert [sees(world, unit) for unit in ("wP", "xP", "yP", "xo1", "x", "wQ")] == [True, True] + [False] * 4
    assert "tinh-thu" not in {one.slug for one in queries.open_for([world.units["wP"].pk], dt.date(2022, 1, 1))}


def test_comment_answer_sign(world):
    programme = papers.circulated(world)
    first = programme.clauses.first()
    said = circulation.comment(programme.pk, " Nên ghi rõ hơn ", first, papers.speaking(world, "xP"))
    assert (said.text, said.heading, said.quoted, said.outcome) == ("Nên ghi rõ hơn", "Điều 1", "Mục đích", "open")
    with pytest.raises(ValidationError, match="chưa trả lời"):
        circulation.sign(programme.pk, PAPER, TODAY, actor=1)
    with pytest.raises(ValidationError, match="giải trình"):
        circulation.answer(programme.pk, said.pk, Outcome.DECLINED, " ", actor=1)
    circulation.answer(programme.pk, said.pk, Outcome.PARTLY, "Bổ sung một ý", actor=1)
    circulation.sign(programme.pk, PAPER, TODAY, actor=1)
    programme.refresh_from_db()
    assert (programme.status, programme.document_number, programme.signed_on) == ("running", "05/CTPH", TODAY)
    assert programme.rounds.get().closed_on == TODAY
    verbs = Line.objects.filter(kind="programme", object=str(programme.pk)).values_list("verb", flat=True)
    assert [verb for verb in verbs.order_by("at", "seq") if verb != "create"] == [
        "set_clauses", "circulate", "comment", "answer", "sign",
    ]  # fmt: skip


def test_what_was_commented_on_stays_when_the_clause_is_rewritten(world):
    programme = papers.circulated(world)
    said = circulation.comment(programme.pk, "Sửa", programme.clauses.first(), papers.speaking(world, "xP"))
    circulation.take_back(programme.pk, TODAY, actor=1)
    papers.write(programme, rows.CLAUSES, {"pk": said.clause_id, "heading": "Điều 1", "body": "Đã viết lại"})
    said.refresh_from_db()
    assert (said.quoted, said.clause.body) == ("Mục đích", "Đã viết lại")
    papers.write(programme, rows.CLAUSES, {"heading": "Điều khác", "body": ""})
    said.refresh_from_db()
    assert (said.clause, said.heading) == (None, "Điều 1")
    circulation.circulate(programme.pk, TODAY, TODAY, actor=1)
    assert [one.number for one in programme.rounds.all()] == [1, 2]


def test_a_unit_agrees_once_and_a_comment_takes_that_back(world):
    programme, by = papers.circulated(world), papers.speaking(world, "xP")
    circulation.agree(programme.pk, by)
    circulation.agree(programme.pk, by)
    assert Comment.objects.filter(agreed=True).count() == 1
    said = circulation.comment(programme.pk, "Thêm một ý", None, by)
    assert not Comment.objects.filter(agreed=True).exists()
    with pytest.raises(ValidationError):
        circulation.agree(programme.pk, by)
    circulation.answer(programme.pk, said.pk, Outcome.ACCEPTED, "", actor=1)
    circulation.agree(programme.pk, by)


def test_nothing_goes_round_without_clauses_or_back_in_time(world):
    programme = papers.drafted(world)
    with pytest.raises(ValidationError, match="từ hôm nay"):
        circulation.circulate(programme.pk, TODAY - dt.timedelta(days=1), TODAY, actor=1)
    papers.write(programme, rows.CLAUSES)
    with pytest.raises(ValidationError, match="điều khoản"):
        circulation.circulate(programme.pk, TODAY, TODAY, actor=1)
    with pytest.raises(ValidationError, match="Dự thảo"):
        circulation.comment(programme.pk, "sớm", None, papers.speaking(world, "xP"))
    assert not programme.rounds.exists()


def test_signing_is_not_tomorrow(world):
    programme = papers.circulated(world)
    late = circulation.Signing("1", TODAY + dt.timedelta(days=1), "A")
    with pytest.raises(ValidationError, match="tương lai"):
        circulation.sign(programme.pk, late, TODAY, actor=1)
    programme.refresh_from_db()
    assert programme.status == Status.CIRCULATED


def test_the_page_offers_each_side_its_own_part(world, client):
    papers.circulated(world)
    client.force_login(worlds.officer(world, "xP"))
    page = client.get(URL)
    assert page.status_code == 200
    assert "comment_form" in page.context
    assert "sign_form" not in page.context
    assert client.post(URL + "rut/").status_code == 404
    assert client.post(URL + "moi/", {"clause": "", "text": "Ý kiến chung"}).status_code == 302
    assert client.post(URL + "moi/", {"clause": "99999999999999999999", "text": "x"}).status_code == 422
    client.force_login(worlds.officer(world, "wP", Role.LEAD))
    page = client.get(URL)
    assert "Ý kiến chung" in page.content.decode()
    assert "comment_form" not in page.context
    number = Comment.objects.get().pk
    assert "sign_form" not in page.context
    field = f"y-kien-{number}-"
    bad = client.post(f"{URL}{number}/tra-loi/", {field + "outcome": "declined", field + "reply": ""})
    assert bad.status_code == 422
    assert "Hãy giải trình" in bad.content.decode()
    good = {field + "outcome": "accepted", field + "reply": ""}
    assert client.post(f"{URL}{number}/tra-loi/", good).status_code == 302
    assert client.post(f"{URL}99999999999999999999/tra-loi/", good).status_code == 404
    assert "sign_form" in client.get(URL).context
    paper = {"number": "05/CTPH", "signed_on": "3/6/2024", "signatory": "Đại diện các cơ quan"}
    assert client.post("/chuong-trinh/tinh-thu/ky/", paper | {"signed_on": "x"}).status_code == 422
    assert client.post("/chuong-trinh/tinh-thu/ky/", paper).status_code == 302
    assert client.post("/chuong-trinh/tinh-thu/ky/", paper).status_code == 404


def test_the_discussion_is_closed_to_those_who_only_follow(world, client):
    papers.circulated(world)
    circulation.sign(world.programme.pk, PAPER, TODAY, actor=1)
    client.force_login(worlds.officer(world, "yP"))
    assert client.get("/chuong-trinh/tinh-thu/van-ban/").status_code == 200
    assert client.get(URL).status_code == 404
    client.force_login(worlds.officer(world, "wP", Role.LEAD))
    assert client.get(URL).status_code == 200
    assert client.get("/chuong-trinh/tinh-thu/van-ban/dieu-khoan/").status_code == 404


def test_a_circulated_draft_is_not_signed_by_the_edit_form(world, client):
    papers.circulated(world)
    client.force_login(worlds.officer(world, "wP", Role.LEAD))
    form = client.get("/chuong-trinh/tinh-thu/sua/").context["form"]
    assert [value for value, _label in form.fields["status"].choices] == ["circulated"]


def test_a_number_asked_of_a_draft_does_not_name_it(world, client):
    """Ids can be guessed, and anybody may ask any number."""
    programme = papers.drafted(world)
    client.force_login(worlds.officer(world, "yP"))
    address = links.url(Figure("p_buoi", programme=programme.pk))
    assert programme.short_name not in client.get(address).content.decode()
    assert words.programmes([programme.pk, world.national.pk]) == {world.national.pk: world.national.short_name}
