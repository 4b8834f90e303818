"""The pages: the bell, the list, the way from a notice to its page, settings, and what administrators see."""

from __future__ import annotations

import datetime as dt

import pytest
import time_machine
from django.db import transaction

from ketnoi.audit import journal
from ketnoi.notices import actions, preferences, queries
from ketnoi.notices.enums import State
from ketnoi.notices.models import Delivery, Notice
from tests.notices.conftest import without_factor

MINUTE = dt.datetime(2126, 3, 2, 5, tzinfo=dt.UTC)  # the first moment of one


@pytest.fixture
def reader(world, letters):
    officer = world.officers["recorder"].pk
    letters.open_to = {officer}
    return officer


def tell(officer: int) -> Notice:
    with transaction.atomic():
        return actions.tell([officer], "test_letter", "mau-1")[0]


def bell(page: str) -> str:
    return page.split('href="/thong-bao/"', 1)[1].split("</a>", 1)[0]


def test_the_bell_counts_what_was_not_opened_and_asks_again_after_a_minute(world, reader, letters):
    with time_machine.travel(MINUTE, tick=False) as clock:
        tell(reader)
        client = world.client("recorder")
        assert '<span class="count hot">1</span>' in bell(client.get("/hom-nay/").content.decode())
        tell(reader)
        letters.asked = 0
        for _turn in range(3):
            assert '<span class="count hot">2</span>' in bell(client.get("/hom-nay/").content.decode())
        assert letters.asked == 1
        letters.open_to.clear()
        clock.shift(60)
        assert "count" not in bell(client.get("/hom-nay/").content.decode())


def test_a_write_and_what_was_opened_count_at_once(world, reader, letters):
    first, officer = tell(reader), world.officers["recorder"]
    tell(reader)
    with time_machine.travel(MINUTE, tick=False):
        assert queries.bell(officer, lambda: True) == 2
        actions.saw(reader, first.uuid)
        assert queries.bell(officer, lambda: True) == 1
        letters.open_to.clear()
        with transaction.atomic():
            journal.write("change", "thing", 1)
        assert queries.bell(officer, lambda: True) == 0


def test_what_is_kept_is_of_one_reader_in_one_kind_of_session(world, reader, letters):
    officer, other = world.officers["recorder"], world.officers["lead"]
    letters.open_to.add(other.pk)
    letters.protected = {"mau-1"}
    for one in (officer, other):
        tell(one.pk)
    letters.open_to.remove(other.pk)
    with time_machine.travel(MINUTE, tick=False):
        sessions = (lambda: True), (lambda: False)
        counted = [queries.bell(one, strong) for strong in sessions for one in (officer, other)]
    assert counted == [1, 0, 0, 0]


def test_a_notice_leads_on_and_is_seen(world, reader):
    notice = tell(reader)
    client = world.client("recorder")
    assert "Có thư mẫu mới" in client.get("/thong-bao/").content.decode()
    assert client.get(f"/thong-bao/{notice.uuid}/").headers["Location"] == "/thu-mau/mau-1/"
    assert "Không có thông báo nào chưa xem." in client.get("/thong-bao/").content.decode()


def test_without_permission_it_is_not_there(world, reader, letters):
    notice = tell(reader)
    letters.open_to.clear()
    client = world.client("recorder")
    assert client.get(f"/thong-bao/{notice.uuid}/").status_code == 404
    page = client.get("/thong-bao/").content.decode()
    assert "Có thư mẫu mới" not in page
    assert "không còn thuộc phần" in page


def test_without_a_second_factor_nothing_is_told_of_what_is_protected(world, reader, letters):
    notice = tell(reader)
    letters.protected = {"mau-1"}
    client, hint = world.client("recorder"), "chỉ hiện sau khi xác thực hai lớp"
    page = client.get("/thong-bao/").content.decode()
    assert ("Có thư mẫu mới" in page, hint in page) == (True, False)
    assert '<span class="count hot">1</span>' in bell(page)
    without_factor(client)
    page = client.get("/thong-bao/").content.decode()
    assert ("Có thư mẫu mới" in page, hint in page) == (False, True)
    assert "count" not in bell(page)
    assert client.get(f"/thong-bao/{notice.uuid}/").status_code == 404


def test_all_are_seen_up_to_when_the_list_was_shown(world, reader):
    first = tell(reader)
    client = world.client("recorder")
    client.post("/thong-bao/da-xem/", {"until": first.at})
    second = tell(reader)
    client.post("/thong-bao/da-xem/", {"until": "9" * 40})
    assert Notice.objects.get(pk=first.pk).seen_at is not None
    assert Notice.objects.get(pk=second.pk).seen_at is None


SAID = {
    "version": "0",
    "email": "nguoi.mau@vi-du.invalid",
    "phone": "0900 000 001",
    "quiet_from": "22",
    "quiet_to": "5",
    "test_letter.email": "daily",
}


def test_settings_are_kept_and_the_second_editor_sees_both(world, reader):
    client = world.client("recorder")
    said = SAID | _others(client)
    assert client.post("/thong-bao/cach-nhan/", said).status_code == 302
    row = preferences.of([reader])[reader]
    assert (row.email, row.phone, row.quiet_from, row.version) == ("nguoi.mau@vi-du.invalid", "0900000001", 22, 1)
    assert row.choices["test_letter"] == {"email": "daily"}
    second = client.post("/thong-bao/cach-nhan/", said | {"email": "khac@vi-du.invalid"})
    assert second.status_code == 409
    assert 'value="khac@vi-du.invalid"' in second.content.decode()
    assert preferences.of([reader])[reader].email == "nguoi.mau@vi-du.invalid"


def _others(client) -> dict[str, str]:
    """Choices of the kinds that are registered besides."""
    form = client.get("/thong-bao/cach-nhan/").context["form"]
    return {name: "each" for name in form.fields if "." in name and not name.startswith("test_letter")}


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [("phone", "không có", "chỉ gồm chữ số"), ("email", "abc", "có @"), ("quiet_from", "99", "chọn một giờ")],
)
def test_a_slip_is_told_at_its_field_and_nothing_is_kept(world, reader, name, value, told):
    answer = world.client("recorder").post("/thong-bao/cach-nhan/", SAID | {name: value})
    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert preferences.of([reader])[reader].version == 0


def test_an_administrator_sees_what_failed_in_his_units_and_nothing_of_its_content(world, reader):
    notice = tell(reader)
    row = Delivery.objects.create(notice=notice, channel="email", state=State.FAILED, due_at=1, problem="TimeoutError")
    keeper = world.client("administrator")
    page = keeper.get("/thong-bao/chua-gui/").content.decode()
    assert "TimeoutError" in page
    assert "thư mẫu" not in page
    assert world.client("stranger").get("/thong-bao/chua-gui/").status_code == 404
    assert keeper.post(f"/thong-bao/chua-gui/{row.pk}/", {"viec": "gui"}).status_code == 302
    assert Delivery.objects.get().state == State.WAITING
    assert keeper.post(f"/thong-bao/chua-gui/{row.pk}/", {"viec": "gui"}).status_code == 404
    assert keeper.post(f"/thong-bao/chua-gui/{10**30}/").status_code == 404
