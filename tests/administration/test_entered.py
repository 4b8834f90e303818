"""Numbers without records on their pages: from a paper, within one's units, replaced under one moment."""

import datetime as dt

import pytest
from django.urls import reverse

from ketnoi.figures import answers, catalogue, entered, parting, verify
from ketnoi.figures.figure import Figure
from ketnoi.figures.models import EnteredValue, Fact
from ketnoi.officers.enums import Role
from ketnoi.periods import actions as periods
from ketnoi.periods import regimes, spans
from ketnoi.periods.enums import Answer, Kind
from tests import standing

CODE = "vu_viec_phoi_hop"
NUMBER = {
    "indicator": CODE,
    "unit": "Hội xã Một",
    "value": "1.200",
    "qualifier": "over",
    "holds_on": "31/12/2024",
    "source_name": "Báo cáo năm",
    "source_number": "15/BC",
    "source_day": "",
    "incomplete": "on",
}


catalogue_of_module = standing.of_module(catalogue.sync)


@pytest.fixture(autouse=True)
def _fresh(catalogue_of_module, db):
    yield
    catalogue.forget()


def url(name, *args):
    return reverse(f"administration:{name}", args=args)


def test_a_number_counts_and_says_where_it_is_from(world):
    client = world.client("tinh")
    made = client.post(url("new_entered"), NUMBER)
    row = EnteredValue.objects.get()
    assert made["Location"] == url("entered_value", row.pk)
    answer = answers.answer(Figure(CODE, unit=world.union.pk))
    assert (answer.value, answer.qualifier) == (1200, "trên")
    assert answer.entered == ("Báo cáo năm, số 15/BC, thống kê chưa đầy đủ",)
    page = client.get(url("entered_value", row.pk)).content.decode()
    for said in ("trên 1.200", "Hội xã Một", "31/12/2024", "thống kê chưa đầy đủ", "Người Mẫu Tinh"):
        assert said in page


def test_a_number_is_replaced_under_one_moment_and_withdrawn(world):
    client = world.client("tinh")
    client.post(url("new_entered"), NUMBER)
    first = EnteredValue.objects.get()
    client.post(url("replace_entered", first.pk), NUMBER | {"value": "900"})
    second = EnteredValue.objects.get(withdrawn=False)
    assert answers.value(Figure(CODE)) == 900
    assert answers.value(Figure(CODE, as_of=second.entered_at - 1)) == 1200
    assert Fact.objects.get(superseded_at__isnull=False).superseded_at == second.entered_at
    again = client.post(url("replace_entered", first.pk), NUMBER | {"value": "1"})
    assert again.status_code == 422
    assert "vừa được người khác rút hoặc thay" in again.content.decode()
    client.post(url("withdraw_entered", second.pk))
    assert answers.value(Figure(CODE)) == 0
    assert verify.run().differences == []


def kinds(count):
    return catalogue.categories("kind")[:count]


def test_parts_that_leave_something_of_117_leave_it_undetermined_and_say_so(world):
    first, second = kinds(2)
    divided = {"value": "117", "qualifier": "", "incomplete": "", "parts": f"{first.name}: 57\n{second.name} : 59\n"}
    assert world.client("tinh").post(url("new_entered"), NUMBER | divided).status_code == 302
    assert answers.value(Figure(CODE)) == 117
    assert answers.breakdown(Figure(CODE), "kind") == {(first.pk,): 57, (second.pk,): 59, (0,): 1}
    assert answers.answer(Figure(CODE)).entered == (
        "Báo cáo năm, số 15/BC", "còn 1 chưa xác định, theo Báo cáo năm, số 15/BC",
    )  # fmt: skip
    assert answers.answer(Figure(CODE, kind=first.pk)).entered == ("Báo cáo năm, số 15/BC",)
    assert verify.run().differences == []


def test_parts_that_come_to_117_leave_nothing(world):
    numbers = dict(zip((one.pk for one in kinds(3)), (57, 59, 1), strict=True))
    total = entered.Entry(CODE, world.union.pk, 117, dt.date(2024, 12, 31), "Báo cáo năm")
    parting.enter(total, "kind", numbers)
    assert answers.breakdown(Figure(CODE), "kind") == {(pk,): number for pk, number in numbers.items()}
    assert answers.answer(Figure(CODE)).entered == ("Báo cáo năm",)


