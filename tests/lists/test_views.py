"""Saved views: one's own, shared in the unit; to anybody else they do not exist."""

import pytest

from ketnoi.lists import actions
from ketnoi.lists.models import SavedView
from ketnoi.officers import actions as officers
from ketnoi.officers.enums import Role
from tests.lists.records import record

SAVE = "/danh-sach/hoat-dong/luu/"


def save(client, name="Năm 2022", query="nam=2022", **more):
    return client.post(f"{SAVE}?{query}", {"name": name, **more})


@pytest.fixture
def colleague(world):
    officer = officers.add_officer("thu.ban", None, "Vì Thị Mẫu")
    officers.give_post(officer, world.units["hoi_xa"].pk, Role.LEAD, actor=None)
    return officer


def test_a_view_is_saved_shown_and_opened(signed_in, world):
    record(world)
    answer = save(signed_in, "Của tôi", "nam=2022&trang_thai=recorded&khong-ai-doc=1&sau=5&cot=luot")
    assert answer["Location"] == "/hoat-dong/?nam=2022&trang_thai=recorded&cot=noi_dung&cot=luot"
    view = SavedView.objects.get()
    assert (view.name, view.unit_id, view.query) == ("Của tôi", None, answer["Location"].partition("?")[2])
    assert f'/danh-sach/xem/{view.uuid}/">Của tôi<' in signed_in.get("/hoat-dong/").content.decode()
    opened = signed_in.get(f"/danh-sach/xem/{view.uuid}/")
    assert opened["Location"] == answer["Location"]
    assert "Sửa danh sách lưu" in signed_in.get(opened["Location"]).content.decode()


def test_own_views_are_seen_by_nobody_else(signed_in, client, world, colleague):
    save(signed_in)
    view = SavedView.objects.get()
    for officer in (colleague, world.officers["cong_an"], world.officers["lanh_dao"]):
        client.force_login(officer)
        assert "Năm 2022" not in client.get("/hoat-dong/").content.decode()
        for page in ("", "sua/"):
            assert client.get(f"/danh-sach/xem/{view.uuid}/{page}").status_code == 404
        assert client.post(f"/danh-sach/xem/{view.uuid}/bo/").status_code == 404


def test_shared_ones_are_seen_in_the_unit_only(signed_in, client, world, colleague):
    record(world)
    save(signed_in, shared="on")
    view = SavedView.objects.get()
    assert view.unit_id == world.units["hoi_xa"].pk
    client.force_login(colleague)
    assert client.get(f"/danh-sach/xem/{view.uuid}/")["Location"] == "/hoat-dong/?nam=2022"
    for name in ("cong_an", "lanh_dao", "toa"):
        client.force_login(world.officers[name])
        assert client.get(f"/danh-sach/xem/{view.uuid}/").status_code == 404
        assert client.get(f"/danh-sach/xem/{view.uuid}/sua/").status_code == 404
        assert "Năm 2022" not in client.get("/hoat-dong/").content.decode()


def test_a_shared_view_shows_each_his_own_rows(signed_in, client, world):
    record(world)
    save(signed_in, shared="on")
    SavedView.objects.update(unit=world.units["ta_tinh"])
    client.force_login(world.officers["toa"])
    page = client.get(f"/danh-sach/xem/{SavedView.objects.get().uuid}/", follow=True).content.decode()
    assert "Năm 2022" in page
    assert "Nhận biết thủ đoạn mua bán người" not in page


def test_renamed_kept_to_oneself_and_removed(signed_in, world):
    record(world)
    save(signed_in, shared="on")
    view = SavedView.objects.get()
    address = f"/danh-sach/xem/{view.uuid}/"
    assert 'value="Năm 2022"' in signed_in.get(f"{address}sua/").content.decode()
    assert signed_in.post(f"{address}sua/", {"name": "Tên mới"})["Location"] == "/hoat-dong/?nam=2022"
    view.refresh_from_db()
    assert (view.name, view.unit_id) == ("Tên mới", None)
    assert signed_in.get(f"{address}bo/").status_code == 405
    signed_in.post(f"{address}bo/")
    assert not SavedView.objects.exists()
    assert signed_in.get(address).status_code == 404


def test_a_lead_may_change_what_the_unit_shares(signed_in, client, world, colleague):
    save(signed_in, shared="on")
    view = SavedView.objects.get()
    client.force_login(colleague)
    client.post(f"/danh-sach/xem/{view.uuid}/sua/", {"name": "Sửa chung", "shared": "on"})
    view.refresh_from_db()
    assert (view.name, view.unit_id) == ("Sửa chung", world.units["hoi_xa"].pk)
    assert view.officer_id == world.officers["mau"].pk


@pytest.mark.parametrize("name", ["", "   ", "\u200b", "năm  2022", "NAM 2022"])
def test_a_name_is_needed_once(signed_in, world, name):
    save(signed_in)
    answer = save(signed_in, name, "nam=2021")
    assert answer.status_code == 422
    assert SavedView.objects.count() == 1


@pytest.mark.parametrize("name", ["a" * 81, "a\x00b"])
def test_a_hostile_name_is_refused(signed_in, world, name):
    assert save(signed_in, name).status_code == 422
    assert not SavedView.objects.exists()


def test_there_is_an_end_to_views(signed_in, world, monkeypatch):
    monkeypatch.setattr(actions, "MOST", 2)
    answers = [save(signed_in, f"Danh sách {number}").status_code for number in range(3)]
    assert answers == [302, 302, 422]
    assert SavedView.objects.count() == 2
