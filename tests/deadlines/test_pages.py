"""The pages: a term counted on screen, a version entered by the centre, a day off decided."""

from __future__ import annotations

import datetime as dt

import pytest

from ketnoi.deadlines import limits
from ketnoi.deadlines.models import DayOverride
from tests.web.world import World

READ = {
    "version": "0",
    "amount": "7",
    "measure": "working_day",
    "basis": "Luật thử",
    "article": "Đ1",
    "effective_from": "01/01/2024",
    "status": "GAZETTE",
    "source": "Công báo số 1",
    "reason": "đã đối chiếu",
}


def test_a_term_is_counted_from_the_day_that_is_typed(world: World) -> None:
    page = world.client("recorder").get("/thoi-han/LA_ASSIGN/?started_on=13/02/2026").content.decode()
    assert "Hết ngày 25/02/2026" in page
    assert "không tính 14/02/2026 – 22/02/2026" in page


def test_what_was_typed_wrong_is_said_at_its_field_and_kept(world: World) -> None:
    asked = "/thoi-han/LA_ASSIGN/?started_on=13/02/2026&paused_on=01/02/2026&resumed_on=10/03/2026"
    page = world.client("recorder").get(asked).content.decode()
    assert "Ngày tạm dừng phải từ ngày xảy ra việc trở đi." in page
    assert 'value="10/03/2026"' in page
    assert "Hết ngày" not in page


def test_search_finds_without_marks(world: World) -> None:
    page = world.client("recorder").get("/thoi-han/?q=cam tiep xuc&nhom=DV").content.decode()
    assert "Nhận đề nghị cấm tiếp xúc" in page
    assert "Thụ lý khiếu nại lần đầu" not in page


def test_the_centre_enters_a_version_and_the_second_sees_it(world: World) -> None:
    keeper = world.client("administrator")
    assert keeper.post("/thoi-han/KN_RESOLVE1/ban-moi/", READ).status_code == 302
    second = keeper.post("/thoi-han/KN_RESOLVE1/ban-moi/", READ | {"amount": "9", "reason": "đọc khác"})
    page = second.content.decode()
    assert second.status_code == 409
    assert "7 ngày làm việc" in page
    assert 'value="9"' in page
    assert len(limits.versions("KN_RESOLVE1")) == 2
    assert keeper.post("/thoi-han/KN_RESOLVE1/ban-moi/", READ | {"amount": "9", "version": "1"}).status_code == 302
    assert limits.newest("KN_RESOLVE1").amount == 9


def test_a_day_is_decided_by_who_keeps_the_calendar_only(world: World) -> None:
    said = {"day": "10/03/2023", "working": "", "name": "nghỉ do bão", "source": ""}
    assert world.client("recorder").post("/thoi-han/ngay-nghi/", said).status_code == 404
    assert not DayOverride.objects.exists()
    keeper = world.client("administrator")
    assert keeper.post("/thoi-han/ngay-nghi/", said).status_code == 302
    again = keeper.post("/thoi-han/ngay-nghi/", said | {"working": "1", "name": "vẫn làm"})
    assert again.status_code == 409
    assert "nghỉ do bão" in again.content.decode()
    assert DayOverride.objects.get().day == dt.date(2023, 3, 10)
    assert DayOverride.objects.get().working is False
    assert (
        keeper.post("/thoi-han/ngay-nghi/", said | {"working": "1", "name": "vẫn làm", "version": "1"}).status_code
        == 302
    )
    assert DayOverride.objects.get().working is True


@pytest.mark.parametrize("address", ["/thoi-han/KHONG_CO/", "/thoi-han/LA_ASSIGN/?started_on=%00", "/thoi-han/?q=%00"])
def test_strange_questions_are_answered(world: World, address: str) -> None:
    assert world.client("recorder").get(address).status_code in {200, 404}
