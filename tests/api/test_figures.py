"""Figures over the API: the same number as on the page, its parts, its records within scope, its permanent address."""

from __future__ import annotations

import datetime as dt

import pytest
from django.test import Client

from ketnoi.activities import actions, policy
from ketnoi.figures import defining
from ketnoi.programmes.enums import Status
from ketnoi.programmes.models import Programme
from tests.activities.worlds import World, category
from tests.api.worlds import Program, of


@pytest.fixture
def recorded(world: World) -> World:
    doer = {"actor": world.officers["mau"].pk, "unit": world.units["hoi_xa"].pk}
    actions.record(world.entry(), **doer)
    talk = {"kind": category("kind", "NOI_CHUYEN"), "starts_on": dt.date(2022, 12, 1), "partners": ()}
    actions.record(world.entry(**talk, attendance={category("audience", "HOC_SINH"): 60}), **doer)
    return world


def number(one: Program, **asked: object) -> int:
    return one.get("so-lieu/", **asked).json()["value"]


def test_a_value_with_what_it_means(recorded: World) -> None:
    shown = of(recorded, "mau").get("so-lieu/", indicator="luot", start="2022-11-01", end="2022-11-30").json()
    assert (shown["value"], shown["unit"], shown["as_of"], shown["map"]) == (64, "lượt", None, "bản đồ cũ thử")
    assert {"label": "Thời gian", "text": "01/11/2022 – 30/11/2022"} in shown["about"]
    client = Client()
    client.force_login(recorded.officers["mau"])
    page = client.get(shown["link"].removeprefix("http://testserver")).content.decode()
    assert ">64<" in page.replace(" ", "").replace("\n", "")


def test_narrowed_by_code(recorded: World) -> None:
    one = of(recorded, "mau")
    assert number(one, indicator="luot") == 124
    assert number(one, indicator="luot", audience="HOC_SINH") == 75
    assert number(one, indicator="hoat_dong", kind="NOI_CHUYEN") == 1
    assert number(one, indicator="hoat_dong", agency="ca") == 1
    assert number(one, indicator="hoat_dong", programme="thu-ca-nuoc") == 2
    assert number(one, indicator="hoat_dong", unit=recorded.units["ca_a"].pk, below="false") == 1
    assert number(one, indicator="hoat_dong", level="province", area=98) == 2
    assert number(one, indicator="hoat_dong", place=recorded.places["na_hoa_b"].pk, end="2022-12-31") == 0


def test_what_nobody_entered_is_null_and_what_nobody_recorded_is_zero(recorded: World) -> None:
    said = defining.Draft("Phụ nữ được vay vốn", "Hội LHPN", "Số phụ nữ vay vốn trong kỳ.", unit="người", adds="sum")
    code = defining.add_indicator(said).code
    shown = of(recorded, "mau").get("so-lieu/", indicator=code, start="2022-11-01", end="2022-11-30")
    assert (shown.status_code, shown.json()["value"]) == (200, None)
    assert number(of(recorded, "mau"), indicator="luot", start="2021-11-01", end="2021-11-30") == 0


