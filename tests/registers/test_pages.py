"""Pages of the registers, seen by the unit itself, by another agency of the province, and by a stranger."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ketnoi.figures import answers, entered, links
from ketnoi.figures.figure import Figure
from ketnoi.registers import actions, kinds, monthly, products, rosters
from ketnoi.registers.models import Member, MembershipMonth, MonthReport, Person, Product, Standing
from ketnoi.registers.monthly import Told
from tests.registers.worlds import OPENED, kind

TODAY_UNIT_DAY = dt.date(2025, 8, 5)
MONTH = 2025 * 12 + 8
GRID = "/so-bo/ket-qua/?thang=2025-09"


@pytest.fixture
def as_(client, world):
    def sign_in(name):
        client.force_login(world.officers[name])
        return client

    return sign_in


def told(answer):
    return answer.content.decode()


def here(world, **changes):
    """An address of today's commune."""
    return world.open("hoi_xa", opened_on=TODAY_UNIT_DAY, **changes)


def test_the_address_is_for_the_keepers_alone_others_of_the_province_see_the_commune(as_, world):
    thing = here(world)
    actions.add_member(thing, Member(name="Lường Thị Mẫu", role="chu_nha", since=TODAY_UNIT_DAY), 1, *world.doer)
    page = reverse("registers:thing", args=[thing.uuid])
    assert "Nhà số 7 ngõ Hoa Mận" in told(as_("xa").get(page))
    assert "Lường Thị Mẫu" in told(as_("xem").get(page))
    police = told(as_("cong_an").get(page))
    assert "Xã Minh họa" in police
    for secret in ("Hoa Mận", "Lường", "đính chính", "Lịch sử"):
        assert secret not in police
    assert as_("la").get(page).status_code == 404


def test_a_club_is_seen_by_its_own_units_only(as_, world):
    thing = here(world, code="SB_CLB")
    page = reverse("registers:thing", args=[thing.uuid])
    assert as_("xa").get(page).status_code == 200
    assert as_("cong_an").get(page).status_code == 404


def test_a_hotline_s_address_is_no_secret(as_, world):
    thing = world.open("ca_xa", "SB_HOM_THU", opened_on=TODAY_UNIT_DAY, address="Trước trụ sở xã")
    assert "Trước trụ sở xã" in told(as_("xa").get(reverse("registers:thing", args=[thing.uuid])))


def test_a_recorder_opens_an_address_and_is_told_what_is_wrong(as_, world):
    client, page = as_("xa"), reverse("registers:new", args=["dia-chi-tin-cay"])
    said = {"version": 0, "unit": world.units["hoi_xa"].pk, "name": "", "opened_on": "05/8/2025", "address": "Nhà A"}
    refused = client.post(page, said)
    assert refused.status_code == 422
    assert 'value="Nhà A"' in told(refused)
    assert not Standing.objects.exists()
    done = client.post(page, said | {"name": "Địa chỉ bản Mẫu"})
    made = Standing.objects.get()
    assert (done.status_code, done["Location"]) == (302, reverse("registers:thing", args=[made.uuid]))
    assert (made.name, made.place_id) == ("Địa chỉ bản Mẫu", world.places["xa"].pk)
    assert answers.value(Figure("dia_chi_tin_cay")) == 1


def test_nobody_opens_for_a_unit_that_is_not_his(as_, world):
    said = {"version": 0, "unit": world.units["hoi_khac"].pk, "name": "X", "opened_on": "05/8/2025"}
    assert as_("xa").post(reverse("registers:new", args=["cau-lac-bo"]), said).status_code == 422
    assert as_("xem").get(reverse("registers:new", args=["cau-lac-bo"])).status_code == 404
    assert not Standing.objects.exists()


def test_an_unknown_village_stands_at_its_field(as_, world):
    said = {
        "version": 0, "unit": world.units["hoi_xa"].pk, "name": "CLB", "opened_on": "05/8/2025", "place_typed": "Xa Lạ",
    }  # fmt: skip
    refused = as_("xa").post(reverse("registers:new", args=["cau-lac-bo"]), said)
    assert "place_typed" in refused.context["form"].errors


