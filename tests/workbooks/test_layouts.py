"""Headers and bodies of sheets as people make them, for a form that knows nothing of activities."""

import time
from dataclasses import replace

import pytest

from ketnoi.workbooks import body, columns, headings, layouts
from ketnoi.workbooks.body import Why
from ketnoi.workbooks.reading import Sheet, WorkbookRefused
from ketnoi.workbooks.template import Column, Holds, Template
from tests.workbooks.books import FORM

WIDE = Template(
    "bang-rong",
    "Bảng rộng",
    (
        Column("day", "Ngày", required=True, words=("Thời gian",)),
        Column("title", "Nội dung", required=True),
        Column("total", "Tổng số", holds=Holds.COUNT),
        Column("men", "Nam", holds=Holds.COUNT),
        Column("women", "Nữ", holds=Holds.COUNT, words=("Số nữ",)),
    ),
    ignored=("STT",),
)


def sheet(*rows, merged=(), name="Trang", hidden=False):
    return Sheet(name, [list(row) for row in rows], merged, hidden)


def found(form, made):
    header = headings.find(form, made)
    return header, headings.matched(form, header.headings)


def parted(made, form=WIDE):
    header, fields = found(form, made)
    return body.split(form, made, header, fields)


def test_the_header_is_found_below_titles_whatever_its_marks_and_case():
    made = sheet(["Danh sách"], [], ["SO NGUOI", "ten viec *", " Ngày: ", "loại"], [3, "A", "5/2", "Lớp"])
    header, fields = found(FORM, made)
    assert (header.top, header.depth, fields) == (2, 1, {0: "people", 1: "name", 2: "day", 3: "kind"})


def test_two_rows_of_headings_with_and_without_their_merging():
    rows = (
        ["STT", "Thời gian", "Nội dung", "Số người", "", ""],
        ["", "", "", "Tổng số", "Nam", "Nữ"],
        [1, "5/3/2021", "A", 10, 4, 6],
    )
    merged = [((0, 0), (1, 0)), ((0, 1), (1, 1)), ((0, 2), (1, 2)), ((0, 3), (0, 5))]
    for areas in (merged, ()):
        header, fields = found(WIDE, sheet(*rows, merged=areas))
        assert (header.top, header.depth) == (0, 2)
        assert fields == {1: "day", 2: "title", 3: "total", 4: "men", 5: "women"}
        assert header.headings[5].title == "Số người / Nữ"


def test_a_year_is_not_a_man():
    _header, fields = found(WIDE, sheet(["Năm", "Ngày", "Nội dung", "NAM", "nu"], [2021, "5/3/2021", "A", 1, 2]))
    assert fields == {1: "day", 2: "title", 3: "men", 4: "women"}


@pytest.mark.parametrize(
    ("group", "counted"),
    [
        ("Kết quả thực hiện kế hoạch", True), ("Thực hiện kế hoạch năm 2021", True), ("Kết quả đạt được", True),
        ("Kế hoạch", False), ("Kế hoạch thực hiện năm 2021", False), ("Kế hoạch và kết quả", False),
        ("Kết quả thực hiện kế hoạch (%)", False), ("Thực hiện so với kế hoạch", False), ("Chỉ tiêu giao", False),
    ],
)  # fmt: skip
def test_a_group_of_columns_says_whether_its_numbers_are_of_what_was_done(group, counted):
    made = sheet(["Ngày", "Nội dung", "Nam", group, ""], ["", "", "", "Tổng số", "Nữ"], ["5/3/2021", "A", 15, 45, 30],
                 merged=[((0, 3), (0, 4))])  # fmt: skip
    _header, fields = found(WIDE, made)
    assert fields == {0: "day", 1: "title", 2: "men"} | ({3: "total", 4: "women"} if counted else {})


def test_of_planned_and_done_under_one_group_the_nearest_words_decide():
    made = sheet(["Ngày", "Nội dung", "Kết quả thực hiện kế hoạch", ""], ["", "", "Kế hoạch", "Thực hiện"],
                 ["", "", "Tổng số", "Tổng số"], ["5/3/2021", "A", 60, 45], merged=[((0, 2), (0, 3))])  # fmt: skip
    _header, fields = found(WIDE, made)
    assert fields == {0: "day", 1: "title", 3: "total"}


