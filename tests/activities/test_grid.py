import datetime as dt
import re

import pytest
from django.urls import reverse

from ketnoi.activities import actions
from ketnoi.activities.models import Activity
from ketnoi.audit.models import Line
from ketnoi.figures.models import Fact
from ketnoi.programmes.enums import PartyRole
from ketnoi.programmes.models import Party, Programme
from tests.activities.worlds import category

pytestmark = pytest.mark.django_db
GRID = "/hoat-dong/ghi-nhieu/"


def row(number, **changes):
    """What a browser sends for one row of the grid: the usual session of commune A."""
    said = {
        "starts_on": "19/11/2022",
        "kind": category("kind", "TT_LONG_GHEP"),
        "title": f"Nhận biết thủ đoạn mua bán người {number}",
        "place": "Nà Hoa, Minh họa A",
        "lead": "Hội LHPN xã Minh họa A",
        "partners": "cong an xa minh hoa a",
        f"audience_{category('audience', 'HOI_VIEN')}": "1.041",
        f"audience_{category('audience', 'HOC_SINH')}": "15",
        "women": "50",
    }
    return {f"dong-{number - 1}-{name}": value for name, value in (said | changes).items()}


def sheet(*rows, total=8, **more):
    said = {"dong-TOTAL_FORMS": str(total), "dong-INITIAL_FORMS": "0", "save": "1"}
    for one in rows:
        said |= one
    return said | more


def test_rows_become_records_together_and_blank_ones_are_passed_over(signed_in, world):
    programme = world.programmes["tinh"].pk
    answer = signed_in.post(GRID, sheet(row(1), row(3, title="Phòng, chống ma túy", women=""), programme=programme))
    assert answer.url == f"{GRID}?da-luu=2"
    first, second = Activity.objects.order_by("pk")
    assert dict(first.attendance.values_list("audience__code", "count")) == {"HOI_VIEN": 1041, "HOC_SINH": 15}
    assert (first.place, first.women, second.women) == (world.places["na_hoa_a"], 50, None)
    assert [part.unit for part in first.parts.all()] == [world.units["hoi_a"], world.units["ca_a"]]
    assert {one.programme_id for one in second.programme_links.all()} == {programme}
    assert first.recorded_at == second.recorded_at
    assert list(Line.objects.filter(kind="activity").values_list("verb", "detail__count")) == [("record", 2)]
    assert "Đã lưu 2 phiếu." in signed_in.get(answer.url).content.decode()


def test_names_are_read_as_in_a_workbook(signed_in, world):
    said = {"place": "nhà văn hóa, bản Nà Hoa, xã Minh họa A", "venue": "tầng hai",
            "partners": "Công an xã, Hội LHPN xã Minh họa B"}  # fmt: skip
    assert signed_in.post(GRID, sheet(row(1, **said))).status_code == 302
    kept = Activity.objects.get()
    assert (kept.place, kept.venue) == (world.places["na_hoa_a"], "nhà văn hóa, tầng hai")
    assert [part.unit for part in kept.parts.all()] == [world.units[one] for one in ("hoi_a", "ca_a", "hoi_b")]


def test_one_bad_row_keeps_all_of_them_and_says_where(signed_in, world):
    wrong = row(2, place="nà hoa", women="2.000", title="Buổi <hai>")
    answer = signed_in.post(GRID, sheet(row(1), wrong, row(3, starts_on="31/02/2022"), row(4, starts_on="19/11/1922")))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert not Activity.objects.exists()
    assert not Fact.objects.exists()
    assert "“nà hoa” có nhiều khả năng" in page
    assert "Ngày này không có trong lịch" in page
    assert "Ngày 19/11/1922 cách đây đã lâu; hãy kiểm tra lại năm." in page
    assert 'href="#id_dong-3-starts_on">Phiếu 4, Ngày</a>' in page
    assert 'href="#id_dong-1-place">Phiếu 2, Nơi (bản, xã)</a>' in page
    assert 'href="#id_dong-2-starts_on">Phiếu 3, Ngày</a>' in page
    assert 'name="dong-1-title" id="id_dong-1-title" value="Buổi &lt;hai&gt;"' in page
    assert 'name="dong-0-women" id="id_dong-0-women" value="50"' in page
    assert re.search(r'name="dong-1-place"[^>]*aria-invalid="true" aria-describedby="id_dong-1-place_error"', page)
    assert not re.search(r'name="dong-0-[a-z_0-9]+"[^>]*aria-invalid', page)


def test_what_only_the_whole_entry_shows_stands_at_its_cell(signed_in, world):
    people = f"audience_{category('audience', 'HOI_VIEN')}"
    rows = (row(1, women="1.057"), row(2, lead="TAND tỉnh Minh họa", partners=""), row(3, starts_on="19/11/2099"))
    page = signed_in.post(GRID, sheet(*rows)).content.decode()
    assert "Số nữ (1.057) nhiều hơn tổng số dự (1.056)." in page
    assert 'href="#id_dong-1-lead">Phiếu 2, Đơn vị chủ trì</a>' in page
    assert "Đơn vị của bạn phải chủ trì hoặc phối hợp" in page
    empty = {people: "", f"audience_{category('audience', 'HOC_SINH')}": "", "women": ""}
    page = signed_in.post(GRID, sheet(row(1, **empty))).content.decode()
    assert f'href="#id_dong-0-{people}">' in page
    assert not Activity.objects.exists()


