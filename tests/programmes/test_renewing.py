"""A next term is drafted from the last one, and the terms are held side by side."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from ketnoi.officers.enums import Role
from ketnoi.programmes import queries, renewing, rows
from ketnoi.programmes.drafts import TargetRow
from ketnoi.programmes.enums import Status
from ketnoi.programmes.models import Basis, Programme
from ketnoi.programmes.renewing import Measured
from tests.programmes import papers, worlds

NEXT = {"name": "Giai đoạn hai", "short_name": "Hai", "starts_on": dt.date(2025, 1, 1)}


def renewed(world, years=2, **said):
    asked = NEXT | {"ends_on": dt.date(2024 + years, 12, 31)} | said
    return renewing.renew(world.programme.pk, **asked, actor=1)


def test_the_next_term_is_a_draft_of_the_same(world):
    papers.write(world.programme, rows.CLAUSES, {"heading": "Điều 1", "body": "Mục đích"})
    first = world.programme.clauses.get()
    Basis.objects.create(programme=world.programme, clause=first, document="Luật Thử", status="secondary")
    worlds.change(
        world.programme, targets=(TargetRow("p_buoi", 10), TargetRow(kind="yes_no", title="Quy chế", fulfilled=True))
    )
    made = renewed(world)
    assert (made.predecessor, made.status, made.signed_on) == (world.programme, Status.DRAFT, None)
    assert [party.unit_id for party in made.parties.all()] == [p.unit_id for p in world.programme.parties.all()]
    assert [(row.heading, row.programme_id) for row in made.clauses.all()] == [("Điều 1", made.pk)]
    assert [(one.document, one.clause.programme_id, one.status) for one in made.bases.all()] == [
        ("Luật Thử", made.pk, "secondary")
    ]
    assert [(one.amount, one.fulfilled) for one in made.targets.all()] == [(10, None), (0, None)]
    assert first.programme_id == world.programme.pk


def test_a_term_follows_a_signed_one_that_has_ended(world):
    with pytest.raises(ValidationError):
        renewed(world, starts_on=dt.date(2024, 12, 31))
    made = renewed(world)
    with pytest.raises(ValidationError):
        renewing.renew(made.pk, "x", "x", dt.date(2030, 1, 1), dt.date(2031, 1, 1), actor=1)


def test_the_chain_shows_only_what_one_may_open(world):
    made = renewed(world)
    third = Programme.objects.create(
        slug="ba", name="Ba", short_name="Ba", chair=world.units["wP"], predecessor=made,
        starts_on=dt.date(2027, 1, 1), ends_on=dt.date(2028, 1, 1),
    )  # fmt: skip
    everything = {world.programme.pk, made.pk, third.pk}
    for one in (world.programme, made, third):
        assert renewing.chain(Programme.objects.get(pk=one.pk), everything) == [world.programme, made, third]
    seen = set(queries.visible_to(worlds.officer(world, "xP")).values_list("pk", flat=True))
    assert renewing.chain(world.programme, seen) == [world.programme]


def test_a_draft_is_not_held_against_a_signed_term(filled, client):
    renewed(filled)
    client.force_login(worlds.officer(filled, "wP", Role.LEAD))
    page = client.get("/chuong-trinh/tinh-thu/cac-giai-doan/")
    assert len(page.context["chain"]) == 2
    assert page.context["compared"] == []


def test_the_same_indicators_of_both_terms(filled, client):
    Programme.objects.filter(pk=renewed(filled).pk).update(status=Status.RUNNING)
    client.force_login(worlds.officer(filled, "wP", Role.LEAD))
    page = client.get("/chuong-trinh/tinh-thu/cac-giai-doan/")
    found = {
        row.name: [(term.value, term.per_year, term.change) for term in row.terms] for row in page.context["compared"]
    }
    assert found["Buổi thử"] == [(8, "2 buổi mỗi năm", ""), (0, "0 buổi mỗi năm", "giảm 100,0% (2 buổi mỗi năm)")]


@pytest.mark.parametrize(
    ("before", "now", "said"),
    [
        ((240, 4), (262, 4), "tăng 9,2% (22 vụ)"),
        ((10, 4), (10, 4), "không đổi"),
        ((0, 4), (5, 4), "tăng 5 vụ"),
        ((100, 4), (50, 2), "không đổi"),
        ((10, 4), (10, 2), "tăng 100,0% (2,5 vụ mỗi năm)"),
        ((8, 2), (6, 2), "giảm 25,0% (2 vụ)"),
    ],
)
def test_change_in_words(before, now, said):
    assert renewing.change(Measured(*before), Measured(*now), "vụ") == said
    assert renewing.change(None, Measured(*now), "vụ") == ""


def test_the_page_drafts_the_next_term(world, client):
    client.force_login(worlds.officer(world, "wP", Role.LEAD))
    url = "/chuong-trinh/tinh-thu/giai-doan-moi/"
    said = {"name": "Mới", "short_name": "Mới hai", "starts_on": "1/1/2025", "ends_on": "31/12/2028"}
    assert client.post(url, said | {"starts_on": "1/1/2024"}).status_code == 422
    assert client.post(url, said)["Location"] == "/chuong-trinh/moi-hai/van-ban/"
    client.force_login(worlds.officer(world, "xP", Role.LEAD))
    assert client.get(url).status_code == 404