def test_what_is_no_row_is_told_and_totals_are_compared():
    made = sheet(
        ["STT", "Ngày", "Nội dung", "Tổng số"],
        ["(1)", "(2)", "(3)", "(4)"],
        ["I", "Xã A", "", ""],
        [1, "5/3/2021", "Tổng kết phong trào", 10],
        [2, "6/3/2021", "Công an xã nói chuyện", 20],
        ["", "Cộng", "", 30],
        ["STT", "Ngày", "Nội dung", "Tổng số"],
        [3, "7/3/2021", "B", "1.000"],
        ["Tổng cộng", "", "", 1031],
        [],
        ["", "", "Người lập biểu", ""],
        ["", "", "Mẫu Thị Thử", ""],
    )
    parts = parted(made)
    assert [(row.number, row.cells["total"]) for row in parts.rows] == [(4, 10), (5, 20), (8, "1.000")]
    told = [(one.number, one.why) for one in parts.left_out]
    assert told == [(2, Why.HEADER), (3, Why.SECTION), (6, Why.TOTAL), (7, Why.HEADER), (9, Why.TOTAL),
                    (11, Why.FOOTER), (12, Why.FOOTER)]  # fmt: skip
    (remark,) = parts.remarks
    assert "dòng 9" in remark
    assert "1.031" in remark
    assert "1.030" in remark


def test_a_row_without_its_day_is_a_row_to_be_mended_never_left_out():
    made = sheet(["Ngày", "Nội dung", "Tổng số"], ["5/3/2021", "A", 1], ["", "Quên ngày", 5], ["", "Cũng quên", ""],
                 ["6/3/2021", "B", 2], ["", "Cuối bảng quên ngày", ""])  # fmt: skip
    parts = parted(made)
    assert [row.number for row in parts.rows] == [2, 3, 4, 5, 6]
    assert parts.left_out == []


def test_words_of_merged_cells_hold_for_all_their_rows_and_counts_do_not():
    made = sheet(
        ["Ngày", "Nội dung", "Tổng số"], ["5/3/2021", "A", 10], ["", "B", ""],
        merged=[((1, 0), (2, 0)), ((1, 2), (2, 2))],
    )  # fmt: skip
    first, second = parted(made).rows
    assert second.cells == {"day": "5/3/2021", "title": "B"}
    assert first.shared == second.shared == {"total"}


def test_as_above_is_what_stands_above():
    made = sheet(["Ngày", "Nội dung", "Tổng số"], ["5/3/2021", "A", 10], ["-nt-", "nt", 5], ["6/3/2021", '"', 7])
    assert [row.cells["title"] for row in parted(made).rows] == ["A", "A", "A"]
    assert [row.cells["day"] for row in parted(made).rows] == ["5/3/2021", "5/3/2021", "6/3/2021"]


def test_numbers_below_each_other_in_one_cell_are_never_joined():
    made = sheet(["Ngày", "Nội dung", "Tổng số"], ["5/3/2021", "A\nB", "150\n120"], ["6/3/2021", "B", "1.200\n lượt"],
                 ["7/3/2021", "C", "150" + " " * 200 + "\r\n\n 120"], ["8/3/2021", "D", " \n "])  # fmt: skip
    rows = parted(made).rows
    assert [row.cells.get("total") for row in rows] == ["150 / 120", "1.200 lượt", "150 / 120", None]
    assert rows[0].cells["title"] == "A B"


def test_a_long_cell_is_asked_only_at_its_beginning_whether_it_is_signed():
    slow = "ngày " * 40_000
    signed = "Sơn La, ngày 5 tháng 3 năm 2021"
    lines = [["", said, ""] for said in (slow, "x" * 120 + signed, signed)]
    made = sheet(["Ngày", "Nội dung", "Tổng số"], ["5/3/2021", "A", 1], *lines)
    began = time.process_time()
    parts = parted(made)
    assert time.process_time() - began < 2
    assert [row.number for row in parts.rows] == [2, 3, 4]
    assert [(one.number, one.why) for one in parts.left_out] == [(5, Why.FOOTER)]


def test_what_adds_up_wrongly_is_told_in_the_order_of_the_columns():
    made = sheet(["Ngày", "Nội dung", "Nữ", "Nam", "Tổng số"], ["5/3/2021", "A", 1, 2, 3], ["Cộng", "", 7, 8, 9])
    assert [remark.partition("“Trang”")[2][:24] for remark in parted(made).remarks] == [
        ", dòng 3: tổng cột “Nữ” ",
        ", dòng 3: tổng cột “Nam”",
        ", dòng 3: tổng cột “Tổng",
    ]


