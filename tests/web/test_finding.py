"""Search: with marks or without, only what I may see, and no trace of what was typed."""

from __future__ import annotations

import datetime as dt
import logging

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ketnoi.activities import actions as activities
from ketnoi.audit.models import Line
from ketnoi.figures import catalogue
from ketnoi.registers import actions as registers
from ketnoi.registers import products, rosters
from ketnoi.registers.entry import Entry
from ketnoi.registers.models import Person, Product, Standing
from ketnoi.ui.text import fold
from ketnoi.web import finding, found
from tests.web import kept, practised
from tests.web.objects import Objects
from tests.web.world import World

DAY = dt.date(2026, 3, 2)


def titles(world: World, text: str, who: str) -> dict[str, list[str]]:
    found = finding.find(text, world.officers[who], DAY)
    return {group.icon: [hit.title for hit in group.hits] for group in found}


@pytest.fixture
def objects(world: World) -> Objects:
    made = Objects(world)
    made.activity()
    made.report()
    return made


@pytest.mark.parametrize("text", ["Buổi của hội", "BUOI cua HOI", "hội  buổi"])
def test_marks_case_and_order_do_not_matter(world: World, objects: Objects, text: str) -> None:
    assert titles(world, text, "recorder")["megaphone"] == ["Buổi của hội tỉnh Một"]


def test_every_room_is_searched(world: World, objects: Objects) -> None:
    found = titles(world, "tinh mot", "recorder")
    assert found["handshake"] == ["Chương trình mẫu của tỉnh Một"]
    assert found["megaphone"] == ["Buổi của hội tỉnh Một"]
    assert found["building"] == ["Hội tỉnh Một"]
    assert found["file-text"] == [objects.report().title]


def test_standing_things_are_found_by_name_where_one_may_see_them(world: World, objects: Objects) -> None:
    (code,) = kept.thing(objects)
    made = Standing.objects.get(uuid=code)
    assert titles(world, fold(made.name), "recorder")["list"] == [made.name]
    page = world.client("recorder").get("/tim/", {"q": made.name}).content.decode()
    assert reverse("registers:thing", args=[code]) in page
    assert "list" not in titles(world, made.name, "stranger")
    registers.close(made, DAY + dt.timedelta(days=1), "Chuyển đi", made.version, objects.recorder, world.home.pk)
    assert "list" not in titles(world, made.name, "recorder")


def test_products_are_found_by_their_title_where_one_may_see_them(world: World, objects: Objects) -> None:
    (code,) = kept.product(objects)
    assert titles(world, "phim mau", "recorder") == {"send": ["Phim Mẫu"]}
    page = world.client("recorder").get("/tim/", {"q": "mẫu phim"}).content.decode()
    assert reverse("registers:product", args=[code]) in page
    assert "Phim, video ngắn · 02/03/2026" in page
    assert titles(world, "phim mau", "stranger") == {}
    made = Product.objects.get(uuid=code)
    products.withdraw(made, "Ghi nhầm", made.version, objects.recorder, world.home.pk)
    assert titles(world, "phim mau", "recorder") == {}


def test_people_of_rosters_are_found_while_they_serve(world: World, objects: Objects) -> None:
    (code,) = kept.person(objects)
    assert titles(world, "nguoi mau", "recorder") == {"users": ["Người Mẫu"]}
    page = world.client("recorder").get("/tim/", {"q": "Người Mẫu"}).content.decode()
    assert reverse("registers:person", args=[code]) in page
    assert "Hòa giải viên · Hội tỉnh Một" in page
    assert titles(world, "nguoi mau", "stranger") == {}
    one = Person.objects.get(uuid=code)
    rosters.end(one, DAY, one.version, objects.recorder, world.home.pk)
    assert titles(world, "nguoi mau", "recorder") == {}


@pytest.mark.parametrize("most", [2, 3])
def test_few_are_found_as_many_are(world: World, objects: Objects, monkeypatch: pytest.MonkeyPatch, most: int) -> None:
    monkeypatch.setattr(found, "LOOKED_AT", most)
    kind = catalogue.category("standing", "SP_VIDEO").pk
    for title in ("Phim về an toàn", "An toàn cho bé", "Tờ rơi an toàn"):
        one = Product(kind_id=kind, title=title, unit=world.home, items=1, made_on=DAY)
        products.make(one, objects.recorder, world.home.pk)
    assert titles(world, "an toan", "recorder")["send"] == ["An toàn cho bé", "Tờ rơi an toàn", "Phim về an toàn"]
    assert "send" not in titles(world, "an toan", "stranger")


