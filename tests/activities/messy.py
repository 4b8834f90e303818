"""Thirty workbooks as units make them, each with what must come of every line. Places and people are invented.

A case says rows of sheets as somebody typed them, and line by line what is recorded (`good`: changes to USUAL),
what is refused (`bad`: columns with an error), what somebody must agree to (`doubts`: columns) and what is no row.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import xlsxwriter
from django.core.files.base import ContentFile

HEAD = ["STT", "Ngày", "Loại hoạt động", "Nội dung", "Địa điểm", "Đơn vị chủ trì", "Đơn vị phối hợp", "Hội viên",
        "Học sinh", "Nhân dân", "Nữ", "DTTS", "Cách đếm"]  # fmt: skip
KIND, TITLE = "Tuyên truyền lồng ghép trong buổi sinh hoạt", "Nhận biết thủ đoạn mua bán người"
PLACE, LEAD, PARTNER = "Bản Nà Hoa, xã Minh họa A", "Hội LHPN xã Minh họa A", "Công an xã Minh họa A"
LINE = [1, "19/11/2022", KIND, TITLE, PLACE, LEAD, PARTNER, 41, 15, 8, 52, 58, "Đếm tại chỗ"]
COLUMNS = ["stt", "day", "kind", "title", "place", "lead", "partners", "hv", "hs", "nd", "women", "minority",
           "counting"]  # fmt: skip


class Share(float):
    """A number that its cell shows as a share: 1.0 as 100%."""


def line(**changes: Any) -> list[Any]:
    """The usual line with some cells written otherwise."""
    return [changes.get(name, value) for name, value in zip(COLUMNS, LINE, strict=True)]


@dataclass
class Case:
    """`good` {line: changes to the usual entry}; keys are lines of the sheet, or (sheet, line) from the second on.

    A cell that is a pair is a formula, and what the file keeps as its result. `warned` {line: columns of which
    something is only said}, where a case is about that.
    """

    sheets: dict[str, list[list[Any]]]
    good: dict[Any, dict[str, Any]] = field(default_factory=dict)
    bad: dict[Any, set[str]] = field(default_factory=dict)
    doubts: dict[Any, set[str]] = field(default_factory=dict)
    out: list[int] = field(default_factory=list)
    remarks: int = 0
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    warned: dict[Any, set[str]] | None = None

    def file(self, name: str = "so-lieu.xlsx") -> ContentFile:
        content = io.BytesIO()
        with xlsxwriter.Workbook(content) as book:
            book.set_properties({"created": dt.datetime(2022, 12, 1)})  # noqa: DTZ001 - the format holds no zone
            day = book.add_format({"num_format": "dd/mm/yyyy"})
            share = book.add_format({"num_format": "0%"})
            for title, rows in self.sheets.items():
                self._sheet(book.add_worksheet(title), rows, day, share)
        return ContentFile(content.getvalue(), name)

    def _sheet(self, page: Any, rows: list[list[Any]], day: Any, share: Any) -> None:
        for top, left, bottom, right in self.merged:
            page.merge_range(top, left, bottom, right, "")
        for number, row in enumerate(rows):
            for place, value in enumerate(row):
                if isinstance(value, tuple):
                    page.write_formula(number, place, value[0], None, value[1])
                elif isinstance(value, Share):
                    page.write_number(number, place, value, share)
                elif isinstance(value, dt.date):
                    page.write_datetime(number, place, value, day)
                elif isinstance(value, str) and value:
                    page.write_string(number, place, value)
                elif value not in {"", None}:
                    page.write_number(number, place, value)


CASES: dict[str, Callable[[Any], Case]] = {}


def case(make: Callable[[Any], Case]) -> Callable[[Any], Case]:
    CASES[make.__name__] = make
    return make


def table(*lines: list[Any], above: tuple[list[Any], ...] = (), below: tuple[list[Any], ...] = ()) -> dict[str, Any]:
    return {"Biểu": [*above, HEAD, *lines, *below]}


@case
def title_rows_above(world):
    above = (["HỘI LHPN XÃ MINH HỌA A"], [], ["BIỂU TỔNG HỢP HOẠT ĐỘNG NĂM 2022"], ["(Kèm theo báo cáo)"])
    return Case(table(LINE, above=above), good={6: {}}, merged=[(2, 0, 2, 12)])


@case
def two_level_header(world):
    top = [*HEAD[:7], "Số lượt người tham gia", "", "", "Trong đó", "", HEAD[12]]
    low = ["", "", "", "", "", "", "", "Hội viên", "Học sinh", "Nhân dân", "Nữ", "DTTS", ""]
    merged = [(0, 7, 0, 9), (0, 10, 0, 11), *((0, place, 1, place) for place in (*range(7), 12))]
    return Case({"Biểu": [top, low, LINE]}, good={3: {}}, merged=merged)


@case
def two_level_header_whose_merging_was_lost(world):
    top = [*HEAD[:7], "Số lượt người tham gia", "", "", "Trong đó", "", HEAD[12]]
    low = ["", "", "", "", "", "", "", "Hội viên", "Học sinh", "Nhân dân", "Nữ", "DTTS", ""]
    return Case({"Biểu": [top, low, LINE]}, good={3: {}})


@case
def several_sheets(world):
    rest = [HEAD, line(day="20/11/2022"), line(day="21/11/2022")]
    sheets = {"Tháng 11": [HEAD, LINE], "Tiếp": rest, "Bìa": [["Báo cáo năm"]]}
    good = {2: {}, (1, 2): {"starts_on": dt.date(2022, 11, 20)}, (1, 3): {"starts_on": dt.date(2022, 11, 21)}}
    return Case(sheets, good=good, out=[1])


@case
def totals_at_the_bottom(world):
    total = ["Tổng cộng", "", "", "", "", "", "", 82, 30, 16, 104, 116, ""]
    second = line(stt=2, day="20/11/2022")
    return Case(table(LINE, second, total), good={2: {}, 3: {"starts_on": dt.date(2022, 11, 20)}}, out=[4])


@case
def totals_that_do_not_add_up(world):
    total = ["", "Cộng:", "", "", "", "", "", 42, 15, 8, 52, 58, ""]
    return Case(table(LINE, total), good={2: {}}, out=[3], remarks=1)


@case
def subtotals_and_sections(world):
    first, second = ["I", "Xã Minh họa A"], ["II", "Xã Minh họa B"]
    sub = ["", "Cộng", "", "", "", "", "", 41, 15, 8]
    usual = {"place": PLACE, "lead": LEAD, "partners": PARTNER}
    there = {name: text.replace("họa A", "họa B") for name, text in usual.items()}
    other = line(stt=2, **there)
    changed = {"place": "na_hoa_b", "lead": "hoi_b", "partners": ("ca_b",)}
    total = ["Tổng số", "", "", "", "", "", "", 82, 30, 16]
    return Case(table(first, LINE, sub, second, other, total), good={3: {}, 6: changed}, out=[2, 4, 5, 7])


@case
def blank_rows(world):
    rows = ([], LINE, [], ["", " ", ""], line(stt=2, day="20/11/2022"), [])
    return Case(table(*rows), good={3: {}, 6: {"starts_on": dt.date(2022, 11, 20)}})


@case
def numbers_with_words(world):
    rows = (line(hv="Số lượt: 41", hs="15 em", nd="8 người", women="52 lượt", minority=" 58 "),)
    return Case(table(*rows), good={2: {}})


@case
def numbers_in_groups(world):
    rows = (line(hv="1.200"), line(hv="1200"), line(hv="1 200", day="20/11/2022"), line(hv="1200,0", day="21/11/2022"))
    many = {"attendance": {"HOI_VIEN": 1200}}
    good = {2: many, 3: many}
    good |= {4: many | {"starts_on": dt.date(2022, 11, 20)}, 5: many | {"starts_on": dt.date(2022, 11, 21)}}
    return Case(table(*rows), good=good)


@case
def over_and_nearly(world):
    rows = (line(hv="trên 300"), line(hv="gần 2.000"), line(hv="Khoảng 50 người"), line(hv="100+"))
    good = {
        number: {"attendance": {"HOI_VIEN": count}, "counting": "UOC_TINH"}
        for number, count in zip(range(2, 6), (300, 2000, 50, 100), strict=True)
    }
    return Case(table(*rows), good=good, doubts={number: {"audience_HOI_VIEN"} for number in good})


@case
def words_for_numbers(world):
    rows = (line(hv="hàng trăm"), LINE, line(hs="đông"), line(nd="200-300"), line(women="12,5"), line(minority=1.2))
    bad = {2: {"audience_HOI_VIEN"}, 4: {"audience_HOC_SINH"}, 5: {"audience_NHAN_DAN"}, 6: {"women"}, 7: {"minority"}}
    return Case(table(*rows), good={3: {}}, bad=bad)


@case
def days_written_many_ways(world):
    days = ["05/3/2021", "5-3-21", "5.3.2021", dt.date(2021, 3, 5), 44260, "2021-03-05", "ngày 5 tháng 3 năm 2021",
            "05/03/2021 00:00:00", "Sáng thứ Sáu, 05/3/2021"]  # fmt: skip
    rows = [line(day=day, title=f"Buổi {number}") for number, day in enumerate(days)]
    day = dt.date(2021, 3, 5)
    return Case(table(*rows), good={number + 2: {"starts_on": day, "title": f"Buổi {number}"} for number in range(9)})


@case
def months_without_days(world):
    rows = (line(day="tháng 3/2021"), line(day="3/2021", title="B"), LINE)
    month = {"starts_on": dt.date(2021, 3, 1), "ends_on": dt.date(2021, 3, 31)}
    return Case(table(*rows), good={2: month, 3: month | {"title": "B"}, 4: {}}, doubts={2: {"day"}, 3: {"day"}})


@case
def days_that_are_none(world):
    days = ["31/02/2022", "5/3", "3/25/2021", "quý I/2021", "năm 2021", "", 2021, "hôm qua", "19/11/2099"]
    rows = [line(day=day) for day in days]
    return Case(table(*rows, LINE), good={11: {}}, bad={number: {"day"} for number in range(2, 11)})


@case
def days_from_to(world):
    rows = (line(day="05-07/3/2021"), line(day="28/2 - 02/3/2021"), line(day="từ 05/3/2021 đến 07/3/2021", title="B"))
    first = {"starts_on": dt.date(2021, 3, 5), "ends_on": dt.date(2021, 3, 7)}
    second = {"starts_on": dt.date(2021, 2, 28), "ends_on": dt.date(2021, 3, 2)}
    return Case(table(*rows), good={2: first, 3: second, 4: first | {"title": "B"}})


@case
def old_and_new_places(world):
    rows = (
        line(place="Bản Huổi Lương, xã Minh họa A, huyện Hoa Mận"),
        line(day="01/8/2025", place="Bản Nà Hoa, xã Minh họa", lead="Hội LHPN xã Minh họa", partners=""),
        line(day="02/8/2025", place="xã Minh họa B", lead="Hội LHPN xã Minh họa", partners=""),
        line(place="Huyện Hoa Mận"),
    )
    now = {"lead": "hoi_xa", "partners": ()}
    good = {
        2: {"place": "huoi_luong"},
        3: now | {"starts_on": dt.date(2025, 8, 1), "place": "na_hoa_moi"},
        4: now | {"starts_on": dt.date(2025, 8, 2), "place": "xa"},
        5: {"place": "huyen"},
    }
    return Case(table(*rows), good=good, doubts={4: {"place"}})


@case
def missing_marks(world):
    rows = (
        line(place="ban na hoa, xa minh hoa a", lead="hoi lhpn xa minh hoa a", partners="cong an xa minh hoa a",
             kind="tuyen truyen long ghep trong buoi sinh hoat", counting="dem tai cho"),
    )  # fmt: skip
    bare = [["STT", "Ngay", "Loai hoat dong", "Noi dung", "Dia diem", "Don vi chu tri", "Don vi phoi hop", "Hoi vien",
             "Hoc sinh", "Nhan dan", "Nu", "DTTS", "Cach dem"], *rows]  # fmt: skip
    return Case({"Bieu": bare}, good={2: {}})


@case
def both_tone_styles_and_split_marks(world):
    import unicodedata

    split = unicodedata.normalize("NFD", PLACE)
    rows = (line(place="Bản Nà Hòa, xã Minh hoạ A"), line(place=split, title="Nhận biết thủ đoạn"))
    return Case(table(*rows), good={2: {}, 3: {"title": "Nhận biết thủ đoạn"}})


@case
def units_written_many_ways(world):
    ways = ["Hội LHPN xã Minh họa A", "HPN xã Minh họa A", "Hội phụ nữ Minh họa A", "Hội PN xã Minh họa A",
            "Hội Liên hiệp Phụ nữ xã Minh họa A", "LHPN xã Minh họa A", "BCH Hội LHPN xã Minh họa A",
            "PN x. Minh họa A", "HPN Minh hoạ A", "Hội LHPN xã Minh họa A, huyện Hoa Mận"]  # fmt: skip
    police = ["CA xã Minh họa A", "Công an Minh họa A", "CA x.Minh họa A", "Ban Công an xã Minh họa A", "Công an xã",
              "CA xã", "công an xã Minh Họa A", "CA Minh họa A", "C\u00f4ng an xã Minh họa A (cũ)",
              "Lực lượng Công an xã Minh họa A"]  # fmt: skip
    rows = [line(lead=lead, partners=partner, title=f"Buổi {number}")
            for number, (lead, partner) in enumerate(zip(ways, police, strict=True))]  # fmt: skip
    return Case(table(*rows), good={number + 2: {"title": f"Buổi {number}"} for number in range(10)})


@case
def several_partners(world):
    rows = (
        line(partners="CA xã Minh họa A, VKSND tỉnh Minh họa và TAND tỉnh Minh họa"),
        line(partners="Công an xã Minh họa A; VKS tỉnh; Tòa án tỉnh", title="B"),
    )
    three = {"partners": ("ca_a", "vks_tinh", "ta_tinh")}
    return Case(table(*rows), good={2: three, 3: three | {"title": "B"}})


@case
def unknown_units_and_places(world):
    rows = (
        line(lead="Hội LHPN xã Không Có"),
        line(partners="Hội Cựu chiến binh"),
        line(place="Xã Không Có"),
        line(place="Bản Nà Hoa"),
        line(lead="Hội LHPN xã Minh họa"),
        LINE,
    )
    bad = {2: {"lead"}, 3: {"partners"}, 4: {"place"}, 5: {"place"}, 6: {"lead"}}
    return Case(table(*rows), good={7: {}}, bad=bad)


@case
def leading_zeros(world):
    return Case(table(line(stt="001", hv="041", hs="0015", nd="08", day="019/11/2022"),
                      line(stt="002", hv="041", hs="0015", nd="08")), good={3: {}}, bad={2: {"day"}})  # fmt: skip


@case
def merged_cells_in_the_table(world):
    rows = (LINE, line(stt=2, day="", title="B"), line(stt=3, day="", title="C"))
    good = {2: {}, 3: {"title": "B"}, 4: {"title": "C"}}
    return Case(table(*rows), good=good, merged=[(1, 1, 3, 1)])


@case
def a_merged_number(world):
    rows = (line(women=10, minority=10), line(stt=2, title="B", hv="", women=10, minority=10), line(stt=3, title="C"))
    bad = {2: {"audience_HOI_VIEN"}, 3: {"audience_HOI_VIEN"}}
    return Case(table(*rows), good={4: {"title": "C"}}, bad=bad, merged=[(1, 7, 2, 7)])


@case
def only_a_total(world):
    head = ["TT", "Thời gian", "Hình thức", "Nội dung tuyên truyền", "Địa điểm tổ chức", "Đơn vị", "Số người tham gia",
            "Nữ"]  # fmt: skip
    rows = [1, "19/11/2022", "Tuyên truyền", TITLE, PLACE, LEAD, 64, 52]
    changed = {"attendance": {"CHUA_XAC_DINH": 64}, "partners": (), "minority": None, "counting": None}
    return Case({"Biểu": [head, rows]}, good={2: changed})


@case
def total_against_its_parts(world):
    head = [*HEAD, "Tổng số"]
    rows = ([*LINE, 64], [*line(title="B"), 70], [*line(title="C"), 60])
    rest = {"title": "B", "attendance": {"HOI_VIEN": 41, "HOC_SINH": 15, "NHAN_DAN": 8, "CHUA_XAC_DINH": 6}}
    sheets = {"Biểu": [head, *rows]}
    return Case(sheets, good={2: {}, 3: rest}, bad={4: {"total"}}, doubts={3: {"total"}})


@case
def men_and_women(world):
    head = ["Ngày", "Loại", "Nội dung", "Địa bàn", "Đơn vị chủ trì", "Nam", "Nữ"]
    first = ["19/11/2022", "Tập huấn", TITLE, PLACE, LEAD, 12, 52]
    rows = (first, ["19/11/2022", "hội nghị", TITLE, PLACE, LEAD, 0, 7])
    plain = {"partners": (), "minority": None, "counting": None}
    good = {
        2: plain | {"kind": "TAP_HUAN", "attendance": {"CHUA_XAC_DINH": 64}},
        3: plain | {"kind": "HOI_NGHI", "attendance": {"CHUA_XAC_DINH": 7}, "women": 7},
    }
    return Case({"Biểu": [head, *rows]}, good=good)


@case
def numbered_columns_repeated_header_and_signatures(world):
    numbers = [f"({number})" for number in range(1, 14)]
    below = (
        ["", "", "", "", "", "", "", "", "Minh họa, ngày 05 tháng 12 năm 2022"],
        ["", "Người lập biểu", "", "", "", "", "", "", "TM. BAN THƯỜNG VỤ"],
        ["", "Mẫu Thị Thử"],
    )
    second = line(stt=2, day="20/11/2022")
    return Case(table(numbers, LINE, HEAD, second, below=below),
                good={3: {}, 5: {"starts_on": dt.date(2022, 11, 20)}}, out=[2, 4, 6, 7, 8])  # fmt: skip


@case
def halls_and_formulas_as_text(world):
    rows = (
        line(place="Hội trường UBND, xã Minh họa A"),
        line(place="Chợ phiên", title='=HYPERLINK("x")'),
        line(title="Xem chợ", place="-nt-"),
    )
    good = {
        2: {"place": "xa_a", "venue": "Hội trường UBND"},
        3: {"place": None, "venue": "Chợ phiên", "title": '=HYPERLINK("x")'},
        4: {"place": None, "venue": "Chợ phiên", "title": "Xem chợ"},
    }
    return Case(table(*rows), good=good, doubts={3: {"place"}, 4: {"place"}})


@case
def as_above_and_twice_the_same(world):
    rows = (LINE, line(stt=2, title="B", place="-nt-", lead="nt", partners='"'), LINE)
    return Case(table(*rows), good={2: {}, 3: {"title": "B"}, 4: {}})
