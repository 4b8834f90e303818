import datetime as dt
import io
import re

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from ketnoi.activities import actions
from ketnoi.activities.enums import Status
from ketnoi.activities.models import Activity
from ketnoi.attachments import queries as attachments
from ketnoi.figures.models import Fact
from tests.activities.worlds import DAY, category

pytestmark = pytest.mark.django_db


def record(world, **changes):
    return actions.record(world.entry(**changes), world.officers["mau"].pk, world.units["hoi_xa"].pk)


def filled(world, **changes):
    """What a browser sends for the usual session."""
    said = {
        "title": "Nhận biết thủ đoạn mua bán người",
        "kind": category("kind", "TT_LONG_GHEP"),
        "starts_on": "19/11/2022",
        "start_time": "19:30",
        "place": world.places["na_hoa_a"].pk,
        "lead": world.units["hoi_a"].pk,
        "partners": [world.units["ca_a"].pk],
        "programmes": [world.programmes["tinh"].pk],
        f"audience_{category('audience', 'HOI_VIEN')}": "41",
        f"audience_{category('audience', 'HOC_SINH')}": "15",
        "women": "50",
        "save": "record",
    }
    said |= changes
    return {name: value for name, value in said.items() if value is not None}


NEW = "/hoat-dong/moi/?loai=TT_LONG_GHEP"


def test_the_form_asks_for_at_most_nine_things(signed_in, world):
    page = signed_in.get(NEW).content.decode()
    required = {re.search(r'name="([^"]+)"', tag)[1] for tag in re.findall(r"<input[^>]*\brequired\b[^>]*>", page)}
    assert {"title", "starts_on", "lead"} <= required
    assert len(required) <= 9
    assert "style=" not in page
    assert not re.search(r"\son[a-z]+=", page)


def test_saving_makes_one_record_with_its_facts(signed_in, world):
    answer = signed_in.post(NEW, filled(world))
    made = Activity.objects.get()
    assert answer.url == reverse("activities:detail", args=[made.uuid])
    assert (made.starts_on, made.start_time, made.women) == (DAY, dt.time(19, 30), 50)
    assert dict(made.attendance.values_list("audience__code", "count")) == {"HOI_VIEN": 41, "HOC_SINH": 15}
    assert list(made.parts.values_list("unit__name", "part")) == [
        ("Hội LHPN xã Minh họa A", "lead"),
        ("Công an xã Minh họa A", "partner"),
    ]
    shown = signed_in.get(answer.url).content.decode()
    assert "Phiếu này được tính vào" in shown
    assert "+56 lượt" in shown


def test_a_plan_is_saved_as_such(signed_in, world):
    signed_in.post(NEW, filled(world, save="plan"))
    assert (Activity.objects.get().status, Fact.objects.count()) == (Status.PLANNED, 0)


def test_errors_keep_what_was_typed(signed_in, world):
    answer = signed_in.post(NEW, filled(world, women="60", title="Phòng, chống <ma túy>"))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Số nữ (60) nhiều hơn tổng số dự (56)." in page
    assert 'value="Phòng, chống &lt;ma túy&gt;"' in page
    assert re.search(rf'name="place" value="{world.places["na_hoa_a"].pk}"[^>]*checked', page)
    assert re.search(rf'name="partners" value="{world.units["ca_a"].pk}"[^>]*checked', page)
    assert not Activity.objects.exists()


def test_an_entry_without_people_or_place_is_refused(signed_in, world):
    people = {name: "" for name in filled(world) if name.startswith("audience_")}
    page = signed_in.post(NEW, filled(world, place=None, women="", **people)).content.decode()
    assert "Nhập số người dự của ít nhất một đối tượng." in page
    assert "Hãy chọn xã, bản nơi diễn ra, hoặc ghi địa điểm." in page


