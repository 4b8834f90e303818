import io
import zipfile
from datetime import date, datetime

import pytest

from ketnoi.workbooks import reading, template
from ketnoi.workbooks.reading import Sheet, WorkbookRefused
from ketnoi.workbooks.template import Found
from tests.workbooks.books import FORM, HEADER


def matched(*rows):
    return template.match(FORM, Sheet("x", [list(row) for row in rows]))


def test_the_blank_workbook_is_matched_and_has_no_rows():
    book = reading.read(template.blank(FORM))
    assert template.match_any(FORM, book.sheets) == []
    assert [sheet.name for sheet in book.sheets] == ["Dữ liệu", "Hướng dẫn", "DanhMuc"]
    assert book.sheets[0].rows[0][0] == "Danh sách việc thử"
    assert book.sheets[0].rows[2] == ["Tên việc *", "Ngày *", "Số người", "Loại"]
    assert template.blank(FORM) == template.blank(FORM)


def test_the_blank_workbook_offers_the_choices():
    with zipfile.ZipFile(io.BytesIO(template.blank(FORM))) as archive:
        xml = archive.read("xl/worksheets/sheet1.xml").decode()
    assert 'type="list"' in xml
    assert 'sqref="D4:D2003"' in xml
    assert "DanhMuc!$D$1:$D$2" in xml


def test_the_header_is_found_below_others_whatever_its_marks_and_case():
    rows = matched(["Danh sách"], [], ["SO NGUOI", "ten viec *", " Ngày: ", "loại"], [3, "A", "5/2", "Lớp"])
    assert rows == [Found(4, {"people": 3, "name": "A", "day": "5/2", "kind": "Lớp"})]


def test_blank_rows_are_left_out_and_numbers_are_the_sheets():
    assert [row.number for row in matched(HEADER, ["a", "b"], ["", " "], ["c", "d"])] == [2, 4]


def test_cells_become_what_json_holds():
    at = datetime.fromisoformat("2026-02-05T14:30")
    row = matched(HEADER, ["  Hoà\u00a0 b  ", datetime.fromisoformat("2026-02-05"), 12.0, at])[0]
    assert row.cells == {"name": "Hoà b", "day": "05/02/2026", "people": 12, "kind": "05/02/2026 14:30"}
    assert template.plain(date(2026, 12, 1)) == "01/12/2026"
    assert (template.plain(2.5), template.plain(True)) == (2.5, True)


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        ([["Tên việc", "Loại"], ["a", "b"]], "Thiếu cột “Ngày”."),
        ([[*HEADER, "Ngày"], ["a"]], "Trùng cột “Ngày”."),
        ([[*HEADER, "Ghi chú"], ["a", "b", "", "", "mất"]], "Cột không có trong mẫu: “Ghi chú”"),
        ([["x", "y"], ["z"]], "Không tìm thấy dòng tiêu đề"),
        ([], "Không tìm thấy dòng tiêu đề"),
    ],
)
def test_columns_that_do_not_fit_are_named(rows, why):
    with pytest.raises(WorkbookRefused) as refused:
        matched(*rows)
    assert why in str(refused.value)


def test_an_unknown_column_with_nothing_under_it_is_let_be():
    assert matched([*HEADER, "Ghi chú"], ["a", "b", "", "", ""])[0].cells == {"name": "a", "day": "b"}


def test_an_optional_column_may_be_absent():
    assert matched(["Tên việc", "Ngày"], ["a", "b"])[0].cells == {"name": "a", "day": "b"}


def test_a_workbook_without_sheets_is_refused():
    with pytest.raises(WorkbookRefused):
        template.match_any(FORM, [])
