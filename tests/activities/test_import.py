import datetime as dt
import io
from dataclasses import replace

import pytest
import xlsxwriter
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rapidfuzz import fuzz

from ketnoi.activities import actions, duplicates, importing, sheet, snapshots, writing
from ketnoi.activities.enums import Status
from ketnoi.activities.models import Activity, ActivityProgramme, ActivityUnit, Attendance, Revision
from ketnoi.audit.models import Line
from ketnoi.figures import answers, verify
from ketnoi.figures.figure import Figure
from ketnoi.figures.models import Fact
from ketnoi.ui.text import fold
from ketnoi.workbooks import batches, template
from tests.activities import worlds

pytestmark = pytest.mark.django_db

GOOD = {
    "Ngày": "19/11/2022",
    "Loại hoạt động": "Tuyên truyền lồng ghép trong buổi sinh hoạt",
    "Nội dung": "Nhận biết thủ đoạn mua bán người",
    "Nơi (bản, xã)": "Bản Nà Hoa, xã Minh họa A",
    "Đơn vị chủ trì": "Hội LHPN xã Minh họa A",
    "Đơn vị phối hợp": "Công an xã Minh họa A; VKSND tỉnh Minh họa",
    "Chương trình": "Phối hợp thử",
    "Chuyên đề": "Phòng, chống mua bán người",
    "Hội viên, phụ nữ": 41,
    "Học sinh": "15",
    "Nhân dân": 8,
    "Trong đó nữ": 52,
    "Cách đếm": "Đếm tại chỗ",
}


def workbook(*rows, name="hoat-dong.xlsx", extra=""):
    titles = [column.title for column in sheet.form().columns]
    content = io.BytesIO()
    with xlsxwriter.Workbook(content) as book:
        page = book.add_worksheet()
        page.write_row(0, 0, titles)
        for number, row in enumerate(rows, 1):
            page.write_row(number, 0, [row.get(title, "") for title in titles])
        book.set_properties({"comments": extra, "created": dt.datetime(2022, 12, 1)})  # noqa: DTZ001 - the format holds no zone
    return ContentFile(content.getvalue(), name)


@pytest.fixture
def stage(world):
    officer, unit = world.officers["mau"], world.units["hoi_xa"].pk
    return lambda file: importing.check_file(file, officer, unit)


def figures():
    codes = ("buoi_tuyen_truyen", "luot_tuyen_truyen", "nu_tuyen_truyen", "lan_tham_gia")
    return [answers.value(Figure(code)) for code in codes]


def test_a_workbook_becomes_records_and_goes_back_to_nothing(world, stage):
    officer = world.officers["mau"]
    other = GOOD | {"Ngày": "01/08/2025", "Nơi (bản, xã)": "bản nà hoa", "Đơn vị chủ trì": "hoi lhpn xa minh hoa",
                    "Đơn vị phối hợp": ""}  # fmt: skip
    staged = stage(workbook(GOOD, other))
    assert (staged.total, staged.bad, figures()) == (2, 0, [0, 0, 0, 0])
    published = importing.publish(staged, officer)
    assert figures() == [2, 128, 104, 4]
    first, second = Activity.objects.order_by("starts_on")
    assert (first.place, second.place) == (world.places["na_hoa_a"], world.places["na_hoa_moi"])
    assert snapshots.current(first).units == tuple(world.units[key].pk for key in ("hoi_a", "ca_a", "vks_tinh"))
    assert snapshots.current(second).lead == world.units["hoi_xa"].pk
    importing.undo(published, officer)
    assert figures() == [0, 0, 0, 0]
    assert set(Activity.objects.values_list("status", flat=True)) == {Status.WITHDRAWN}


def kept(record):
    """All that a record left behind but its number and its moments: tables, revision, facts, journal."""
    own = Activity.objects.filter(pk=record).values(*writing.ENTERED, "status", "corrected", "version", "created_by")
    parts = (ActivityUnit, ActivityProgramme, Attendance, Activity.topics.through)
    rows = [list(part.objects.filter(activity=record).order_by("pk").values()) for part in parts]
    revisions = list(Revision.objects.filter(activity=record).values())
    facts = list(Fact.objects.filter(record_kind=1, record=record).order_by("id").values())
    assert {one["at"] for one in revisions} == {one["recorded_at"] for one in facts}
    told = Line.objects.values("verb", "kind", "actor", "unit", "detail__count").get(
        kind="activity", object=str(record)
    )
    number = {"id", "activity_id", "record", "recorded_at", "at"}
    bare = [[{k: v for k, v in row.items() if k not in number} for row in part] for part in (*rows, revisions, facts)]
    return own.get(), told, bare


