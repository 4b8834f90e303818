import datetime as dt
import io
import re

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from docx import Document
from PIL import Image

from ketnoi.activities import actions, display, news, papers
from ketnoi.activities.enums import Status
from ketnoi.attachments import queries as attachments
from ketnoi.reports.models import Letterhead
from tests.activities.worlds import category

pytestmark = pytest.mark.django_db
CODES = ["ke-hoach", "giay-moi", "danh-sach", "bien-ban", "tin-ngan"]


@pytest.fixture
def activity(world):
    entry = world.entry(result="Nhất trí nhân rộng.", venue="nhà văn hóa bản")
    return actions.record(entry, world.officers["mau"].pk, world.units["hoi_xa"].pk)


def opened(client, activity, code):
    answer = client.get(reverse("activities:paper", args=[activity.uuid, code]))
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{code}-2022-11-19.docx"'
    return Document(io.BytesIO(answer.content))


def lines(document):
    """Every line of text, the tables' too."""
    cells = [cell for table in document.tables for row in table.rows for cell in row.cells]
    return [one.text for part in (document, *cells) for one in part.paragraphs if one.text.strip()]


def told(entry, status=Status.RECORDED):
    return news.text(entry, status, display.names([entry]))


def test_a_plan_is_filled_from_the_record_and_left_open_for_number_and_day(signed_in, activity):
    said = lines(opened(signed_in, activity, "ke-hoach"))
    kind = "uyên truyền lồng ghép trong buổi sinh hoạt: Nhận biết thủ đoạn mua bán người"
    assert said[:8] == [
        "KẾ HOẠCH",
        f"Tổ chức t{kind}",
        "Thực hiện Phối hợp thử;",
        f"Hội LHPN xã Minh họa A xây dựng kế hoạch tổ chức t{kind} như sau:",
        "I. MỤC ĐÍCH, YÊU CẦU",
        "- Nâng cao nhận thức, kỹ năng cho người dự về: Nhận biết thủ đoạn mua bán người.",
        "- Tổ chức thiết thực, an toàn, đúng thành phần; không nêu tên, hình ảnh nạn nhân và trẻ em.",
        "II. NỘI DUNG",
    ]
    assert "- Thời gian: 19 giờ 30, ngày 19 tháng 11 năm 2022." in said
    assert "- Địa điểm: nhà văn hóa bản, bản Nà Hoa, xã Minh họa A, huyện Hoa Mận." in said
    people = "64 lượt người (Hội viên, phụ nữ 41; Học sinh 15; Nhân dân 8), trong đó 52 nữ, 58 người dân tộc thiểu số"
    assert f"- Thành phần, số lượng dự kiến: {people}." in said
    assert "- Công an xã Minh họa A: phối hợp về nội dung và người báo cáo." in said
    assert [one for one in said if one.startswith("Số:")] == ["Số: \u00a0\u00a0\u00a0\u00a0\u00a0/KH-BTV"]
    assert {"TM. BAN THƯỜNG VỤ", "CHỦ TỊCH"} <= set(said)


def test_what_the_record_does_not_say_is_left_out(signed_in, world):
    alone = world.entry(partners=(), programmes=(), start_time=None)
    activity = actions.plan(alone, world.officers["mau"].pk, world.units["hoi_xa"].pk)
    said = lines(opened(signed_in, activity, "giay-moi"))
    assert "- Thời gian: ngày 19 tháng 11 năm 2022." in said
    assert not [one for one in said if "phối hợp" in one.lower()]
    assert "- Như kính gửi;" in said
    assert not [one for one in lines(opened(signed_in, activity, "ke-hoach")) if one.startswith("Thực hiện")]


