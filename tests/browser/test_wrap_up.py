"""A wrap-up report from the empty outline to the corrected edition, by the hands that make it in life."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import quote

import pytest
from django.utils import timezone
from playwright.sync_api import Page

from ketnoi.ui import dates
from tests.reports.test_flow import PDF

# its figures are compared with what the programme holds meanwhile: not beside those who record in it
pytestmark = pytest.mark.usefixtures("alone")
REPORT = re.compile(r"/bao-cao/[0-9a-f-]{36}/$")
# what the programme's published wrap-up states, by what it counts
STATED = [
    "buoi_tuyen_truyen",
    "luot_tuyen_truyen|tron",
    "cuoc_noi_chuyen",
    "nguoi_noi_chuyen|tron",
    "lop_tap_huan",
    "can_bo_tap_huan|tron",
    "vu_viec_phoi_hop|tron",
    "vu_viec_dung_han",
    "tap_the_khen",
    "ca_nhan_khen",
]
PARTS = [
    ("4. Phối hợp xử lý vụ việc", "Công an tỉnh", "Công an các cấp đã cử cán bộ tham gia {hoat_dong} hoạt động."),
    ("3. Tập huấn", "Viện kiểm sát nhân dân tỉnh", "Ngành Kiểm sát đã cử cán bộ tham gia {hoat_dong} hoạt động."),
]
REMARK = "Nêu thêm kết quả ở các xã biên giới."
ADDED = "Các xã biên giới đều đã có hoạt động của chương trình."


@contextmanager
def at_work(visits: Any, account: dict[str, Any]) -> Iterator[Page]:
    with visits.visit(account) as page:
        yield page


def test_a_wrap_up_report_goes_its_whole_way(visits, site) -> None:
    writer, leader = site.account("recorder"), site.account("lead")
    with at_work(visits, writer) as page:
        report = _begun(page)
        for section, unit, _text in PARTS:
            _asked(page, report, section, unit)
    for _section, unit, text in PARTS:
        with at_work(visits, site.account("recorder", unit)) as page:
            _contributed(page, text)
    with at_work(visits, writer) as page:
        _collected(page, report)
        _read_again(page, report)
        _frozen_and_submitted(page, report)
    with at_work(visits, leader) as page:
        _returned(page, report)
    with at_work(visits, writer) as page:
        _written_on(page, report)
        _submitted(page, report)
    with at_work(visits, leader) as page:
        _step(page, report, "Phê duyệt")
    with at_work(visits, writer) as page:
        _issued(page, report)
        _bound(page, report)
        for key in STATED:
            _opens_what_is_behind(page, report, key)
        _corrected(page, report)


def _begun(page: Page) -> str:
    """From the list of reports to a draft of the outline; its address."""
    page.goto("/bao-cao/")
    page.get_by_role("link", name="Soạn báo cáo").first.click()
    page.locator("main a[href*='chuong-trinh=ctph']").filter(has_text="tỉnh").filter(has_not_text="2023").first.click()
    page.locator("label").filter(has_text=re.compile(r"^\s*Báo cáo tổng kết\s*$")).click()
    page.get_by_role("button", name="Tạo dự thảo").click()
    page.wait_for_url(REPORT)
    return page.url


def _asked(page: Page, report: str, section: str, unit: str) -> None:
    page.goto(f"{report}giao/")
    page.get_by_label("Phần của báo cáo").select_option(label=section)
    page.locator("label").filter(has_text=re.compile(f"^\\s*{unit}")).first.click()
    page.get_by_label("Nội dung cần viết").fill("Kết quả của ngành, khó khăn, kiến nghị.")
    page.get_by_label("Hạn gửi").fill(dates.day(timezone.localdate() + dt.timedelta(days=7)))
    page.get_by_role("button", name="Giao viết").click()
    page.wait_for_url("**/tap-hop/")


def _contributed(page: Page, text: str) -> None:
    """The unit finds what it is asked among today's work, and sends it with a number of its own."""
    page.goto("/hom-nay/")
    page.get_by_role("link", name=re.compile(r"^Viết và gửi.*Báo cáo tổng kết", re.DOTALL)).first.click()
    page.get_by_label("Nội dung", exact=True).fill(text)
    page.get_by_role("button", name="Gửi", exact=True).click()
    page.get_by_text("Đã gửi", exact=True).first.wait_for()