def test_a_record_of_a_workbook_is_line_for_line_the_one_recorded_by_hand(world, stage):
    plain = GOOD | {"Nơi (bản, xã)": "", "Địa điểm cụ thể": "Nhà văn hóa", "Đơn vị phối hợp": "", "Chương trình": "",
                    "Chuyên đề": "", "Trong đó nữ": "", "Cách đếm": "", "Học sinh": ""}  # fmt: skip
    days = GOOD | {"Ngày": "19/11/2022 19:30", "Đến ngày": "20/11/2022", "Kết quả": "Hứa giữ  kín"}
    officer = world.officers["mau"]
    for row in (GOOD, plain, days):
        importing.publish(stage(workbook(row)), officer)
        brought = Activity.objects.latest("pk")
        by_hand = actions.record(snapshots.current(brought), officer.pk, world.units["hoi_xa"].pk)
        assert kept(brought.pk) == kept(by_hand.pk)
    assert Activity.objects.count() == 6
    assert verify.run().differences == []


def test_the_same_file_and_the_same_row_count_once(world, stage):
    officer = world.officers["mau"]
    importing.publish(stage(workbook(GOOD)), officer)
    with pytest.raises(batches.AlreadyImported):
        stage(workbook(GOOD))
    resaved = stage(workbook(GOOD, GOOD | {"Ngày": "20/11/2022"}, extra="lưu lại"))
    assert (resaved.repeated, resaved.fresh) == (1, 1)
    importing.publish(resaved, officer)
    assert figures()[0] == 2


@pytest.mark.parametrize(
    ("wrong", "column", "said"),
    [
        ({"Ngày": "31/02/2022"}, "day", "Ngày này không có trong lịch"),
        ({"Ngày": ""}, "day", "Chưa ghi."),
        ({"Loại hoạt động": "Họp"}, "kind", "“Họp” không có trong danh sách."),
        ({"Nơi (bản, xã)": "Bản Nà Hoa"}, "place", "có nhiều khả năng"),
        (
            {"Nơi (bản, xã)": "Bản Xa Lạ"},
            "place",
            "Không có “Bản Xa Lạ” vào ngày của phiếu. Hãy sửa tên, hoặc thêm thôn, bản này",
        ),
        ({"Đơn vị chủ trì": "Hội LHPN xã Minh họa"}, "lead", "có nhiều khả năng"),
        ({"Đơn vị phối hợp": "Đơn vị lạ"}, "partners", "Không có “Đơn vị lạ”"),
        ({"Chương trình": "Khác"}, "programmes", "Không có chương trình “Khác”"),
        ({"Trong đó nữ": 65}, "women", "Số nữ (65) nhiều hơn tổng số dự (64)."),
        ({"Học sinh": "nhiều"}, "audience_HOC_SINH", ""),
        ({"Hội viên, phụ nữ": "", "Học sinh": "", "Nhân dân": "", "Trong đó nữ": ""}, "audience_HOI_VIEN", "Nhập số"),
        ({"Đơn vị chủ trì": "TAND tỉnh Minh họa", "Đơn vị phối hợp": ""}, "lead", "Đơn vị của bạn phải"),
    ],
)
def test_every_error_stands_at_its_cell_and_nothing_is_brought_in(world, stage, wrong, column, said):
    staged = stage(workbook(GOOD, GOOD | wrong))
    bad = staged.rows.exclude(errors={}).get()
    assert bad.number == 3
    assert list(bad.errors) == [column]
    assert said in bad.errors[column]
    with pytest.raises(batches.BatchRefused):
        importing.publish(staged, world.officers["mau"])
    assert not Fact.objects.exists()


def test_what_may_be_there_already_is_said_beside_the_row(world, stage):
    importing.publish(stage(workbook(GOOD)), world.officers["mau"])
    again = stage(workbook(GOOD | {"Ngày": "20/11/2022"}))
    assert "19/11/2022 Nhận biết thủ đoạn mua bán người" in again.rows.get().warnings["title"]


