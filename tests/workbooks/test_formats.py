"""Cells and rows that a sheet shows otherwise than it keeps them."""

import io
import time
from datetime import datetime

import xlsxwriter

from ketnoi.workbooks import body, formats, headings, reading
from tests.workbooks import books


def test_cells_that_show_a_share_are_read_as_they_are_shown():
    """100 % is kept as 1: read as a number it would be one person."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content) as book:
        page = book.add_worksheet("Nữ & nam")
        shown = ["0%", "0.0%", '0"%"', "0", '#,##0 "người"', '[=0]"-";0.00\\ %', "0\\%", "#,##0_%", '0"_"%']
        shown.append(f'[=0]"{"ữ" * 230}";0%')  # as long as Excel lets a format be, and longer as the file keeps it
        for place, code in enumerate(shown):
            page.write_number(0, place, 1, book.add_format({"num_format": code}))
        page.write_number(1, 0, 0.667, book.add_format({"num_format": 9}))
        page.write_formula(1, 1, "=2/3", book.add_format({"num_format": 10}), 0.125)
        page.write_string(1, 2, "67", book.add_format({"num_format": 9}))
        page.write_blank(1, 3, None, book.add_format({"num_format": 9}))
        page.write_number(1, 4, 45)
        book.add_worksheet("Khác").write_number(0, 0, 1)
    first, second = reading.read(content.getvalue()).sheets
    assert first.rows[0] == ["100%", "100%", "1%", 1, 1, "100%", "1%", 1, "100%", "100%"]
    assert first.rows[1][:5] == ["66,7%", "12,5%", "67", "", 45]
    assert second.rows == [[1]]
    assert dict(first.unsolved) == {}


def test_days_of_which_a_cell_shows_only_a_part_are_read_as_they_are_shown():
    """Excel makes "3/2021" the first of March, and "5/3" a day of the year in which it was typed."""
    first, fifth, late = (datetime(2021, 3, day) for day in (1, 5, 25))  # noqa: DTZ001 - the format holds no zone
    said = [
        (first, "mm/yyyy", "03/2021"), (first, "mmm-yy", "03/2021"), (first, '"Tháng "m/yyyy', "03/2021"),
        (fifth, "mm/yyyy", fifth), (datetime(2021, 1, 1), "yyyy", "2021"), (fifth, "d-mmm", "05/03 (2021)"),  # noqa: DTZ001
        (late, "[$-42A]dd/mm;@", "25/03 (2021)"), (fifth, "mm/dd/yyyy", "03/05/2021 (tháng/ngày/năm)"),
        (late, "m/d/yyyy", late), (fifth, "mmmm d, yyyy", fifth), (fifth, "dd/mm/yyyy", fifth),
        (fifth, "d/m/yy hh:mm", fifth), (fifth, "[$-1010000]d/m/yyyy;@", fifth),
    ]  # fmt: skip
    content = io.BytesIO()
    with xlsxwriter.Workbook(content) as book:
        page = book.add_worksheet()
        for number, (day, code, _shown) in enumerate(said):
            page.write_datetime(number, 0, day, book.add_format({"num_format": code}))
        for number, code in enumerate((16, 17, 14), len(said)):
            page.write_datetime(number, 0, first, book.add_format({"num_format": code}))
    rows = [row[0] for row in reading.read(content.getvalue()).sheets[0].rows]
    assert [
        one if isinstance(one, str) else datetime(one.year, one.month, one.day)  # noqa: DTZ001
        for one in rows
    ] == [*(shown for *_day, shown in said), "01/03 (2021)", "03/2021", first]


def test_rows_that_a_sheet_hides_are_read_and_told():
    content = io.BytesIO()
    with xlsxwriter.Workbook(content) as book:
        page = book.add_worksheet("Tháng 3")
        for number, row in enumerate([books.HEADER, *([f"Buổi {one}", "1/2", one] for one in range(1, 5))]):
            page.write_row(number, 0, row)
        page.set_row(2, None, None, {"hidden": True})
        page.set_row(4, None, None, {"hidden": True})
        page.set_row(9, None, None, {"hidden": True})
        page.set_column(2, 2, None, None, {"hidden": True})
        book.add_worksheet("Khác").write_row(0, 0, books.HEADER)
    first, second = reading.read(content.getvalue()).sheets
    assert (first.unseen, second.unseen) == ({2, 4, 9}, set())
    header = headings.find(books.FORM, first)
    parts = body.split(books.FORM, first, header, headings.matched(books.FORM, header.headings))
    assert [row.number for row in parts.rows] == [2, 3, 4, 5]
    assert parts.remarks == ["Trang “Tháng 3”: đã đọc cả 2 dòng đang bị ẩn trong tệp, từ dòng 3."]


def test_styles_made_to_be_slow_are_looked_through_once():
    """A format without an end, and as many formats as a file may name."""
    endless = b'<numFmt numFmtId="164" formatCode="' + b"[" * 200_000 + b'%"/>'
    many = b"".join(b'<numFmt numFmtId="%d" formatCode="0%%"/>' % number for number in range(165, 30_165))
    styles = b"<cellXfs>" + b"".join(b'<xf numFmtId="%d"/>' % number for number in range(165, 30_165)) + b"</cellXfs>"
    cells = b"".join(b'<c r="A%d" s="29999"><v>1</v></c>' % number for number in range(1, 100_001))
    began = time.process_time()
    known = formats.styles(endless + many + styles)
    found = formats.cells(b"<sheetData>" + cells + b"</sheetData>", known)
    assert (len(known), len(found), found[99_999, 0]) == (30_000, 100_000, formats.Shows.SHARE)
    assert time.process_time() - began < 5
