"""The pages of the library, as an officer's browser asks for them."""

import pytest
from django.test import Client
from django.urls import reverse

from ketnoi.practices.models import Practice


@pytest.fixture
def client_of(world):
    def signed_in(who: str) -> Client:
        client = Client()
        client.force_login(world.officers[who])
        return client

    return signed_in


def fields(world, **changes) -> dict:
    said = {key: value for key, value in world.content().__dict__.items() if value not in ((), None)}
    return said | {"version": 0, "unit": world.units["hoi_tinh"].pk} | changes


def test_written_published_and_found_by_another_province(world, client_of):
    own, other = client_of("tinh"), client_of("la")
    answer = own.post(reverse("practices:new"), fields(world))
    made = Practice.objects.get()
    page = reverse("practices:practice", args=[made.uuid])
    assert answer["Location"] == page
    assert other.get(page).status_code == 404
    own.post(reverse("practices:publish", args=[made.uuid]), {"version": 1})
    found = other.get(reverse("practices:library"), {"q": "phong tiep dan phu nu"}).content.decode()
    assert page in found
    shown = other.get(page).content.decode()
    assert "Chọn phòng kín đáo" in shown
    assert reverse("practices:revise", args=[made.uuid]) not in shown


def test_what_is_refused_stands_at_its_field_with_all_that_was_typed(world, client_of):
    answer = client_of("tinh").post(reverse("practices:new"), fields(world, video="ftp://phim", cost="Hai triệu"))
    assert answer.status_code == 422
    assert answer.context["form"].errors.keys() == {"video"}
    assert 'value="Hai triệu"' in answer.content.decode()
    assert not Practice.objects.exists()


def test_the_second_of_two_editors_is_shown_both_versions(world, client_of):
    made = world.publish()
    one, address = client_of("tinh"), reverse("practices:revise", args=[made.uuid])
    said = fields(world, version=2, note="Đổi lịch")
    assert one.post(address, said | {"schedule": "Sáng thứ hai"}).status_code == 302
    answer = one.post(address, said | {"schedule": "Chiều thứ sáu"})
    assert answer.status_code == 409
    assert ("Lịch hoạt động", "Chiều thứ sáu", "Sáng thứ hai") in answer.context["theirs"]
    again = one.post(address, said | {"schedule": "Chiều thứ sáu", "version": 3})
    assert again.status_code == 302
    assert Practice.objects.get().schedule == "Chiều thứ sáu"


def test_filters_narrow_and_what_stands_in_no_list_is_not_asked(world, client_of):
    world.publish(terrains=("MIEN_NUI",))
    world.publish(name="Cấp căn cước lưu động", field="CCCD")
    browser, address = client_of("la"), reverse("practices:library")
    asked = {
        ("linh_vuc", "CCCD"): 1, ("dia_ban", "MIEN_NUI"): 1, ("dia_ban", "DO_THI"): 0, ("minh_chung", "CO_SO_LIEU"): 0,
        ("cap", "province"): 2, ("cap", "commune"): 0, ("co_quan", "hoi"): 2, ("co_quan", "ca"): 0,
        ("hieu_qua", "failed"): 0, ("linh_vuc", "\x00' or 1=1"): 2, ("cap", "x" * 3_000): 2,
    }  # fmt: skip
    for (name, value), count in asked.items():
        assert browser.get(address, {name: value}).context["page"].paginator.count == count, (name, value)


def test_what_is_shown_outside_is_chosen_and_shown_before(world, client_of):
    made = world.publish(lessons="Phòng ở tầng ba", telephone="0212 000 000")
    browser, address = client_of("tinh"), reverse("practices:share", args=[made.uuid])
    preview = browser.get(address).content.decode()
    assert "Chọn phòng kín đáo" in preview
    assert "Phòng ở tầng ba" not in preview
    assert "0212 000 000" not in preview
    browser.post(address, {"public": "1", "version": 2})
    assert Practice.objects.get().public


def test_versions_stand_side_by_side(world, client_of):
    made = world.publish()
    said = fields(world, version=2, note="Đổi lịch", schedule="Sáng thứ hai")
    client_of("tinh").post(reverse("practices:revise", args=[made.uuid]), said)
    shown = client_of("la").get(reverse("practices:versions", args=[made.uuid]))
    assert shown.context["differences"] == [("Lịch hoạt động", "", "Sáng thứ hai")]


@pytest.mark.once
def test_who_is_told_that_much_is_not_known_is_led_to_say_it(world, client_of):
    page = reverse("practices:practice", args=[world.publish().uuid])
    shown = [reverse("practices:describe") in client_of(who).get(page).content.decode() for who in ("la", "tinh")]
    assert shown == [True, False]
