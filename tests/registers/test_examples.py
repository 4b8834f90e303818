"""Worked examples of rates and of what is carried over, on the registers' own records."""

import datetime as dt

from ketnoi.figures import answers
from ketnoi.figures.figure import Figure
from ketnoi.registers import actions, monthly, queries
from ketnoi.registers.monthly import Told
from tests.registers.worlds import kind

MAY = 2024 * 12 + 4
YEAR = {"start": dt.date(2024, 1, 1), "end": dt.date(2024, 12, 31)}


def test_66_of_77_is_85_71_of_its_named_base_and_0_of_0_is_no_rate(world):
    thing = world.open()
    rate = Figure("ty_le_hoa_giai_thanh", **YEAR)
    assert answers.answer(rate).words == "không có"
    numbers = {"hoa_giai": 77, "hoa_giai_thanh": 66, "tu_van_ca": 90}
    monthly.tell(MAY, [Told(thing.pk, numbers=numbers)], *world.doer)
    told = answers.answer(rate)
    assert (told.words, told.ratio.part, told.ratio.base) == ("85,71", 66, 77)


def test_open_at_the_start_and_come_in_is_gone_and_open_at_the_end(world):
    before = [world.open(name=f"Cũ {number}") for number in range(3)]
    [world.open("hoi_b", name=f"Mới {number}", opened_on=dt.date(2024, 3, 1)) for number in range(2)]
    actions.close(before[0], dt.date(2024, 6, 1), "Thôi", 1, *world.doer)
    moved = queries.movement(kind("SB_DIA_CHI"), Figure(""), YEAR["start"], YEAR["end"])
    assert (moved.start, moved.came, moved.went, moved.end) == (3, 2, 1, 4)
    assert moved.start + moved.came == moved.went + moved.end
