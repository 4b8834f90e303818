"""Targets asked of the ledger: totals, rates, years, units that existed, norms."""

import datetime as dt
from fractions import Fraction

import pytest
from django.core.exceptions import ValidationError

from ketnoi.orgs.models import Succession
from ketnoi.programmes import targets
from ketnoi.programmes.cards import performance
from ketnoi.programmes.cards.card import Page
from ketnoi.programmes.drafts import TargetRow
from ketnoi.programmes.enums import Per, TargetKind, Verdict
from ketnoi.programmes.lens import Lens
from tests.programmes import worlds

AFTER, HALFWAY = dt.date(2025, 2, 1), dt.date(2022, 12, 31)


def judged(world, row, day=AFTER):
    worlds.change(world.programme, targets=[row])
    world.programme.refresh_from_db()
    target = world.programme.targets.get()
    return targets.evaluate(target, Lens(world.programme).figure("p_buoi"), day)


def test_at_least_in_total(filled):
    result = judged(filled, TargetRow("p_buoi", 8))
    assert (result.verdict, result.done, result.percent) == (Verdict.MET, 8, 100)
    assert judged(filled, TargetRow("p_luot", 1200)).verdict == Verdict.BELOW
    assert judged(filled, TargetRow("p_luot", 1100)).verdict == Verdict.NEARLY
    assert judged(filled, TargetRow("p_luot", 1100, nearly_percent=95)).verdict == Verdict.BELOW


def test_pace_on_the_way(filled):
    assert judged(filled, TargetRow("p_buoi", 17), HALFWAY).verdict == Verdict.BEHIND
    assert judged(filled, TargetRow("p_buoi", 16), HALFWAY).verdict == Verdict.ON_PACE
    assert judged(filled, TargetRow("p_buoi", 16), dt.date(2020, 6, 1)).verdict == Verdict.NOT_BEGUN


def test_percent_of_a_named_base(filled):
    row = TargetRow("p_nu", 60, TargetKind.PERCENT_OF, base_indicator="p_luot")
    assert (judged(filled, row).verdict, judged(filled, row).goal) == (Verdict.MET, 600)


def test_percent_of_nothing_is_said_so(world):
    row = TargetRow("p_nu", 60, TargetKind.PERCENT_OF, base_indicator="p_luot")
    result = judged(world, row)
    assert (result.verdict, result.percent) == (Verdict.NO_BASE, None)


def test_yes_or_no(world):
    asked = {"kind": TargetKind.YES_NO, "title": "Có quy chế"}
    said = [judged(world, TargetRow(**asked, fulfilled=answer)).verdict for answer in (True, False, None)]
    assert said == [Verdict.MET, Verdict.BELOW, Verdict.UNKNOWN]


def test_every_year(filled):
    result = judged(filled, TargetRow("p_buoi", 2, per=Per.YEAR))
    assert (result.verdict, result.done, result.goal) == (Verdict.BELOW, 3, 4)
    assert (result.least, result.most) == (0, 3)


def _by_communes(world):
    """Two sheets of commune 1, one of commune 2, none of commune 3."""
    first = world.audiences[0]
    sheets = {
        number: worlds.Sheet((world.units[unit].pk,), dt.date(2023, 4, number), world.places["o1"].pk, ((first, 10),))
        for number, unit in ((1, "wo1"), (2, "wo1"), (3, "wo2"))
    }
    worlds.write(world, sheets)


def test_every_unit_of_a_level_that_existed(world):
    _by_communes(world)
    result = judged(world, TargetRow("p_buoi", 1, per=Per.UNIT, level="commune"))
    assert (result.verdict, result.done, result.goal) == (Verdict.BELOW, 2, 3)
    assert (result.least, result.most, result.percent) == (0, 2, Fraction(200, 3))
    other = judged(world, TargetRow("p_buoi", 1, per=Per.UNIT, level="commune", agency=world.units["xP"].agency))
    assert (other.done, other.most) == (0, 0)


def test_a_unit_counts_with_what_became_part_of_it(world):
    _by_communes(world)
    world.units["wo1"].valid_to = dt.date(2023, 12, 31)
    world.units["wo1"].save()
    Succession.objects.create(old=world.units["wo1"], new=world.units["wo3"])
    result = judged(world, TargetRow("p_buoi", 1, per=Per.UNIT, level="commune"))
    assert (result.verdict, result.goal, result.least, result.most) == (Verdict.MET, 2, 1, 2)


