import datetime as dt
import re

import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from ketnoi.activities import message_words, persons
from ketnoi.activities.models import Activity
from ketnoi.ui.text import fold, tidy
from tests.activities.worlds import category

MESSAGE = "/hoat-dong/tu-tin-nhan/"
TODAY = dt.date(2026, 3, 20)
SENT = (
    "Chiều 12/3 lúc 2h30 Hội PN xã Minh họa phối hợp với Công an xã tổ chức tuyên truyền phòng, chống mua bán người "
    "tại NVH bản Nà Hoa, 85 người dự trong đó 60 nữ, 70 DTTS. Chị Lò Thị Mẫu, đt 0912345678, phát biểu."
)


def read(text, today=TODAY):
    return {guess.field: (guess.value, guess.words) for guess in reversed(message_words.guesses(text, today))}


def values(text, *fields):
    found = read(text)
    return tuple(found.get(name, (None,))[0] for name in fields)


def test_a_usual_message_is_read_whole_with_its_own_words():
    found = read(SENT)
    assert found["starts_on"] == (dt.date(2026, 3, 12), "12/3")
    assert found["start_time"] == (dt.time(14, 30), "Chiều 12/3 lúc 2h30")
    assert found["kind"] == ("TT_LONG_GHEP", "tuyên truyền")
    assert found["title"] == ("Phòng, chống mua bán người", "phòng, chống mua bán người")
    assert found["venue"] == ("nhà văn hóa bản Nà Hoa", "NVH bản Nà Hoa")
    assert found["total"] == (85, "85 người dự")
    assert found["women"] == (60, "60 nữ")
    assert found["minority"] == (70, "70 DTTS")
    assert found["topics"] == ("MUA_BAN_NGUOI", "mua bán người")
    assert found["units"] == (("hoi", ("xã", "Minh", "họa")), "Hội PN xã Minh họa")
    assert found["places"][0][0] == "xã"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("ngày 5/12 tổ chức", dt.date(2025, 12, 5)),
        ("ngày 05 tháng 12 năm 2024", dt.date(2024, 12, 5)),
        ("5-12-23 họp", dt.date(2023, 12, 5)),
        ("tối qua sinh hoạt", dt.date(2026, 3, 19)),
        ("sáng nay tập huấn", dt.date(2026, 3, 20)),
        ("tôi qua nhà văn hóa", None),
        ("dự kiến 5/12 sẽ tổ chức", dt.date(2026, 12, 5)),
        ("kỷ niệm ngày Quốc tế phụ nữ 8/3, sáng 7/3 tổ chức", dt.date(2026, 3, 7)),
        ("56/56 xã đã làm", None),
        ("ngày 19.11.2025 họp", dt.date(2025, 11, 19)),
        ("19.30 họp", None),
        ("Kế hoạch số 12/3 của Hội", None),
        ("31/2 họp", None),
        ("7/13/2025", None),
    ],
)
def test_days(text, day):
    assert values(text, "starts_on") == (day,)


def test_several_days_begin_with_the_first():
    assert values("lớp tập huấn 12-14/3/2026", "starts_on", "ends_on") == (dt.date(2026, 3, 12), dt.date(2026, 3, 14))


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("19h30 họp", dt.time(19, 30)),
        ("7 giờ 30 tối", dt.time(19, 30)),
        ("tối 7g15", dt.time(19, 15)),
        ("lúc 08:00", dt.time(8, 0)),
        ("họp trong 2 giờ", None),
        ("99h99", None),
    ],
)
def test_times(text, time):
    assert values(text, "start_time") == (time,)


def test_learners_are_no_hour():
    assert values("45 hội viên, 15 học sinh", "start_time", "audience:HOC_SINH") == (None, 15)
    assert values("12 HS, 8 hộ", "start_time") == (None,)


@pytest.mark.parametrize(
    ("text", "total", "women"),
    [
        ("200-300 người dự", None, None),
        ("từ 40 đến 50 người", None, None),
        ("1 200 người dự", None, None),
        ("ngày 12/3 150 người dự", 150, None),
        ("nữ 30/45 người", None, 30),
        ("nam 15 người, nữ 30 người", None, 30),
        ("45 người, DTTS: 100%", 45, None),
    ],
)
def test_numbers_that_are_no_whole_are_not_taken_for_it(text, total, women):
    assert values(text, "total", "women", "minority") == (total, women, None)


