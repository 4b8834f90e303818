"""More workbooks as units make them, with what is easily misread: each as in `messy`."""

from __future__ import annotations

import datetime as dt

from tests.activities.messy import CASES, HEAD, LEAD, LINE, PARTNER, PLACE, TITLE, Case, case, line, table

__all__ = ["CASES"]
WHOLE = ["TT", "Thời gian", "Hình thức", "Nội dung", "Địa điểm", "Số lượt người", "Trong đó nữ", "Đơn vị thực hiện",
         "Phối hợp"]  # fmt: skip
WITH_MEN = [*WHOLE[:6], "Nam", *WHOLE[7:]]
MARCH = dt.date(2021, 3, 5)
KEPT = {"counting": None, "minority": None, "women": 30, "attendance": {"CHUA_XAC_DINH": 45}, "starts_on": MARCH}
"""What comes of `row()`."""


def row(day="05/3/2021", total=45, women=30, title=TITLE):
    """A line of the short table: 45 people, 30 of them women."""
    return [1, day, "Tuyên truyền", title, PLACE, total, women, LEAD, PARTNER]


def short(*rows, head=WHOLE, above=(), below=()):
    return {"Quý I": [*above, head, *rows, *below]}


@case
def national_heading_and_two_signatures(world):
    above = (
        ["HỘI LHPN XÃ MINH HỌA A", "", "", "", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"],
        ["BAN THƯỜNG VỤ", "", "", "", "Độc lập - Tự do - Hạnh phúc"],
        ["", "", "", "", "Minh họa A, ngày 10 tháng 4 năm 2021"],
        ["BIỂU TỔNG HỢP CÔNG TÁC TUYÊN TRUYỀN QUÝ I NĂM 2021"],
        ["(Kèm theo Báo cáo số 12/BC-BTV ngày 10/4/2021)"],
    )
    below = (
        ["Tổng cộng 01 buổi", "", "", "", "", 45, 30],
        ["", "", "NGƯỜI LẬP BIỂU", "", "", "TM. BAN THƯỜNG VỤ"],
        ["", "", "(Ký, ghi rõ họ tên)", "", "", "CHỦ TỊCH"],
        ["", "", "Lò Thị Mẫu", "", "", "Cầm Thị Mẫu"],
    )
    return Case(short(row(), above=above, below=below), good={7: KEPT}, out=[8, 9, 10, 11])


@case
def errors_in_cells(world):
    rows = (
        row(total=("=F9", "#REF!")),
        row(women=("=G9/0", "#DIV/0!")),
        row(title=("=VLOOKUP(1,A:B,2)", "#N/A")),
        row(day=("=B9", "#VALUE!")),
        [*row()[:8], ("=I99", "#REF!")],
        row(),
    )
    bad = {2: {"total"}, 3: {"women"}, 4: {"title"}, 5: {"day"}, 6: {"partners"}}
    return Case(short(*rows), good={7: KEPT}, bad=bad)


@case
def formulas_that_nobody_worked_out(world):
    rows = (row(total=("=40+5", "")), row(women=("=F3-15", 0)), row(title=("=D2", "")), row(total=("=40+5", 45)))
    below = (["", "Tổng", "", "", "", ("=SUM(F2:F5)", ""), ("=SUM(G2:G5)", 0)],)
    return Case(short(*rows, below=below), good={5: KEPT}, bad={2: {"total"}, 3: {"women"}, 4: {"title"}}, out=[6])


@case
def two_numbers_in_one_cell(world):
    said = ["150\n120", "150\r\n120", "150/120", "45 (nữ 30)", "45, nữ 30", "1.200\nlượt"]
    rows = [row(total=total) for total in said]
    good = {7: KEPT | {"attendance": {"CHUA_XAC_DINH": 1200}}}
    return Case(short(*rows), good=good, bad={number: {"total"} for number in range(2, 7)})


@case
def numbers_of_a_part_in_another_column(world):
    rows = (
        row(total="Nữ: 30"), row(total="45 nam"), row(women="12 nam"), row(women="Nữ: 30"),
        row(women="30 nữ", title="B"), row(total="Vắng: 45", title="C"),
    )  # fmt: skip
    good = {5: KEPT, 6: KEPT | {"title": "B"}, 7: KEPT | {"title": "C"}}
    return Case(short(*rows), good=good, bad={2: {"total"}, 3: {"total"}, 4: {"women"}}, doubts={7: {"total"}})


@case
def notes_and_marks_at_numbers(world):
    said = ["45¹", "4²", "①", "45*", "00.200", "’45", "45người", "４５", "45\u00a0người", "300+ người"]
    rows = [row(total=total, title=f"Buổi {number}") for number, total in enumerate(said)]
    good = {number + 2: KEPT | {"title": f"Buổi {number}"} for number in range(5, 9)}
    good[11] = KEPT | {"title": "Buổi 9", "attendance": {"CHUA_XAC_DINH": 300}, "counting": "UOC_TINH"}
    return Case(short(*rows), good=good, bad={number: {"total"} for number in range(2, 7)}, doubts={11: {"total"}})


@case
def days_with_hours_and_words_around(world):
    days = ["14h30 ngày 05/3/2021", "19:30, 05/3/2021", "05/3/2021 (thứ Sáu)", "05/3/2021, sáng", "05/3/2021.",
            "05–03–2021", "44260", "20210305", "8h-10h ngày 05/3/2021", "05, 06/3/2021"]  # fmt: skip
    rows = [row(day=day, title=f"Buổi {number}") for number, day in enumerate(days)]
    good = {number + 2: KEPT | {"title": f"Buổi {number}"} for number in range(8)}
    good[2] |= {"start_time": dt.time(14, 30)}
    good[3] |= {"start_time": dt.time(19, 30)}
    return Case(short(*rows), good=good, bad={10: {"day"}, 11: {"day"}})


@case
def days_that_may_be_something_else(world):
    days = ["1-2/2021", "3 - 5/2021", "05/3-07", "05/3/1921", "5/3-2021"]
    rows = [row(day=day, title=f"Buổi {number}") for number, day in enumerate(days)]
    read = [dt.date(2021, 2, 1), dt.date(2021, 5, 3), dt.date(2007, 3, 5), dt.date(1921, 3, 5), MARCH]
    good = {number + 2: KEPT | {"starts_on": day, "title": f"Buổi {number}"} for number, day in enumerate(read)}
    return Case(short(*rows), good=good, doubts={number: {"day"} for number in range(2, 6)})


@case
def ends_that_contradict_or_lie_far_away(world):
    head = ["TT", "Từ ngày", "Đến ngày", *WHOLE[2:]]
    ends = [("05/3/2021", "07/3/2021"), ("05-09/3/2021", "07/3/2021"), ("05/3/2021", "07/3/2091")]
    rows = [[1, first, last, *row()[2:]] for first, last in ends]
    good = {2: KEPT | {"ends_on": dt.date(2021, 3, 7)}, 4: KEPT | {"ends_on": dt.date(2091, 3, 7)}}
    return Case(short(*rows, head=head), good=good, bad={3: {"ends_on"}}, doubts={4: {"ends_on"}})


@case
def groups_with_their_sums(world):
    rows = (["I", "HỘI LHPN XÃ", "", "", "", 45, 30], row(), ["*", "Cộng mục I", "", "", "", 45, 30],
            ["II", "CÁC BẢN", "", "", "", 45, 30], row(title="B"),
            ["TỔNG CỘNG (I+II)", "", "", "", "", 90, 60])  # fmt: skip
    return Case(short(*rows), good={3: KEPT, 6: KEPT | {"title": "B"}}, out=[2, 4, 5, 7])


@case
def totals_said_many_ways(world):
    ways = ["Tổng toàn xã", "Tổng quý I", "T/cộng", "T.CỘNG", "Cộng (1 buổi)", "Tổng số: 1 buổi", "TỔNG CỘNG"]
    rows = [[way, "", "", "", "", 45, 30] for way in ways]
    held = row(title="Tổng kết phong trào")
    good = {2: KEPT, 10: KEPT | {"title": "Tổng kết phong trào"}}
    return Case(short(row(), *rows, held), good=good, out=list(range(3, 10)))


@case
def a_total_above_its_rows(world):
    return Case(short(["", "TỔNG SỐ", "", "", "", 90, 60], row(), row(title="B")), out=[2],
                good={3: KEPT, 4: KEPT | {"title": "B"}})  # fmt: skip


@case
def columns_without_a_name(world):
    rows = ([*row(), "", 7], [*row(title="B"), "", 8])
    return Case(short(*rows), good={2: KEPT, 3: KEPT | {"title": "B"}}, remarks=1)


@case
def words_in_old_fonts(world):
    titles = ["Tuyªn truyÒn phßng chèng ma tuý", "Tuyeân truyeàn phoøng choáng", "Phòng chống ma tuý – 100% bản"]
    good = {number: KEPT | {"title": title} for number, title in enumerate(titles, 2)}
    return Case(short(*(row(title=title) for title in titles)), good=good, doubts={2: {"title"}, 3: {"title"}})


@case
def only_men_are_told(world):
    rows = (row(women=15), row(women=50), row(women="", title="B"))
    good = {2: KEPT, 4: KEPT | {"women": None, "title": "B"}}
    return Case(short(*rows, head=WITH_MEN), good=good, bad={3: {"men"}}, doubts={2: {"men"}})


@case
def men_and_women_beside_groups(world):
    head = [*HEAD[:10], "Nam", "Nữ", *HEAD[11:]]
    rows = ([*LINE[:10], 12, *LINE[10:]], [*LINE[:10], 20, *LINE[10:]])
    return Case({"Biểu": [head, *rows]}, good={2: {}}, bad={3: {"men"}})


@case
def headings_one_letter_below_the_other(world):
    head = ["S\nT\nT", "Ngày,\ntháng, năm", "Hình thức (buổi, lớp)", "Nội dung tuyên truyền", "Địa điểm\n(bản, xã)",
            "Tổng số lượt người tham gia", "Trong đó: Nữ", "Đơn vị chủ trì", "Đơn vị phối hợp (nếu có)"]  # fmt: skip
    return Case(short(row(), head=head), good={2: KEPT})


@case
def spaces_nobody_sees(world):
    odd = line(place="Bản\u00a0Nà Hoa,\u200b xã Minh họa A", hv="\ufeff41", hs="15\u2009", title=f" {TITLE}\u00ad ")
    return Case(table(odd), good={2: {}})


@case
def day_and_place_in_one_column(world):
    head = ["TT", "Nội dung", "Hình thức", "Thời gian, địa điểm", "Số lượt người", "Trong đó nữ", "Đơn vị thực hiện"]
    said = [f"05/3/2021, {PLACE}", f"14h30 ngày 05/3/2021 tại {PLACE}", f"Ngày 5 tháng 3 năm 2021\n{PLACE}",
            "05/3/2021 và 12/3/2021, bản Nà Hoa", "05/3/2021, sáng"]  # fmt: skip
    rows = [[1, f"Buổi {number}", "Tuyên truyền", day, 45, 30, LEAD] for number, day in enumerate(said)]
    good = {number + 2: KEPT | {"partners": (), "title": f"Buổi {number}"} for number in range(3)}
    good[3] |= {"start_time": dt.time(14, 30)}
    return Case(short(*rows, head=head), good=good, bad={5: {"day"}, 6: {"place"}})


@case
def shares_and_plans_are_no_counts(world):
    head = [*WHOLE[:6], "Nữ (%)", *WHOLE[7:], "Tỷ lệ DTTS", "Số người theo kế hoạch"]
    return Case(short([*row(women=67), 40, 60], head=head), good={2: KEPT | {"women": None}})


@case
def planned_beside_done(world):
    top, low = [*WHOLE[:5], "Số người", "", *WHOLE[6:]], ["", "", "", "", "", "Kế hoạch", "Thực hiện"]
    held = [*row()[:5], 60, 45, *row()[6:]]
    return Case(short(low, held, head=top), good={3: KEPT}, merged=[(0, 5, 0, 6)])


@case
def nobody_took_part_and_nothing_was_said(world):
    rows = (*([*row(title=f"Buổi {said}")[:8], said] for said in ("-", "không", "Không có")), row(title="-"))
    good = {number: KEPT | {"partners": (), "title": f"Buổi {said}"}
            for number, said in enumerate(("-", "không", "Không có"), 2)}  # fmt: skip
    return Case(short(*rows), good=good, bad={5: {"title"}})


@case
def rows_that_begin_as_the_line_above_a_signature(world):
    said = "Ngày 5 tháng 3 năm 2021"
    below = (["", "", "", "", "", "Minh họa A, ngày 31 tháng 3 năm 2021"], ["", "", "Người lập", "", "", "CHỦ TỊCH"])
    rows = (row(), row(day=said, title="B"), row(day=said, total="hàng trăm", women=""))
    return Case(short(*rows, below=below), good={2: KEPT, 3: KEPT | {"title": "B"}}, bad={4: {"total"}}, out=[5, 6])