def test_a_typed_place_that_could_be_two_is_asked_back(signed_in, world):
    page = signed_in.post(NEW, filled(world, place=None, place_typed="na hoa")).content.decode()
    assert "Có 2 nơi, đơn vị ứng với “na hoa”. Hãy chọn một." in page
    assert "Bản Nà Hoa, xã Minh họa A, huyện Hoa Mận" in page
    assert "Bản Nà Hoa, xã Minh họa B, huyện Hoa Mận" in page
    assert 'value="na hoa"' in page
    chosen = world.places["na_hoa_b"].pk
    signed_in.post(NEW, filled(world, place=chosen, place_typed="na hoa"))
    assert Activity.objects.get().place_id == chosen


def test_a_typed_place_and_unit_that_can_be_only_one_are_taken(signed_in, world):
    typed = filled(world, place=None, place_typed="huoi luong", partners=[], partner_typed="vksnd tinh minh hoa")
    signed_in.post(NEW, typed)
    made = Activity.objects.get()
    assert made.place == world.places["huoi_luong"]
    assert [part.unit for part in made.parts.all()] == [world.units["hoi_a"], world.units["vks_tinh"]]


def test_a_place_both_tapped_and_typed_is_asked_back(signed_in, world):
    tapped = world.places["na_hoa_a"].pk
    page = signed_in.post(NEW, filled(world, place_typed="huoi luong")).content.decode()
    assert "Vừa chọn một nơi, vừa gõ “huoi luong”. Hãy chọn một." in page
    assert f'name="place" value="{tapped}"' in page
    assert f'name="place" value="{world.places["huoi_luong"].pk}"' in page
    assert not re.search(r'name="place_typed"[^>]*value="huoi luong"', page)
    assert not Activity.objects.exists()


