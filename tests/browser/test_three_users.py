"""Three officers, each on a phone: who records, who leads, who keeps the house. Taps are counted and bounded.

The bounds are those of docs/explanation/phone-tasks.md; a page that asks for one tap more fails here.
"""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.utils import timezone
from playwright.sync_api import Locator, Page

from tests.browser.taps import Thumb
from tests.browser.visits import sign_in

PHONE = 390
RECORDED = "Buổi thử trên điện thoại: phòng, chống bạo lực gia đình"
ACTIVITY = re.compile(r"/hoat-dong/[0-9a-f-]{36}/")
WRONG = "Buổi thử ghi nhầm: phòng, chống ma túy"
NEWCOMER = "sung.thu"
CHOSEN = "bon tu ghep lai cho de nho"


@pytest.fixture(scope="module")
def commune(site):
    """Who records at a commune of today."""
    return site.account("recorder", "Hội Liên hiệp Phụ nữ phường")


def _tab(page: Page, name: str) -> Locator:
    """A place in the bar under the thumb."""
    return page.locator("nav.tabbar").get_by_role("link", name=name)


def _record(thumb: Thumb, title: str) -> None:
    """From "Hôm nay" to the saved record, of today."""
    thumb.link("Ghi hoạt động")
    thumb.link("Tuyên truyền lồng ghép trong buổi sinh hoạt")
    thumb.write("Nói về gì, làm việc gì?", title)
    thumb.write("Địa điểm cụ thể", "Nhà văn hóa tổ dân phố Mẫu")
    thumb.write("Hội viên, phụ nữ", "36")
    thumb.button("Lưu phiếu")
    thumb.page.wait_for_url(ACTIVITY)


def test_a_session_is_recorded(visits, commune) -> None:
    with visits.visit(commune, PHONE) as page:
        thumb = Thumb(page)
        page.goto("/hom-nay/")
        with thumb.task("record a session"):
            _record(thumb, RECORDED)
        assert page.locator("h1").inner_text() == RECORDED
        assert thumb.taps <= 6


def test_a_message_becomes_a_record(visits, commune) -> None:
    """Pasted as it came; the name in it goes nowhere."""
    day = timezone.localdate() - dt.timedelta(days=1)
    message = (
        f"Chào chị, sáng {day:%d/%m/%Y} chi hội tuyên truyền phòng, chống mua bán người tại nhà văn hóa tổ dân phố, "
        "có 45 hội viên dự, trong đó 40 nữ. Người báo: Lò Thị Mẫu"
    )
    with visits.visit(commune, PHONE) as page:
        thumb = Thumb(page)
        page.goto("/hom-nay/")
        with thumb.task("record from a message"):
            thumb.link("Ghi hoạt động")
            thumb.link("Từ tin nhắn")
            thumb.write("Tin nhắn", message)
            thumb.button("Điền vào biểu mẫu")
            page.wait_for_selector("text=Điền sẵn từ tin nhắn")
            thumb.button("Lưu phiếu")
            page.wait_for_url(ACTIVITY)
        told = page.locator("main").inner_text()
        assert f"{day:%d/%m/%Y}" in told
        assert "45" in told
        assert "Lò Thị" not in told
        assert thumb.taps <= 5


def test_a_period_is_confirmed_and_the_lead_sees_who_is_left(visits, site, commune) -> None:
    with visits.visit(commune, PHONE) as page:
        thumb = Thumb(page)
        page.goto("/hom-nay/")
        with thumb.task("confirm a period"):
            thumb.link("Xem và xác nhận")
            thumb.tap(page.locator("label").filter(has_text=re.compile("^\\s*Đủ")))
            thumb.button("Xác nhận")
            page.wait_for_url(re.compile(r"/ky-bao-cao/[a-z0-9-]+/\d{4}-\d\d-\d\d/\d+/$"))
        assert "“Đủ”, xác nhận lúc" in page.locator(".head").inner_text()
        assert thumb.taps <= 3
    with visits.visit(site.account("lead"), PHONE) as page:
        missing = _not_confirmed(page)
    place = commune["organisation"].removeprefix("Hội Liên hiệp Phụ nữ ")
    assert f"Hội LHPN {place}" not in missing
    assert len(missing) > 1


def _not_confirmed(page: Page) -> list[str]:
    """The units that have not confirmed, as the lead finds them."""
    thumb = Thumb(page)
    page.goto("/hom-nay/")
    with thumb.task("who has not confirmed"):
        thumb.tap(_tab(page, "Tất cả"))
        thumb.link("Kỳ báo cáo")
        thumb.link("Số liệu 6 tháng của Hội LHPN cấp xã")
        thumb.link("Chưa gửi")
        page.wait_for_url("**tinh-trang=chua-gui**")
    assert thumb.taps <= 4
    return page.locator("main tbody th").all_inner_texts()


def test_a_lead_withdraws_what_should_not_count(visits, site) -> None:
    with visits.visit(site.account("recorder"), PHONE) as page:
        page.goto("/hom-nay/")
        _record(Thumb(page), WRONG)
    with visits.visit(site.account("lead"), PHONE) as page:
        thumb = Thumb(page)
        page.goto("/hom-nay/")
        with thumb.task("withdraw with a reason"):
            thumb.tap(_tab(page, "Hoạt động"))
            thumb.tap(page.get_by_label(WRONG))
            thumb.button("Rút phiếu")
            thumb.write("Lý do", "Ghi nhầm phiếu của đơn vị khác")
            thumb.button("Rút phiếu")
            page.wait_for_selector("text=Đã làm: 1. Không làm được: 0.")
        page.locator("main").get_by_role("link", name=WRONG).click()
        assert "Ghi nhầm phiếu của đơn vị khác" in page.locator("main").inner_text()
        assert thumb.taps <= 5


def test_a_colleague_is_added_and_signs_in(visits, site) -> None:
    """With the first password everything else waits until it is changed."""
    with visits.visit(site.account("administrator"), PHONE) as page:
        thumb = Thumb(page)
        page.goto("/hom-nay/")
        with thumb.task("add a colleague"):
            thumb.tap(_tab(page, "Tất cả"))
            thumb.link("Quản trị")
            thumb.link("Cán bộ")
            thumb.link("Thêm cán bộ")
            thumb.write("Họ và tên", "Sùng Thị Thử")
            thumb.choose("chị")
            thumb.write("Tên đăng nhập", NEWCOMER)
            thumb.choose("Cán bộ ghi nhận")
            thumb.button("Thêm cán bộ")
            page.wait_for_selector("output")
        first = page.locator("output").inner_text()
        assert thumb.taps <= 9
    with visits.visit(None, PHONE) as page:
        _changes_it(page, first)
    with visits.visit(None, PHONE) as page:
        sign_in(page, {"username": NEWCOMER, "password": CHOSEN})
        assert page.locator("h1").inner_text() == "Hôm nay"


def _changes_it(page: Page, first: str) -> None:
    thumb = Thumb(page)
    page.goto("/dang-nhap/")
    with thumb.task("sign in for the first time"):
        thumb.write("Tên đăng nhập", NEWCOMER)
        thumb.write("Mật khẩu", first)
        thumb.button("Đăng nhập")
        page.wait_for_url("**/tai-khoan/mat-khau/")
        thumb.write("Mật khẩu đang dùng", first)
        thumb.write("Mật khẩu mới", CHOSEN)
        thumb.write("Nhập lại mật khẩu mới", CHOSEN)
        thumb.button("Đổi mật khẩu")
        page.wait_for_selector("text=Đã đổi mật khẩu.")
    assert thumb.taps <= 7