def test_a_number_of_people_is_no_title():
    assert values("tuyên truyền 45 người dự", "total", "title") == (45, None)


def test_counts_by_audience_and_among_them():
    text = "Có 1.240 lượt người dự: 900 hội viên, phụ nữ; 300 em học sinh; 40 cán bộ. Trong đó 1.000 phụ nữ"
    names = ("total", "audience:HOI_VIEN", "audience:HOC_SINH", "audience:CAN_BO", "women")
    assert values(text, *names) == (1240, 900, 300, 40, 1000)
    assert values("khoảng 85 người; nữ: 60", "total", "women", "counting") == (85, 60, "UOC_TINH")
    assert values("phát 200 tờ rơi cho 3 hộ, 0912345678", "total", "audience:NHAN_DAN") == (None, None)


@pytest.mark.parametrize(
    "text",
    [
        "tuyên truyền về vụ việc của chị Lò Thị Mẫu tại nhà bà Mẫu",
        "tuyên truyền vụ Cầm Văn Mẫu đánh vợ tại nhà Cầm Văn Mẫu",
        "chuyên đề: Hoàn cảnh Quàng Mẫu Mẫu tại gia đình Quàng Mẫu",
        "tuyen truyen ve vu lo thi mau tai nha lo thi mau",
        "nói chuyện về đồng chí Mẫu tại hội trường của ông Mẫu",
    ],
)
def test_names_of_people_come_neither_into_the_title_nor_the_venue(text):
    assert values(text, "title", "venue") == (None, None)


@pytest.mark.parametrize(
    "text",
    ["Luật Hôn nhân và gia đình", "Phòng, chống ma túy", "Kỹ năng cho chị em", "an toàn PCCC", "bà con vùng cao"],
)
def test_words_that_name_nobody_are_left_alone(text):
    assert not persons.may_name(text)


def test_what_only_looks_alike_without_marks_is_no_place():
    assert "places" not in read("phòng chống mua bán người, phương án hay, bạn bè")


@given(st.text(st.sampled_from("Chiều 12/3h30ngườinữtạibảnXãHộiPNtrong đó ,.:\n“”tốiqua%\x00\u202e"), max_size=120))
def test_whatever_is_pasted_every_guess_shows_words_of_the_message(text):
    shown = "\n".join(filter(None, map(tidy, text.splitlines())))
    for guess in message_words.guesses(text, TODAY):
        assert guess.words in shown
        assert guess.words


@given(
    st.sampled_from(["Lò Thị Mẫu", "Cầm Văn Thử", "bà Mẫu", "anh Sùng A Thử"]), st.sampled_from(["", " đã", " ở bản"])
)
def test_no_name_gets_through(name, after):
    found = read(f"tuyên truyền về chuyện của {name}{after} tại nhà văn hóa của {name}")
    for field in ("title", "venue"):
        assert fold(name) not in fold(str(found.get(field, "")))


@pytest.mark.django_db
def test_the_form_is_filled_and_nothing_is_saved(signed_in, world):
    day = timezone.localdate() - dt.timedelta(days=3)
    text = SENT.replace("12/3", f"{day.day}/{day.month}")
    answer = signed_in.post(MESSAGE, {"text": text})
    page = answer.content.decode()
    assert (answer.status_code, Activity.objects.count()) == (200, 0)
    form = page[page.index('<form method="post" enctype') :]
    assert 'action="/hoat-dong/moi/?loai=TT_LONG_GHEP"' in form
    assert 'value="Phòng, chống mua bán người"' in form
    assert f'name="starts_on" value="{day:%d/%m/%Y}"' in form
    assert re.search(rf'name="place" value="{world.places["na_hoa_moi"].pk}"[^>]*checked', form)
    assert re.search(rf'name="partners" value="{world.units["ca_xa"].pk}"[^>]*checked', form)
    assert re.search(r'name="venue" value="nhà văn hóa"', form)
    assert re.search(rf'name="audience_{category("audience", "CHUA_XAC_DINH")}" value="85"', form)
    assert "Đoán từ: “60 nữ”" in form
    assert "Còn 85 người chưa rõ thuộc nhóm nào" in page
    for secret in ("Lò Thị", "0912345678"):
        assert secret not in form
    fields = dict(re.findall(r'<input[^>]*name="([a-z_0-9]+)"[^>]*value="([^"]*)"', form))
    checked = re.findall(r'name="(place|partners|lead|counting)" value="(\d+)"[^>]*checked', form)
    said = {
        name: value
        for name, value in fields.items()
        if name in {"title", "kind", "starts_on", "start_time", "venue", "women"}
    }
    said |= {name: value for name, value in fields.items() if name.startswith("audience_")}
    saved = signed_in.post("/hoat-dong/moi/?loai=TT_LONG_GHEP", said | dict(checked) | {"save": "record"})
    made = Activity.objects.get()
    assert saved.url == reverse("activities:detail", args=[made.uuid])
    assert (made.starts_on, made.women, made.start_time) == (day, 60, dt.time(14, 30))