def test_a_list_has_a_line_for_each_who_came(signed_in, activity):
    document = opened(signed_in, activity, "danh-sach")
    (table,) = [table for table in document.tables if table.rows[0].cells[0].text == "STT"]
    assert [cell.text for cell in table.rows[0].cells] == [
        "STT", "Họ và tên", "Nam, nữ", "Dân tộc", "Đơn vị, địa chỉ", "Ký nhận",
    ]  # fmt: skip
    assert [row.cells[0].text for row in table.rows[1:]] == [str(number) for number in range(1, 65)]
    widths = [cell.width.mm for cell in table.rows[0].cells]
    assert [round(width / sum(widths) * 100) for width in widths] == [6, 30, 9, 11, 26, 18]
    assert not [one for one in lines(document) if one.startswith("Số:")]
    assert {"NGƯỜI LẬP DANH SÁCH", "ĐẠI DIỆN ĐƠN VỊ CHỦ TRÌ"} <= set(lines(document))


@pytest.mark.parametrize(("expected", "rows"), [(0, 30), (100_000, 300)])
def test_a_list_stays_within_reason(world, expected, rows):
    form = next(one for one in papers.every() if one.code == "danh-sach")
    entry = world.entry(attendance={category("audience", "HOI_VIEN"): expected})
    (table,) = [one for one in papers.paper(form, entry, Status.PLANNED).blocks if one.kind == "table"]
    assert len(table.body) == rows


def test_minutes_carry_the_result(signed_in, activity):
    said = lines(opened(signed_in, activity, "bien-ban"))
    assert said[said.index("IV. KẾT QUẢ") + 1] == "Nhất trí nhân rộng."
    assert {"THƯ KÝ", "CHỦ TRÌ"} <= set(said)


def test_a_news_note_says_what_zalo_says(signed_in, activity, world):
    said = lines(opened(signed_in, activity, "tin-ngan"))
    assert said[said.index("TIN NGẮN") + 2] == told(world.entry(venue="nhà văn hóa bản"))
    assert said[said.index("TIN NGẮN") + 2] == (
        "Ngày 19/11/2022, tại nhà văn hóa bản, bản Nà Hoa, xã Minh họa A, huyện Hoa Mận, Hội LHPN xã Minh họa A phối "
        "hợp với Công an xã Minh họa A đã tổ chức tuyên truyền lồng ghép trong buổi sinh hoạt với nội dung “Nhận biết "
        "thủ đoạn mua bán người”. Có 64 lượt người (Hội viên, phụ nữ 41; Học sinh 15; Nhân dân 8), trong đó 52 nữ, "
        "58 người dân tộc thiểu số tham dự."
    )


def test_what_is_sent_round_names_nobody(world):
    named = world.entry(title="Vụ việc của chị Lò Thị Mẫu", venue="nhà bà Mẫu", result="Ông Cầm Văn Mẫu phát biểu")
    text = told(named)
    assert "Mẫu" not in text
    assert "với nội dung “Phòng, chống mua bán người”" in text
    assert "tại bản Nà Hoa" in text
    planned = told(named, Status.PLANNED)
    assert "sẽ tổ chức" in planned
    assert "lượt người" not in planned


def test_somebodys_case_is_told_without_what_and_where(world):
    entry = world.entry(kind=category("kind", "PHOI_HOP_XL"), title="Bảo vệ trẻ em bị xâm hại", venue="Trường A")
    assert told(entry) == (
        "Tháng 11/2022, Hội LHPN xã Minh họa A phối hợp với Công an xã Minh họa A đã tổ chức phối hợp xử lý vụ việc."
    )


def test_a_unit_that_set_its_letterhead_uses_it(world):
    unit = world.units["hoi_a"]
    usual = papers.letterheads.usual(unit)
    Letterhead.objects.create(
        unit=unit, layout=usual.layout, issuer_lines="Hội cấp trên\nBan Chấp hành", number_sign="BC-BCH",
        place_name="Nơi Ấy", recipients="Đảng ủy (b/c)", authority="TM. BAN CHẤP HÀNH", signer_title="PHÓ CHỦ TỊCH",
    )  # fmt: skip
    made = papers.paper(papers.every()[0], world.entry(), Status.PLANNED)
    assert (made.issuer, made.number_sign, made.recipients) == ("BAN CHẤP HÀNH", "KH-BCH", ("Đảng ủy (b/c)",))
    assert made.signatories[0].title == "PHÓ CHỦ TỊCH"


