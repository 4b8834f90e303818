"""Sheets: the rows and columns of the page, never one more; text stays text; nothing is cut off."""

import datetime as dt
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from ketnoi.activities.models import Activity
from ketnoi.audit.models import Line
from ketnoi.lists import table as tables
from ketnoi.lists.columns import Column, Kind
from ketnoi.lists.table import Order, Table
from ketnoi.officers.enums import Role
from ketnoi.workbooks import writing
from tests.activities.worlds import DAY
from tests.lists.records import many, record

SHEETS = "/danh-sach/hoat-dong/xuat/"


def csv(client, query="", code="hoat-dong"):
    answer = client.get(f"/danh-sach/{code}/xuat/csv/?{query}")
    assert answer.status_code == 200
    return answer.getvalue().decode()


def xlsx(client, query=""):
    answer = client.get(f"{SHEETS}xlsx/?{query}")
    assert answer.status_code == 200
    return CalamineWorkbook.from_filelike(io.BytesIO(answer.getvalue()))


def test_csv_is_what_the_page_shows_with_its_mark(signed_in, world):
    record(world, title="Buổi ở bản, có phiếu ký nhận")
    record(world, title="Năm khác", starts_on=dt.date(2021, 5, 4))
    assert csv(signed_in, "nam=2022&cot=ngay&cot=don_vi&cot=luot&cot=tinh_trang") == (
        "\ufeffNgày,Nội dung,Tình trạng,Đơn vị,Lượt dự\r\n"
        '19/11/2022,"Buổi ở bản, có phiếu ký nhận",Đã ghi,"Hội LHPN xã Minh họa A, Công an xã Minh họa A",64\r\n'
    )


def test_xlsx_keeps_days_and_numbers_and_says_who_took_it_out(signed_in, world):
    record(world)
    book = xlsx(signed_in, "cot=ngay&cot=luot")
    first, about = (book.get_sheet_by_index(number).to_python() for number in (0, 1))
    assert first == [["Ngày", "Nội dung", "Lượt dự"], [DAY, "Nhận biết thủ đoạn mua bán người", 64.0]]
    told = dict(about)
    assert told["Người xuất"] == "Lò Thị Mẫu"
    assert told["Đơn vị"] == "Hội LHPN xã Minh họa"
    assert told["Phạm vi"] == "Tất cả những gì người xuất được xem"


def test_all_rows_come_in_order_past_many_parts(signed_in, world, monkeypatch):
    monkeypatch.setattr("ketnoi.lists.paging.every.__defaults__", (2,))
    many(world, 7, days=3)
    lines = csv(signed_in, "cot=noi_dung&cot=ngay").splitlines()[1:]
    expected = Activity.objects.order_by("-starts_on", "-pk").values_list("title", flat=True)
    assert [line.split(",")[1] for line in lines] == list(expected)


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_formula_leaves(signed_in, world, start):
    made = record(world)
    Activity.objects.filter(pk=made.pk).update(title=f"{start}1+1")
    cell = csv(signed_in, "cot=noi_dung&cot=luot").splitlines(keepends=False)
    assert "".join(cell[1:]).lstrip('"').startswith("'")
    title = xlsx(signed_in, "cot=noi_dung&cot=luot").get_sheet_by_index(0).to_python()[1][0]
    assert title == f"{start}1+1"


@settings(max_examples=30, deadline=None)
@given(st.text(max_size=5))
def test_disarmed_text_never_begins_as_a_formula(text):
    disarmed = writing.disarmed(text)
    assert disarmed in {text, f"'{text}"}
    assert not disarmed.startswith(("=", "+", "@", "\t", "\r"))


def test_what_one_may_not_see_does_not_leave(client, world):
    record(world)
    client.force_login(world.officers["toa"])
    assert csv(client).splitlines()[1:] == []
    assert "Không có dòng nào để xuất" in client.get(SHEETS).content.decode()


@pytest.fixture
def guarded():
    """A list of activities with a column that only an analyst may see."""
    table = Table(
        code="thu",
        label="Thử",
        address="activities:list",
        visible=lambda _officer: Activity.objects.all(),
        columns=(
            Column("ten", "Tên", "title", main=True),
            Column("kin", "Kín", "women", Kind.COUNT, allowed=lambda post: post.role == Role.ANALYST),
            Column("ngay", "Ngày", "starts_on", Kind.DAY),
        ),
        orders=(Order("moi", "Mới", ("-pk",)),),
    )
    yield tables.register(table)
    tables._tables.pop("thu")


def test_no_sheet_is_wider_than_the_page(client, world, guarded):
    record(world)
    client.force_login(world.officers["mau"])
    for query in ("", "cot=kin", "cot=kin&cot=ten&cot=ngay"):
        assert "Kín" not in csv(client, query, "thu")
        assert "52" not in csv(client, query, "thu")
    client.post("/danh-sach/thu/cot/", {"cot": ["kin"]})
    assert csv(client, "", "thu").splitlines()[0] == "\ufeffTên,Ngày"
    assert "Kín" not in client.get("/danh-sach/thu/xuat/?cot=kin").content.decode()
    client.force_login(world.officers["tong_hop"])
    assert csv(client, "cot=kin", "thu").splitlines() == ["\ufeffTên,Kín", "Nhận biết thủ đoạn mua bán người,52"]


def test_taking_out_is_noted_without_what_was_searched(signed_in, world):
    csv(signed_in, "q=chuoi-bi-mat&cot=luot")
    line = Line.objects.latest("pk")
    assert (line.verb, line.kind, line.object) == ("export", "list", "hoat-dong")
    assert line.detail == {"form": "csv", "columns": ["noi_dung", "luot"]}


def test_how_much_it_is_stands_before_the_file(signed_in, world):
    many(world, 3)
    page = signed_in.get(f"{SHEETS}?nam=2022").content.decode()
    assert "<b>3</b> phiếu" in page
    assert "Năm: 2022" in page
    assert "/danh-sach/hoat-dong/xuat/csv/?nam=2022" in page


def test_an_unknown_list_does_not_exist(signed_in):
    for page in ("xuat/", "xuat/csv/", "xuat/xlsx/", "luu/"):
        assert signed_in.get(f"/danh-sach/khong-co/{page}").status_code == 404
    assert signed_in.post("/danh-sach/khong-co/cot/").status_code == 404
    assert signed_in.post("/danh-sach/hoat-dong/lam/khong-co/").status_code == 404


def test_queries_of_a_sheet_do_not_grow_with_rows(signed_in, world):
    def cost():
        with CaptureQueriesContext(connection) as asked:
            csv(signed_in)
        return len(asked)

    many(world, 1)
    csv(signed_in)
    few = cost()
    many(world, 40)
    csv(signed_in)
    assert cost() == few
