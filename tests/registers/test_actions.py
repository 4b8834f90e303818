"""What is written in registers, what it counts for, and what is refused."""

import datetime as dt
from dataclasses import replace

import pytest
from django.core.exceptions import ValidationError

from ketnoi.audit import versions
from ketnoi.audit.models import Line
from ketnoi.figures import answers, verify
from ketnoi.figures.figure import Figure, Level
from ketnoi.registers import actions, membership, monthly, products, rosters
from ketnoi.registers import entry as entries
from ketnoi.registers.models import Broadcast, Member, MonthReport, Person, Product, Standing
from ketnoi.registers.monthly import Told
from tests.registers.worlds import OPENED, kind

DAY = dt.date(2024, 5, 20)
MAY = 2024 * 12 + 4
HERE = Figure("dia_chi_tin_cay")


def test_a_thing_counts_from_its_first_day_until_the_day_before_it_is_closed(world):
    thing = world.open()
    world.open(name="Địa chỉ thứ hai", opened_on=DAY)
    actions.close(thing, DAY, "Gia đình chuyển đi", 1, *world.doer)
    on = {
        day: answers.value(HERE.but(end=day)) for day in (OPENED - dt.timedelta(1), OPENED, DAY, dt.date(2024, 12, 31))
    }
    assert list(on.values()) == [0, 1, 1, 1]
    may = {"start": dt.date(2024, 5, 1), "end": dt.date(2024, 5, 31)}
    assert answers.value(Figure("so_bo_mo", kind=kind("SB_DIA_CHI"), **may)) == 1
    assert answers.value(Figure("so_bo_dong", **may)) == 1
    assert verify.run().differences == []


def test_a_merger_changes_nothing_and_is_no_opening(world):
    """The old communes' two addresses stand under the new commune, in the province and on its commune of today."""
    world.open("hoi_a")
    world.open("hoi_b")
    new = world.units["hoi_xa"].pk
    for end in (None, dt.date(2025, 7, 1)):
        assert answers.value(HERE.but(unit=new, end=end)) == 2
    assert answers.value(Figure("so_bo_mo", start=dt.date(2025, 7, 1))) == 0
    assert answers.breakdown(HERE, "commune") == {(world.places["xa"].pk,): 2}
    assert answers.value(Figure("xa_co_dia_chi")) == 1
    then = Figure("xa_co_dia_chi", end=dt.date(2025, 6, 30), level=Level.DISTRICT_THEN, area=world.places["huyen"].pk)
    told = answers.answer(then)
    assert (told.value, told.whole) == (2, 2)


def test_handing_on_moves_it_and_opens_nothing(world):
    thing = world.open("hoi_a")
    moved = actions.transfer(thing, world.units["hoi_b"].pk, world.places["b"].pk, DAY, "Chuyển bản", 1, *world.doer)
    before, after = (HERE.but(end=day, below=False) for day in (DAY - dt.timedelta(1), DAY))
    assert [answers.value(before.but(unit=world.units[one].pk)) for one in ("hoi_a", "hoi_b")] == [1, 0]
    assert [answers.value(after.but(unit=world.units[one].pk)) for one in ("hoi_a", "hoi_b")] == [0, 1]
    assert answers.value(HERE) == 1
    assert answers.value(Figure("so_bo_mo")) == 1
    actions.close(moved, dt.date(2024, 9, 1), "Thôi", 2, *world.doer)
    assert answers.value(HERE) == 0
    assert verify.run().differences == []


def test_a_closing_written_by_mistake_is_taken_back(world):
    closed = actions.close(world.open(), DAY, "Nhầm sổ", 1, *world.doer)
    actions.reopen(closed, "Ghi nhầm", 2, *world.doer)
    assert answers.value(HERE) == 1
    assert answers.value(Figure("so_bo_dong")) == 0


def test_two_editors_the_second_sees_what_the_first_wrote(world):
    thing = world.open()
    actions.correct(thing, world.entry(name="Tên mới"), "Sửa tên", 1, *world.doer)
    with pytest.raises(versions.Stale) as conflict:
        actions.close(thing, DAY, "Thôi", 1, *world.doer)
    assert conflict.value.current.name == "Tên mới"
    assert Standing.objects.get().closed_on is None


