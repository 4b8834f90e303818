"""A practice goes from one city to another: born from a work, found without marks, adopted, measured, compared."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from django.utils import timezone

from ketnoi.ui import dates

pytestmark = pytest.mark.usefixtures("alone")
NAME = "Góc lắng nghe học sinh ở cổng trường"
TYPED = "goc lang nghe hoc sihn"  # without marks, with a slip
PRACTICE = re.compile(r"/mo-hinh/[0-9a-f-]{36}/")
INDICATOR = "Lượt người được tuyên truyền lồng ghép"
QUESTION, ANSWER = "Cần mấy người trực một góc?", "Hai người, thay nhau theo buổi."
FIRST, SECOND = (31, 42), (18, 25)


def test_a_practice_travels_and_its_results_stand_side_by_side(visits, site) -> None:
    day = timezone.localdate()
    days = tuple(dates.day(day - dt.timedelta(back)) for back in (20, 9, 4, 0))
    period = days[0], days[-1]
    with visits.visit(site.account("recorder", "Cần Thơ")) as page:
        _record(page, FIRST, days[1:3])
        _write(page)
        _measure(page, period, choose=True)
        page.get_by_role("button", name="Công bố").click()
        page.get_by_text("Mọi đơn vị tìm thấy mô hình này").wait_for()
    with visits.visit(site.account("recorder", "Đà Nẵng")) as page:
        _find(page)
        asked = _ask(page)
        _adopt(page)
        _record(page, SECOND, days[1:3])
        page.goto("/mo-hinh/cua-don-vi/")
        page.get_by_role("link", name=NAME).first.click()
        _measure(page, period, choose=False)
        _compared(page)
        _prints(page)
    with visits.visit(site.account("recorder", "Cần Thơ")) as page:
        _answer(page)
    with visits.visit(site.account("recorder", "Đà Nẵng")) as page:
        _told(page, "Câu hỏi về mô hình đã được trả lời")
        assert page.url.startswith(asked)
        assert ANSWER in page.locator("main").inner_text()


def _record(page, people: tuple[int, ...], days: tuple[str, ...]) -> None:
    """Sessions, each on a day of its own: a second one on the same day would be asked about."""
    for count, day in zip(people, days, strict=True):
        page.goto("/hoat-dong/moi/?loai=TT_LONG_GHEP")
        page.get_by_label("Nói về gì, làm việc gì?").fill(f"Buổi thử mô hình, {count} người")
        page.get_by_label("Ngày", exact=True).fill(day)
        page.get_by_label("Địa điểm cụ thể").fill("Sân trường Mẫu")
        page.get_by_label("Hội viên, phụ nữ", exact=True).fill(str(count))
        page.get_by_role("button", name="Lưu phiếu").click()
        page.wait_for_url(re.compile(r"/hoat-dong/[0-9a-f-]{36}/"))


def _write(page) -> None:
    """From a work of the city's own that was agreed to."""
    page.goto("/cong-trinh/?q=truong+hoc+than+thien")
    works = [link.get_attribute("href") for link in page.locator("main a[href^='/cong-trinh/']").all()]
    for address in [one for one in works if re.search(r"[0-9a-f-]{36}/$", one)][:12]:
        page.goto(address)
        if page.get_by_role("link", name="Viết thành mô hình").count():
            break
    page.get_by_role("link", name="Viết thành mô hình").click()
    page.get_by_label("Tên mô hình").fill(NAME)
    page.get_by_label("Vấn đề", exact=True).fill("Học sinh ngại kể chuyện bị bắt nạt.")
    page.get_by_label("Dành cho ai").fill("Học sinh, phụ huynh")
    page.get_by_label("Cách làm từng bước").fill("Chọn góc kín đáo\nPhân công người nghe\nHẹn gặp lại")
    page.get_by_role("button", name="Lưu bản viết").click()
    page.wait_for_url(PRACTICE)
    assert "viết từ" in page.locator("main").inner_text()


def _measure(page, period: tuple[str, str], *, choose: bool) -> None:
    """A copy is offered what the first one measures."""
    page.get_by_role("link", name="Từ số liệu").click()
    if choose:
        page.get_by_label("Chỉ tiêu", exact=True).select_option(label=INDICATOR)
    page.get_by_label("Từ ngày", exact=True).fill(period[0])
    page.get_by_label("Đến ngày", exact=True).fill(period[1])
    page.get_by_role("button", name="Thêm kết quả từ số liệu").click()
    page.wait_for_url(re.compile(PRACTICE.pattern + "$"))


def _find(page) -> None:
    page.goto("/mo-hinh/")
    page.get_by_label("Tìm mô hình").fill(TYPED)
    page.get_by_role("button", name="Tìm", exact=True).click()
    page.get_by_role("link", name=NAME).click()
    page.wait_for_url(PRACTICE)


def _ask(page) -> str:
    """The address of the questions; the page shows the practice again afterwards."""
    practice = page.url
    page.get_by_role("link", name="Hỏi đơn vị khởi xướng").first.click()
    page.get_by_label("Câu hỏi", exact=True).fill(QUESTION)
    page.get_by_role("button", name="Gửi câu hỏi").click()
    page.get_by_text("Đã gửi câu hỏi").wait_for()
    questions = page.url
    page.goto(practice)
    return questions


def _answer(page) -> None:
    """Whoever began it is told of the question and answers it."""
    _told(page, "Có câu hỏi về mô hình của đơn vị")
    page.get_by_role("link", name=f"Trả lời {QUESTION}").click()
    page.get_by_label("Trả lời", exact=True).fill(ANSWER)
    page.get_by_role("button", name="Gửi trả lời").click()
    page.get_by_text("Đã trả lời.").wait_for()


def _told(page, notice: str) -> None:
    page.goto("/thong-bao/")
    page.get_by_role("link", name=notice).first.click()
    page.wait_for_url("**/hoi-dap/**")


def _adopt(page) -> None:
    page.get_by_role("link", name="Áp dụng ở đơn vị tôi").click()
    page.get_by_role("button", name="Áp dụng", exact=True).click()
    page.get_by_text("Đã chép cách làm").wait_for()


def _compared(page) -> None:
    """Both on one indicator; each number opens on as many records."""
    page.get_by_role("link", name="Nhân rộng").first.click()
    page.wait_for_url("**/nhan-rong/")
    numbers = page.locator("td a.fig")
    assert [numbers.nth(place).inner_text() for place in range(2)] == [str(sum(FIRST)), str(sum(SECOND))]
    address = page.url
    for place, people in enumerate((FIRST, SECOND)):
        page.locator("td a.fig").nth(place).click()
        page.wait_for_url("**/so-lieu/xem/**")
        assert page.locator(".panelnum").inner_text().split()[0] == str(sum(people))
        page.goto(address)


def _prints(page) -> None:
    """On one page."""
    page.goto(page.url.replace("nhan-rong", "to-gioi-thieu"))
    assert NAME in page.locator("h1").inner_text()
    assert len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4"))) == 1