@pytest.mark.parametrize("signs", [headings.LONGEST_TITLE, headings.LONGEST_TITLE + 1])
def test_a_page_of_text_over_a_column_names_nothing(signs):
    above = "Ngày " + "x" * (signs - len("Ngày ") - len(" / Có mặt"))
    head = headings.Heading(0, (above, "Có mặt"))
    assert len(head.title) == signs
    assert headings.matched(WIDE, [head]) == ({0: "day"} if signs <= headings.LONGEST_TITLE else {})


def test_a_header_made_to_be_slow_is_looked_through_quickly():
    long = [[f"a{place} " * 8_000 for place in range(100)], [f"b{place}" for place in range(100)]]
    began = time.process_time()
    assert headings.find(WIDE, sheet(*long * 20)) is None
    assert time.process_time() - began < 5


def test_a_page_of_text_beside_headings_is_cut_off_and_hides_none_of_them():
    header, fields = found(WIDE, sheet(["Ngày", "Nội dung", "Nữ", "a " * 20_000], ["5/3/2021", "A", 1, "x"]))
    assert fields == {0: "day", 1: "title", 2: "women"}
    assert header.headings[3].words == ("a " * 999 + "a",)


@pytest.mark.parametrize("mark", ["″", "〃", "“", ",,", "n.t", "NT.", "Như trên.", "- nt -", "-//-", "′′"])
def test_marks_that_say_as_above(mark):
    made = sheet(["Ngày", "Nội dung", "Tổng số"], ["5/3/2021", "A", 10], ["6/3/2021", mark, 5])
    assert [row.cells["title"] for row in parted(made).rows] == ["A", "A"]


@pytest.mark.parametrize("mark", ["-", "--", "...", "ntn", ",", "nhân thân", "như trên kia"])
def test_marks_that_say_something_else(mark):
    made = sheet(["Ngày", "Nội dung", "Tổng số"], ["5/3/2021", "A", 10], ["6/3/2021", mark, 5])
    assert [row.cells["title"] for row in parted(made).rows] == ["A", mark]


def test_a_second_header_in_another_order_is_followed_and_told():
    first, second = ["Ngày", "Nội dung", "Tổng số", "Nam", "Nữ"], ["Ngày", "Nội dung", "Tổng số", "Nữ", "Nam"]
    made = sheet(first, ["5/3/2021", "A", 45, 15, 30], first, ["6/3/2021", "B", 45, 15, 30], second,
                 ["7/3/2021", "C", 45, 30, 15], ["Cộng", "", 135, 60, 75])  # fmt: skip
    parts = parted(made)
    assert [(row.cells["men"], row.cells["women"]) for row in parts.rows] == [(15, 30)] * 3
    told, sums = parts.remarks[0], parts.remarks[1:]
    assert "dòng 5" in told
    assert "thứ tự cột khác" in told
    assert [("“Nữ” ghi 60" in one, "“Nam” ghi 75" in one) for one in sums] == [(True, False), (False, True)]


def test_a_third_header_is_followed_by_the_words_of_the_first_and_a_blank_over_a_column_changes_nothing():
    first, second = ["Ngày", "Nội dung", "Nam", "Nữ", "Tổng số"], ["Ngày", "Nội dung", "Nữ", "Nam", ""]
    third, last = ["Ngày", "Nội dung", "Tổng số", "Nữ", 2021], ["Ngày", "Tổng số", "Nam", "Nữ", "Nội dung"]
    made = sheet(first, ["5/3/2021", "A", 15, 30, 45], second, ["6/3/2021", "B", 30, 15, 45],
                 third, ["7/3/2021", "C", 45, 30, "x"], last, ["8/3/2021", 45, 15, 30, "D"])  # fmt: skip
    full = {"men": 15, "women": 30, "total": 45}
    assert [row.cells for row in parted(made).rows] == [
        {"day": "5/3/2021", "title": "A"} | full,
        {"day": "6/3/2021", "title": "B"} | full,
        {"day": "7/3/2021", "title": "C", "women": 30, "total": 45},
        {"day": "8/3/2021", "title": "D"} | full,
    ]


