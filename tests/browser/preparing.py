"""What the pages need to be there, entered as officers enter it; and pages that only answer a form."""

from __future__ import annotations

import re
from io import BytesIO
from urllib.parse import urlsplit

import xlsxwriter
from playwright.sync_api import Page
from python_calamine import CalamineWorkbook

from tests.browser.visits import Visits

CODE, ROUND = r"/[0-9a-f-]{36}/$", r"/vong/\d+/$"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def everything(visits: Visits) -> list[str]:
    """Enter it all; the addresses of what would stand far down in its list."""
    with visits.visit(visits.site.account("recorder")) as page:
        _plan(page)
        _fix_again(page)
        read = _upload(page, _with_a_row(page.request.get("/hoat-dong/nhap-tep/mau/").body()))
        unnamed = _upload(page, _unknown_columns())
        _save_view(page)
        closed = _open_club(page, "Câu lạc bộ Thử Một")
        _close(page, closed)
        staffed = _open_club(page, "Câu lạc bộ Thử Hai")
        _add_member(page, staffed)
        own = _own_practice(page)
        contests = _each(page, "/cong-trinh/hoi-thi/", CODE)
        rounds = [address for one in contests for address in _each(page, one, ROUND)]
    with visits.visit(visits.site.account("recorder", "thành phố Hà Nội")) as page:
        told = _each(page, "/mo-hinh/cua-don-vi/", CODE)
        told += _own_entry(page, "thành phố Hà Nội")
    with visits.visit(visits.site.account("recorder", "thành phố Hải Phòng")) as page:
        told += _each(page, "/mo-hinh/cua-don-vi/", CODE)
    return [urlsplit(address).path for address in (read, unnamed, closed, staffed, own, *contests, *rounds, *told)]


def _each(page: Page, address: str, wanted: str) -> list[str]:
    """What a page leads to: each stands at another step, and shows other ways on."""
    page.goto(address)
    found = page.locator("main a").evaluate_all("links => links.map(one => one.pathname)")
    return sorted({one for one in found if re.search(wanted, one)})


def _own_entry(page: Page, unit: str) -> list[str]:
    """The first entry of the unit in each contest that has one: what its own officers do there is led to from it."""
    found = []
    for contest in _each(page, "/cong-trinh/hoi-thi/", CODE):
        page.goto(f"{contest}bai/")
        own = page.locator("main ul.lines li").filter(has_text=unit).get_by_role("link")
        found += [address for link in own.all()[:1] if (address := link.get_attribute("href"))]
    return found


def _own_practice(page: Page) -> str:
    """One that the officer's unit has published and that runs somewhere: what changes it is led to from there."""
    page.goto("/mo-hinh/cua-don-vi/")
    for address in [link.get_attribute("href") or "" for link in page.locator("main ul.lines a").all()]:
        page.goto(address)
        if page.locator("#diem li").count():
            return page.url
    raise AssertionError("No practice of this unit runs anywhere.")


def _plan(page: Page) -> None:
    page.goto("/hoat-dong/moi/?loai=TT_LONG_GHEP")
    page.get_by_label("Nói về gì, làm việc gì?").fill("Buổi dự kiến để thử")
    page.get_by_label("Địa điểm cụ thể").fill("Nhà văn hóa bản")
    page.locator("button[name=save][value=plan]").click()
    page.wait_for_url(re.compile(r"/hoat-dong/[0-9a-f-]{36}/"))


def _fix_again(page: Page) -> None:
    """Start a report of its own and fix its figures twice, so that an earlier edition is there."""
    page.goto("/bao-cao/moi/")
    page.locator("main a[href*='chuong-trinh=']").first.click()
    page.locator("label[for=id_outline_0]").click()
    page.get_by_role("button", name="Tạo dự thảo").click()
    page.wait_for_url(re.compile(r"/bao-cao/[0-9a-f-]{36}/"))
    for _time in range(2):
        page.get_by_role("link", name=re.compile("^Chốt")).first.click()
        page.wait_for_url("**/chot/")
        reason = page.get_by_label(re.compile("Lý do"))
        if reason.count():
            reason.fill("Thử chốt lại")
        page.locator("main").get_by_role("button", name=re.compile("Chốt")).click()
        page.wait_for_url(re.compile(r"/bao-cao/[0-9a-f-]{36}/$"))


def _upload(page: Page, book: bytes) -> str:
    """The address of what was read: a preview, or the question what its columns are."""
    page.goto("/hoat-dong/nhap-tep/")
    page.locator("input[type=file]").set_input_files({"name": "thu.xlsx", "mimeType": XLSX, "buffer": book})
    page.get_by_role("button", name="Xem trước").click()
    page.wait_for_url(re.compile(r"/nhap-tep/\d+/"))
    return page.url