def test_the_second_editor_sees_both_versions_and_decides(as_, world):
    thing = here(world)
    page = reverse("registers:correct", args=[thing.uuid])
    said = {
        "version": 1, "unit": thing.unit_id, "name": "Tên của tôi", "opened_on": "05/8/2025", "reason": "Sửa",
        "address": "Nhà B",
    }  # fmt: skip
    changed = world.entry("hoi_xa", name="Tên của bạn", opened_on=TODAY_UNIT_DAY)
    actions.correct(thing, changed, "Sửa trước", 1, *world.doer)
    conflict = as_("xa").post(page, said)
    assert conflict.status_code == 409
    assert "Tên của bạn" in told(conflict)
    assert 'value="Tên của tôi"' in told(conflict)
    assert Standing.objects.get().name == "Tên của bạn"
    assert as_("xa").post(page, said | {"version": 2}).status_code == 302
    assert Standing.objects.get().name == "Tên của tôi"


def test_close_and_take_back(as_, world):
    thing = here(world)
    client = as_("xa")
    close, reopen = (reverse(f"registers:{name}", args=[thing.uuid]) for name in ("close", "reopen"))
    assert client.post(close, {"version": 1, "day": "01/9/2025", "reason": ""}).status_code == 422
    assert client.post(close, {"version": 1, "day": "01/9/2025", "reason": "Chuyển nhà"}).status_code == 302
    assert answers.value(Figure("dia_chi_tin_cay")) == 0
    assert client.post(reopen, {"version": 2, "reason": "Nhầm"}).status_code == 302
    assert answers.value(Figure("dia_chi_tin_cay")) == 1


def test_one_grid_for_all_of_the_unit_s_things_with_those_of_the_communes_it_was(as_, world):
    old, new = world.open("hoi_a"), here(world, name="Địa chỉ mới")
    actions.open_thing(world.entry("hoi_khac", place=None), *world.doer)
    client = as_("xa")
    assert len(client.get(GRID).context["rows"]) == 2
    said = {f"o-{old.pk}-hoa_giai": "7", f"o-{old.pk}-hoa_giai_thanh": "1.200", f"n-{new.pk}": "on"}
    refused = client.post(GRID, said)
    assert refused.status_code == 422
    assert 'value="1.200"' in told(refused)
    assert not MonthReport.objects.exists()
    assert client.post(GRID, said | {f"o-{old.pk}-hoa_giai_thanh": "6"}).status_code == 302
    assert dict(MonthReport.objects.values_list("standing", "nothing")) == {old.pk: False, new.pk: True}
    assert answers.value(Figure("hoa_giai_thanh")) == 6


def test_a_row_told_meanwhile_is_shown_and_not_overwritten(as_, world):
    thing = here(world)
    client = as_("xa")
    monthly.tell(MONTH, [Told(thing.pk, numbers={"tu_van_ca": 4})], *world.doer)
    answer = client.post(GRID, {f"o-{thing.pk}-tu_van_ca": "9", f"v-{thing.pk}": "0"})
    assert answer.status_code == 422
    assert "Ca tư vấn 4" in told(answer)
    assert MonthReport.objects.get().numbers == {"tu_van_ca": 4}
    assert client.post(GRID, {f"o-{thing.pk}-tu_van_ca": "9", f"v-{thing.pk}": "1"}).status_code == 302
    assert MonthReport.objects.get().numbers == {"tu_van_ca": 9}


@pytest.mark.parametrize("member", [0, 2**63, 10**30])
def test_a_member_that_is_not_there_is_not_found(as_, world, member):
    assert as_("xa").get(reverse("registers:end_member", args=[here(world).uuid, member])).status_code == 404


@pytest.mark.parametrize("month", ["2100-01", "0000-00", "2025-13", "x", "\x00", "9" * 60])
def test_a_month_that_cannot_be_asked_is_last_month(as_, world, month):
    assert as_("xa").get(reverse("registers:monthly"), {"thang": month}).status_code == 200


@pytest.mark.usefixtures("still")
def test_a_list_asks_no_more_for_more_rows(as_, world):
    client, page = as_("tinh"), reverse("registers:kind", args=["dia-chi-tin-cay"])
    counts = []
    for _more in range(2):
        for number in range(6):
            here(world, name=f"Địa chỉ {number}")
        client.get(page)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            client.get(page)
        counts.append(len(asked))
    assert counts[0] == counts[1]


def test_search_by_name_without_marks_and_closed_ones_apart(as_, world):
    here(world, name="Địa chỉ Nà Hoa")
    actions.close(here(world, name="Địa chỉ cũ"), dt.date(2025, 9, 1), "Thôi", 1, *world.doer)
    page = reverse("registers:kind", args=["dia-chi-tin-cay"])
    assert "Địa chỉ Nà Hoa" in told(as_("xa").get(page, {"q": "na hoa"}))
    assert "Địa chỉ cũ" not in told(as_("xa").get(page))
    assert "Địa chỉ cũ" in told(as_("xa").get(page, {"trang_thai": "da-thoi"}))


