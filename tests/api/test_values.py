"""Sets of values: taken whole or not at all, once however often they are sent, tried without being written."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketnoi.api import values
from ketnoi.audit import journal
from ketnoi.figures import answers
from ketnoi.figures.figure import Figure
from ketnoi.figures.models import EnteredValue, Fact
from ketnoi.periods import actions as periods
from ketnoi.periods import regimes, spans
from ketnoi.periods.enums import Answer, Kind
from tests.activities.worlds import World, category
from tests.api.worlds import Program, of

pytestmark = pytest.mark.django_db


@pytest.fixture
def analyst(world: World) -> Program:
    return of(world, "tong_hop")


def value_set(world: World, *rows: dict[str, Any], **changes: Any) -> dict[str, Any]:
    usual = {
        "dataSet": "Báo cáo tổng kết năm",
        "sourceNumber": "15/BC-HPN",
        "sourceDay": "2022-12-20",
        "period": "202211",
        "orgUnit": world.units["hoi_a"].pk,
        "dataValues": list(rows) or [{"dataElement": "luot", "value": 120}],
    }
    return usual | changes


def taken(answer: Any) -> tuple[int, int, int]:
    count = answer.json()["importCount"]
    return count["imported"], count["updated"], count["ignored"]


def test_values_count_and_name_their_source(world: World, analyst: Program) -> None:
    answer = analyst.post("so-nhap/", value_set(world))
    assert (answer.status_code, taken(answer)) == (200, (1, 0, 0))
    row = EnteredValue.objects.get()
    assert (row.holds_on, row.source_name, row.entered_by) == (
        dt.date(2022, 11, 30), "Báo cáo tổng kết năm", world.officers["tong_hop"].pk,
    )  # fmt: skip
    november = Figure("luot", start=dt.date(2022, 11, 1), end=dt.date(2022, 11, 30))
    assert answers.value(november) == 120
    assert answers.answer(november).entered == ("Báo cáo tổng kết năm, số 15/BC-HPN, ngày 20/12/2022",)


def test_sent_again_it_changes_nothing(world: World, analyst: Program) -> None:
    analyst.post("so-nhap/", value_set(world))
    facts = Fact.objects.count()
    assert taken(analyst.post("so-nhap/", value_set(world))) == (0, 0, 1)
    assert (EnteredValue.objects.count(), Fact.objects.count()) == (1, facts)


def test_a_new_value_takes_the_place_of_the_old_one(world: World, analyst: Program) -> None:
    analyst.post("so-nhap/", value_set(world))
    before = EnteredValue.objects.get().entered_at
    answer = analyst.post("so-nhap/", value_set(world, {"dataElement": "luot", "value": "125"}))
    assert taken(answer) == (0, 1, 0)
    assert answers.value(Figure("luot")) == 125
    assert answers.value(Figure("luot", as_of=before)) == 120
    assert journal.verify()[1] == []


def test_a_dry_run_says_the_same_and_writes_nothing(world: World, analyst: Program) -> None:
    analyst.post("so-nhap/", value_set(world))
    rows = ({"dataElement": "luot", "value": 1}, {"dataElement": "nu", "value": 3}, {"dataElement": "x", "value": 3})
    tried = analyst.post("so-nhap/?dryRun=true", value_set(world, *rows))
    assert (tried.status_code, taken(tried)) == (200, (1, 1, 0))
    assert tried.json()["conflicts"] == [
        {"index": 2, "field": "dataElement", "message": "Không có chỉ tiêu thống kê mang mã này."}
    ]
    assert answers.value(Figure("luot")) == 120
    assert answers.value(Figure("nu")) == 0


def test_one_bad_value_stops_the_set(world: World, analyst: Program) -> None:
    rows = ({"dataElement": "luot", "value": 7}, {"dataElement": "luot", "value": 8, "orgUnit": 10**6})
    answer = analyst.post("so-nhap/", value_set(world, *rows))
    assert answer.status_code == 409
    assert answer["Content-Type"] == "application/problem+json"
    assert [(one["index"], one["field"]) for one in answer.json()["conflicts"]] == [(1, "orgUnit")]
    assert not EnteredValue.objects.exists()


def test_a_whole_number_is_one_however_it_is_written(world: World, analyst: Program) -> None:
    for written in (5.5, -1.0, 1e300, True, "5.0", float(10**15 + 1)):
        answer = analyst.post("so-nhap/", value_set(world, {"dataElement": "luot", "value": written}))
        assert answer.status_code == 422, written
    assert not EnteredValue.objects.exists()
    assert taken(analyst.post("so-nhap/", value_set(world, {"dataElement": "luot", "value": 7.0}))) == (1, 0, 0)
    assert EnteredValue.objects.get().value == 7


def test_the_same_number_twice_is_asked_about(world: World, analyst: Program) -> None:
    rows = ({"dataElement": "luot", "value": 7}, {"dataElement": "luot", "value": 8})
    answer = analyst.post("so-nhap/", value_set(world, *rows))
    assert [(one["index"], one["field"]) for one in answer.json()["conflicts"]] == [(1, "value")]


def test_another_category_is_another_number(world: World, analyst: Program) -> None:
    rows = ({"dataElement": "luot", "value": 7, "audience": one} for one in ("HOI_VIEN", "HOC_SINH"))
    assert taken(analyst.post("so-nhap/", value_set(world, *rows))) == (2, 0, 0)
    assert answers.value(Figure("luot", audience=category("audience", "HOI_VIEN"))) == 7


def test_a_unit_beyond_the_scope_does_not_exist(world: World, analyst: Program) -> None:
    answer = analyst.post("so-nhap/", value_set(world, orgUnit=world.units["ca_a"].pk))
    assert [one["field"] for one in answer.json()["conflicts"]] == ["orgUnit"]
    assert not EnteredValue.objects.exists()


def test_a_unit_counts_while_it_stood(world: World, analyst: Program) -> None:
    answer = analyst.post("so-nhap/", value_set(world, period="2025S2"))
    assert answer.json()["conflicts"][0]["message"] == "Đơn vị không hoạt động vào ngày cuối kỳ."


def test_a_period_to_come_is_refused(world: World, analyst: Program) -> None:
    answer = analyst.post("so-nhap/", value_set(world, period="2190", orgUnit=world.units["hoi_xa"].pk))
    assert [one["field"] for one in answer.json()["conflicts"]] == ["period"]


def test_a_programme_counts_upward(world: World, analyst: Program) -> None:
    rows = {"dataElement": "luot", "value": 9, "programmes": ["thu-tinh"]}
    assert taken(analyst.post("so-nhap/", value_set(world, rows))) == (1, 0, 0)
    assert answers.value(Figure("luot", programme=world.programmes["ca_nuoc"].pk)) == 9


def test_a_recorder_sends_no_values(world: World) -> None:
    assert of(world, "mau").post("so-nhap/", value_set(world)).status_code == 403


@pytest.mark.parametrize(
    ("period", "day"),
    [
        ("2022", (2022, 12, 31)),
        ("202202", (2022, 2, 28)),
        ("202402", (2024, 2, 29)),
        ("20220930", (2022, 9, 30)),
        ("2022Q1", (2022, 3, 31)),
        ("2022Q4", (2022, 12, 31)),
        ("2022S1", (2022, 6, 30)),
    ],
)
def test_the_last_day_of_a_period(period: str, day: tuple[int, int, int]) -> None:
    assert values.last_day(period) == dt.date(*day)


@given(st.text(max_size=10).filter(lambda text: not text[:4].isdigit()))
def test_anything_else_is_no_period(period: str) -> None:
    with pytest.raises(ValueError, match="Ghi kỳ theo dạng"):
        values.last_day(period)


@pytest.mark.parametrize("period", ["20220231", "0001", "9999", "202200", "2022Q5", "٢٠٢٢", "2022\n"])
def test_a_day_that_is_none_is_no_period(period: str) -> None:
    with pytest.raises(ValueError, match=r"Ghi kỳ theo dạng|không có trong lịch"):
        values.last_day(period)


@pytest.fixture
def november(world: World) -> None:
    """Commune A's Union has confirmed what it was asked of November: the people who came."""
    unit, officer = world.units["hoi_a"], world.officers["tong_hop"]
    terms = regimes.Terms(
        name="Số liệu tháng", indicators=("luot",), kind=Kind.MONTH, level=unit.level, under=unit,
        valid_from=dt.date(2022, 1, 1),
    )  # fmt: skip
    regime = regimes.create(terms)
    span = spans.containing(regime, dt.date(2022, 11, 15))
    assert span is not None
    periods.confirm(regime, unit, span, periods.Word(answer=Answer.NONE, answered=[]), officer.pk, unit.pk)


def test_a_number_of_a_confirmed_period_needs_a_reason(world: World, analyst: Program, november: None) -> None:
    refused = analyst.post("so-nhap/", value_set(world))
    assert refused.status_code == 409
    assert [(one["index"], one["field"]) for one in refused.json()["conflicts"]] == [(0, "reason")]
    assert EnteredValue.objects.count() == 0
    assert taken(analyst.post("so-nhap/", value_set(world, reason="Văn bản về muộn"))) == (1, 0, 0)
    assert EnteredValue.objects.get().reason == "Văn bản về muộn"
    assert taken(analyst.post("so-nhap/", value_set(world))) == (0, 0, 1)


def test_a_number_that_was_not_asked_or_lies_outside_needs_none(world: World, analyst: Program, november: None) -> None:
    assert analyst.post("so-nhap/", value_set(world, {"dataElement": "nu", "value": 3})).status_code == 200
    assert analyst.post("so-nhap/", value_set(world, period="202210")).status_code == 200