def test_words_that_stand_over_two_columns_do_not_move_either():
    """What was done stands before what was planned; the same header again, then with day and title changed about."""
    words = ["Ngày", "Nội dung", "Nữ", "Nữ"]
    made = sheet(["", "", "Thực hiện", "Kế hoạch"], words, ["5/3/2021", "A", 30, 50], words, ["6/3/2021", "B", 31, 51],
                 ["Nội dung", "Ngày", "Nữ", "Nữ"], ["C", "7/3/2021", 32, 52])  # fmt: skip
    header = headings.Header(0, 2, [headings.Heading(place, ("", word)) for place, word in enumerate(words)])
    parts = body.split(WIDE, made, header, {0: "day", 1: "title", 2: "women"})
    assert [(row.cells["day"], row.cells["women"]) for row in parts.rows] == [
        ("5/3/2021", 30), ("6/3/2021", 31), ("7/3/2021", 32)
    ]  # fmt: skip
    assert len(parts.remarks) == 1


def test_a_second_header_leaves_out_what_it_has_no_column_for():
    made = sheet(["Ngày", "Nội dung", "Tổng số", "Nam", "Nữ"], ["5/3/2021", "A", 45, 15, 30],
                 ["Ngày", "Nội dung", "Nữ", "Tổng số", "Trẻ em"], ["6/3/2021", "B", 30, 45, 9])  # fmt: skip
    assert parted(made).rows[1].cells == {"day": "6/3/2021", "title": "B", "women": 30, "total": 45}


@pytest.mark.parametrize(
    ("heading", "key"),
    [("Số nữ", "women"), ("Nữ DTTS", ""), ("Số nữ vắng", ""), ("Phụ nữ", "women"), ("Nữ (năm 2021)", "women"),
     ("Nam/Nữ", ""), ("Tổng số", "total"), ("Tổng số hộ", "")],
)  # fmt: skip
def test_words_beside_it_make_another_thing_of_a_heading(heading, key):
    never = {"women": ("DTTS", "vắng", "nam"), "men": ("nữ",), "total": ("hộ", "nữ")}
    fields = [replace(one, never=never.get(one.key, ())) for one in WIDE.fields]
    said = headings.Heading(0, (heading,))
    assert headings.matched(replace(WIDE, fields=tuple(fields)), [said]) == ({0: key} if key else {})


def test_words_over_several_columns_name_none_of_them_but_counts():
    head = [headings.Heading(place, ("Nội dung và số người: nữ", own)) for place, own in enumerate(["Lớn", "Bé"])]
    assert headings.matched(WIDE, head) == {0: "women"}
    assert headings.matched(WIDE, [headings.Heading(0, ("Nội dung", "Lớn"))]) == {0: "title"}


def test_a_group_whose_columns_nobody_knows_is_still_a_group():
    made = sheet(["Ngày", "Nội dung", "Tổng số", "Nữ", ""], ["", "", "", "Kinh", "Mông"], ["5/3/2021", "A", 45, 10, 20],
                 merged=[((0, 3), (0, 4))])  # fmt: skip
    header = headings.find(WIDE, made)
    assert (header.depth, header.headings[3].title) == (2, "Nữ / Kinh")


