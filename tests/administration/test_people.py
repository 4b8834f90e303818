"""Officers in the hands of administrators: a minute for a colleague, never beyond the domain, never for oneself."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone

from ketnoi.administration import finding, open_work
from ketnoi.audit import kept
from ketnoi.audit.models import Line
from ketnoi.officers import handing, leaves, policy
from ketnoi.officers.enums import Role
from ketnoi.officers.models import HandOver, Officer, Post

NEW = {"name": "Lò Thị Mẫu", "address": "chị", "username": "hoi.moi", "role": "recorder", "title": "Chuyên viên"}


def url(name, *args):
    return reverse(f"administration:{name}", args=args)


def today():
    return timezone.localdate().strftime("%d/%m/%Y")


def test_a_colleague_is_added_and_the_password_is_shown_once(world):
    client = world.client("xa")
    answer = client.post(url("new_person"), NEW | {"unit": "hoi xa mot"})
    page = answer.content.decode()
    password = re.search(r'<output class="receipt words">(.+?)</output>', page)[1]
    made = Officer.objects.get(username="hoi.moi")
    assert made.check_password(password)
    assert answer.headers["Cache-Control"] == "private, no-store"
    post = made.posts.get()
    assert (post.unit_id, post.role, post.title) == (world.one.pk, "recorder", "Chuyên viên")
    assert password not in client.get(url("person", made.pk)).content.decode()
    assert password not in str(list(Line.objects.values_list("detail", flat=True)))


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"username": "ghi"}, "đã có người dùng"),
        ({"username": "Người Mẫu"}, "Chỉ dùng chữ không dấu"),
        ({"name": "\u200b"}, "Hãy nhập họ và tên"),
        ({"unit": "hoi xa hai"}, "Không tìm thấy"),
        ({"unit": "hoi tinh mot"}, "Không tìm thấy"),
        ({"role": "administrator"}, "do quản trị cấp trên giao"),
        ({"role": "owner"}, "Hãy chọn một mục trong danh sách."),
        ({"unit": "\x00"}, ""),
    ],
)
def test_what_is_wrong_stands_at_its_field_and_what_was_typed_stays(world, changed, said):
    answer = world.client("xa").post(url("new_person"), NEW | {"unit": "Hội xã Một"} | changed)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    assert 'value="Chuyên viên"' in page
    assert Officer.objects.count() == 6


def test_of_several_units_of_one_name_one_is_chosen(world):
    typed = NEW | {"unit": "hoi xa", "role": "lead"}
    page = world.client("tinh").post(url("new_person"), typed).content.decode()
    assert "Có nhiều tên như vậy" in page
    assert f'name="unit_chosen" value="{world.two.pk}"' in page
    world.client("tinh").post(url("new_person"), typed | {"unit_chosen": world.two.pk})
    assert Officer.objects.get(username="hoi.moi").posts.get().unit == world.two


def test_an_administrator_of_a_commune_sees_nobody_beyond_it(world):
    client = world.client("xa")
    page = client.get(url("people")).content.decode()
    assert "Người Mẫu Ghi" in page
    for name in ("Ghihai", "Ghitinh", "Tinh", "Tw"):
        assert f"Người Mẫu {name}" not in page
    for name in ("ghihai", "ghitinh", "tinh", "tw"):
        officer, post = world.officer(name), world.posts[name]
        for page_name in ("person", "describe_person", "stop_person", "give_post", "new_leave"):
            assert client.get(url(page_name, officer.pk)).status_code == 404, (name, page_name)
        assert client.post(url("first_password", officer.pk)).status_code == 404
        assert client.post(url("stop_person", officer.pk)).status_code == 404
        for page_name in ("end_post", "new_hand_over"):
            assert client.post(url(page_name, post.pk), {"last_day": today()}).status_code == 404
    assert Officer.objects.filter(is_active=False).count() == 0
    assert Post.objects.exclude(valid_to=None).count() == 0


@pytest.mark.parametrize("role", [role for role in Role if role != Role.ADMINISTRATOR])
def test_other_roles_find_nothing_here(world, role):
    world.add("khac", world.union, role)
    client = world.client("khac")
    for name, args in (("index", ()), ("people", ()), ("new_person", ()), ("person", (world.officer("ghi").pk,))):
        assert client.get(url(name, *args)).status_code == 404


def test_nobody_helps_himself(world):
    client, own = world.client("tinh"), world.officer("tinh").pk
    typed = {"unit": "Hội xã Một", "role": "lead", "valid_from": today()}
    assert client.post(url("give_post", own), typed).status_code == 404
    for name in ("describe_person", "stop_person", "new_leave"):
        assert client.get(url(name, own)).status_code == 404
    assert client.post(url("first_password", own)).status_code == 404
    assert finding.people(world.posts["tinh"], "tinh") != []
    assert own not in [person.pk for person in finding.people(world.posts["tinh"], "tinh")]
    assert world.officer("tinh").posts.count() == 1


def test_an_account_that_also_stands_above_is_not_reset_from_below(world):
    """A new password would open the province too."""
    world_post = world.posts["ghi"]
    Post.objects.create(officer=world_post.officer, unit=world.union, role=Role.RECORDER)
    client = world.client("xa")
    assert client.get(url("person", world_post.officer_id)).status_code == 200
    assert "Hội tỉnh Một" not in client.get(url("person", world_post.officer_id)).content.decode()
    assert client.post(url("first_password", world_post.officer_id)).status_code == 404


def test_from_above_everything_can_be_given(world):
    typed = {"unit": "Hội xã Một", "role": "administrator", "valid_from": "01/02/2026", "valid_to": "01/01/2026"}
    client = world.client("tinh")
    assert client.post(url("give_post", world.officer("ghi").pk), typed).status_code == 422
    client.post(url("give_post", world.officer("ghi").pk), typed | {"valid_to": ""})
    assert world.officer("ghi").posts.filter(role="administrator").get().unit == world.one


def test_ending_a_post_ends_access_with_its_day(world):
    client = world.client("xa")
    client.post(url("end_post", world.posts["ghi"].pk), {"last_day": "01/01/2026"})
    assert policy.posts_of(world.officer("ghi")) == []
    assert world.client("ghi").get("/hom-nay/")["Location"] == "/tai-khoan/"
    assert client.get(url("people") + "?tinh_trang=dang-lam").content.decode().count("Người Mẫu Ghi") == 0


def test_handing_over_names_what_is_open_and_waits_for_the_receiver(world, monkeypatch):
    world.add("nhan", world.one, Role.RECORDER)
    client, given = world.client("xa"), world.posts["ghi"]
    assert open_work.of(given) == []
    answer = client.post(url("new_hand_over", given.pk), {"receiver": "nhan", "last_day": today(), "note": "Tủ hồ sơ"})
    record = HandOver.objects.get()
    assert answer["Location"] == url("hand_over", record.pk)
    assert "chờ người nhận xác nhận" in client.get(answer["Location"]).content.decode()
    assert "Bàn giao ở Hội xã Một chờ Người Mẫu Nhan xác nhận" in client.get(url("index")).content.decode()
    receiver = world.client("nhan")
    assert "Bàn giao chờ bạn xác nhận" in receiver.get("/tai-khoan/").content.decode()
    receiver.post(reverse("officers:hand_over", args=[record.uuid]))
    late = client.post(url("withdraw_hand_over", record.pk), follow=True)
    assert "không hủy được nữa" in late.content.decode()
    for stranger in ("tinh", "tw"):
        assert "Tủ hồ sơ" in world.client(stranger).get(url("hand_over", record.pk)).content.decode()
    readers = Line.objects.filter(verb="read", kind="hand_over", object=str(record.pk)).values_list("actor", flat=True)
    assert sorted(set(readers)) == sorted(world.officer(name).pk for name in ("xa", "tinh", "tw"))
    world.officer("tw").posts.update(confirmed_at=None)
    assert "Tủ hồ sơ" not in world.client("tw").get(url("hand_over", record.pk)).content.decode()
    assert world.client("ghihai").get(url("hand_over", record.pk)).status_code == 404


def test_a_leave_lends_the_posts_and_gives_them_back(world):
    client, officer = world.client("tinh"), world.officer("ghi")
    typed = {"starts_on": today(), "ends_on": today(), "acting": "ghihai"}
    client.post(url("new_leave", officer.pk), typed)
    assert {post.unit_id for post in policy.posts_of(world.officer("ghihai"))} == {world.one.pk, world.two.pk}
    assert client.post(url("new_leave", officer.pk), typed).status_code == 422
    client.post(url("cancel_leave", officer.leaves.get().pk))
    assert {post.unit_id for post in policy.posts_of(world.officer("ghihai"))} == {world.two.pk}


def test_somebody_elses_leave_is_not_there(world):
    leave = leaves.grant(world.officer("ghihai"), timezone.localdate(), timezone.localdate(), actor=None)
    assert world.client("xa").post(url("cancel_leave", leave.pk)).status_code == 404
    leave.refresh_from_db()
    assert not leave.cancelled


def test_the_second_editor_sees_both_versions(world):
    client, officer = world.client("tinh"), world.officer("ghi")
    mine = {"name": "Tên Của Tôi", "address": "chị", "version": "1"}
    client.post(url("describe_person", officer.pk), mine | {"name": "Tên Của Người Kia"})
    answer = client.post(url("describe_person", officer.pk), mine)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "<td>Tên Của Tôi</td><td>Tên Của Người Kia</td>" in page
    assert client.post(url("describe_person", officer.pk), mine | {"version": "2"}).status_code == 302
    officer.refresh_from_db()
    assert (officer.name, officer.version) == ("Tên Của Tôi", 3)


def test_stopping_and_letting_in_again(world):
    client, officer = world.client("tinh"), world.officer("ghi")
    client.post(url("stop_person", officer.pk))
    assert "Người Mẫu Ghi" in client.get(url("people") + "?tinh_trang=da-ngung").content.decode()
    answer = client.post(url("stop_person", officer.pk))
    assert "receipt" in answer.content.decode()
    officer.refresh_from_db()
    assert officer.is_active
    assert officer.start_until is not None


def test_hostile_numbers_find_nobody(world):
    client = world.client("tinh")
    for number in (0, 2**31, 2**63, 10**30):
        assert client.get(f"/quan-tri/can-bo/{number}/").status_code == 404
        assert client.get(f"/quan-tri/vi-tri/{number}/ket-thuc/").status_code == 404
        for section in ("ban-giao", "don-vi", "dia-ban", "danh-muc", "chi-tieu", "so-nhap"):
            assert client.get(f"/quan-tri/{section}/{number}/").status_code == 404, section
        assert world.client("tw").post(f"/quan-tri/chi-tieu/{number}/dung/", {"version": 1}).status_code == 404
    assert client.get(url("new_person") + f"?don_vi={2**31}").status_code == 404


def test_the_list_asks_as_much_for_many_as_for_few(world, django_assert_num_queries, django_assert_max_num_queries):
    client = world.client("tinh")
    kept.forget()
    with django_assert_max_num_queries(30) as few:
        client.get(url("people"))
    for number in range(12):
        world.add(f"them{number}", world.two, Role.RECORDER)
    kept.forget()
    with django_assert_num_queries(len(few)):
        client.get(url("people"))


def test_a_record_waiting_is_found_by_the_person_who_has_to_confirm_it(world):
    made = handing.draw_up(world.posts["ghi"], world.officer("ghihai"), timezone.localdate(), [], actor=None)
    assert handing.waiting_for(world.officer("ghihai")) == [made]
    assert handing.waiting_for(world.officer("ghi")) == []