def test_a_full_group_of_one_kind_leads_to_the_list_of_that_kind(world: World, objects: Objects) -> None:
    def group() -> found.Found:
        groups = finding.find("Câu lạc bộ mẫu", world.officers["recorder"], DAY)
        return next(one for one in groups if one.icon == "list")

    kept.thing(objects)
    assert group().more == ""
    clubs = catalogue.category("standing", "SB_CLB").pk
    for number in range(8):
        entry = Entry(kind=clubs, name=f"Câu lạc bộ mẫu {number}", unit=world.home.pk, opened_on=DAY)
        registers.open_thing(entry, objects.recorder, world.home.pk)
    assert len(group().hits) == 8
    listed = world.client("recorder").get(group().more).content.decode()
    assert group().more.startswith("/so-bo/loai/cau-lac-bo/?q=")
    assert "9 câu lạc bộ" in listed


def test_a_stranger_finds_the_unit_and_none_of_its_work(world: World, objects: Objects) -> None:
    assert titles(world, "tinh mot", "stranger") == {"building": ["Hội tỉnh Một"]}


@pytest.mark.parametrize("text", ["", "   ", "không hề có", "%", "_"])
def test_nothing_is_found(world: World, objects: Objects, text: str) -> None:
    assert finding.find(text, world.officers["recorder"], DAY) == []


def test_every_hit_opens(world: World, objects: Objects) -> None:
    client = world.client("recorder")
    hits = [hit for group in finding.find("tinh mot", world.officers["recorder"], DAY) for hit in group.hits]
    assert len(hits) == 4
    assert {client.get(hit.url).status_code for hit in hits} == {200}


def test_what_was_typed_leaves_no_trace(world: World, objects: Objects, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    caplog.handler.setLevel(logging.INFO)  # the database's own echo of statements is for development only
    client = world.client("recorder")
    lines = Line.objects.count()
    answer = client.get("/tim/", {"q": "chuoi bi mat xyz"})
    assert "chuoi bi mat xyz" in answer.content.decode()
    assert Line.objects.count() == lines
    assert "chuoi bi mat xyz" not in caplog.text


def test_what_was_typed_is_shown_as_text(world: World) -> None:
    page = world.client("recorder").get("/tim/", {"q": '"><script>'}).content.decode()
    assert "<script>" not in page
    assert "&quot;&gt;&lt;script&gt;" in page


@pytest.mark.usefixtures("still")
def test_queries_do_not_grow_with_hits(world: World, objects: Objects) -> None:
    few = _queries(world)
    for number in range(5):
        objects._record(f"Buổi của hội tỉnh Một, lần {number}")
    assert _queries(world) == few


def _queries(world: World) -> int:
    client = world.client("recorder")
    client.get("/tim/?q=mot")
    with CaptureQueriesContext(connection) as asked:
        client.get("/tim/?q=mot")
    return len(asked)


def test_numbers_are_found_by_what_they_count(world: World) -> None:
    found = titles(world, "hoat dong", "recorder")["chart-column"]
    assert found[0] == catalogue.indicator("hoat_dong").name
    client = world.client("recorder")
    groups = finding.find("hoat dong", world.officers["recorder"], DAY)
    hits = next(group.hits for group in groups if group.icon == "chart-column")
    assert client.get(hits[0].url).status_code == 200


def test_what_is_said_as_typed_comes_first(world: World) -> None:
    made = Objects(world)
    for title in ("Mẹ và bé an toàn", "An toàn cho bé", "Bé an toàn", "Nói về bé an toàn"):
        made._record(title)
    assert titles(world, "be an toan", "recorder")["megaphone"] == [
        "Bé an toàn",
        "Nói về bé an toàn",
        "Mẹ và bé an toàn",
        "An toàn cho bé",
    ]


def test_a_full_group_leads_to_its_list(world: World) -> None:
    made = Objects(world)
    for number in range(found.LIMIT - 1):
        made._record(f"Nói chuyện & hỏi đáp {number}")
    assert finding.find("nói & hỏi", world.officers["recorder"], DAY)[0].more == ""
    made._record("Nói chuyện & hỏi đáp, buổi cuối")
    more = finding.find("nói & hỏi", world.officers["recorder"], DAY)[0].more
    assert more == "/hoat-dong/?q=n%C3%B3i+%26+h%E1%BB%8Fi"
    page = world.client("recorder").get(more).content.decode()
    assert page.count("hỏi đáp") >= found.LIMIT


def test_what_was_withdrawn_is_found_in_its_list_only(world: World) -> None:
    made = Objects(world).activity()
    activities.withdraw(made, "Ghi nhầm", 1, world.officers["recorder"].pk, world.home.pk)
    assert "megaphone" not in titles(world, "hoi tinh mot", "recorder")


def test_the_library_is_open_to_every_officer_and_drafts_are_not(world: World, objects: Objects) -> None:
    practised.draft(objects)
    practised.published(objects)
    assert titles(world, "mo hinh", "stranger")["lightbulb"] == ["Mô hình mẫu"]