def test_norm_times_the_units(filled):
    result = judged(filled, TargetRow("p_luot", 300, TargetKind.NORM, level="commune"))
    assert (result.goal, result.done, result.verdict) == (900, 1000, Verdict.ABOVE)


def test_norms_of_several_levels_add_up(filled):
    row = TargetRow("p_luot", kind=TargetKind.NORM, norms={"province": 100, "commune": 300})
    result = judged(filled, row)
    assert (result.goal, result.done) == (100 * 1 + 300 * 3, 1000)
    assert targets.asked(result.target) == "100 lượt × số đơn vị cấp tỉnh + 300 lượt × số đơn vị cấp xã"


def test_every_unit_every_year(world):
    _by_communes(world)
    first = world.audiences[0]
    sheet = worlds.Sheet((world.units["wo1"].pk,), dt.date(2021, 5, 1), world.places["o1"].pk, ((first, 10),))
    worlds.write(world, {4: sheet})
    result = judged(world, TargetRow("p_buoi", 1, per=Per.UNIT_YEAR, level="commune"))
    assert (result.done, result.goal, result.least, result.most) == (3, 3 * 4, 0, 2)
    assert result.verdict == Verdict.BELOW


@pytest.mark.parametrize(("reach", "verdict"), [(60, Verdict.ABOVE), (70, Verdict.NEARLY), (100, Verdict.BELOW)])
def test_a_share_of_the_units(world, reach, verdict):
    _by_communes(world)
    row = TargetRow("p_buoi", 1, per=Per.UNIT, level="commune", reach_percent=reach)
    assert judged(world, row).verdict == verdict


def test_cases_are_asked_a_quality_and_never_a_number(world):
    for wrong in (
        TargetRow("vu_viec_phoi_hop", 40),
        TargetRow("vu_viec_phoi_hop", kind=TargetKind.NORM, norms={"commune": 1}),
    ):
        with pytest.raises(ValidationError, match="chất lượng"):
            worlds.change(world.programme, targets=(wrong,))
    in_time = TargetRow("vu_viec_dung_han", 95, TargetKind.PERCENT_OF, base_indicator="vu_viec_phoi_hop")
    worlds.change(world.programme, targets=(in_time,))


@pytest.mark.parametrize(
    "row",
    [
        TargetRow("p_buoi", 0),
        TargetRow("khong_co", 5),
        TargetRow("p_buoi", 50, TargetKind.PERCENT_OF),
        TargetRow("p_buoi", 5, TargetKind.NORM),
        TargetRow("p_buoi", 5, per=Per.UNIT),
        TargetRow(kind=TargetKind.YES_NO),
    ],
)
def test_a_target_that_cannot_be_computed_is_refused(world, row):
    worlds.change(world.programme, targets=[TargetRow("p_buoi", 4)])
    with pytest.raises(ValidationError):
        worlds.change(world.programme, targets=[row])
    assert [target.amount for target in world.programme.targets.all()] == [4]


def test_the_card_names_no_unit_and_shows_the_span(world):
    _by_communes(world)
    worlds.change(
        world.programme, targets=[TargetRow("p_buoi", 1, per=Per.UNIT, level="commune", title="Mỗi xã một buổi")]
    )
    card = performance.build(Page(Lens(world.programme), AFTER))
    assert card.extra["verdicts"][0]["detail"] == "2/3 đạt, từ 0 đến 2"
    assert card.charts == ()


def test_the_card_is_of_the_whole_programme_whatever_the_filter(filled):
    worlds.change(filled.programme, targets=[TargetRow("p_buoi", 10, title="Buổi")])
    card = performance.build(Page(Lens(filled.programme, 2022, filled.places["c1"]), AFTER))
    assert [cell.value for cell in card.table.rows[0]] == ["Buổi", 3, 2, 0, 3, 8, 10, 80, "chưa đạt"]


def test_pace_lines_stand_at_the_end_of_each_year_but_the_last(world):
    assert performance.pace(world.programme) == [365 / 1461, 730 / 1461, 1095 / 1461]
