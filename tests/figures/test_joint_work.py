"""The worked examples of joint work, corrections and entered values, to the number."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from ketnoi.figures import answers, changes, entered, folding, maps, records, verify, words
from ketnoi.figures.figure import Figure, Level
from ketnoi.figures.models import Fact, Indicator, Rollup
from tests.figures import worlds

DAY = dt.date(2021, 3, 5)


def unit(land, name):
    return next(one.pk for one in land.units if one.name == name)


def a_session(land, *names, **changes):
    fields = {
        "units": tuple(unit(land, name) for name in names),
        "day": DAY,
        "place": land.places["A1a"].pk,
        "kind": land.kinds[0],
        "counts": ((land.audiences[0], 30), (land.audiences[1], 12)),
        "programmes": frozenset({1, 2}),
    }
    return worlds.Record(**{**fields, **changes})


def test_a_session_of_a_commune_union_commune_police_and_district_police(land):
    """Programme 1, union 1, police 1 and not 2, each unit 1, the district with those under it 1; taking part 3."""
    worlds.write({1: a_session(land, "x1 A1a", "x2 A1a", "x2 A1")})
    ask = Figure("t_hoat_dong")
    assert answers.value(ask.but(programme=1)) == 1
    assert answers.value(ask.but(agency=51)) == 1
    assert answers.value(ask.but(agency=52)) == 1
    assert answers.value(ask.but(unit=unit(land, "x2 A1a"), below=False)) == 1
    assert answers.value(ask.but(unit=unit(land, "x2 A1"), below=False)) == 1
    assert answers.value(ask.but(unit=unit(land, "x2 A1"))) == 1
    assert answers.value(Figure("t_lan")) == 3
    assert answers.value(Figure("t_lan", agency=52)) == 2


def test_an_agency_by_province_need_not_sum_but_a_programme_by_province_does(land):
    worlds.write({1: a_session(land, "x1 P1", "x1 P2"), 2: a_session(land, "x1 P2")})
    by_lead = answers.breakdown(Figure("t_hoat_dong", programme=1), "province")
    assert by_lead == {(14,): 1, (25,): 1}
    by_agency = answers.breakdown(Figure("t_hoat_dong", agency=51), "province")
    assert by_agency == {(14,): 1, (25,): 2}
    assert answers.value(Figure("t_hoat_dong", agency=51)) == 2


def test_a_session_of_the_programme_under_it_belongs_to_the_programme_above(land):
    worlds.write(
        {
            1: a_session(land, "x1 A1a", programmes=frozenset({1, 2})),
            2: a_session(land, "x1 A1a", programmes=frozenset({2})),
        }
    )
    assert [answers.value(Figure("t_hoat_dong", programme=one)) for one in (1, 2, 3)] == [1, 2, 0]


def test_what_lasts_counts_on_its_first_day_unless_its_indicator_says_the_last(land):
    """Rule 9: a class from 28/12/2020 to 5/3/2021 is held in 2020, and finished in 2021."""
    worlds.write({1: a_session(land, "x1 A1a", day=dt.date(2020, 12, 28), last=DAY), 2: a_session(land, "x1 A1a")})
    years = [(dt.date(year, 1, 1), dt.date(year, 12, 31)) for year in (2020, 2021)]
    held, done = (
        [answers.value(Figure(code, start, end)) for start, end in years] for code in ("t_hoat_dong", "t_xong")
    )
    assert (held, done) == ([1, 1], [0, 1])
    worlds.write({1: a_session(land, "x1 A1a", day=dt.date(2020, 12, 28), last=dt.date(2020, 12, 30))})
    assert [answers.value(Figure("t_xong", start, end)) for start, end in years] == [1, 0]


def test_a_correction_after_the_moment_is_absent_then_and_named_since(land):
    worlds.write({1: a_session(land, "x1 A1a", "x2 A1a"), 2: a_session(land, "x1 A1b")})
    moment = worlds.write({3: a_session(land, "x1 A2a")})
    worlds.write({2: a_session(land, "x1 A1b", counts=((land.audiences[0], 86), (land.audiences[1], 12)))})
    ask = Figure("t_luot", programme=1)
    assert answers.value(ask.but(as_of=moment)) == 42 * 3
    assert answers.value(ask) == 42 * 3 + 56
    assert changes.since(ask, moment) == [changes.Change(99, 2, 42, 98)]


def test_an_edit_writes_the_difference_only(land):
    worlds.write({1: a_session(land, "x1 A1a", "x2 A1a")})
    before = Fact.objects.count()
    worlds.write({1: a_session(land, "x1 A1a", "x2 A1a", counts=((land.audiences[0], 31), (land.audiences[1], 12)))})
    assert Fact.objects.count() == before + 2  # one audience, two units
    assert Fact.objects.filter(superseded_at__isnull=False).count() == 2
    worlds.write({1: a_session(land, "x1 A1a", "x2 A1a", counts=((land.audiences[0], 31), (land.audiences[1], 12)))})
    assert Fact.objects.count() == before + 2


def test_totals_are_equal_on_both_maps_and_a_split_commune_goes_to_its_default(land):
    places = land.places
    for number, place in enumerate(("A1a", "A1b", "va", "A2a", "C1a", "B1"), start=1):
        worlds.write({number: a_session(land, "x1 P1", place=places[place].pk)})
    ask = Figure("t_hoat_dong", end=dt.date(2022, 12, 31))
    today = answers.breakdown(ask, "commune")
    assert today == {(places["NA1"].pk,): 3, (places["NA2"].pk,): 1, (places["NC"].pk,): 1, (0,): 1}
    then = answers.breakdown(ask, "district")
    assert then == {(places["A1"].pk,): 3, (places["A2"].pk,): 1, (places["C1"].pk,): 1, (places["B1"].pk,): 1}
    assert sum(today.values()) == sum(then.values()) == answers.value(ask) == 6
    assert answers.value(ask.but(place=places["NA1"].pk)) == 3


def test_a_later_period_by_old_units_is_refused_with_the_reason(land):
    late = Figure("t_hoat_dong", end=dt.date(2025, 7, 1))
    with pytest.raises(maps.LaterThanMap, match="30/06/2025"):
        answers.breakdown(late, "district")
    with pytest.raises(maps.LaterThanMap):
        answers.value(late.but(level=Level.DISTRICT_THEN, area=land.places["A1"].pk))
    assert answers.breakdown(late, "commune") == {}


def test_an_entered_value_says_its_source_and_a_text_is_no_number(land):
    Indicator.objects.filter(code="t_luot").update(name="Vụ việc")
    entry = entered.Entry(
        "t_luot",
        unit(land, "x1 P1"),
        43,
        dt.date(2022, 12, 31),
        "Báo cáo tổng kết",
        "12/BC",
        qualifier="over",
        programmes=(1,),
    )
    row = entered.enter(entry)
    said = answers.answer(Figure("t_luot", programme=1))
    assert (said.value, said.qualifier, said.entered) == (43, "trên", ("Báo cáo tổng kết, số 12/BC",))
    with pytest.raises(ValidationError):
        entered.enter(entered.Entry("t_luot", unit(land, "x1 P1"), 43, DAY, " "))
    entered.withdraw(row.pk)
    assert answers.value(Figure("t_luot", programme=1)) == 0
    assert verify.run().differences == []


def test_a_fact_changed_by_hand_is_found_and_so_is_a_roll_up(land):
    worlds.write({1: a_session(land, "x1 A1a", "x2 A1a"), 2: a_session(land, "x1 A2a")})
    folding.fold()
    assert verify.run().differences == []
    fact = Fact.objects.filter(value=30).first()
    Fact.objects.filter(province=fact.province, id=fact.id).update(value=31)
    found = verify.run().differences
    assert any("test 1: thiếu" in line for line in found)
    assert any("test 1: thừa" in line for line in found)
    assert any(line.startswith("số gộp") for line in found)
    Fact.objects.filter(province=fact.province, id=fact.id).update(value=30)
    assert verify.run().differences == []
    Rollup.objects.filter(agency=0).update(value=7)
    assert verify.run().differences
    folding.rebuild()
    Fact.objects.filter(province=fact.province, id=fact.id).delete()
    assert len(verify.run().differences) == 1


def test_a_reader_sees_the_number_but_not_the_records_of_others(land, django_user_model):
    worlds.write({1: a_session(land, "x1 A1a")})
    officer = django_user_model.objects.create(username="ai", name="Ai Đó Mẫu")
    behind = records.behind(Figure("t_hoat_dong"), officer)
    assert (len(behind), behind.hidden()) == (1, 1)
    assert [one.row for one in behind[0:50]] == [None]


def test_each_taking_part_counts_whoever_leads(land):
    """Areas sum to the whole as they are: crediting records to their leads narrows nothing, and is not spoken of."""
    worlds.write({1: a_session(land, "x1 P1", "x2 P2", "x3 P2")})
    assert answers.value(Figure("t_lan", lead=True)) == answers.value(Figure("t_lan")) == 3
    assert answers.breakdown(Figure("t_lan"), "province") == {(14,): 1, (25,): 2}
    assert words.about(Figure("t_lan", lead=True)) == words.about(Figure("t_lan"))