def test_photos_come_with_the_record_and_a_bad_one_does_not_stop_it(signed_in, world, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    picture = io.BytesIO()
    Image.new("RGB", (40, 30), "white").save(picture, "JPEG")
    photos = [ContentFile(picture.getvalue(), "IMG_1.jpg"), ContentFile(b"MZ not a picture", "IMG_2.jpg")]
    answer = signed_in.post(NEW, filled(world, photos=photos))
    made = Activity.objects.get()
    (kept,) = attachments.of("activity", [made.pk])[made.pk]
    page = signed_in.get(answer.url).content.decode()
    assert "Ảnh “IMG_2.jpg” chưa lưu được" in page
    small = reverse("attachments:small", args=[kept.uuid])
    assert small in page
    assert signed_in.get(small).status_code == 200
    signed_in.post(reverse("activities:remove_photo", args=[made.uuid, kept.uuid]))
    assert attachments.of("activity", [made.pk]) == {}
    signed_in.force_login(world.officers["toa"])
    assert signed_in.get(small).status_code == 404


def test_from_plan_to_record(signed_in, world):
    signed_in.post(NEW, filled(world, save="plan"))
    made = Activity.objects.get()
    signed_in.post(reverse("activities:hold", args=[made.uuid]), {"version": 1})
    address = reverse("activities:record", args=[made.uuid])
    assert signed_in.post(address, filled(world, version=1)).url == reverse("activities:detail", args=[made.uuid])
    assert Activity.objects.get().status == Status.HELD
    signed_in.post(address, filled(world, version=2))
    assert Activity.objects.get().status == Status.RECORDED
    assert list(made.revisions.values_list("verb", flat=True)) == ["plan", "hold", "record"]


def test_a_place_of_another_map_is_refused(signed_in, world):
    page = signed_in.post(NEW, filled(world, place=world.places["na_hoa_moi"].pk)).content.decode()
    assert "Nơi này không có trên địa giới ngày 19/11/2022." in page


def test_somebody_elses_session_cannot_be_entered(signed_in, world):
    page = signed_in.post(NEW, filled(world, lead=world.units["ca_a"].pk, partners=[])).content.decode()
    assert "Đơn vị của bạn phải chủ trì hoặc phối hợp trong hoạt động này." in page


def test_what_may_be_the_same_is_shown_before_saving(signed_in, world):
    first = record(world, starts_on=DAY - dt.timedelta(days=2), title="Nhận biết các thủ đoạn mua bán người")
    page = signed_in.post(NEW, filled(world)).content.decode()
    assert "Có thể phiếu này đã được ghi" in page
    assert reverse("activities:detail", args=[first.uuid]) in page
    assert Activity.objects.count() == 1
    signed_in.post(NEW, filled(world, save=None, another="record", seen=[str(first.uuid)]))
    assert Activity.objects.count() == 2


@pytest.mark.parametrize(
    "other",
    [
        {"starts_on": DAY - dt.timedelta(days=3)},
        {"title": "Phòng cháy, chữa cháy"},
    ],
)
def test_what_is_plainly_another_saves_at_once(signed_in, world, other):
    record(world, **other)
    signed_in.post(NEW, filled(world))
    assert Activity.objects.count() == 2


def of_these_days(world):
    """What the commune of today does in its own time."""
    units, places = world.units, world.places
    return {
        "starts_on": dt.date(2025, 11, 19),
        "lead": units["hoi_xa"].pk,
        "partners": (units["ca_xa"].pk,),
        "place": places["na_hoa_moi"].pk,
    }


def chosen(page, name):
    """Values of the chips of that name that are tapped."""
    return {int(one) for one in re.findall(rf'name="{name}" value="([0-9]+)"[^>]*checked', page)}


def offered(page, name):
    return {int(one) for one in re.findall(rf'name="{name}" value="([0-9]+)"', page)}


def test_a_copy_keeps_who_and_where_but_no_numbers(signed_in, world):
    first = record(world, **of_these_days(world))
    page = signed_in.get(f"/hoat-dong/moi/?chep={first.uuid}").content.decode()
    assert 'value="Nhận biết thủ đoạn mua bán người"' in page
    assert chosen(page, "place") == {world.places["na_hoa_moi"].pk}
    assert chosen(page, "partners") == {world.units["ca_xa"].pk}
    assert re.findall(r'<input[^>]*name="audience_[0-9]+"[^>]*>', page)
    assert not re.search(r'<input[^>]*name="audience_[0-9]+"[^>]*value="[0-9]', page)
    assert 'value="19/11/2025"' not in page


def test_a_copy_of_former_days_takes_the_units_of_today_and_no_place_that_is_gone(signed_in, world):
    first = record(world)
    page = signed_in.get(f"/hoat-dong/moi/?chep={first.uuid}").content.decode()
    assert chosen(page, "lead") == {world.units["hoi_xa"].pk}
    assert chosen(page, "partners") == {world.units["ca_xa"].pk}
    assert chosen(page, "place") == set()


def test_only_units_of_the_day_are_offered(signed_in, world):
    record(world)
    old = {world.units["hoi_a"].pk, world.units["hoi_b"].pk}
    today = offered(signed_in.get(NEW).content.decode(), "lead")
    assert world.units["hoi_xa"].pk in today
    assert not today & old
    then = signed_in.post(NEW, filled(world, title="", lead=world.units["hoi_a"].pk)).content.decode()
    assert offered(then, "lead") >= old
    assert world.units["hoi_xa"].pk not in offered(then, "lead")


def test_only_programmes_of_the_day_are_offered_and_the_chosen_one(signed_in, world):
    programme = world.programmes["tinh"]
    type(programme).objects.update(ends_on=dt.date(2022, 12, 31))
    assert programme.pk not in offered(signed_in.get(NEW).content.decode(), "programmes")
    page = signed_in.post(NEW, filled(world, starts_on="19/11/2025")).content.decode()
    assert chosen(page, "programmes") == {programme.pk}


@pytest.mark.parametrize("status", ["draft", "circulated"])
def test_a_programme_that_is_not_signed_is_neither_offered_nor_taken(signed_in, world, status):
    programme = world.programmes["tinh"]
    assert programme.pk in offered(signed_in.post(NEW, filled(world, title="")).content.decode(), "programmes")
    type(programme).objects.filter(pk=programme.pk).update(status=status)
    answer = signed_in.post(NEW, filled(world))
    assert answer.status_code == 422
    assert programme.pk not in offered(answer.content.decode(), "programmes")
    assert not Activity.objects.exists()


def test_a_day_with_other_programmes_asks_once_before_saving(signed_in, world):
    type(world.programmes["tinh"]).objects.update(ends_on=dt.date(2022, 12, 31))
    said = filled(world, programmes=None, offered_for="19/11/2025")
    answer = signed_in.post(NEW, said)
    assert answer.status_code == 422
    assert "Ngày 19/11/2022 có chương trình phối hợp đang thực hiện." in answer.content.decode()
    assert 'name="offered_for" value="19/11/2022"' in answer.content.decode()
    assert not Activity.objects.exists()
    signed_in.post(NEW, said | {"offered_for": "19/11/2022"})
    assert Activity.objects.count() == 1


def test_what_breaks_a_rule_is_said_together_with_what_is_missing(signed_in, world):
    page = signed_in.post(NEW, filled(world, title="", women="70")).content.decode()
    assert "Ghi ngắn gọn nội dung" in page
    assert "Số nữ (70) nhiều hơn tổng số dự (56)." in page


def test_nothing_is_said_of_a_sum_that_could_not_be_read(signed_in, world):
    unread = {f"audience_{category('audience', 'HOI_VIEN')}": "nhiều"}
    page = signed_in.post(NEW, filled(world, women="50", **unread)).content.decode()
    assert "nhiều hơn tổng số dự" not in page


def correction(world, activity, **changes):
    return filled(world, version=activity.version, reason="Đếm lại", **changes)


def test_the_second_editor_chooses_field_by_field(signed_in, world):
    people = {category("audience", "HOI_VIEN"): 41, category("audience", "HOC_SINH"): 15}
    made = record(world, attendance=people, minority=None)
    mine = correction(world, made, title="Tên của tôi", women="40", venue="nhà văn hóa")
    actions.correct(
        made,
        world.entry(title="Tên của họ", women=45, attendance=people, minority=None),
        "Sửa trước",
        1,
        world.officers["cong_an"].pk,
        world.units["ca_xa"].pk,
    )
    address = reverse("activities:correct", args=[made.uuid])
    answer = signed_in.post(address, mine)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Quàng Văn Mẫu" in page
    assert "Sửa trước" in page
    assert "Tên của họ" in page
    assert 'name="venue" value="nhà văn hóa"' in page
    settled = mine | {"settled": 2, "keep_title": "theirs", "keep_women": "mine", "keep_venue": "mine"}
    assert signed_in.post(address, settled).status_code == 302
    now = Activity.objects.get()
    assert (now.title, now.women, now.venue, now.version) == ("Tên của họ", 40, "nhà văn hóa", 3)


def test_two_versions_that_do_not_fit_together_are_asked_again(signed_in, world):
    people = {category("audience", "HOI_VIEN"): 41, category("audience", "HOC_SINH"): 15}
    made = record(world, attendance=people, minority=None)
    fewer = world.entry(attendance={category("audience", "HOI_VIEN"): 30}, women=30, minority=None)
    actions.correct(made, fewer, "Sửa trước", 1, world.officers["cong_an"].pk, world.units["ca_xa"].pk)
    mine = correction(world, made) | {"settled": 2, "keep_attendance": "theirs", "keep_women": "mine"}
    answer = signed_in.post(reverse("activities:correct", args=[made.uuid]), mine)
    assert answer.status_code == 409
    assert "Số nữ (50) nhiều hơn tổng số dự (30)." in answer.content.decode()
    assert Activity.objects.get().version == 2


def test_what_lies_ahead_cannot_have_taken_place(signed_in, world):
    ahead = timezone.localdate() + dt.timedelta(days=9)
    place, lead = world.places["na_hoa_moi"].pk, world.units["hoi_xa"].pk
    planned = world.entry(starts_on=ahead, place=place, lead=lead, partners=(), programmes=())
    made = actions.plan(planned, world.officers["mau"].pk, lead)
    page = signed_in.post(reverse("activities:hold", args=[made.uuid]), {"version": 1}, follow=True).content.decode()
    assert "Ngày này chưa đến" in page
    assert Activity.objects.get().status == Status.PLANNED


def test_a_year_of_the_last_century_is_asked_back_unless_it_stood_there(signed_in, world):
    page = signed_in.post(NEW, filled(world, starts_on="31/12/1989", programmes=None)).content.decode()
    assert "Ngày 31/12/1989 cách đây đã lâu; hãy kiểm tra lại năm." in page
    assert not Activity.objects.exists()
    assert signed_in.post(NEW, filled(world, starts_on="01/01/1990", programmes=None)).status_code == 302
    old = record(world, starts_on=dt.date(1985, 3, 8), programmes=())
    changed = correction(world, old, starts_on="08/03/1985", title="Nói chuyện", programmes=None)
    address = reverse("activities:correct", args=[old.uuid])
    assert signed_in.post(address, changed | {"starts_on": "09/03/1985"}).status_code == 422
    assert signed_in.post(address, changed).status_code == 302
    assert Activity.objects.get(pk=old.pk).title == "Nói chuyện"


def test_withdrawing_needs_a_reason_and_shows_it(signed_in, world):
    made = record(world)
    address = reverse("activities:withdraw", args=[made.uuid])
    assert signed_in.post(address, {"version": 1, "reason": ""}).status_code == 422
    signed_in.post(address, {"version": 1, "reason": "Ghi trùng"})
    assert Activity.objects.get().status == Status.WITHDRAWN
    page = signed_in.get(reverse("activities:detail", args=[made.uuid])).content.decode()
    assert "Ghi trùng" in page
    assert signed_in.get(reverse("activities:correct", args=[made.uuid])).status_code == 404


@pytest.mark.parametrize("nothing", ["\u200b", "\u202e", "\x01"])
def test_a_reason_that_shows_nothing_is_none(signed_in, world, nothing):
    made = record(world)
    address = reverse("activities:withdraw", args=[made.uuid])
    page = signed_in.post(address, {"version": 1, "reason": nothing}, follow=True).content.decode()
    assert "Ghi lý do" in page
    assert Activity.objects.get().status == Status.RECORDED


HUGE = "9" * 5000


@pytest.mark.parametrize("name", ["lead", "partners", "place", "programmes", "topics", "kind", "counting", "women"])
@pytest.mark.parametrize("value", [HUGE, str(2**63), str(10**17), "-1", "٣", "1.5"])
def test_a_tampered_field_is_refused_and_nothing_is_saved(signed_in, world, name, value):
    assert signed_in.post(NEW, filled(world, **{name: value})).status_code == 422
    assert not Activity.objects.exists()


def test_tampered_counts_and_days_are_refused(signed_in, world):
    count = f"audience_{category('audience', 'HOI_VIEN')}"
    for name, value in ((count, HUGE), (count, "-5"), ("starts_on", "01/01/0001"), ("starts_on", "31/12/9999")):
        for save in ("record", "plan"):
            assert signed_in.post(NEW, filled(world, **{name: value, "save": save})).status_code == 422, (name, save)
    assert not Activity.objects.exists()


def test_tampered_versions_change_nothing(signed_in, world):
    made = record(world)
    plan = actions.plan(world.entry(attendance={}, women=None, minority=None), made.created_by, made.created_unit)
    assert signed_in.post(reverse("activities:hold", args=[plan.uuid]), {"version": HUGE}).status_code == 302
    assert signed_in.post(reverse("activities:record", args=[plan.uuid]), filled(world, version=HUGE)).status_code < 500
    address = reverse("activities:correct", args=[made.uuid])
    for version in (HUGE, str(2**63), "7"):
        wrong = correction(world, made) | {"version": version, "settled": HUGE}
        assert signed_in.post(address, wrong).status_code in {404, 422}
    assert set(Activity.objects.values_list("version", flat=True)) == {1}
