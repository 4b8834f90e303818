"""What is written of a month that was confirmed before needs a reason; what is written in time needs none."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from ketnoi.figures import answers
from ketnoi.figures.figure import Figure
from ketnoi.orgs.models import Level
from ketnoi.periods import actions as periods
from ketnoi.periods import regimes, spans
from ketnoi.periods.enums import Answer, Kind
from ketnoi.registers import membership, monthly, products, rosters
from ketnoi.registers.models import Broadcast, MonthReport, Person, Product, Revision, Standing, Step
from ketnoi.registers.monthly import Told
from tests.registers.worlds import FIRST_NEW, kind

MONTH = 2025 * 12 + 8
DAY = dt.date(2025, 9, 15)
GRID = "/so-bo/ket-qua/?thang=2025-09"


@pytest.fixture
def thing(world):
    """An address of a commune that has confirmed its September."""
    made = world.open("hoi_xa", opened_on=dt.date(2025, 8, 5))
    terms = regimes.Terms(
        name="Số liệu tháng", indicators=("tu_van_ca",), kind=Kind.MONTH, level=Level.COMMUNE,
        under=world.units["hoi_tinh"], valid_from=FIRST_NEW,
    )  # fmt: skip
    regime = regimes.create(terms)
    span = spans.containing(regime, dt.date(2025, 9, 15))
    word = periods.Word(answer=Answer.NONE, answered=[])
    unit = world.units["hoi_xa"]
    periods.confirm(regime, unit, span, word, world.officers["xa"].pk, unit.pk)
    return made


def test_a_confirmed_month_is_told_with_a_reason_only(world, thing):
    told = [Told(thing.pk, numbers={"tu_van_ca": 2})]
    with pytest.raises(ValidationError) as refused:
        monthly.tell(MONTH, told, *world.doer)
    assert list(refused.value.message_dict) == ["reason"]
    assert not MonthReport.objects.exists()
    with pytest.raises(ValidationError):
        monthly.tell(MONTH, told, *world.doer, reason="  ")
    monthly.tell(MONTH, told, *world.doer, reason="Sổ về muộn")
    assert MonthReport.objects.get().reason == "Sổ về muộn"
    assert answers.value(Figure("tu_van_ca")) == 2


def test_a_month_that_nobody_confirmed_needs_none(world, thing):
    assert monthly.tell(MONTH + 1, [Told(thing.pk, nothing=True)], *world.doer) == 1


def test_opening_in_a_confirmed_month_asks_for_the_reason_on_the_page(world, thing, client):
    client.force_login(world.officers["xa"])
    said = {"version": 0, "unit": thing.unit_id, "name": "CLB mới", "opened_on": "10/9/2025"}
    refused = client.post("/so-bo/loai/cau-lac-bo/ghi/", said)
    assert refused.status_code == 422
    assert 'name="reason"' in refused.content.decode()
    assert Standing.objects.count() == 1
    assert client.post("/so-bo/loai/cau-lac-bo/ghi/", said | {"reason": "Sổ về muộn"}).status_code == 302
    assert Revision.objects.get(standing__name="CLB mới").reason == "Sổ về muộn"


def _person(world, day):
    return Person(kind_id=kind("DN_LUAT_SU"), name="Lò Thị Mẫu", unit=world.units["hoi_xa"], since=day)


def _product(world):
    at = world.units["hoi_xa"]
    return Product(kind_id=kind("SP_VIDEO"), title="Phim Mẫu", unit=at, items=3, made_on=DAY)


@pytest.mark.parametrize("what", ["members", "person", "gone", "product", "broadcast"])
def test_whatever_counts_in_a_confirmed_month_needs_a_reason_that_stays_in_its_history(world, thing, what):
    home = world.units["hoi_xa"].pk
    if what == "gone":
        one = rosters.add([_person(world, dt.date(2025, 8, 4))], *world.doer)[0]
    if what == "broadcast":
        made = products.make(_product(world), *world.doer, reason="Sổ về muộn")
    acts = {
        "members": lambda **why: membership.tell(home, MONTH, 5, 1, 0, *world.doer, **why),
        "person": lambda **why: rosters.add([_person(world, DAY)], *world.doer, **why),
        "gone": lambda **why: rosters.end(one, DAY, 1, *world.doer, **why),
        "product": lambda **why: products.make(_product(world), *world.doer, **why),
        "broadcast": lambda **why: products.broadcast(
            made, Broadcast(day=DAY, channel="Loa", times=2), *world.doer, **why
        ),
    }
    before = Step.objects.count()
    with pytest.raises(ValidationError) as refused:
        acts[what]()
    assert list(refused.value.message_dict) == ["reason"]
    assert Step.objects.count() == before
    acts[what](reason="Sổ về muộn")
    assert Step.objects.latest("pk").reason == "Sổ về muộn"


def test_the_page_of_members_asks_for_the_reason_and_keeps_the_numbers(world, thing, client):
    client.force_login(world.officers["xa"])
    page, said = "/so-bo/hoi-vien/ghi/?thang=2025-09", {"version": 0, "came": "12", "went": "2"}
    refused = client.post(page, said)
    assert refused.status_code == 422
    assert 'name="reason"' in refused.content.decode()
    assert 'value="12"' in refused.content.decode()
    assert client.post(page, said | {"reason": "Sổ về muộn"}).status_code == 302
    assert "Sổ về muộn" in client.get(page).content.decode()
    assert answers.value(Figure("hoi_vien")) == 10


def test_the_grid_says_that_the_month_is_confirmed_and_keeps_what_was_typed(world, thing, client):
    client.force_login(world.officers["xa"])
    assert 'name="reason"' in client.get(GRID).content.decode()
    client.post(GRID, {f"o-{thing.pk}-tu_van_ca": "3"})
    assert not MonthReport.objects.exists()
    client.post(GRID, {f"o-{thing.pk}-tu_van_ca": "3", "reason": "Sổ về muộn"})
    assert MonthReport.objects.get().numbers == {"tu_van_ca": 3}