def _with_a_row(blank: bytes) -> bytes:
    """The product's own sheet with one row, in which all but the day is missing."""
    sheet = CalamineWorkbook.from_filelike(BytesIO(blank)).get_sheet_by_index(0)
    filled = BytesIO()
    with xlsxwriter.Workbook(filled) as book:
        copy = book.add_worksheet(sheet.name)
        rows = [*sheet.to_python(), ["19/11/2022"]]
        for number, row in enumerate(rows):
            copy.write_row(number, 0, [str(cell) for cell in row])
    return filled.getvalue()


def _unknown_columns() -> bytes:
    """A sheet of somebody's own, whose columns have to be named first."""
    filled = BytesIO()
    with xlsxwriter.Workbook(filled) as book:
        sheet = book.add_worksheet("Sổ tay")
        sheet.write_row(0, 0, ["Ngày tháng", "Nội dung tuyên truyền", "Địa điểm", "Số người dự"])
        sheet.write_row(1, 0, ["05/3/2022", "Nói về mua bán người", "nhà văn hóa", "40"])
    return filled.getvalue()


def _save_view(page: Page) -> None:
    page.goto("/danh-sach/hoat-dong/luu/?q=ma+tuy")
    page.get_by_label("Tên danh sách").fill("Phiếu về ma túy")
    page.get_by_role("button", name="Lưu", exact=True).click()
    page.wait_for_url("**/hoat-dong/?q=*")


def _open_club(page: Page, name: str) -> str:
    """The address of a new club's page."""
    page.goto("/so-bo/loai/cau-lac-bo/ghi/")
    page.get_by_label("Tên gọi").fill(name)
    page.get_by_label("Ngày bắt đầu").fill("01/09/2025")
    page.get_by_role("button", name="Ghi vào sổ").click()
    page.wait_for_url(re.compile(r"/so-bo/diem/[0-9a-f-]{36}/$"))
    return page.url


def _close(page: Page, address: str) -> None:
    page.goto(f"{address}dong/")
    page.get_by_label("Lý do").fill("Thôi sinh hoạt")
    page.get_by_label("Từ ngày").fill("01/03/2026")
    page.locator("main form button[type=submit]").click()
    page.wait_for_url(address)


def _add_member(page: Page, address: str) -> None:
    page.goto(f"{address}thanh-vien/")
    page.get_by_label("Họ và tên").fill("Mùa Thị Thử")
    page.locator("main form label.chiplink").first.click()
    page.get_by_label("Từ ngày").fill("01/09/2025")
    page.get_by_role("button", name="Thêm thành viên").click()
    page.wait_for_url(address)


def report_link(page: Page) -> str:
    """The address of a link made for a village head; the page that shows it this once stays open."""
    page.goto("/hoat-dong/bao-qua-duong-dan/")
    page.get_by_label("Gửi cho ai?").fill("Trưởng bản Thử")
    page.get_by_role("button", name="Tạo đường dẫn").click()
    return page.locator("#duong-dan").input_value()


def draft_from_a_message(page: Page) -> None:
    page.goto("/hoat-dong/tu-tin-nhan/")
    page.get_by_label("Tin nhắn").fill("Hôm qua tuyên truyền phòng, chống ma túy ở nhà văn hóa bản, 45 hội viên dự")
    page.get_by_role("button", name="Điền vào biểu mẫu").click()
    page.wait_for_selector("text=Điền sẵn từ tin nhắn")


def ask_what_to_correct(page: Page) -> None:
    """Sections of a person asked for, none of them chosen."""
    page.goto("/nguoi/")
    page.locator("main .lines a").first.click()
    page.locator("a[href$='/dinh-chinh/']").click()
    page.get_by_role("button", name="Mở để đính chính").click()
    page.wait_for_selector("[role=alert], .err, [aria-invalid=true]")


def open_to_correct(page: Page) -> None:
    """Open all sections, on the page that `ask_what_to_correct` left open."""
    for box in page.locator("main form input[type=checkbox]").all():
        box.check(force=True)
    page.get_by_role("button", name="Mở để đính chính").click()
    page.get_by_role("button", name=re.compile("Lưu")).wait_for()


def choose_two(page: Page) -> None:
    """Ask to add a topic to two records at once."""
    page.goto("/hoat-dong/")
    for number in range(2):
        page.locator("input[name=chon]").nth(number).check()
    page.get_by_role("button", name="Thêm chuyên đề").click()
    page.wait_for_selector("text=Các dòng đã chọn")


def add_a_topic(page: Page) -> None:
    """Do it, on the page that `choose_two` left open."""
    page.get_by_label("Chuyên đề").select_option(index=1)
    page.get_by_label("Lý do").fill("Bổ sung chuyên đề")
    page.locator("main form button[type=submit]").click()
    page.wait_for_selector("text=Đã làm:")


def new_first_password(page: Page) -> None:
    """A new first password for who has not signed in yet."""
    page.goto("/quan-tri/can-bo/?tinh_trang=cho-mat-khau")
    page.locator("main table a").first.click()
    page.locator("form[action$='/mat-khau/'] button").click()
    page.wait_for_selector("output")