def sheet(client, code, query=""):
    return b"".join(client.get(reverse("lists:csv", args=[code]) + query).streaming_content).decode("utf-8-sig")


def test_a_sheet_of_addresses_says_what_the_page_says_and_never_where_they_hide(as_, world):
    here(world, name="Địa chỉ Nà Hoa")
    actions.close(here(world, name="Địa chỉ cũ"), dt.date(2025, 9, 1), "Thôi", 1, *world.doer)
    columns = "&".join(f"cot={code}" for code in ("ten", "don_vi", "dong", "address", "closing_reason"))
    own = sheet(as_("xa"), "so-dia-chi-tin-cay", f"?{columns}")
    assert own.splitlines()[0] == "Tên gọi,Đơn vị giữ sổ,Ngày đóng"
    assert "Nà Hoa" in own
    assert "Địa chỉ cũ" not in own
    assert "Hoa Mận" not in own
    assert "01/09/2025" in sheet(as_("xa"), "so-dia-chi-tin-cay", f"?{columns}&trang_thai=tat-ca")
    assert "Nà Hoa" not in sheet(as_("la"), "so-dia-chi-tin-cay")


def test_a_kind_s_list_is_of_that_kind_and_narrowed_by_agency(as_, world):
    here(world, code="SB_CLB", name="Câu lạc bộ Nà Hoa")
    here(world, name="Địa chỉ Nà Hoa")
    world.open("ca_xa", "SB_HOM_THU", opened_on=TODAY_UNIT_DAY, name="Hòm thư Nà Hoa")
    rows = str(as_("xa").get(reverse("registers:kind", args=["cau-lac-bo"])).context["list"].answer.rows)
    assert "Câu lạc bộ Nà Hoa" in rows
    assert "Địa chỉ Nà Hoa" not in rows
    page = reverse("registers:kind", args=["hom-thu-to-giac"])
    assert as_("xa").get(page, {"co_quan": "ca"}).context["list"].answer.total == 1
    assert as_("xa").get(page, {"co_quan": "hoi"}).context["list"].answer.total == 0


def test_a_roster_is_narrowed_by_list_and_those_who_left_stay_apart(as_, world):
    gone, stays = (
        Person(kind_id=kind("DN_LUAT_SU"), name=name, unit=world.units["hoi_tinh"], since=TODAY_UNIT_DAY)
        for name in ("Lò Thị Mẫu", "Cầm Thị Mẫu")
    )
    rosters.add([gone, stays], *world.doer)
    rosters.end(gone, dt.date(2025, 9, 1), 1, *world.doer)
    client = as_("tinh")
    page = reverse("registers:roster")

    def rows(**asked):
        return str(client.get(page, {"loai": "luat-su", **asked}).context["list"].answer.rows)

    assert ("Cầm" in rows(), "Lò" in rows()) == (True, False)
    assert ("Cầm" in rows(trang_thai="da-thoi"), "Lò" in rows(trang_thai="da-thoi")) == (False, True)
    assert client.get(page, {"loai": "hoa-giai-vien"}).context["list"].answer.total == 0


def test_a_line_of_a_roster_shows_who_put_and_took_it_to_its_own_units_only(as_, world):
    one = Person(kind_id=kind("DN_LUAT_SU"), name="Lò Thị Mẫu", unit=world.units["hoi_xa"], since=TODAY_UNIT_DAY)
    rosters.add([one], *world.doer)
    page = reverse("registers:person", args=[one.uuid])
    assert "Ghi thôi tham gia" in told(as_("xa").get(page))
    rosters.end(one, dt.date(2025, 9, 1), 1, *world.doer)
    shown = told(as_("xa").get(page))
    assert "đến ngày 01/09/2025" in shown
    assert "từ ngày 05/08/2025" in shown
    assert "Ghi thôi tham gia" not in shown
    assert as_("cong_an").get(page).status_code == 404


def test_a_month_told_anew_shows_both_and_who_told_them(as_, world):
    thing = here(world)
    monthly.tell(MONTH, [Told(thing.pk, numbers={"tu_van_ca": 4})], *world.doer)
    monthly.tell(MONTH, [Told(thing.pk, numbers={"tu_van_ca": 7}, version=1)], *world.doer)
    steps = as_("xa").get(reverse("registers:thing", args=[thing.uuid])).context["told"]
    assert [(month, one.verb, one.said) for month, one in steps] == [
        ("09/2025", "Ghi lại", "Ca tư vấn 7"), ("09/2025", "Ghi", "Ca tư vấn 4"),
    ]  # fmt: skip
    assert "Ca tư vấn 7" not in told(as_("cong_an").get(reverse("registers:thing", args=[thing.uuid])))