@pytest.mark.django_db
def test_a_name_that_could_be_two_places_is_offered(signed_in, world):
    page = signed_in.post(MESSAGE, {"text": "19/11/2022 tuyên truyền tại nhà văn hóa bản Nà Hoa"}).content.decode()
    assert "Bản Nà Hoa, xã Minh họa A" in page
    assert "Bản Nà Hoa, xã Minh họa B" in page
    assert not re.search(r'name="place"[^>]*checked', page)
    text = "19/11/2022 tuyên truyền tại nhà văn hóa bản Nà Hoa, xã Minh họa B"
    page = signed_in.post(MESSAGE, {"text": text}).content.decode()
    assert re.search(rf'name="place" value="{world.places["na_hoa_b"].pk}"[^>]*checked', page)


@pytest.mark.django_db
def test_units_without_a_name_are_those_beside_the_own_or_above_it(signed_in, world):
    text = "Tuyên truyền tại hội trường Tòa án, có Công an tỉnh và VKSND tỉnh cùng Công an xã tham gia"
    page = signed_in.post(MESSAGE, {"text": text}).content.decode()
    checked = {int(number) for number in re.findall(r'name="partners" value="(\d+)"[^>]*checked', page)}
    assert checked == {world.units[name].pk for name in ("ca_tinh", "vks_tinh", "ca_xa")}


def test_police_are_written_short_only_before_a_division():
    assert read("45 hội viên dự, có CA phường phối hợp")["units"] == (("ca", ("phường",)), "CA phường")
    for other in ("hát dân ca xã nhà", "tư vấn 3 ca", "tiếp 5 CA tư vấn"):
        assert "units" not in read(other)


def test_a_number_belongs_to_the_name_of_a_village():
    assert read("bản Mẫu 2: 45 hội viên")["places"][0] == ("bản", ("Mẫu", "2"))
    assert read("tại nhà văn hóa bản Mẫu 2, 30 người dự")["places"] == (("bản", ("Mẫu", "2")), "bản Mẫu 2")
    assert read("tại tiểu khu 3 có 30 người")["places"] == (("tiểu khu", ("3",)), "tiểu khu 3")


@pytest.mark.django_db
def test_what_is_missing_is_said(signed_in, world):
    page = signed_in.post(MESSAGE, {"text": "Chị em gặp nhau vui vẻ"}).content.decode()
    assert "Chưa đoán được đây là loại hoạt động nào; hãy chọn." in page
    assert "Chị em gặp nhau vui vẻ</textarea>" in page
    asked = {"text": "Chị em gặp nhau vui vẻ", "kind": category("kind", "TOA_DAM")}
    page = signed_in.post(MESSAGE, asked).content.decode()
    assert "Tin nhắn chưa nói rõ: Nói về gì, làm việc gì?, Ngày, Ở đâu?, Số người dự." in page
    assert re.search(r'name="starts_on" (?!value="\d)', page)
    for hostile in ("", "\x00", "á" * 5000, "9" * 4000, "<svg onload=alert(1)> tuyên truyền 85 người"):
        answer = signed_in.post(MESSAGE, {"text": hostile})
        assert answer.status_code in {200, 422}
        assert b"<svg onload" not in answer.content