def test_correcting_the_first_day_moves_the_stock(world):
    thing = world.open()
    actions.correct(thing, world.entry(opened_on=DAY), "Ghi nhầm năm", 1, *world.doer)
    assert answers.value(HERE.but(end=dt.date(2024, 1, 1))) == 0
    assert answers.value(HERE.but(end=DAY)) == 1


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": "  "}, "name"), ({"name": "a" * 201}, "name"), ({"opened_on": dt.date(2100, 1, 1)}, "opened_on"),
        ({"unit": 10**9}, "unit"), ({"place": 10**9}, "place"), ({"opened_on": dt.date(2025, 8, 1)}, "unit"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_named_at_its_field_and_nothing_is_written(world, wrong, field):
    with pytest.raises(ValidationError) as refused:
        actions.open_thing(replace(world.entry(), **wrong), *world.doer)
    assert field in refused.value.message_dict
    assert not Standing.objects.exists()


def test_where_people_are_hidden_no_village_is_named(world):
    with pytest.raises(ValidationError) as refused:
        world.open(place=world.places["ban_a"].pk)
    assert "place" in refused.value.message_dict
    world.open(code="SB_CLB", place=world.places["ban_a"].pk)


def test_neither_address_nor_member_reaches_revision_or_journal(world):
    thing = world.open()
    member = Member(name="Lường Thị Mẫu", role="chu_nha", since=OPENED, telephone="0900 000 000")
    actions.add_member(thing, member, 1, *world.doer)
    kept = str(list(Standing.objects.get().revisions.values_list("snapshot", flat=True)))
    kept += str(list(Line.objects.values_list("detail", "object")))
    for secret in ("Hoa Mận", "Lường", "0900"):
        assert secret not in kept


def test_a_month_is_told_with_numbers_or_as_nothing_and_only_then_there_is_a_zero(world):
    first, second = world.open("hoi_a"), world.open("hoi_b")
    told = [
        Told(first.pk, numbers={"tu_van_ca": 3, "tu_van_luot": 5, "hoa_giai": 7, "hoa_giai_thanh": 6}),
        Told(second.pk, nothing=True),
    ]
    assert monthly.tell(MAY, told, *world.doer) == 2
    may = {"start": dt.date(2024, 5, 1), "end": dt.date(2024, 5, 31)}
    assert answers.value(Figure("hoa_giai", **may)) == 7
    assert answers.value(Figure("hoa_giai_thanh", **may)) == 6
    assert answers.breakdown(Figure("tam_lanh_dem", **may), "unit") == {(world.units["hoi_b"].pk,): 0}
    assert monthly.tell(MAY, [Told(first.pk, numbers=told[0].numbers, version=1)], *world.doer) == 0
    assert verify.run().differences == []


def test_after_the_merger_the_new_unit_tells(world):
    thing = world.open("hoi_a")
    monthly.tell(2025 * 12 + 7, [Told(thing.pk, numbers={"tu_van_ca": 2})], *world.doer)
    assert MonthReport.objects.get().unit_id == world.units["hoi_xa"].pk


def test_more_successes_than_mediations_closed_things_and_future_months_are_refused_whole(world):
    thing = world.open()
    gone = actions.close(world.open("hoi_b"), dt.date(2023, 1, 1), "Thôi", 1, *world.doer)
    for month, told, where in (
        (MAY, Told(thing.pk, numbers={"hoa_giai": 2, "hoa_giai_thanh": 3}), f"{thing.pk}-hoa_giai_thanh"),
        (MAY, Told(gone.pk, nothing=True), str(gone.pk)),
        (2100 * 12, Told(thing.pk, nothing=True), str(thing.pk)),
        (MAY, Told(thing.pk, nothing=True, numbers={"tu_van_ca": 1}), str(thing.pk)),
        (MAY, Told(thing.pk, numbers={"san_pham": 1}), str(thing.pk)),
        (MAY, Told(10**9, nothing=True), str(10**9)),
    ):
        with pytest.raises(ValidationError) as refused:
            monthly.tell(month, [Told(thing.pk, numbers={"tu_van_ca": 1}), told], *world.doer)
        assert list(refused.value.message_dict) == [where]
    assert not MonthReport.objects.exists()


def test_a_month_told_meanwhile_by_somebody_else_is_not_overwritten(world):
    thing = world.open()
    monthly.tell(MAY, [Told(thing.pk, numbers={"tu_van_ca": 4})], *world.doer)
    with pytest.raises(versions.Stale) as conflict:
        monthly.tell(MAY, [Told(thing.pk, numbers={"tu_van_ca": 9})], *world.doer)
    assert conflict.value.current[thing.pk].numbers == {"tu_van_ca": 4}
    assert answers.value(Figure("tu_van_ca")) == 4


def test_every_commune_has_a_woman_police_officer_then_and_now(world):
    for unit in ("ca_a", "ca_b"):
        one = Person(kind_id=kind("DN_NU_CONG_AN"), name="Hà Thị Mẫu", unit=world.units[unit], since=OPENED)
        rosters.add([one], *world.doer)
    ask = Figure("xa_co_nu_cong_an", end=dt.date(2025, 6, 30))
    old, new = ask.but(level=Level.PROVINCE_THEN, area=world.places["tinh_cu"].pk), ask.in_province(98)
    assert (answers.value(old), answers.answer(old).whole) == (2, 2)
    assert (answers.value(new), answers.answer(new).whole) == (1, 1)
    rosters.end(Person.objects.first(), DAY, 1, *world.doer)
    assert answers.value(old) == 1
    assert answers.value(new) == 1
    assert verify.run().differences == []


def test_members_in_and_out_are_net_and_stock(world):
    keeper = world.units["hoi_xa"].pk
    membership.tell(keeper, 2025 * 12 + 7, 40, 6, 0, *world.doer)
    membership.tell(keeper, 2025 * 12 + 8, 5, 9, 0, *world.doer)
    assert answers.value(Figure("hoi_vien", end=dt.date(2025, 8, 31))) == 34
    assert answers.value(Figure("hoi_vien", end=dt.date(2025, 9, 30))) == 30
    assert answers.value(Figure("hoi_vien_vao")) == 45
    with pytest.raises(versions.Stale):
        membership.tell(keeper, 2025 * 12 + 8, 1, 1, 0, *world.doer)
    with pytest.raises(ValidationError):
        membership.tell(world.units["ca_xa"].pk, 2025 * 12 + 7, 1, 0, 0, *world.doer)


def test_five_kinds_a_hundred_discs_and_what_was_on_the_air(world):
    keeper = world.units["hoi_tinh"]
    for number in range(5):
        made = Product(
            kind_id=kind("SP_BANG_DIA"), title=f"Đĩa {number}", unit=keeper, items=20, made_on=DAY, languages=["thai"]
        )
        products.make(made, *world.doer)
    products.broadcast(made, Broadcast(day=DAY, channel="Loa xã", times=12), *world.doer)
    assert [answers.value(Figure(code)) for code in ("san_pham", "ban_san_pham", "lan_phat")] == [5, 100, 12]
    products.withdraw(made, "Ghi hai lần", 1, *world.doer)
    assert [answers.value(Figure(code)) for code in ("san_pham", "ban_san_pham", "lan_phat")] == [4, 80, 0]
    assert verify.run().differences == []


def test_a_thing_cannot_begin_after_months_it_has_told(world):
    thing = world.open()
    monthly.tell(MAY, [Told(thing.pk, numbers={"tu_van_ca": 2})], *world.doer)
    entry = entries.of(thing)
    with pytest.raises(ValidationError) as refused:
        actions.correct(thing, replace(entry, opened_on=dt.date(2024, 6, 1)), "Nhầm ngày", 1, *world.doer)
    assert list(refused.value.message_dict) == ["opened_on"]
    actions.correct(thing, replace(entry, opened_on=dt.date(2024, 5, 31)), "Nhầm ngày", 1, *world.doer)
    assert answers.value(HERE.but(end=dt.date(2024, 5, 30))) == 0
    assert verify.run().differences == []