def test_papers_are_dated_and_say_how_far_they_were_checked(signed_in, activity):
    assert [one.code for one in papers.on(dt.date(2026, 3, 2))] == CODES
    assert papers.on(dt.date(2018, 4, 2)) == []
    page = signed_in.get(reverse("activities:papers", args=[activity.uuid])).content.decode()
    assert page.count(">đề xuất</span>") == 5
    assert "<textarea" in page
    assert "Ngày 19/11/2022, tại" in page
    assert '<script type="module" src="/tinh/activities/copying.js"></script>' in page


def test_nobody_gets_papers_of_what_he_may_not_read_or_what_is_withdrawn(client, activity, world):
    for name, status in (("toa", 404), ("cong_an", 200), ("tong_hop", 200)):
        client.force_login(world.officers[name])
        assert client.get(reverse("activities:papers", args=[activity.uuid])).status_code == status
        assert client.get(reverse("activities:paper", args=[activity.uuid, "bien-ban"])).status_code == status
    client.force_login(world.officers["mau"])
    assert client.get(reverse("activities:paper", args=[activity.uuid, "khong-co"])).status_code == 404
    actions.withdraw(activity, "nhầm", 1, world.officers["mau"].pk, world.units["hoi_xa"].pk)
    assert client.get(reverse("activities:paper", args=[activity.uuid, "bien-ban"])).status_code == 404


def test_signed_lists_come_back_and_are_open_to_few(client, activity, world, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    scan = io.BytesIO()
    Image.new("RGB", (40, 30), "white").save(scan, "PNG")
    client.force_login(world.officers["mau"])
    uploads = [ContentFile(scan.getvalue(), "danh sách.png"), ContentFile(b"MZ", "vi rut.pdf")]
    client.post(reverse("activities:add_signed", args=[activity.uuid]), {"signed": uploads})
    (kept,) = attachments.of("activity_signed", [activity.pk])[activity.pk]
    assert attachments.of("activity", [activity.pk]) == {}  # evidence is no photo
    detail, file = reverse("activities:detail", args=[activity.uuid]), reverse("attachments:file", args=[kept.uuid])
    page = client.get(detail).content.decode()
    assert "Tệp “vi rut.pdf” chưa lưu được" in page
    assert re.search(rf'href="{file}".*danh sách\.png', page)
    assert "Đã thêm 1 bản đã ký." in page
    for name, status in (("cong_an", 200), ("lanh_dao", 200), ("tong_hop", 404), ("toa", 404)):
        client.force_login(world.officers[name])
        assert client.get(file).status_code == status
    client.force_login(world.officers["tong_hop"])
    page = client.get(detail).content.decode()
    assert "Có 1 tệp đã ký." in page
    assert file not in page
    remove = reverse("activities:remove_signed", args=[activity.uuid, kept.uuid])
    assert client.post(remove).status_code == 404
    client.force_login(world.officers["mau"])
    photo = reverse("activities:remove_photo", args=[activity.uuid, kept.uuid])
    assert client.post(photo).status_code == 404
    client.post(remove)
    assert attachments.of("activity_signed", [activity.pk]) == {}


def test_what_was_not_kept_is_said(client, activity, world, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    scan = io.BytesIO()
    Image.new("RGB", (40, 30), "white").save(scan, "PNG")
    client.force_login(world.officers["mau"])
    add = reverse("activities:add_signed", args=[activity.uuid])
    page = client.post(add, follow=True).content.decode()
    assert "Chưa chọn tệp nào để tải lên." in page
    seven = [ContentFile(scan.getvalue(), f"trang {number}.png") for number in range(7)]
    page = client.post(add, {"signed": seven}, follow=True).content.decode()
    assert "Mỗi lần nhận 5 bản đã ký; còn 2 tệp chưa lưu." in page
    assert "Đã thêm 5 bản đã ký." in page
    assert len(attachments.of("activity_signed", [activity.pk])[activity.pk]) == 5
