"""A list's page: what it shows to whom, columns that are kept, pages, counts, and addresses nobody meant."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.html import escape

from ketnoi.activities import actions
from ketnoi.audit.models import Line
from ketnoi.lists import listing
from ketnoi.lists.models import ChosenColumns
from tests.activities.worlds import category
from tests.lists.records import many, record

LIST = "/hoat-dong/"


def shown(client, query=""):
    page = client.get(f"{LIST}?{query}")
    assert page.status_code == 200
    return page.content.decode()


def titles(client, query=""):
    return re.findall(r'href="/hoat-dong/[0-9a-f-]{36}/">([^<]+)<', shown(client, query))


def heads(client, query=""):
    return re.findall(r"<th scope=\"col\"[^>]*>([^<]+)</th>", shown(client, query))


def test_a_cell_says_what_the_record_says(signed_in, world):
    record(world, title="Nói <b>thật</b> & rõ")
    page = shown(signed_in)
    assert "Nói &lt;b&gt;thật&lt;/b&gt; &amp; rõ" in page
    assert '<td class="wide-only nowrap">19/11/2022</td>' in page
    assert '<td class="n">64</td>' in page
    assert "Bản Nà Hoa, xã Minh họa A, huyện Hoa Mận" in page
    assert '<span class="ag a-hoi">Hội LHPN xã Minh họa A</span><br><span class="ag a-ca">' in page


def test_a_state_is_shown_where_it_is_unusual(signed_in, world):
    doer = {"actor": world.officers["mau"].pk, "unit": world.units["hoi_xa"].pk}
    made = record(world)
    assert "đã ghi" not in shown(signed_in)
    actions.withdraw(made, "Ghi trùng", 1, **doer)
    assert titles(signed_in) == []
    assert "đã rút" in shown(signed_in, "trang_thai=withdrawn")


def test_filters_join_and_unknown_answers_are_not_asked(signed_in, world):
    record(world)
    record(world, title="Lớp kỹ năng", kind=category("kind", "TAP_HUAN"), topics=())
    kind, topic = category("kind", "TAP_HUAN"), category("topic", "MUA_BAN_NGUOI")
    assert titles(signed_in, f"loai={kind}") == ["Lớp kỹ năng"]
    assert titles(signed_in, f"chuyen_de={topic}") == ["Nhận biết thủ đoạn mua bán người"]
    assert titles(signed_in, f"chuyen_de={topic}&loai={kind}") == []
    assert len(titles(signed_in, "loai=999999&nam=1066&trang_thai=none&chuong_trinh=0")) == 2


def test_orders(signed_in, world):
    made = many(world, 3)
    assert titles(signed_in) == ["Buổi 0", "Buổi 1", "Buổi 2"]
    assert titles(signed_in, "thu_tu=cu") == ["Buổi 2", "Buổi 1", "Buổi 0"]
    assert titles(signed_in, "thu_tu=ghi_sau") == ["Buổi 2", "Buổi 1", "Buổi 0"]
    assert titles(signed_in, f"sau={made[0].pk}") == ["Buổi 1", "Buổi 2"]


def test_columns_are_chosen_and_kept_for_the_one_who_chose(signed_in, client, world):
    record(world)
    assert heads(signed_in) == ["Ngày", "Nội dung", "Đơn vị", "Lượt dự"]
    answer = signed_in.post("/danh-sach/hoat-dong/cot/?nam=2022", {"cot": ["nu", "ngay", "khong-co"]})
    assert answer["Location"] == "/hoat-dong/?nam=2022"
    assert heads(signed_in) == ["Ngày", "Nội dung", "Trong đó nữ"]
    assert heads(signed_in, "cot=luot") == ["Nội dung", "Lượt dự"]
    assert heads(signed_in, "cot=&cot=%00") == ["Ngày", "Nội dung", "Đơn vị", "Lượt dự"]
    assert ChosenColumns.objects.get().codes == ["ngay", "noi_dung", "nu"]
    client.force_login(world.officers["lanh_dao"])
    assert heads(client) == ["Ngày", "Nội dung", "Đơn vị", "Lượt dự"]


def test_without_any_column_the_usual_ones_come_back(signed_in, world):
    record(world)
    signed_in.post("/danh-sach/hoat-dong/cot/", {"cot": ["nu"]})
    signed_in.post("/danh-sach/hoat-dong/cot/", {})
    assert heads(signed_in) == ["Ngày", "Nội dung", "Đơn vị", "Lượt dự"]


def test_pages_go_on_and_back(signed_in, world, monkeypatch):
    monkeypatch.setattr(listing, "ON_A_PAGE", 2)
    many(world, 5, days=2)
    page, seen = shown(signed_in, "nam=2022"), []
    while True:
        seen += re.findall(r">(Buổi \d)</a>", page)
        forward = re.search(r'rel="next" href="/hoat-dong/\?([^"]+)"', page)
        if forward is None:
            break
        page = shown(signed_in, forward[1].replace("&amp;", "&"))
    assert seen == ["Buổi 4", "Buổi 2", "Buổi 0", "Buổi 3", "Buổi 1"]
    back = re.search(r'rel="prev" href="/hoat-dong/\?([^"]+)"', page)
    assert titles(signed_in, back[1].replace("&amp;", "&")) == ["Buổi 0", "Buổi 3"]


def test_more_than_are_counted_are_said_to_be_more(signed_in, world, monkeypatch):
    monkeypatch.setattr(listing, "COUNTED", 3)
    many(world, 3)
    assert re.search(r">3\s+phiếu<", shown(signed_in))
    many(world, 2)
    page = shown(signed_in)
    assert "trên 3 phiếu" in page
    assert 'href="/hoat-dong/?dem=1"' in page
    assert re.search(r">5\s+phiếu<", shown(signed_in, "dem=1"))


def test_a_page_is_new_after_somebody_wrote(signed_in, world):
    record(world)
    assert titles(signed_in) == ["Nhận biết thủ đoạn mua bán người"]
    made = record(world, title="Vừa ghi")
    assert titles(signed_in) == ["Vừa ghi", "Nhận biết thủ đoạn mua bán người"]
    actions.withdraw(made, "Ghi trùng", 1, world.officers["mau"].pk, world.units["hoi_xa"].pk)
    assert titles(signed_in) == ["Nhận biết thủ đoạn mua bán người"]


def test_what_is_kept_for_one_is_not_shown_to_another(client, world):
    record(world)
    client.force_login(world.officers["mau"])
    assert len(titles(client)) == 1
    client.force_login(world.officers["toa"])
    assert titles(client) == []
    assert "Chưa có phiếu hoạt động nào" in shown(client)


def test_who_may_not_write_has_no_boxes(client, world):
    record(world)
    client.force_login(world.officers["tong_hop"])
    page = shown(client)
    assert 'name="chon"' not in page
    assert "Rút phiếu" not in page


def test_nothing_found_says_what_to_try(signed_in, world):
    assert "Chưa có phiếu hoạt động nào" in shown(signed_in)
    record(world)
    assert "Không có dòng nào khớp" in shown(signed_in, "q=khong-he-co")


@pytest.mark.parametrize("value", ["%00", "9" * 40, "-1", "%F0%9F%98%80" * 200, "a%00b", "'--", "%C3%28", "%D9%A3"])
def test_hostile_values_change_nothing(signed_in, world, value):
    record(world)
    for parameter in ("loai", "nam", "trang_thai", "chuong_trinh", "chuyen_de", "thu_tu", "cot", "sau", "truoc"):
        assert len(titles(signed_in, f"{parameter}={value}")) == 1
    shown(signed_in, f"q={value}")


def test_a_searched_text_is_shown_as_text_and_kept_nowhere(signed_in, world):
    lines = Line.objects.count()
    assert escape('"><script>') in shown(signed_in, "q=%22%3E%3Cscript%3E")
    assert Line.objects.count() == lines


def test_queries_do_not_grow_with_rows(signed_in, world):
    def cost(query):
        with CaptureQueriesContext(connection) as asked:
            shown(signed_in, query)
        return len(asked)

    every = "&".join(
        f"cot={code}" for code in ("ngay", "noi", "don_vi", "luot", "chuong_trinh", "chuyen_de", "cach_dem", "nguoi")
    )
    many(world, 1)
    few = cost(every)
    many(world, 80)
    assert cost(every) == few
