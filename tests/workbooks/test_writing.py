import csv
import io
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketnoi.workbooks import reading, writing
from ketnoi.workbooks.writing import About, Sheet

DANGEROUS = ["=1+1", "+84 9", "-2+3", "@SUM(A1)", "\t=1", "\r=1", '=cmd|"/c calc"!A1', "=HYPERLINK(1)"]


def back(content):
    return {sheet.name: sheet.rows for sheet in reading.read(content).sheets}


def sheet_xml(content, number=1):
    import zipfile

    return zipfile.ZipFile(io.BytesIO(content)).read(f"xl/worksheets/sheet{number}.xml").decode()


def test_types_come_back_as_what_they_are():
    at = datetime(2026, 2, 5, 7, 30, tzinfo=UTC)
    row = ["Buổi", 7, 2.5, Decimal("1.25"), date(2026, 2, 5), at, True, None, 0]
    rows = back(writing.write([Sheet("A", [str(i) for i in range(9)], [row])]))["A"]
    expected = ["Buổi", 7, 2.5, 1.25, date(2026, 2, 5), datetime.fromisoformat("2026-02-05T14:30"), True, "", 0]
    assert rows[1] == expected


@pytest.mark.parametrize("text", DANGEROUS)
def test_text_is_never_a_formula(text):
    content = writing.write([Sheet("A", [text], [[text]], totals=[text])])
    assert "<f>" not in sheet_xml(content)
    assert [row[0].strip() for row in back(content)["A"]] == [text.strip()] * 3


@pytest.mark.parametrize("text", DANGEROUS)
def test_in_csv_a_formula_is_disarmed(text):
    lines = b"".join(writing.csv(Sheet("A", ["Tên"], [[text]]))).decode("utf-8-sig")
    # what stands after a sign that may end a cell is disarmed too
    disarmed = f"'{text[0]}'{text[1:]}" if text[0] in "\t\r" else f"'{text}"
    assert list(csv.reader(io.StringIO(lines, newline="")))[1] == [disarmed]


@pytest.mark.parametrize("sign", [";", "\t", "\n", "\r"])
@pytest.mark.parametrize("formula", ["=1+1", "+84 9", "@SUM(A1)", "-2+3"])
def test_no_formula_begins_where_another_separator_splits_the_line(sign, formula):
    content = b"".join(writing.csv(Sheet("A", ["Tên"], [["Xã A", f"Buổi một{sign}{formula}"]])))
    assert f"Buổi một{sign}'{formula}" in content.decode("utf-8-sig")
    assert back(writing.write([Sheet("A", ["Tên"], [[f"a;{formula}"]])]))["A"][1] == [f"a;{formula}"]


def test_csv_has_the_mark_and_plain_numbers_stay_plain():
    content = b"".join(writing.csv(Sheet("A", ["Tên", "Số"], [["Đà", -5], ["x", "-5"]], totals=["", 1])))
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.decode("utf-8-sig") == "Tên,Số\r\nĐà,-5\r\nx,-5\r\n,1\r\n"


@given(st.text())
def test_no_disarmed_text_starts_like_a_formula(text):
    safe = writing.disarmed(text)
    assert not safe.startswith(("=", "+", "@", "\t", "\r"))
    assert safe.removeprefix("'") == text.removeprefix("'")


def test_who_exported_what_and_when_is_in_the_file():
    at = int(datetime(2026, 2, 5, 7, 30, tzinfo=UTC).timestamp() * 1_000_000)
    about = About("Sổ việc", "Người Mẫu", "Đơn vị Mẫu", at, "Toàn tỉnh")
    book = back(writing.write([Sheet("A", ["x"], [])], about))
    assert dict(book["Thông tin xuất"][1:]) == {
        "Nội dung": "Sổ việc",
        "Phạm vi": "Toàn tỉnh",
        "Người xuất": "Người Mẫu",
        "Đơn vị": "Đơn vị Mẫu",
        "Thời điểm xuất": "14:30, 05/02/2026",
    }


def test_long_codes_keep_every_digit():
    assert back(writing.write([Sheet("A", ["x"], [[10**15 + 1]])]))["A"][1] == ["1000000000000001"]


def test_names_of_sheets_are_made_fit_and_different():
    names = ["a/b[c]", "A-b-c-", "x" * 40, "x" * 50, ""]
    book = writing.write([Sheet(name, ["h"], []) for name in names])
    assert list(back(book)) == ["a-b-c-", "A-b-c- (2)", "x" * 31, "x" * 25 + " (2)", "Trang"]


def test_rows_past_the_last_line_go_on_in_a_further_sheet(monkeypatch):
    monkeypatch.setattr(writing, "MOST_ROWS", 4)
    rows = ([number] for number in range(5))
    book = back(writing.write([Sheet("A", ["n"], rows, totals=[10])]))
    assert book == {"A": [["n"], [0], [1], [2]], "A (2)": [["n"], [3], [4], [10]]}


def test_text_longer_than_a_cell_says_that_it_goes_on():
    text = back(writing.write([Sheet("A", ["x"], [["a" * 40_000]])]))["A"][1][0]
    assert (len(text), text[-1]) == (32_767, "…")


def test_a_file_can_be_written_to_directly(tmp_path):
    with (tmp_path / "a.xlsx").open("wb") as target:
        writing.write_to(target, [Sheet("A", ["x"], [[1]])])
    assert back((tmp_path / "a.xlsx").read_bytes()) == {"A": [["x"], [1]]}
