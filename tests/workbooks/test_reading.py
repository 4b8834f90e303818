import io
import re
import time
import zipfile
from datetime import date

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from ketnoi.workbooks import body, formats, headings, reading, unsolved, writing
from tests.workbooks import books

GOOD = books.book(["Việc", "05/02/2026", 3, "Buổi"], ["Khác", "06/02/2026", 4, "Lớp"])


def refusal(content):
    with pytest.raises(reading.WorkbookRefused) as refused:
        reading.read(content)
    return str(refused.value)


def test_rows_keep_their_places():
    content = writing.write([writing.Sheet("Trang", ["a", "b"], [[], ["x", date(2026, 2, 5)]])])
    assert reading.read(content).sheets == [reading.Sheet("Trang", [["a", "b"], ["", ""], ["x", date(2026, 2, 5)]])]


def test_a_file_object_is_read_from_its_start():
    file = io.BytesIO(GOOD)
    file.read(10)
    assert reading.read(file).sheets[0].rows[1][0] == "Việc"


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (b"", "rỗng"),
        (b"a,b,c\n", "không phải bảng tính"),
        (b"%PDF-1.7", "không phải bảng tính"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "đời cũ"),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "mật khẩu"),
        (GOOD[:300], "hỏng"),
        (books.changed(GOOD, drop=["xl/workbook.xml"]), "không phải bảng tính"),
        (books.changed(GOOD, add={"xl/vbaProject.bin": b"x"}), "macro"),
        (books.changed(GOOD, add={"xl/macrosheets/sheet1.xml": b"<x/>"}), "macro"),
        (books.changed(GOOD, add={"xl/externalLinks/externalLink1.xml": b"<x/>"}), "liên kết"),
        (books.changed(GOOD, add={"xl/media/big.bin": b"0" * 12_000_000}), "quá nhiều dữ liệu"),
        (books.with_cell("XFD2"), "cột"),
        (books.with_cell("xfd2"), "cột"),
        (books.with_cell("D200001"), "dòng"),
        (books.with_cell("CV200000"), "quá lớn"),
        (books.with_sheet(lambda xml: xml.replace(b'<c r="D2"', b"<c")), "chuẩn"),
        (books.with_sheet(lambda xml: xml.replace(b"<worksheet", b"<!DOCTYPE x []><worksheet")), "chuẩn"),
        (books.with_sheet(lambda xml: xml.decode().encode("utf-16")), "chuẩn"),
        (books.with_sheet(lambda xml: xml[: len(xml) // 2]), "hỏng"),
    ],
)
def test_what_is_refused_and_why(content, why):
    assert why in refusal(content)


def test_a_macro_workbook_without_its_macro_is_refused_by_its_type():
    def swap(types):
        return types.replace(b"spreadsheetml.sheet.main", b"sheet.macroEnabled.main")

    assert "macro" in refusal(books.changed(GOOD, swap={"[Content_Types].xml": swap}))


def test_an_encrypted_entry_is_refused():
    content = bytearray(GOOD)
    content[content.rindex(b"PK\x01\x02") + 8] |= 1
    assert "mật khẩu" in refusal(bytes(content))


def test_a_large_file_is_refused_before_it_is_opened():
    assert "MB" in refusal(b"PK" + b"0" * reading.MOST_BYTES)


FAR_IN_ANOTHER_NAME = (
    b'<c r="A1" x:r="ZZZ9999999" t="e"><v>#N/A</v></c>',
    b"""<c r="A1" s="0 r='ZZZ9999999'" t="e"><v>#N/A</v></c>""",
)


@pytest.mark.parametrize("cell", FAR_IN_ANOTHER_NAME)
def test_a_cell_stands_where_its_own_name_says(cell):
    content = books.with_sheet(lambda xml: re.sub(rb'<c r="A1"[^>]*>.*?</c>', cell, xml, count=1))
    (sheet,) = reading.read(content).sheets
    assert sheet.unsolved == {(0, 0): "#N/A"}
    assert (len(sheet.rows), len(sheet.rows[0])) == (2, 4)


def test_a_list_of_sheets_in_an_encoding_nobody_knows_is_refused():
    broken = books.with_sheet(lambda xml: re.sub(rb'<c r="A1"[^>]*>.*?</c>', FAR_IN_ANOTHER_NAME[0], xml, count=1))
    swap = {"xl/workbook.xml": lambda xml: xml.replace(b'encoding="UTF-8"', b'encoding="nonsense"')}
    assert "chuẩn" in refusal(books.changed(broken, swap=swap))


def test_one_long_text_in_very_many_cells_is_refused(monkeypatch):
    monkeypatch.setattr(reading, "MOST_TEXT", 20_000)
    assert "quá lớn" in refusal(books.book(*[["x" * 1000, "a", "b", "c"]] * 10))


def test_the_limits_themselves_are_allowed():
    assert reading._checked_extent([b"A200000"]) == 200_000
    assert reading._checked_extent([b"CV1", b"1"]) == 100


OTHER_WAYS = (
    *(b"<c r='XFD1'/>", b'<c s="1" r="XFD1"/>', b'<c r="xfd1"/>', b'<x:c r="XFD1"/>'),
    *(b'<c\nr = "XFD1"/>', b'<c r=" XFD1"/>'),
)


@pytest.mark.parametrize("cell", OTHER_WAYS)
def test_a_far_cell_written_in_another_way_than_all_others_is_seen(cell):
    content = books.with_sheet(lambda xml: xml.replace(b"</row>", cell + b"</row>", 1))
    assert "hơn 100 cột" in refusal(content)


def outcome(content):
    """What comes out of reading; anything else raised fails the test."""
    try:
        return type(reading.read(content))
    except reading.WorkbookRefused as refused:
        return str(refused)


@given(st.binary(max_size=300), st.sampled_from([b"", b"PK\x03\x04", b"PK\x05\x06" + b"\0" * 18, b"\xd0\xcf\x11\xe0"]))
def test_any_bytes_give_a_book_or_a_refusal(tail, head):
    assert outcome(head + tail)


@given(st.lists(st.tuples(st.integers(0, len(GOOD) - 1), st.integers(0, 255)), min_size=1, max_size=6))
def test_damaged_workbooks_give_a_book_or_a_refusal(changes):
    content = bytearray(GOOD)
    for place, value in changes:
        content[place] = value
    assert outcome(bytes(content))


PARTS = zipfile.ZipFile(io.BytesIO(GOOD)).namelist()


@given(
    st.sampled_from(PARTS),
    st.integers(0, 4000),
    st.one_of(
        st.binary(max_size=30),
        st.sampled_from([b"<c>", b'<c r="', b'"', b"<row ", b"</c>", b"\xff\xfe", b"<v>9e999</v>"]),
    ),
)
def test_damage_inside_a_part_gives_a_book_or_a_refusal(part, place, put):
    def damage(old):
        at = place % (len(old) + 1)
        return old[:at] + put + old[at + len(put) // 2 :]

    assert outcome(books.changed(GOOD, swap={part: damage}))


def odd(*cells, swap=None):
    """The first sheet of a book whose second row holds these cells as they stand in its XML."""
    made = "".join(cells).encode()
    content = books.with_sheet(
        lambda part: part.replace(b"</sheetData>", b'<row r="9">' + made + b"</row></sheetData>")
    )
    return reading.read(books.changed(content, swap=swap or {})).sheets[0]


def test_cells_without_a_value_are_told_and_never_empty():
    error, lost = '<c r="B9" t="e"><v>#REF!</v></c>', '<c r="H9"><f>SUM(A1:A2)&amp;1</f><v></v></c>'
    bare, empty = '<c r="C9"><f>A1</f></c>', '<c r="D9" t="str"><f>IF(1,"","")</f><v></v></c>'
    done, shared = '<c r="E9"><f>A1</f><v>0</v></c>', '<c r="F9"><f t="shared" si="0"/></c>'
    found = odd(error, bare, empty, done, shared, lost, swap={"xl/workbook.xml": without_recalculation})
    assert found.rows[8][1:8] == ["#REF!", "=A1", "", 0, "=", "", "=SUM(A1:A2)&1"]
    assert set(found.unsolved) == {(8, 1), (8, 2), (8, 5), (8, 7)}
    assert len({len(row) for row in found.rows}) == 1


def test_zeros_of_a_program_that_leaves_formulas_to_the_opening_are_none():
    cell = '<c r="B9"><f>A1</f><v>0</v></c>'
    assert odd(cell).rows[8][1] == "=A1"
    assert odd(cell, swap={"xl/workbook.xml": without_recalculation}).rows[8][1] == 0


def without_recalculation(part):
    return part.replace(b' fullCalcOnLoad="1"', b"")


def test_cells_without_a_value_belong_to_their_sheet():
    content = io.BytesIO()
    with xlsxwriter.Workbook(content) as book:
        for name in ("Một & hai", "Ba"):
            book.add_worksheet(name).write(0, 0, name)
        book.get_worksheet_by_name("Ba").write_formula(1, 0, "=1/0", None, "#DIV/0!")
    assert odd('<c r="b9" t="e"><v>#N/A</v></c>').rows[8][1] == "#N/A"
    first, second = reading.read(content.getvalue()).sheets
    assert (first.rows, dict(first.unsolved)) == ([["Một & hai"]], {})
    assert (second.rows, dict(second.unsolved)) == ([["Ba"], ["#DIV/0!"]], {(1, 0): "#DIV/0!"})


def test_too_many_cells_without_a_value_refuse_the_file(monkeypatch):
    monkeypatch.setattr(unsolved, "MOST", 2)
    cells = [f'<c r="{letter}9" t="e"><v>#N/A</v></c>' for letter in "ABC"]
    assert set(odd(*cells[:2]).unsolved) == {(8, 0), (8, 1)}
    with pytest.raises(reading.WorkbookRefused, match="quá nhiều ô báo lỗi"):
        odd(*cells)


def test_strict_files_are_read_as_any_other():
    """As Excel saves "Strict Open XML Spreadsheet": the same parts under other namespaces."""
    spaces = {
        b"http://schemas.openxmlformats.org/spreadsheetml/2006/main": b"http://purl.oclc.org/ooxml/spreadsheetml/main",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships":
            b"http://purl.oclc.org/ooxml/officeDocument/relationships",
    }  # fmt: skip

    def strict(part):
        for transitional, own in spaces.items():
            part = part.replace(transitional, own)
        return part

    content = io.BytesIO()
    with xlsxwriter.Workbook(content) as book:
        page = book.add_worksheet("Tháng 3")
        page.write_row(0, 0, ["Bản Nà Hoa", 41])
        page.write_formula(1, 0, "=1/0", None, "#DIV/0!")
        page.write_number(1, 1, 1, book.add_format({"num_format": "0%"}))
        page.merge_range(2, 0, 2, 1, "gộp")
    made = books.changed(content.getvalue(), swap=dict.fromkeys(zipfile.ZipFile(content).namelist(), strict))
    assert b"purl.oclc.org" in zipfile.ZipFile(io.BytesIO(made)).read("xl/worksheets/sheet1.xml")
    (sheet,) = reading.read(made).sheets
    assert sheet.rows == [["Bản Nà Hoa", 41], ["#DIV/0!", "100%"], ["gộp", ""]]
    assert dict(sheet.unsolved) == {(1, 0): "#DIV/0!"}
    assert list(sheet.merged) == [((2, 0), (2, 1))]


@pytest.mark.parametrize("again", [b'<c r="A1" t="e">', b"<f", b'<c t="e"><f>', b'<c r="A1"><v>', b"</f>  "])
def test_a_part_made_to_be_slow_is_looked_through_once(again):
    began = time.process_time()
    assert unsolved.cells(b't="e"<f' + again * 200_000, zeros_too=True) == {}
    assert time.process_time() - began < 5


@pytest.mark.parametrize(
    "said", [b"a" * 60_000 + b" " * 60_000, b"a" * 120_000, b"a=" * 60_000, b"a =" + b" " * 120_000, b'a="' * 40_001]
)
def test_a_tag_made_to_be_slow_is_looked_through_once(said):
    began = time.process_time()
    found = unsolved.attributes(said + b"' r='A1'")
    assert time.process_time() - began < 2
    assert found.get(b"r", b"A1") == b"A1"


def test_very_many_styles_cost_no_more_than_the_cells_that_have_them():
    """As many as Excel allows; the last of them is met in a single cell."""
    shown = {b"%d" % place: formats.Shows.SHARE for place in range(1, 60_001)}
    usual = b"".join(b'<c r="A%d" s="60001"><v>1</v></c>' % row for row in range(1, 60_001))
    began = time.process_time()
    found = formats.cells(b"<sheetData>" + usual + b'<c r="B7" s="60000"><v>1</v></c>', shown)
    assert time.process_time() - began < 2
    assert found == {(6, 1): formats.Shows.SHARE}


def test_too_many_shares_or_styles_refuse_the_file(monkeypatch):
    def book(cells, styles):
        """Cells that show a share, and one for each of so many styles that holds nothing."""
        content = io.BytesIO()
        with xlsxwriter.Workbook(content) as made:
            page = made.add_worksheet()
            for number in range(styles):
                share = made.add_format({"num_format": "0%", "font_size": 8 + number})
                page.write_blank(9, number, None, share)
            for row in range(cells):
                page.write_number(row, 0, 1, share)
        return content.getvalue()

    monkeypatch.setattr(formats, "MOST", 2)
    monkeypatch.setattr(formats, "MOST_BYTES", 3_000)
    assert reading.read(book(2, 1)).sheets[0].rows[1][0] == "100%"
    with pytest.raises(reading.WorkbookRefused, match="Bảng quá lớn"):
        reading.read(book(3, 1))
    with pytest.raises(reading.WorkbookRefused, match="không đúng chuẩn"):
        reading.read(book(2, 40))


def merged(*references, rows=(["a", "05/02/2026", 3, "Buổi"],)):
    """A small book that says it merges these cells."""
    said = b"".join(b'<mergeCell ref="%s"/>' % one.encode() for one in references)
    content = books.book(*rows)
    swap = {
        "xl/worksheets/sheet1.xml": lambda xml: xml.replace(
            b"</sheetData>", b"</sheetData><mergeCells>" + said + b"</mergeCells>"
        )
    }
    return books.changed(content, swap=swap)


@pytest.mark.parametrize(
    ("references", "areas"),
    [
        (["A1:B1", "A1:B1"], [((0, 0), (0, 1))]),
        (["A2:A1048576"], [((1, 0), (1, 0))]),
        (["A1:ZZZZZZ1"], [((0, 0), (0, reading.MOST_COLUMNS - 1))]),
        (["D1:F2"], [((0, 3), (1, 5))]),
        (["A3:B4", "E1:F1", "B1:A1", "A2:A1"], []),
    ],
)
def test_merged_cells_are_cut_off_where_nothing_stands(references, areas):
    (sheet,) = reading.read(merged(*references)).sheets
    assert (len(sheet.rows), len(sheet.rows[0])) == (2, 4)
    assert list(sheet.merged) == areas


def test_empty_merged_cells_below_the_table_are_no_row():
    content = merged("A4:A6", rows=(["a", "05/02/2026", 3, "Buổi"],))
    (sheet,) = reading.read(content).sheets
    header = headings.find(books.FORM, sheet)
    parts = body.split(books.FORM, sheet, header, headings.matched(books.FORM, header.headings))
    assert [(row.number, row.cells["name"]) for row in parts.rows] == [(2, "a")]


def test_merged_cells_over_each_other_are_refused(monkeypatch):
    monkeypatch.setattr(reading, "MOST_CELLS", 20)
    over = ["A1:D2", "A1:C2", "A1:B2", "A2:B2"]  # 8, 6, 4 and 2 cells
    assert len(reading.read(merged(*over)).sheets[0].merged) == 4
    assert "chuẩn" in refusal(merged(*over, "C1:D1"))


def test_more_merged_cells_than_may_be_are_refused_before_they_are_laid_out(monkeypatch):
    monkeypatch.setattr(reading, "MOST_MERGED", 5)
    assert reading.read(merged("A1:B1", "A2:B2", "C1:D1")).sheets
    assert "quá lớn" in refusal(merged("A1:B1", "A2:B2", "C1:D1", "C2:D2"))


@pytest.mark.parametrize("many", [1, 40])
def test_parts_of_no_sheet_hold_no_shared_texts(monkeypatch, many):
    """Only cells show a text again and again."""
    monkeypatch.setattr(reading, "MOST_TEXT", 20_000)
    rows = [["x" * 600, "a", "b", "c"]] * 2
    content = books.changed(books.book(*rows), add={"docProps/custom.xml": b'<a b="s"/>' * many})
    assert reading.read(content).sheets[0].rows[1][0] == "x" * 600