def test_what_may_be_there_already_is_found_as_a_walk_over_all_records_finds_it(world, stage, monkeypatch):
    """Near and far, alike and not, and over the border of what is asked together."""
    importing.publish(stage(workbook(GOOD, GOOD | {"Ngày": "25/11/2022", "Nội dung": "Nấu ăn"})), world.officers["mau"])
    monkeypatch.setattr(duplicates, "CHUNK", 7)
    elsewhere = {"place": None, "venue": "Chợ", "lead": world.units["ca_a"].pk}
    asked = [
        world.entry(starts_on=dt.date(2022, 11, 16) + dt.timedelta(days=number), title=title, **changes)
        for number in range(12)
        for title in ("Nhận biết thủ đoạn mua bán người", "nấu ăn ngon", "Phòng cháy")
        for changes in ({}, {"place": None, "venue": "Chợ"}, {"lead": world.units["ca_a"].pk}, elsewhere)
    ]
    there = [(one, snapshots.current(one)) for one in Activity.objects.order_by("starts_on")]

    def same(entry, known):
        near = abs((entry.starts_on - known.starts_on).days) <= 2
        beside = entry.lead == known.lead or entry.place == known.place
        return near and beside and fuzz.token_set_ratio(fold(entry.title), fold(known.title)) >= 70

    expected = [[one for one, known in there if same(entry, known)] for entry in asked]
    assert duplicates.likely_same(Activity.objects.all(), asked) == expected
    assert {len(found) for found in expected} == {0, 1}


def test_a_withdrawn_activity_and_one_of_another_kind_are_not_the_same(world, stage):
    importing.publish(stage(workbook(GOOD)), world.officers["mau"])
    rows, entry = Activity.objects.all(), world.entry()
    (found,) = duplicates.likely_same(rows, [entry])
    assert [one.pk for one in found] == [rows.get().pk]
    assert duplicates.likely_same(rows, [replace(entry, kind=worlds.category("kind", "NOI_CHUYEN"))]) == [[]]
    rows.update(status=Status.WITHDRAWN)
    assert duplicates.likely_same(rows, [entry]) == [[]]


def test_more_rows_on_more_days_ask_no_more_queries(world, stage, django_assert_max_num_queries):
    def of_days(count):
        return [GOOD | {"Ngày": f"{day}/10/2022"} for day in range(1, count + 1)]

    with CaptureQueriesContext(connection) as few:
        stage(workbook(*of_days(2)))
    with django_assert_max_num_queries(len(few)):
        stage(workbook(*of_days(28)))


def test_a_name_means_what_it_meant_on_each_day(world, stage):
    """Two hamlets of one name on the old map, one on today's: each row is read on the map of its own day."""
    days = ["30/06/2025", "01/07/2025", "29/06/2025", "02/07/2025"]
    plain = {"Nơi (bản, xã)": "Bản Nà Hoa", "Đơn vị chủ trì": "Hội LHPN tỉnh Minh họa", "Đơn vị phối hợp": ""}
    rows = stage(workbook(*[GOOD | plain | {"Ngày": day} for day in days])).rows.all()
    assert ["có nhiều khả năng" in row.errors.get("place", "") for row in rows] == [True, False, True, False]
    assert [row.values["place"] for row in rows if row.values] == [world.places["na_hoa_moi"].pk] * 2


def test_the_empty_template_reads_back_as_no_rows(client, world):
    client.force_login(world.officers["mau"])
    empty = ContentFile(template.blank(sheet.form()), "mau.xlsx")
    page = client.get(client.post("/hoat-dong/nhap-tep/", {"file": empty}).url).content.decode()
    assert "Tệp chưa có dòng nào." in page
    assert 'value="publish"' not in page


def test_the_pages_stage_publish_and_undo(client, world):
    client.force_login(world.officers["mau"])
    answer = client.post("/hoat-dong/nhap-tep/", {"file": workbook(GOOD)})
    page = client.get(answer.url).content.decode()
    assert "Nhập 1 phiếu" in page
    client.post(answer.url, {"do": "publish"})
    assert figures()[0] == 1
    again = client.post("/hoat-dong/nhap-tep/", {"file": workbook(GOOD)}).content.decode()
    assert f'href="{answer.url}"' in again
    client.post(answer.url, {"do": "undo"})
    assert figures()[0] == 0
    assert client.get("/hoat-dong/nhap-tep/mau/").content[:2] == b"PK"
    client.force_login(world.officers["cong_an"])
    assert client.get(answer.url).status_code == 404
