"""Charts: exact geometry on numbers chosen to be checked by hand, missing apart from zero, labels escaped."""

from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketnoi.ui.charts.bars import Bar, bars
from ketnoi.ui.charts.combination import Group, Together, combination
from ketnoi.ui.charts.months import Year, months
from ketnoi.ui.charts.points import Point, points, radius, round_steps
from ketnoi.ui.charts.targets import Target, targets


def drawings(chart):
    return list(ET.fromstring(chart).iter("svg"))


def marks(drawing, kind):
    return [shape for shape in drawing.iter() if kind in shape.get("class", "").split()]


def words(drawing):
    return [text.text for text in drawing.iter("text")]


def widths(drawing, kind):
    return [float(shape.get("width")) for shape in marks(drawing, kind)]


def test_bars_start_at_zero_and_share_one_scale():
    wide, narrow = drawings(bars([Bar("A", 40), Bar("B", 10), Bar("C", 0)], "ba hàng", unit="buổi"))
    assert (wide.get("class"), narrow.get("class")) == ("cw", "cn")
    assert widths(wide, "f-plum") == [420, 105, 0]
    assert widths(narrow, "f-plum") == [304, 76, 0]
    assert words(wide) == ["A", "40 buổi", "B", "10 buổi", "C", "0 buổi"]
    assert (wide.get("role"), wide.get("aria-label")) == ("img", "ba hàng")


def test_a_missing_bar_is_drawn_empty_and_is_not_zero():
    wide, _narrow = drawings(bars([Bar("A", 5), Bar("B", None)], "x"))
    assert widths(wide, "f-plum") == [420]
    assert len(marks(wide, "missing")) == 1
    assert words(wide) == ["A", "5", "B", "chưa có số"]


def test_of_which_bars_lie_on_the_whole():
    wide, _narrow = drawings(bars([Bar("Nữ", 75)], "x", whole=100))
    assert widths(wide, "f-sunk") == [420]
    assert widths(wide, "f-soft") == [315]
    assert not marks(wide, "f-plum")


def test_bars_with_links_are_a_group_because_an_image_has_no_links():
    wide, _narrow = drawings(bars([Bar("A", 5, href="/so-lieu/?a=1&b=2"), Bar("B", 6)], "x"))
    assert wide.get("role") == "group"
    assert [link.get("href") for link in wide.iter("a")] == ["/so-lieu/?a=1&b=2"]


@pytest.mark.parametrize("rows", [[], [Bar("A", 0)], [Bar("A", None)]])
def test_bars_of_nothing_do_not_divide_by_zero(rows):
    assert len(drawings(bars(rows, "x"))) == 2


def test_labels_are_escaped():
    evil = '"><script>&'
    for chart in (
        bars([Bar(evil, 1, evil)], evil, caption=evil),
        targets([Target(evil, (1,), 1, evil)], evil, caption=evil),
        months([Year(evil, [1] * 12, evil)], evil),
        combination([Group("hoi", evil)], [Together({"hoi"}, 1)], evil, unit=evil),
        points((evil,), [Point(1, 1, 1, evil)], (10, 10), evil, unit=evil),
    ):
        assert "<script" not in chart
        assert "&lt;script&gt;&amp;" in chart
        assert drawings(chart)[0].get("aria-label").startswith(evil)


def test_a_target_stands_at_one_line_and_segments_add_up():
    rows = [Target("Buổi", (30, 30, 60), 120, "buổi"), Target("Lớp", (5, 0, 10), 10, "lớp")]
    wide, _narrow = drawings(targets(rows, "x", pace=(0.5,)))
    assert [tick.get("x1") for tick in marks(wide, "tick")] == ["240", "240"]
    assert [line.get("x1") for line in marks(wide, "dash")] == ["120", "120"]
    assert widths(wide, "f-y1") == [58.5, 118.5]
    assert widths(wide, "f-y2") == [58.5]
    assert widths(wide, "f-y3") == [118.5, 238.5]
    assert [text for text in words(wide) if "%" in text or "/" in text] == [
        "50%", "120 / 120 buổi", "100,0%", "15 / 10 lớp", "150,0%",
    ]  # fmt: skip