def test_a_number_that_was_never_divided_warns_of_nothing(world):
    for day in (dt.date(2024, 12, 30), dt.date(2024, 12, 31)):
        entered.enter(entered.Entry(CODE, world.union.pk, 5, day, "Báo cáo năm"))
    assert answers.answer(Figure(CODE)).entered == ("Báo cáo năm",)


def test_parts_that_come_to_more_are_refused_and_nothing_is_written(world):
    first, second = kinds(2)
    divided = NUMBER | {"value": "117", "parts": f"{first.name}: 57\n{second.name}: 61"}
    page = world.client("tinh").post(url("new_entered"), divided)
    assert page.status_code == 422
    assert "Các phần cộng lại là 118, nhiều hơn số chung 117." in page.content.decode()
    assert f"{second.name}: 61" in page.content.decode()
    assert EnteredValue.objects.count() == 0


@pytest.mark.parametrize("parts", ["Không có loại này: 5", "{0}: năm", "{0}: 1\n{0}: 2", "{0}", "{0}: 9\x00"])
def test_parts_that_cannot_be_read_stand_at_their_field(world, parts):
    said = NUMBER | {"parts": parts.format(kinds(1)[0].name)}
    answer = world.client("tinh").post(url("new_entered"), said)
    assert answer.status_code == 422
    assert 'id="id_parts_error"' in answer.content.decode()
    assert EnteredValue.objects.count() == 0


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"source_name": " "}, "source_name"),
        ({"value": "-5"}, "value"),
        ({"value": "hàng trăm"}, "value"),
        ({"value": "9" * 17}, "value"),
        ({"unit": "Hội tỉnh Hai"}, "unit"),
        ({"holds_on": "31/02/2024"}, "holds_on"),
        ({"indicator": "khong_co"}, "indicator"),
        ({"source_number": "\x00"}, "source_number"),
    ],
)
def test_what_is_wrong_with_a_number_stands_at_its_field(world, changed, field):
    answer = world.client("tinh").post(url("new_entered"), NUMBER | changed)
    assert answer.status_code == 422
    assert f'id="id_{field}_error"' in answer.content.decode()
    assert EnteredValue.objects.count() == 0


def test_a_number_of_a_confirmed_period_asks_for_the_reason_at_its_field(world):
    terms = regimes.Terms(
        name="Số liệu năm", indicators=(CODE,), kind=Kind.YEAR, level=world.union.level, under=world.union,
        valid_from=dt.date(2024, 1, 1),
    )  # fmt: skip
    regime = regimes.create(terms)
    span = spans.containing(regime, dt.date(2024, 12, 31))
    word = periods.Word(answer=Answer.NONE, answered=[])
    periods.confirm(regime, world.union, span, word, 1, world.union.pk)
    client = world.client("tinh")
    refused = client.post(url("new_entered"), NUMBER)
    assert refused.status_code == 422
    assert 'id="id_reason_error"' in refused.content.decode()
    assert 'value="1.200"' in refused.content.decode()
    assert EnteredValue.objects.count() == 0
    made = client.post(url("new_entered"), NUMBER | {"reason": "Văn bản về muộn"})
    assert "Văn bản về muộn" in client.get(made["Location"]).content.decode()


def test_numbers_of_other_units_are_not_there(world):
    row = entered.enter(entered.Entry(CODE, world.union.pk, 5, dt.date(2024, 12, 31), "Văn bản riêng"))
    client = world.client("xa")
    assert "Văn bản riêng" not in client.get(url("entered")).content.decode()
    assert client.get(url("entered_value", row.pk)).status_code == 404
    assert client.post(url("replace_entered", row.pk), NUMBER).status_code == 404
    assert client.post(url("withdraw_entered", row.pk)).status_code == 404
    row.refresh_from_db()
    assert not row.withdrawn


@pytest.mark.parametrize("role", list(Role))
def test_administrators_and_supervisors_keep_numbers(world, role):
    client = world.client(world.add("khac", world.union, role).officer.username)
    expected = 200 if role in {Role.ADMINISTRATOR, Role.SUPERVISOR} else 404
    assert client.get(url("entered")).status_code == expected
    assert client.get(url("new_entered")).status_code == expected
