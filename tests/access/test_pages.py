"""The pages: what each shows, what it leads to, and what it never says."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ketnoi.access.models import Conflict, Glass, Grant
from ketnoi.audit import journal
from ketnoi.audit.models import Line
from tests.access.house import WHOLE, House

REASON = "Có tin báo người bị hại đang bị đe dọa tính mạng"


def client(house: House, name: str) -> Client:
    browser = Client()
    browser.force_login(house.officer(name))
    return browser


def at(house: House, name: str) -> str:
    return reverse(f"access:{name}", args=("leaf", house.record.code))


def asked(house: House, **said: object) -> dict[str, object]:
    return {"unit": house.police.name, "purpose": "verification", "ground": "Căn cứ mẫu", "urgency": "soon"} | said


def readings(kind: str, code: object) -> list[tuple[int | None, list[str]]]:
    """(who, which sections) of each line that words typed about it were read."""
    lines = Line.objects.filter(verb="read", kind=kind, object=str(code)).order_by("chain", "seq")
    return [(line.actor, line.detail["sections"]) for line in lines]


def test_a_referral_from_the_first_page_to_the_last(house: House) -> None:
    sent = client(house, "lead").post(
        at(house, "refer"), asked(house, sections=["identity", "address"], ends_at="31/12/2026")
    )
    assert (sent.status_code, sent["Location"]) == (302, at(house, "record"))
    grant = Grant.objects.get(form="referral")
    police, page = client(house, "police"), reverse("access:grant", args=(grant.uuid,))
    offer = police.get(page).content.decode()
    assert house.record.code not in offer
    assert "Nhận phối hợp" in offer
    assert "Trong ngày" in offer
    assert readings("grant", grant.uuid) == [(house.officer("police").pk, ["notice"])]
    assert page in police.get(reverse("access:index")).content.decode()
    assert police.post(page, {"khong-nhan": "1", "reason": ""}).status_code == 422
    assert police.post(page, {"nhan": "1"}).status_code == 302
    assert house.sections("police") == frozenset({"workflow", "identity"})
    assert house.record.code in police.get(page).content.decode()
    assert police.get(at(house, "record")).status_code == 404  # who else sees it is the owner's to know
    mine = police.get(reverse("access:index")).content.decode()
    assert f'href="{at(house, "record")}"' not in mine  # no link to what is not there for them
    assert f'href="{at(house, "declare")}"' in mine
    gone = client(house, "lead").post(reverse("access:revoke", args=(grant.uuid,)), {"reason": "Xong việc"})
    assert gone.status_code == 302
    assert house.sections("police") == frozenset()


def test_who_asked_answers_nothing_for_the_unit_that_was_asked(house: House) -> None:
    wanted = asked(house, sections=["identity"], ends_at="31/12/2026")
    client(house, "lead").post(at(house, "refer"), wanted)
    Grant.objects.filter(form="referral").update(given_by=house.officer("police"))
    page = reverse("access:grant", args=(Grant.objects.get(form="referral").uuid,))
    assert client(house, "police").post(page, {"nhan": "1"}).status_code == 404
    assert client(house, "police").post(page, {"khong-nhan": "1", "reason": "Quá tải"}).status_code == 404
    assert Grant.objects.get(form="referral").state == "offered"


def test_a_notice_is_acknowledged(house: House) -> None:
    assert client(house, "lead").post(at(house, "notify"), asked(house)).status_code == 302
    page = reverse("access:grant", args=(Grant.objects.get(form="notice").uuid,))
    for unseen in ("", "\u200b"):
        assert client(house, "police").post(page, {"number": unseen}).status_code == 422
    assert client(house, "police").post(page, {"number": "12/TB"}).status_code == 302
    assert "12/TB" in client(house, "lead").get(page).content.decode()
    assert client(house, "neighbour").get(page).status_code == 404


@pytest.mark.parametrize(
    ("said", "fields"),
    [
        ({"unit": "Không có đơn vị này"}, ["unit"]),
        ({"unit": "Hội xã"}, ["unit"]),
        ({"ground": ""}, ["ground"]),
        ({"ground": "\u200b"}, ["ground"]),
        ({"ends_at": "01/01/2020"}, ["ends_at"]),
        ({"ticked": ["shelter"]}, ["sections"]),
        ({"sections": ["notes"]}, ["sections"]),
        ({"purpose": "tò mò"}, ["purpose"]),
    ],
)
def test_what_is_wrong_stands_at_its_field(house: House, said: dict[str, object], fields: list[str]) -> None:
    wanted = asked(house, sections=["identity"], ends_at="31/12/2026") | said
    answer = client(house, "lead").post(at(house, "refer"), wanted)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == fields
    assert "Căn cứ mẫu" in answer.content.decode() or "ground" in said
    assert Grant.objects.count() == 1


def test_the_record_page_says_who_can_and_who_did(house: House) -> None:
    page = client(house, "lead").get(at(house, "record")).content.decode()
    for name in ("recorder", "lead", "supervisor"):
        assert house.officer(name).name in page
    for name in ("neighbour", "police", "analyst", "administrator"):
        assert house.officer(name).name not in page
    again = client(house, "lead").get(at(house, "record")).content.decode()
    assert "đã xem" in again


def test_what_is_denied_is_journalled_and_looks_like_nothing(house: House) -> None:
    stranger = client(house, "neighbour")
    real = stranger.get(at(house, "record"))
    never = stranger.get(reverse("access:record", args=("leaf", "BCDFGHJKMNPQRT")))
    assert (real.status_code, never.status_code) == (404, 404)
    told = Line.objects.filter(verb="denied", actor=house.officer("neighbour").pk).order_by("seq")
    assert {line.object for line in told} == {str(house.record.pk), ""}
    for path in ("/quyen-xem/khong-co/ABC/", f"/quyen-xem/leaf/{'A' * 300}/", "/quyen-xem/leaf/%00/"):
        assert stranger.get(path).status_code == 404


def test_assigning_sealing_and_naming_a_conflict(house: House) -> None:
    lead = client(house, "lead")
    colleague = house.posts["colleague"].pk
    assert lead.post(at(house, "assign"), {"post": colleague}).status_code == 302
    assert house.sections("colleague") == WHOLE
    assert lead.post(at(house, "assign"), {"post": house.posts["lead"].pk}).status_code == 422
    assert lead.post(at(house, "name_conflict"), {"officer": house.officer("colleague").pk}).status_code == 302
    assert house.sections("colleague") == frozenset()
    page = reverse("access:conflict", args=(Conflict.objects.get().uuid,))
    assert client(house, "supervisor").post(page).status_code == 404
    assert lead.post(page).status_code == 302
    assert house.sections("colleague") == WHOLE
    assert lead.post(at(house, "seal"), {"post": house.posts["other_lead"].pk}).status_code == 302
    assert {name for name in house.posts if house.sections(name)} == {"recorder", "colleague", "other_lead"}


def test_declaring_and_revealing(house: House) -> None:
    supervisor = client(house, "supervisor")
    for unseen in (" ", "\u200b"):
        assert supervisor.post(at(house, "reveal"), {"reason": unseen}).status_code == 422
    assert supervisor.post(at(house, "reveal"), {"reason": "Kiểm tra tiếp nhận"}).status_code == 302
    assert house.sections("supervisor") == frozenset({"workflow", "identity"})
    recorder = client(house, "recorder")
    assert f'href="{at(house, "record")}"' in recorder.get(reverse("access:index")).content.decode()
    assert recorder.get(at(house, "declare")).status_code == 200
    assert recorder.post(at(house, "declare")).status_code == 302
    assert recorder.get(at(house, "declare")).status_code == 404


def test_an_emergency_and_its_review(house: House) -> None:
    neighbour, door = client(house, "neighbour"), reverse("access:break_glass")
    wrong = neighbour.post(door, {"code": "KHONGCO", "reason": REASON, "hours": "1"})
    assert wrong.status_code == 422
    assert "Không mở được hồ sơ theo mã này." in wrong.content.decode()
    assert neighbour.post(door, {"code": house.record.code.lower(), "reason": REASON, "hours": "9"}).status_code == 422
    unseen = {"code": house.record.code, "reason": "\u200b" * 30, "hours": "1"}
    assert list(neighbour.post(door, unseen).context["form"].errors) == ["reason"]
    opened = neighbour.post(door, {"code": house.record.code.lower(), "reason": REASON, "hours": "2"})
    page = reverse("access:review", args=(Glass.objects.get().uuid,))
    assert (opened.status_code, opened["Location"]) == (302, page)
    assert REASON in neighbour.get(page).content.decode()
    assert readings("glass", Glass.objects.get().uuid) == [(house.officer("neighbour").pk, ["notice"])]
    assert neighbour.post(page, {"justified": "co", "finding": "Tự xem lại"}).status_code == 404
    lead = client(house, "lead")
    assert page in lead.get(reverse("access:index")).content.decode()
    assert lead.post(page, {"justified": "co", "finding": "\u200b"}).status_code == 422
    assert lead.post(page, {"justified": "khong", "finding": "Không khẩn cấp"}).status_code == 302
    assert house.sections("neighbour") == frozenset()
    assert page not in lead.get(reverse("access:index")).content.decode()
    assert client(house, "administrator").get(page).status_code == 404


def test_without_a_second_factor_the_pages_lead_to_it(house: House) -> None:
    browser = client(house, "lead")
    session = browser.session
    session.pop("factor-at")
    session.save()
    answer = browser.get(at(house, "record"))
    assert answer.status_code == 302
    assert house.record.code not in answer.content.decode()


def test_readers_lines_are_paged_and_cost_no_more_questions(house: House) -> None:
    lead, address = client(house, "lead"), at(house, "record")
    lead.get(address)
    with CaptureQueriesContext(connection) as few:
        lead.get(address)
    for _turn in range(60):
        journal.read("leaf", house.record.pk, house.officer("recorder").pk, house.a.pk)
    with CaptureQueriesContext(connection) as many:
        first = lead.get(address)
    assert len(many) <= len(few)
    assert len(first.context["seen"]) == 50
    assert len(lead.get(f"{address}?trang=2").context["seen"]) == 14
