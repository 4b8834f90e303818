"""The grid of slips in a real browser: a further slip is a whole one, and what was typed comes back by itself."""

from __future__ import annotations

TYPED = {"Ngày": "05/03/2026", "Nội dung": "Buổi ở bản Mẫu", "Hội viên, phụ nữ": "30", "Trong đó nữ": "28"}


def test_slips_are_added_and_come_back(visits):
    recorder = visits.site.account("recorder")
    with visits.visit(recorder) as page:
        page.goto("/hoat-dong/ghi-nhieu/")
        before = page.get_by_role("group").count()
        page.get_by_role("button", name="Thêm phiếu").click()
        assert page.get_by_role("group").count() == before + 1
        added = page.get_by_role("group", name=f"Phiếu {before + 1}", exact=True)
        for label, text in TYPED.items():
            added.get_by_label(label, exact=True).fill(text)
        names = added.locator("input").evaluate_all("all => all.map(one => one.name)")
        assert {name.rsplit("-", 1)[0] for name in names} == {f"dong-{before}"}
        page.reload()
        page.get_by_role("button", name="Mở lại").click()
        first = page.get_by_role("group", name="Phiếu 1", exact=True)
        found = {label: first.get_by_label(label, exact=True).input_value() for label in TYPED}
        assert found == TYPED
