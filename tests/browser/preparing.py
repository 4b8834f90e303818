"""What the pages need to be there: a planned session, a report fixed twice, a workbook read and not yet published."""

from __future__ import annotations

import re
from io import BytesIO

import xlsxwriter
from playwright.sync_api import Page
from python_calamine import CalamineWorkbook

from tests.browser.visits import Visits

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def everything(visits: Visits) -> None:
    with visits.visit(visits.site.account("recorder")) as page:
        _plan(page)
        _fix_again(page)
        _upload(page)


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


def _upload(page: Page) -> None:
    """Send the product's own sheet back with one row, in which all but the day is missing."""
    page.goto("/hoat-dong/nhap-tep/")
    page.locator("input[type=file]").set_input_files(
        {
            "name": "thu.xlsx",
            "mimeType": XLSX,
            "buffer": _with_a_row(page.request.get("/hoat-dong/nhap-tep/mau/").body()),
        }
    )
    page.get_by_role("button", name="Xem trước").click()
    page.wait_for_url(re.compile(r"/nhap-tep/\d+/"))


def _with_a_row(blank: bytes) -> bytes:
    sheet = CalamineWorkbook.from_filelike(BytesIO(blank)).get_sheet_by_index(0)
    filled = BytesIO()
    with xlsxwriter.Workbook(filled) as book:
        copy = book.add_worksheet(sheet.name)
        rows = [*sheet.to_python(), ["19/11/2022"]]
        for number, row in enumerate(rows):
            copy.write_row(number, 0, [str(cell) for cell in row])
    return filled.getvalue()