def test_the_own_unit_leads_what_says_nothing_else(signed_in, world):
    new = row(1, starts_on="02/03/2026", place="Nà Hoa", lead="", partners="")
    signed_in.post(GRID, sheet(new))
    assert Activity.objects.get().parts.get().unit == world.units["hoi_xa"]
    page = signed_in.post(GRID, sheet(row(1, lead=""))).content.decode()
    assert "Vào ngày này đơn vị của bạn chưa có." in page  # it came of two units; which of them led is not guessed


def test_what_was_recorded_before_and_what_stands_twice_is_asked_about(signed_in, world):
    before = actions.record(world.entry(), world.officers["mau"].pk, world.units["hoi_xa"].pk)
    same = "Nhận biết thủ đoạn mua bán người"
    said = sheet(row(1, title=same), row(2, title="Việc khác hẳn"), row(3, title="Việc khác  HẲN"))
    answer = signed_in.post(GRID, said)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert reverse("activities:detail", args=[before.uuid]) in page
    assert "Phiếu 3 giống phiếu 2" in page
    seen = re.findall(r'name="seen" value="([^"]+)"', page)
    assert seen == [str(before.uuid), "3=2"]
    assert signed_in.post(GRID, said | {"another": "1", "seen": seen[:1]}).status_code == 422
    assert Activity.objects.count() == 1
    signed_in.post(GRID, said | {"another": "1", "seen": seen})
    assert Activity.objects.count() == 4


def test_more_rows_without_a_script_keep_what_was_typed(signed_in, world):
    page = signed_in.post(GRID, sheet(row(8, women="abc"), more="1")).content.decode()
    assert page.count('-title" id=') == 13
    assert 'value="abc"' in page
    assert "aria-invalid" not in page
    full = signed_in.post(GRID, sheet(total=48, more="1")).content.decode()
    assert full.count('-title" id=') == 50
    assert 'name="more"' not in full


def test_more_rows_of_a_blank_grid_are_no_mistake(signed_in, world):
    page = signed_in.post(GRID, sheet(more="1")).content.decode()
    assert page.count('-title" id=') == 13
    assert "Chưa có phiếu nào được ghi." not in page
    assert "Có chỗ cần sửa" not in page


def test_each_row_keeps_the_kind_that_was_chosen_in_it(signed_in, world):
    first, other = category("kind", "TT_LONG_GHEP"), category("kind", "TAP_HUAN")
    page = signed_in.post(GRID, sheet(row(1), row(2, kind=other), row(3, kind="x"), row(5), more="1")).content.decode()
    chosen = [re.findall(r'value="([^"]*)" selected', part) for part in page.split('<select name="dong-')[1:]]
    assert chosen == [[str(first)], [str(other)], [], [], [str(first)], *[[]] * 8]


def test_programmes_are_the_readers_own(client, world):
    """They are kept for an edition, each unit's under its own name."""

    def offered(who):
        client.force_login(world.officers[who])
        page = client.get(GRID).content.decode()
        found = re.findall(r'<option value="(\d+)"', page.split('name="programme"')[1].split("</select>")[0])
        return {int(number) for number in found}

    shared, days = world.programmes["tinh"].pk, {"starts_on": dt.date(2019, 1, 1), "ends_on": dt.date(2030, 12, 31)}
    alone = Programme.objects.create(slug="rieng", name="Của riêng tòa án", chair=world.units["ta_tinh"], **days)
    Party.objects.create(programme=alone, unit=world.units["ta_tinh"], role=PartyRole.PARTY, order=0)
    assert offered("mau") == {shared}
    assert offered("toa") == {shared, alone.pk}
    assert offered("mau") == {shared}


def test_hostile_grids_get_an_answer(signed_in, world):
    assert signed_in.post(GRID, sheet(total=10**9)).status_code == 422
    assert signed_in.post(GRID, {"save": "1"}).status_code == 422
    for value in ("\x00", "9" * 5000, "-1", "á" * 3000, str(2**63), "'; DROP TABLE x; --"):
        everywhere = dict.fromkeys(row(1), value)
        assert signed_in.post(GRID, sheet(everywhere, programme=value, counting=value)).status_code == 422
    assert "Chưa có phiếu nào được ghi." in signed_in.post(GRID, sheet()).content.decode()
    assert not Activity.objects.exists()


def test_queries_do_not_grow_with_rows_of_one_place(signed_in, world, django_assert_max_num_queries):
    def ask(count):
        rows = [row(number, title=f"Việc thứ {number * 7919}", women="9.999") for number in range(1, count + 1)]
        return signed_in.post(GRID, sheet(*rows, total=count))

    with django_assert_max_num_queries(50) as two:
        ask(2)
    with django_assert_max_num_queries(len(two)):
        ask(20)


def test_only_who_records_may_open_it(client, world):
    client.force_login(world.officers["tong_hop"])
    assert client.get(GRID).status_code == 404
