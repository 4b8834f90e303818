"""Still more workbooks as units make them: each as in `messy`."""

from __future__ import annotations

import datetime as dt

from tests.activities.messier import KEPT, WHOLE, row, short
from tests.activities.messy import CASES, LEAD, PARTNER, PLACE, Case, Share, case, line, table

__all__ = ["CASES"]
IN_A = {"place": "xa_a"}


@case
def villages_that_nobody_listed(world):
    said = ["Bản Nà Hoaa, xã Minh họa A", "TK5, x. Minh họa A", "Bản Nà Hoaa, xã Không Có", "Nà Hoaa, xã Minh họa A",
            "NVH bản Nà Hoaa, xã Minh họa A", "NVH bản Nà Hoa, xã Minh họa A", "b. Nà Hoa, xã Minh họa A",
            "Trường THCS, xã Minh họa A", "Bản Nà Hoaa, bản Huổi Lương, xã Minh họa A",
            "Tại bản Nà Hoa (xã Minh họa A)", "Nà Hoa (xã Minh họa A, huyện Hoa Mận)"]  # fmt: skip
    rows = [line(place=place, title=f"Buổi {number}") for number, place in enumerate(said)]
    good = {
        2: IN_A | {"venue": "Bản Nà Hoaa"},
        3: IN_A | {"venue": "tiểu khu 5"},
        5: IN_A | {"venue": "Nà Hoaa"},
        6: IN_A | {"venue": "NVH bản Nà Hoaa"},
        7: {"venue": "NVH bản Nà Hoa"},
        8: {},
        9: IN_A | {"venue": "Trường THCS"},
        11: {},
        12: {},
    }
    good = {number: told | {"title": f"Buổi {number - 2}"} for number, told in good.items()}
    doubts = {2: {"place"}, 3: {"place"}}
    bad = {4: {"place"}, 10: {"place"}}
    return Case(table(*rows), good=good, bad=bad, doubts=doubts, warned={5: {"place"}, 6: {"place"}})


@case
def place_and_day_in_one_column(world):
    head = ["TT", "Nội dung", "Hình thức", "Địa điểm, thời gian", "Số lượt người", "Trong đó nữ", "Đơn vị thực hiện"]
    said = [f"{PLACE}, 05/3/2021", "Xã Minh họa A, ngày 5-3-2021", f"Nhà văn hóa, {PLACE} (05/3/2021)",
            f"Địa điểm: {PLACE}; thời gian: 14h30 ngày 05/3/2021", f"{PLACE}\n05/3/2021", f"{PLACE}, tháng 3/2021",
            "Dự kiến 05/3/2021", f"{PLACE}, 05/3", f"{PLACE}, 05/3/2021 và 06/3/2021", PLACE, "05/3/2021 hoãn",
            "Chợ phiên 05/3/2021", "Chợ phiên ngày 04 và 05/3/2021"]  # fmt: skip
    rows = [[1, f"Buổi {number}", "Tuyên truyền", where, 45, 30, LEAD] for number, where in enumerate(said, 2)]
    good = {number: KEPT | {"partners": (), "title": f"Buổi {number}"} for number in (2, 3, 4, 5, 6, 7, 13)}
    good[3] |= IN_A
    good[4] |= {"venue": "Nhà văn hóa"}
    good[5] |= {"start_time": dt.time(14, 30)}
    good[7] |= {"starts_on": dt.date(2021, 3, 1), "ends_on": dt.date(2021, 3, 31)}
    good[13] |= {"place": None, "venue": "Chợ phiên"}
    bad = {number: {"day"} for number in (*range(8, 13), 14)}
    return Case(short(*rows, head=head), good=good, bad=bad, doubts={7: {"day"}, 13: {"place"}})


@case
def shares_in_columns_of_counts(world):
    rows = (row(total=Share(1)), row(women=Share(0.667)), row(title="B"), row(women="67%", title="C"))
    total = ["Tổng cộng", "", "", "", "", 45, Share(0.67)]
    bad = {2: {"total"}, 3: {"women"}, 5: {"women"}}
    return Case(short(*rows, below=(total,)), good={4: KEPT | {"title": "B"}}, bad=bad, out=[6], remarks=1)


@case
def a_list_of_partners_without_end(world):
    many = "; ".join(["Công an xã Minh họa A"] * 90)
    near = "; ".join(["Công an xã Minh họa A"] * 80)
    rows = ([*row()[:8], many], [*row()[:8], near], [*row()[:8], "Công an xã, " * 2_001])
    return Case(short(*rows), good={3: KEPT}, bad={2: {"partners"}, 4: {"partners"}})


@case
def a_second_table_in_another_order(world):
    moved = [*WHOLE[:5], WHOLE[6], WHOLE[5], *WHOLE[7:]]
    below = ([], ["BẢNG 2"], moved, [*row(title="B")[:5], 30, 45, LEAD, PARTNER])
    return Case(short(row(), below=below), good={2: KEPT, 6: KEPT | {"title": "B"}}, out=[5, 4], remarks=1)


@case
def columns_of_others_than_who_came(world):
    others = ["Nữ DTTS", "Số nữ vắng", "Số người/buổi", "Nam/Nữ", "Số người nghiện", "Số lượt người kỳ trước"]
    head = [*WHOLE[:6], *others, *WHOLE[7:]]
    return Case(short([*row()[:6], 1, 2, 3, 4, 5, 6, LEAD, PARTNER], head=head), good={2: KEPT | {"women": None}})


@case
def several_sessions_in_one_line(world):
    said = [1, "01 buổi", "", "-", 3, "02 BUỔI", "2-3", 0]
    rows = [[*row(title=f"Buổi {number}"), sessions] for number, sessions in enumerate(said, 2)]
    total = ["Tổng cộng", "", "", "", "", 360, 240]
    good = {number: KEPT | {"title": f"Buổi {number}"} for number in (2, 3, 4, 5, 6, 7, 9)}
    doubts = {number: {"sessions"} for number in (6, 7, 9)}
    case = short(*rows, head=[*WHOLE, "Số buổi"], below=(total,))
    return Case(case, good=good, bad={8: {"sessions"}}, doubts=doubts, out=[10])
