import io
import zipfile
from datetime import date, datetime

import pytest

from ketnoi.workbooks import reading, template
from tests.workbooks.books import FORM


def test_the_blank_workbook_is_matched_and_has_no_rows():
    book = reading.read(template.blank(FORM))
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


@pytest.mark.parametrize(
    ("cell", "held"),
    [
        ("  Hoà\u00a0 b  ", "Hoà b"),
        (datetime.fromisoformat("2026-02-05"), "05/02/2026"),
        (datetime.fromisoformat("2026-02-05T14:30"), "05/02/2026 14:30"),
        (date(2026, 12, 1), "01/12/2026"),
        (12.0, 12),
        (2.5, 2.5),
        (True, True),
    ],
)
def test_cells_become_what_json_holds(cell, held):
    assert template.plain(cell) == held


@pytest.mark.parametrize(("signs", "held"), [(template.LONGEST_KEPT, 1), (template.LONGEST_KEPT + 1, 0)])
def test_long_texts_are_tidied_and_not_held(signs, held):
    template._tidied.cache_clear()
    assert template.tidied(f"{'a' * (signs - 3)}  b") == f"{'a' * (signs - 3)} b"
    assert template._tidied.cache_info().currsize == held