def test_as_it_was_known(recorded: World) -> None:
    one = of(recorded, "mau")
    before = one.get("so-lieu/", indicator="luot").json()["latest"]
    made = policy.visible_to(recorded.officers["mau"]).first()
    doer = {"actor": recorded.officers["mau"].pk, "unit": recorded.units["hoi_xa"].pk}
    actions.withdraw(made, "Ghi hai lần", made.version, **doer)
    assert number(one, indicator="luot") == 64
    assert number(one, indicator="luot", as_of=before) == 124


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("field", "asked"),
    [
        ("indicator", {"indicator": "khong_co"}),
        ("indicator", {}),
        ("kind", {"indicator": "luot", "kind": "KHONG"}),
        ("unit", {"indicator": "luot", "unit": 10**6}),
        ("unit", {"indicator": "luot", "unit": 10**30}),
        ("place", {"indicator": "luot", "place": 10**6}),
        ("area", {"indicator": "luot", "level": "district_then", "area": 10**6}),
        ("area", {"indicator": "luot", "level": "province", "area": 11}),
        ("end", {"indicator": "luot", "start": "2022-02-02", "end": "2022-02-01"}),
        ("start", {"indicator": "luot", "start": "2022-W01-1"}),
        ("as_of", {"indicator": "luot", "as_of": "1e9"}),
        ("topicc", {"indicator": "luot", "topicc": "X"}),
    ],
)
def test_what_names_nothing_is_said(world: World, field: str, asked: dict[str, object]) -> None:
    answer = of(world, "mau").get("so-lieu/", **asked)
    assert answer.status_code == 422
    assert [one["field"] for one in answer.json()["errors"]] == [field]


def test_old_units_answer_for_their_days_only(recorded: World) -> None:
    asked = {"indicator": "luot", "level": "district_then", "area": recorded.places["huyen"].pk}
    one = of(recorded, "mau")
    assert number(one, **asked, end="2022-12-31") == 124
    refused = one.get("so-lieu/", **asked)
    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, "end")


def test_parts_add_up(recorded: World) -> None:
    shown = of(recorded, "mau").get("so-lieu/chia/", indicator="luot", by=["kind", "audience"]).json()
    assert shown["by"] == ["kind", "audience"]
    assert sum(line["value"] for line in shown["lines"]) == 124
    assert {tuple(line["names"]): line["value"] for line in shown["lines"]}[("Nói chuyện chuyên đề", "Học sinh")] == 60


def test_the_records_add_up_and_name_no_stranger(recorded: World) -> None:
    mine = of(recorded, "mau").get("so-lieu/phieu/", indicator="luot", limit=1).json()
    assert (mine["total"], mine["hidden"], mine["next"]) == (2, 0, 1)
    assert (mine["items"][0]["value"], mine["items"][0]["record"]["day"]) == (64, "2022-11-19")
    theirs = of(recorded, "toa").get("so-lieu/phieu/", indicator="luot").json()
    assert (theirs["total"], theirs["hidden"]) == (2, 2)
    assert theirs["items"] == [{"value": 64, "record": None}, {"value": 60, "record": None}]


def test_catalogues(recorded: World) -> None:
    one = of(recorded, "mau", ["read:figures"])
    codes = {row["code"]: row for row in one.get("chi-tieu/").json()}
    assert codes["luot"] == one.get("chi-tieu/luot/").json()
    assert codes["luot"]["version"] >= 1
    assert one.get("chi-tieu/khong-co/").status_code == 404
    assert {row["dimension"] for row in one.get("danh-muc/", dimension="topic").json()} == {"topic"}
    found = one.get("don-vi/", q="hoi lhpn xa", on="2022-11-19").json()["items"]
    assert {row["id"] for row in found} == {recorded.units["hoi_a"].pk, recorded.units["hoi_b"].pk}
    assert [row["code"] for row in one.get("co-quan/").json()][:2] == ["hoi", "ca"]
    inside = one.get("dia-ban/", parent=recorded.places["xa_a"].pk).json()["items"]
    assert {row["name"] for row in inside} == {"Bản Nà Hoa", "Bản Huổi Lương"}
    assert {row["code"] for row in one.get("chuong-trinh/").json()} == {"thu-tinh"}


def test_a_draft_answers_as_if_it_did_not_exist(recorded: World) -> None:
    one = of(recorded, "mau")
    Programme.objects.filter(slug="thu-ca-nuoc").update(status=Status.DRAFT)
    refused = [one.get("so-lieu/", indicator="hoat_dong", programme=slug) for slug in ("thu-ca-nuoc", "khong-co")]
    assert [answer.status_code for answer in refused] == [422, 422]
    assert refused[0].content == refused[1].content