def test_a_long_name_of_a_target_has_its_numbers_below_it_where_both_would_collide():
    rows = [Target("Lượt người được tuyên truyền lồng ghép", (41236,), 40000, "lượt")]
    wide, narrow = drawings(targets(rows, "x"))

    def told(drawing):
        (found,) = [text for text in drawing.iter("text") if text.text == "41.236 / 40.000 lượt"]
        return found.get("x"), found.get("y")

    assert told(wide) == ("420", "36")
    assert told(narrow) == ("0", "53")
    assert marks(narrow, "f-y1")[0].get("y") == "61"


def test_a_target_of_zero_is_refused():
    with pytest.raises(ValueError, match="lớn hơn 0"):
        targets([Target("A", (1,), 0)], "x")


def test_months_share_one_scale_and_write_peaks_and_zeros():
    first = Year("2021", [0, 10] + [5] * 10)
    second = Year("2022", [20] + [5] * 10 + [None])
    one, other = drawings(months([first, second], "Số buổi"))
    assert [float(bar.get("height")) for bar in marks(one, "f-plum")] == [40] + [20] * 10
    assert [float(bar.get("height")) for bar in marks(other, "f-plum")] == [80] + [20] * 10
    assert words(one)[:2] == ["0", "10"]
    assert words(other)[0] == "20"
    assert (len(marks(one, "missing")), len(marks(other, "missing"))) == (0, 1)
    assert other.get("aria-label") == "Số buổi 2022: 20, 5, 5, 5, 5, 5, 5, 5, 5, 5, 5, chưa có số"


def test_a_year_has_twelve_months():
    with pytest.raises(ValueError, match="12 tháng"):
        months([Year("2021", [1] * 11)], "x")


def test_combination_marks_exactly_who_took_part():
    groups = [Group(code, code) for code in ("hoi", "ca", "vks")]
    rows = [Together({"hoi", "vks"}, 30), Together({"ca"}, 10)]
    wide, _narrow = drawings(combination(groups, rows, "x", unit="buổi"))
    present = [dot.get("class").split()[1] for dot in marks(wide, "dot")]
    assert present == ["f-hoi", "f-vks", "f-ca"]
    assert len(marks(wide, "f-soft")) == 3
    assert len(marks(wide, "link")) == 1
    long, short = widths(wide, "f-plum")
    assert long == pytest.approx(3 * short, abs=0.3)
    assert words(wide)[-2:] == ["30 buổi", "10 buổi"]


def test_combination_stays_inside_its_width():
    groups = [Group(str(place), "Cơ quan") for place in range(6)]
    for drawing in drawings(combination(groups, [Together({"0", "5"}, 1234)], "x", unit="buổi")):
        edge = float(drawing.get("viewBox").split()[2])
        (bar,) = marks(drawing, "f-plum")
        assert float(bar.get("x")) + float(bar.get("width")) < edge - 60
        assert all(float(dot.get("cx")) < float(bar.get("x")) for dot in drawing.iter("circle"))


def test_seven_groups_are_too_many():
    with pytest.raises(ValueError, match="6 nhóm"):
        combination([Group(str(place), "") for place in range(7)], [], "x")


def test_circles_are_in_proportion_by_area():
    assert radius(100, 400) == 12
    assert radius(400, 400) == 24


@given(st.integers(1, 10**7))
def test_legend_steps_are_round_and_not_above_the_largest(most):
    steps = round_steps(most)
    assert steps[0] <= most < steps[0] * 2 + 1
    assert set(str(steps[0])[1:]) <= {"0"}
    assert list(steps) == sorted(set(steps), reverse=True)


def test_points_draw_small_over_large_and_zero_empty():
    places = [Point(10, 10, 0, "Không"), Point(50, 50, 100, "Nhỏ"), Point(51, 51, 400, "Lớn")]
    (drawing,) = drawings(points(("M0 0 L9 9 Z",), places, (600, 400), "x", unit="lượt"))
    circles = [shape for shape in drawing.iter("circle") if "key" not in shape.get("class")]
    assert [(c.get("class"), c.get("r")) for c in circles] == [("pt", "24"), ("pt", "12"), ("pt zero", "3")]
    assert words(drawing) == ["Lớn", "400 lượt", "100 lượt"]


def test_labels_apart_are_all_written_and_beyond_the_named_none():
    places = [Point(100, 60 + 80 * place, 100 - place, f"Xã {place}") for place in range(4)]
    (drawing,) = drawings(points((), places, (600, 400), "x", named=3))
    assert [word for word in words(drawing) if word.startswith("Xã")] == ["Xã 0", "Xã 1", "Xã 2"]
