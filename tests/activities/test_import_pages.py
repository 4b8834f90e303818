"""The pages of bringing in: columns named by hand, large files left to the worker, what stays behind taken out."""

import io

import pytest

from ketnoi.activities import importing
from ketnoi.activities.models import Activity
from ketnoi.figures import answers
from ketnoi.figures.figure import Figure
from ketnoi.workbooks import reading
from ketnoi.workbooks.enums import Status
from ketnoi.workbooks.models import Batch, RememberedLayout
from tests.activities import messy

pytestmark = pytest.mark.django_db
UPLOAD = "/hoat-dong/nhap-tep/"
HEAD = ["Ngày", "Nội dung", "Địa điểm", "Đơn vị chủ trì", "Người đến", "Ghi thêm"]
LINE = ["19/11/2022", messy.TITLE, messy.PLACE, messy.LEAD, 64, "x"]


def sent(client, *rows):
    return client.post(UPLOAD, {"file": messy.Case({"Biểu": [list(row) for row in rows]}).file()})


def named(**changes):
    kinds = ["day", "title", "place", "lead", "total", "-"]
    posted = {f"cot-0-{place}": key for place, key in enumerate(kinds)}
    return posted | {"trang-0": "1", "chung-kind": "Lớp tập huấn", "chung-lead": "", "chung-place": ""} | changes


def test_columns_are_named_by_hand_once_and_remembered(signed_in):
    columns = signed_in.get(sent(signed_in, HEAD, LINE).url)
    assert columns.url.endswith("/cot/")
    page = signed_in.get(columns.url).content.decode()
    assert "Người đến" in page
    refused = signed_in.post(columns.url, named(**{"cot-0-4": ""}))
    assert refused.status_code == 422
    assert "Hãy chọn cột này là gì" in refused.content.decode()
    assert RememberedLayout.objects.count() == 0
    batch = signed_in.post(columns.url, named()).url
    signed_in.post(batch, {"do": "publish"})
    made = Activity.objects.get()
    assert (made.kind.code, made.attendance.get().count) == ("TAP_HUAN", 64)
    again = sent(signed_in, HEAD, LINE, ["20/11/2022", *LINE[1:]]).url
    staged = Batch.objects.get(pk=int(again.rstrip("/").rsplit("/", 1)[1]))
    assert (staged.status, staged.fresh, staged.repeated) == (Status.STAGED, 1, 1)


def test_hostile_answers_are_refused_where_they_stand(signed_in):
    columns = signed_in.get(sent(signed_in, HEAD, LINE).url).url
    answer = signed_in.post(columns, {"trang-0": "1", "cot-0-0": "\x00", "cot-0-99999999999999999999": "day"})
    assert answer.status_code == 422
    assert signed_in.get(f"{UPLOAD}99999999999999999999/").status_code == 404
    assert signed_in.get(f"{UPLOAD}99999999999999999999/de-lai/").status_code == 404


def test_a_large_file_is_read_and_published_by_the_worker(signed_in, monkeypatch):
    monkeypatch.setattr(importing, "SMALL", 1)
    address = sent(signed_in, messy.HEAD, messy.LINE, messy.line(day="20/11/2022")).url
    working = signed_in.get(address)
    assert "Đang đọc tệp" in working.content.decode()
    assert working["Refresh"] == "3"
    assert importing.work_on() == 1
    page = signed_in.get(address)
    assert "Nhập 2 phiếu" in page.content.decode()
    assert "Refresh" not in page
    signed_in.post(address, {"do": "publish"})
    assert Activity.objects.count() == 0
    assert importing.work_on() == 1
    assert answers.value(Figure("luot")) == 128
    signed_in.post(address, {"do": "undo"})
    importing.work_on()
    assert answers.value(Figure("luot")) == 0
    assert importing.work_on() == 0


def test_good_rows_go_in_and_the_others_come_back(signed_in):
    rows = (messy.LINE, messy.line(day="31/02/2022"), messy.line(hv="trên 300"))
    address = sent(signed_in, messy.HEAD, *rows).url
    page = signed_in.get(address).content.decode()
    assert "Nhập 1 phiếu" in page
    assert "Đồng ý cách hiểu và nhập 2 phiếu" in page
    signed_in.post(address, {"do": "publish"})
    assert Activity.objects.count() == 1
    (sheet,) = reading.read(io.BytesIO(signed_in.get(f"{address}de-lai/").content)).sheets
    assert [row[0] for row in sheet.rows] == ["Dòng trong tệp", "3", "4"]
    assert "Ngày này không có trong lịch" in sheet.rows[1][1]


def test_a_file_can_be_put_away(signed_in):
    address = sent(signed_in, messy.HEAD, messy.LINE).url
    signed_in.post(address, {"do": "refuse"})
    columns = signed_in.get(sent(signed_in, HEAD, LINE).url).url
    signed_in.post(columns, {"refuse": "1"})
    assert {one.status for one in Batch.objects.all()} == {Status.REFUSED}


def test_another_unit_sees_none_of_it(client, world):
    client.force_login(world.officers["mau"])
    address = client.get(sent(client, HEAD, LINE).url).url
    client.force_login(world.officers["cong_an"])
    assert client.get(address).status_code == 404
    assert client.post(address, named()).status_code == 404