@pytest.mark.django_db
class TestLayouts:
    def test_sheets_alike_are_read_together_and_others_are_told(self):
        head = ["Ngày", "Nội dung", "Tổng số"]
        sheets = [
            sheet(["Chỉ để đọc"], name="Bìa"),
            sheet(head, ["5/3/2021", "A", 1], name="T3"),
            sheet(head, ["5/4/2021", "B", 2], name="T4"),
            sheet(head, ["5/5/2021", "C", 3], name="Ẩn", hidden=True),
        ]
        layout = layouts.propose(WIDE, sheets, 7, {})
        assert [one.chosen for one in layout.sheets] == [False, True, True, False]
        whole = layouts.read(WIDE, sheets, layout)
        assert [(row.sheet, row.number, row.cells["title"]) for row in whole.rows] == [(1, 2, "A"), (2, 2, "B")]
        assert [(one.sheet, one.why) for one in whole.left_out] == [("Bìa", Why.SHEET), ("Ẩn", Why.SHEET)]

    def test_what_somebody_chose_is_kept_in_mind_for_that_unit_and_header(self):
        made = [sheet(["Ngày", "Nội dung", "Người"], ["5/3/2021", "A", 1])]
        form = replace(WIDE, fields=(*WIDE.fields[:2], replace(WIDE.fields[2], title="Dự")))
        with pytest.raises(WorkbookRefused):
            layouts.propose(form, made, 7, {})
        wider = [sheet(["Ngày", "Nội dung", "Nữ", "Người"], ["5/3/2021", "A", 1, 9])]
        layout = layouts.propose(WIDE, wider, 7, {"title": "Chung"})
        assert layout.undecided() == ["Người"]
        posted = {"trang-0": "1", "cot-0-0": "day", "cot-0-1": "title", "cot-0-2": "women", "cot-0-3": "total"}
        said, errors = columns.chosen(WIDE, layout, posted, {})
        assert errors == {}
        layouts.remember(WIDE, 7, said)
        again = layouts.propose(WIDE, wider, 7, {})
        assert again.chosen[0].fields == {0: "day", 1: "title", 2: "women", 3: "total"}
        assert layouts.propose(WIDE, wider, 8, {}).undecided() == ["Người"]

    def test_what_was_chosen_anew_between_two_files_holds_for_the_second_and_for_nobody_else(self):
        made = [sheet(["Ngày", "Nội dung", "Nữ", "Người"], ["5/3/2021", "A", 1, 9])]
        proposed = layouts.propose(WIDE, made, 7, {})
        (only,) = proposed.sheets
        for key, given in (("total", "Một"), ("men", "Hai"), (layouts.UNREAD, "Ba")):
            columns_chosen = [*only.columns[:3], replace(only.columns[3], key=key)]
            layouts.remember(WIDE, 7, layouts.Layout([replace(only, columns=columns_chosen)], {"title": given}))
            again = layouts.propose(WIDE, made, 7, {"title": "Chung"})
            assert [one.key for one in again.sheets[0].columns] == ["day", "title", "women", key]
            assert again.given == {"title": given}
        assert layouts.propose(WIDE, made, 8, {}) == proposed
        assert layouts.propose(replace(WIDE, code="bang-khac"), made, 7, {}) == proposed

    def test_a_workbook_asks_once_whatever_it_holds(self, django_assert_num_queries):
        heads = [["Ngày", "Nội dung", "Nữ", f"Lạ {number}"] for number in range(30)]
        sheets = [sheet(head, ["5/3/2021", "A", 1, 9], name=head[3]) for head in heads]
        layout = layouts.propose(WIDE, sheets, 7, {})
        last = replace(layout.sheets[29], columns=[replace(one, key="men") for one in layout.sheets[29].columns[3:]])
        layouts.remember(WIDE, 7, replace(layout, sheets=[last]))
        for some in (sheets[:1], sheets):
            with django_assert_num_queries(1):
                found = layouts.propose(WIDE, some, 7, {})
        assert [one.fields.get(3) for one in found.sheets] == [None] * 29 + ["men"]
        with django_assert_num_queries(0), pytest.raises(WorkbookRefused):
            layouts.propose(WIDE, [sheet(["x", "y"], ["z"])], 7, {})

    def test_columns_sent_back_wrongly_say_where(self):
        made = [sheet(["Ngày", "Nội dung", "Nữ", "Lạ"], ["5/3/2021", "A", 1, "x"])]
        layout = layouts.propose(WIDE, made, 7, {})
        posted = {"trang-0": "1", "cot-0-0": "day", "cot-0-1": "day", "cot-0-2": "bịa", "cot-0-3": "-"}
        said, errors = columns.chosen(WIDE, layout, posted, {})
        assert said.chosen[0].fields == {0: "day", 1: "day"}
        assert set(errors) == {"cot-0-0", "cot-0-1", "cot-0-2", ""}
        assert columns.chosen(WIDE, layout, {}, {})[1] == {"": "Hãy chọn ít nhất một trang để đọc."}

    def test_a_file_without_a_table_is_refused(self):
        with pytest.raises(WorkbookRefused, match="Không tìm thấy dòng tiêu đề"):
            layouts.propose(FORM, [sheet(["x", "y"], ["z"])], 7, {})
        with pytest.raises(WorkbookRefused, match="trang tính"):
            layouts.propose(FORM, [], 7, {})