def _collected(page: Page, report: str) -> None:
    """Both texts stand side by side; each is quoted with its source."""
    page.goto(f"{report}tap-hop/")
    for _ in PARTS:
        page.get_by_role("button", name=re.compile("^Trích vào báo cáo")).first.click()
        page.wait_for_load_state()
        page.goto(f"{report}tap-hop/")
    assert page.get_by_text("Đang có trong báo cáo").count() == len(PARTS)
    page.goto(report)
    assert _paper(page).count("cử cán bộ tham gia") == len(PARTS)


def _paper(page: Page) -> str:
    """The words of the paper; some of its spaces keep words together."""
    return page.locator(".paper").inner_text().replace("\u00a0", " ")


def _read_again(page: Page, report: str) -> None:
    """What was proposed is accepted paragraph by paragraph."""
    page.goto(f"{report}soan/")
    unread = page.get_by_role("button", name=re.compile("^Chấp nhận"))
    while unread.count():
        with page.expect_navigation():
            unread.first.click()


def _frozen_and_submitted(page: Page, report: str) -> None:
    page.goto(f"{report}chot/")
    page.locator("main").get_by_role("button", name=re.compile("^Chốt")).click()
    page.get_by_text(re.compile("^Chốt số liệu ")).first.wait_for()
    _submitted(page, report)


def _submitted(page: Page, report: str) -> None:
    _step(page, report, "Trình lãnh đạo")


def _step(page: Page, report: str, name: str) -> None:
    page.goto(f"{report}trinh-ky/")
    page.get_by_role("button", name=name, exact=True).click()
    page.locator("ol.lines b", has_text=name).first.wait_for()


def _returned(page: Page, report: str) -> None:
    page.goto(f"{report}trinh-ky/")
    form = page.locator("form").filter(has=page.get_by_role("button", name="Trả lại kèm ý kiến"))
    form.get_by_label("Ý kiến").fill(REMARK)
    form.get_by_role("button", name="Trả lại kèm ý kiến").click()
    page.get_by_text(REMARK).first.wait_for()


def _written_on(page: Page, report: str) -> None:
    """The remark is read, and a paragraph added after the first."""
    page.goto(f"{report}trinh-ky/")
    assert page.get_by_text(REMARK).count() == 1
    page.goto(f"{report}soan/")
    page.get_by_role("link", name=re.compile("^Thêm đoạn sau")).nth(1).click()
    page.get_by_label("Nội dung", exact=True).fill(ADDED)
    page.get_by_role("button", name=re.compile("^(Thêm|Lưu)")).first.click()
    page.get_by_text(ADDED).first.wait_for()


def _issued(page: Page, report: str) -> None:
    page.goto(f"{report}trinh-ky/")
    page.get_by_label("Số văn bản").fill("123")
    page.get_by_label("Ngày ban hành").fill(dates.day(timezone.localdate()))
    page.get_by_role("button", name="Ban hành", exact=True).click()
    page.get_by_text(re.compile("^Số 123/BC-.+, ngày")).wait_for()


def _bound(page: Page, report: str) -> None:
    page.goto(f"{report}trinh-ky/")
    signed = {"name": "ban-ky.pdf", "mimeType": "application/pdf", "buffer": PDF}
    page.get_by_label(re.compile("Bản đã ký")).set_input_files(signed)  # type: ignore[arg-type]  # as documented
    page.get_by_role("button", name="Gắn bản đã ký").click()
    page.get_by_text("bản chính thức", exact=True).wait_for()


def _opens_what_is_behind(page: Page, report: str, key: str) -> None:
    """The figure of the paper opens its panel: the records that add up to it, or the paper it was entered from."""
    page.goto(f"{report}?so={quote(key)}")
    assert page.locator(".paper a.fig[aria-current]").count() >= 1, key
    number = page.locator("#so .panelnum").inner_text()
    if page.locator("#so").get_by_text("Số nhập tay theo").count():
        return
    page.locator("#so").get_by_role("link", name="Mở bảng đầy đủ").first.click()
    assert page.locator(".panelnum").first.inner_text() == number, key
    assert page.locator("#h-phieu").count() == 1, key


def _corrected(page: Page, report: str) -> None:
    """A corrected edition begins with the words of the issued one, which stays as it is."""
    page.goto(f"{report}trinh-ky/")
    form = page.locator("form").filter(has=page.get_by_role("button", name="Lập bản đính chính"))
    form.get_by_label("Lý do đính chính").fill("Sửa tên một cơ quan.")
    form.get_by_role("button", name="Lập bản đính chính").click()
    page.get_by_role("link", name=re.compile(r"\(đính chính\)$")).first.click()
    page.wait_for_url(REPORT)
    assert ADDED in _paper(page)
    page.goto(report)
    assert ADDED in _paper(page)
