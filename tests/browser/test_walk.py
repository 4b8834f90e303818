"""One officer's day: a session recorded on a phone is in every number, behind it, and beside the report."""

from __future__ import annotations

import re

import pytest

from tests.browser.visits import sign_in

# both record in one programme, and say what that changed
pytestmark = pytest.mark.usefixtures("alone")
TITLE = "Buổi thử: nhận biết thủ đoạn mua bán người"
MEMBERS = 12


@pytest.mark.parametrize("scripts", [True, False], ids=["with-scripts", "without-scripts"])
def test_a_session_recorded_on_a_phone_is_counted_everywhere(visits, site, scripts: bool) -> None:
    title = f"{TITLE}, {'có' if scripts else 'không có'} kịch bản"
    with visits.visit(width=390, java_script_enabled=scripts) as page:
        sign_in(page, site.account("recorder"))
        programme, last_day = _programme(page)
        address = page.url
        before = _tiles(page)
        # each on a day of its own: a second session on the same day would be asked about
        _record(page, title, programme, last_day if scripts else f"01{last_day[2:]}")
        _browser_says_once_that_the_form_came_back(visits)
        page.goto(address)
        after = _tiles(page)
        assert after["sessions"] - before["sessions"] == 1
        assert after["attendance"] - before["attendance"] == MEMBERS
        _open_records(page, title, after["sessions"])
        _report_tells(page)


def _browser_says_once_that_the_form_came_back(visits) -> None:
    """A form that asks again answers 422, which the browser writes down; anything else it writes fails the test."""
    (answer,) = [one for one in visits.complaints if "422" in one]
    visits.complaints.remove(answer)


def _programme(page) -> tuple[str, str]:
    """Open the unit's own signed programme; its short name and its last day."""
    page.goto("/chuong-trinh/")
    first = page.locator("main a[href^='/chuong-trinh/ctph']").filter(has_not_text="dự thảo").first
    name = first.inner_text().strip()
    period = re.findall(r"\d\d/\d\d/\d{4}", page.locator("main").inner_text().split(name, 1)[1])
    first.click()
    page.wait_for_url("**/chuong-trinh/*/")
    return name, period[1]


def _tiles(page) -> dict[str, int]:
    """The exact numbers of the first two head figures: sessions and who came."""
    tiles = page.locator(".figs .fig-tile")
    return {"sessions": _number(tiles.nth(0).locator(".num")), "attendance": _last_number(tiles.nth(1))}


def _number(found) -> int:
    return int(re.search(r"[\d.]+", found.inner_text())[0].replace(".", ""))


def _last_number(tile) -> int:
    """The exact count stands under the rounded one."""
    return int(re.findall(r"\d[\d.]*", tile.inner_text())[-1].replace(".", ""))


def _record(page, title: str, programme: str, day: str) -> None:
    """From "Hôm nay" through the form, as a thumb would."""
    page.goto("/hom-nay/")
    page.get_by_role("link", name="Ghi hoạt động").click()
    page.get_by_role("link", name=re.compile("^Tuyên truyền lồng ghép")).click()
    page.get_by_label("Nói về gì, làm việc gì?").fill(title)
    page.get_by_label("Ngày", exact=True).fill(day)
    page.get_by_label("Địa điểm cụ thể").fill("Nhà văn hóa bản")
    page.get_by_label("Hội viên, phụ nữ", exact=True).fill(str(MEMBERS))
    # today no programme runs; for a day on which one did, the form asks before it saves, and keeps what was entered
    assert page.get_by_label(programme, exact=True).count() == 0
    page.get_by_role("button", name="Lưu phiếu").click()
    page.locator("label").filter(has_text=re.compile(f"^\\s*{re.escape(programme)}\\s*$")).click()
    assert page.get_by_label("Nói về gì, làm việc gì?").input_value() == title
    page.get_by_role("button", name="Lưu phiếu").click()
    page.wait_for_url(re.compile(r"/hoat-dong/[0-9a-f-]{36}/"))
    assert page.locator("h1").inner_text() == title


def _open_records(page, title: str, count: int) -> None:
    """The number is a door: it opens on exactly that many records, the new one among them."""
    page.locator(".figs a.num").first.click()
    page.wait_for_url("**/so-lieu/xem/**")
    assert _number(page.locator(".panelnum")) == count
    assert _number(page.locator("#h-phieu")) == count
    while page.get_by_role("link", name=title).count() == 0:
        page.get_by_role("link", name="Trang sau").click()
        page.wait_for_load_state()
    page.get_by_role("link", name=title).click()
    page.wait_for_url(re.compile(r"/hoat-dong/[0-9a-f-]{36}/"))


def _report_tells(page) -> None:
    """A report whose figures were fixed before says that records have come since."""
    page.goto("/hom-nay/")
    page.get_by_role("link", name=re.compile("^Xem thay đổi")).first.click()
    page.wait_for_url("**/thay-doi/")
    assert TITLE in page.locator("main").inner_text()