def test_a_figure_opens_things_and_hides_those_of_others(as_, world):
    here(world)
    answer = as_("xa").get(links.url(Figure("dia_chi_tin_cay")))
    assert "Địa chỉ Minh họa" in told(answer)
    assert "Hoa Mận" not in told(answer)
    assert as_("la").get(links.url(Figure("dia_chi_tin_cay"))).context["hidden"] == 1
    assert "1/1" in told(as_("xa").get(links.url(Figure("xa_co_dia_chi").in_province(98))))


def test_rosters_name_people_to_their_own_units_only(as_, world):
    client = as_("cong_an")
    said = {
        "version": 0, "kind": kind("DN_NU_CONG_AN"), "unit": world.units["ca_xa"].pk, "name": "Hà Thị Mẫu",
        "since": "01/9/2025",
    }  # fmt: skip
    assert client.post(reverse("registers:add_person"), said).status_code == 302
    page = reverse("registers:roster")
    assert "Hà Thị Mẫu" in told(client.get(page))
    assert "Hà Thị Mẫu" not in told(as_("xa").get(page))
    assert "Hà Thị Mẫu" not in told(as_("cong_an").get(links.url(Figure("nu_cong_an_xa"))))
    one = Person.objects.get()
    end = reverse("registers:end_person", args=[one.uuid])
    assert as_("xa").get(end).status_code == 404
    assert as_("cong_an").post(end, {"version": 1, "day": "01/10/2025"}).status_code == 302
    assert answers.value(Figure("nu_cong_an_xa")) == 0


def test_members_are_told_by_the_union_s_units_only(as_, world):
    page = reverse("registers:tell_membership") + "?thang=2025-09"
    assert as_("cong_an").get(page).status_code == 404
    assert as_("xa").post(page, {"version": 0, "came": "12", "went": "2"}).status_code == 302
    assert MembershipMonth.objects.get().month == MONTH
    assert as_("xa").post(page, {"version": 0, "came": "1", "went": "1"}).status_code == 409
    page, without = told(as_("xa").get(reverse("registers:membership"))), "Chưa có số hội viên ban đầu"
    assert "10" in page
    assert without in page
    first = entered.Entry("hoi_vien", world.units["hoi_xa"].pk, 900, dt.date(2025, 8, 1), "Báo cáo năm")
    entered.enter(first)
    page = told(as_("xa").get(reverse("registers:membership")))
    assert "910" in page
    assert without not in page


def test_products_and_broadcasts(as_, world):
    client = as_("xa")
    said = {
        "version": 0, "kind": kind("SP_BANG_DIA"), "unit": world.units["hoi_xa"].pk, "title": "Đĩa Mẫu",
        "items": "100", "languages": ["thai", "mong"], "made_on": "01/9/2025",
    }  # fmt: skip
    assert client.post(reverse("registers:make_product"), said).status_code == 302
    made = Product.objects.get()
    page = reverse("registers:product", args=[made.uuid])
    assert "Tiếng Thái, Tiếng Mông" in told(client.get(page))
    air = reverse("registers:broadcast", args=[made.uuid])
    assert client.post(air, {"version": 1, "day": "01/8/2025", "channel": "Loa", "times": "3"}).status_code == 422
    assert client.post(air, {"version": 1, "day": "02/9/2025", "channel": "Loa", "times": "3"}).status_code == 302
    assert answers.value(Figure("lan_phat")) == 3
    assert as_("la").get(page).status_code == 404
    products.withdraw(made, "Nhầm", 1, *world.doer)
    assert as_("xa").get(air).status_code == 200


def test_every_kind_s_pages_open_empty(as_, world):
    client = as_("tinh")
    for one in kinds.of(kinds.Family.THING):
        for name in ("kind", "new"):
            assert client.get(reverse(f"registers:{name}", args=[one.slug])).status_code == 200
    for name in ("overview", "roster", "membership", "products", "add_person", "make_product", "monthly"):
        assert client.get(reverse(f"registers:{name}")).status_code == 200
    assert client.get(reverse("registers:kind", args=["khong-co"])).status_code == 404
    assert OPENED < TODAY_UNIT_DAY
