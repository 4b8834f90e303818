"""A unit confirms: numbers, zeros, what looks wrong or unusual, two at once, once more after a change."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from ketnoi.activities import late
from ketnoi.activities.writing import State
from ketnoi.audit import kept, versions
from ketnoi.audit.models import Line
from ketnoi.figures import answers, catalogue, confirmed, months, verify
from ketnoi.figures.figure import Figure
from ketnoi.figures.models import Fact, Indicator
from ketnoi.officers.models import Officer
from ketnoi.orgs.models import Unit
from ketnoi.periods import actions, completeness, facts, spans
from ketnoi.periods.enums import Answer, Kind
from ketnoi.periods.models import Confirmation, Statement
from tests.periods.worlds import DAY, JUNE, span

pytestmark = pytest.mark.django_db


@pytest.fixture
def regime(world):
    return world.regime()


def refused(world, regime, unit="a", **word):
    with pytest.raises(ValidationError) as error:
        world.confirm(regime, unit, **word)
    return error.value.message_dict


def test_what_is_confirmed_are_the_numbers_of_the_unit_and_of_those_under_it(world, regime):
    world.record("a", came=30)
    world.record("a", came=12, partners=(world.units["chi_hoi"].pk,))
    world.record("chi_hoi", came=5)
    world.record("b", came=100)
    world.record("a", JUNE - spans.ONE, came=7)
    said = world.confirm(regime, "a")
    (statement,) = Statement.objects.all()
    assert statement.numbers == {"hoat_dong": 3, "luot": 47, "nu": 25, "lop_tap_huan": 0}
    assert (said.version, said.answer, said.at, said.first_at) == (1, "full", statement.at, statement.at)
    line = Line.objects.get(verb="confirm")
    assert (line.kind, line.detail) == ("confirmation", {"version": 1})


def test_the_moment_is_the_ledgers(world, regime):
    """What is recorded later is later than the moment; as of it the ledger says what was confirmed."""
    world.record("a", came=30)
    said = world.confirm(regime, "a")
    later = world.record("a", came=50, reason="Ghi sót")
    assert later.recorded_at > said.at
    figure = Figure("luot", start=JUNE, end=span(regime).end, unit=world.units["a"].pk)
    assert answers.value(figure.but(as_of=said.at)) == 30
    assert answers.value(figure) == 80


def zeros(world, unit):
    rows = Fact.objects.filter(record_kind=facts.NUMBER, unit=world.units[unit].pk, superseded_at=None)
    return sorted(rows.values_list("value", "day"))


def test_a_zero_is_a_fact_only_where_it_was_confirmed(world, regime):
    world.confirm(regime, "a", answer=Answer.NONE)
    end = span(regime).end
    assert zeros(world, "a") == [(0, end)] * 4
    assert zeros(world, "b") == []
    by_unit = answers.breakdown(Figure("hoat_dong", start=JUNE, end=end), "unit")
    assert by_unit == {(world.units["a"].pk,): 0}
    assert verify.run().differences == []


def test_a_number_has_no_zero(world, regime):
    world.record("a")
    world.confirm(regime, "a")
    assert zeros(world, "a") == [(0, span(regime).end)]  # classes only
    assert answers.value(Figure("hoat_dong", unit=world.units["a"].pk)) == 1


def test_nothing_took_place_is_refused_where_something_did(world, regime):
    world.record("a")
    assert "answer" in refused(world, regime, answer=Answer.NONE)
    assert not Confirmation.objects.exists()


def test_not_before_its_last_day(world, regime):
    far = dt.date(2150, 1, 10)
    assert "answer" in refused(world, regime, day=far)


def test_late_is_what_came_after_the_due_day(world):
    """A period long gone is late; one that is due in the far future is in time."""
    late = world.confirm(world.regime(), "a")
    due = world.confirm(world.regime(name="Hạn dài", due_days=30_000), "a")
    assert (late.late, due.late) == (True, False)


def test_a_second_word_needs_a_reason_and_keeps_the_first(world, regime):
    first = world.confirm(regime, "a", answer=Answer.NONE)
    world.record("a", reason="Ghi sót")
    assert "reason" in refused(world, regime, version=1)
    again = world.confirm(regime, "a", version=1, reason="Ghi sót một phiếu")
    assert (again.version, again.first_at, again.answer) == (2, first.first_at, "full")
    assert again.at > first.at
    assert [(row.answer, row.numbers["hoat_dong"]) for row in Statement.objects.all()] == [("none", 0), ("full", 1)]
    assert zeros(world, "a") == [(0, span(regime).end)]
    assert verify.run().differences == []


def test_the_second_of_two_sees_that_the_first_has_spoken(world, regime):
    world.confirm(regime, "a")
    with pytest.raises(versions.Stale) as conflict:
        world.confirm(regime, "a", version=0)
    assert conflict.value.current.version == 1
    assert Statement.objects.count() == 1


def test_numbers_that_moved_meanwhile_are_not_confirmed(world, regime):
    seen = actions.look(regime, world.units["a"].pk, span(regime)).now
    world.record("a")
    with pytest.raises(actions.NumbersMoved):
        world.confirm(regime, "a", seen=seen)
    assert not Confirmation.objects.exists()


def habit(world, numbers):
    """One session in each month before June with so many people."""
    for months_before, came in enumerate(numbers, 1):
        if came:
            world.record("a", months.first_day(months.of(DAY) - months_before), came=came)


def test_eight_times_the_usual_is_asked_and_the_answer_remembered(world, regime):
    habit(world, [30, 40, 50, 40])
    world.record("a", came=320)
    (text,) = refused(world, regime)["findings"]
    assert text == "Lượt người dự: 320, gấp 8 lần thường lệ (40) – đúng không?"
    (finding,) = actions.look(regime, world.units["a"].pk, span(regime)).findings
    world.confirm(regime, "a", answered=[finding.key])
    (statement,) = Statement.objects.all()
    assert statement.answered == [finding.key]


def test_a_number_that_moved_is_asked_again(world, regime):
    habit(world, [30, 40, 50, 40])
    world.record("a", came=320)
    (finding,) = actions.look(regime, world.units["a"].pk, span(regime)).findings
    world.record("a", came=40)
    assert "findings" in refused(world, regime, answered=[finding.key])


def test_few_periods_are_no_habit(world, regime):
    habit(world, [30, 40])
    world.record("a", came=320)
    assert actions.look(regime, world.units["a"].pk, span(regime)).findings == []


def test_a_habit_that_ended_is_none(world, regime):
    habit(world, [0, 0, 30, 40, 50, 40])
    world.record("a", came=320)
    assert actions.look(regime, world.units["a"].pk, span(regime)).findings == []


def test_the_last_period_and_the_one_a_year_before_stand_beside(world, regime):
    world.record("a", dt.date(2024, 6, 3), came=11)
    world.record("a", dt.date(2025, 5, 3), came=22)
    world.record("a", came=33)
    look = actions.look(regime, world.units["a"].pk, span(regime))
    assert (look.year_before["luot"], look.before["luot"], look.now["luot"]) == (11, 22, 33)


def test_any_two_days_have_nothing_to_stand_beside(world):
    term = world.regime(kind=Kind.SPAN, valid_to=dt.date(2025, 6, 30))
    look = actions.look(term, world.units["a"].pk, span(term))
    assert (look.before, look.year_before, look.findings) == ({}, {}, [])


def asked(world, regime, who, day=DAY):
    found = completeness.ordered(completeness.units(regime, span(regime, day), world.officers[who]))
    return [one.name for one in found]


def test_the_units_are_those_that_existed_on_the_last_day(world, regime):
    assert asked(world, regime, "tinh", dt.date(2025, 3, 10)) == ["Hội xã A", "Hội xã B", "Hội xã Cũ"]
    assert asked(world, regime, "tinh", dt.date(2025, 4, 10)) == ["Hội xã A", "Hội xã B", "Hội xã Mới"]


def test_only_upward(world, regime):
    """A unit sees itself, a superior its subordinates, a neighbour nobody."""
    assert asked(world, regime, "a") == ["Hội xã A"]
    assert asked(world, regime, "tinh_khac") == []
    assert asked(world, regime, "tw") == ["Hội xã A", "Hội xã B", "Hội xã Mới"]


def test_a_regime_of_the_centre_asks_every_province(world):
    regime = world.regime(under=world.units["tw"])
    assert asked(world, regime, "tw") == ["Hội xã A", "Hội xã B", "Hội xã Mới", "Hội xã Khác"]
    assert asked(world, regime, "tinh_khac") == ["Hội xã Khác"]
    found = completeness.by_province(completeness.units(regime, span(regime), world.officers["tw"]))
    assert {code: counts.asked for code, counts in found.items()} == {41: 3, 42: 1}


def test_counts(world):
    regime = world.regime(due_days=30_000)
    world.record("a")
    world.confirm(regime, "a")
    world.confirm(regime, "b", answer=Answer.NONE)
    Confirmation.objects.filter(unit=world.units["b"]).update(late=True)
    found = completeness.counts(completeness.units(regime, span(regime), world.officers["tinh"]))
    assert (found.asked, found.confirmed, found.on_time, found.late, found.none, found.missing) == (3, 2, 1, 1, 1, 1)


def standings(world, regime, day):
    units = completeness.ordered(completeness.units(regime, span(regime), world.officers["tinh"]))
    return {one.name: (one.state, one.changed) for one in completeness.standings(regime, span(regime), units, day)}


def test_states(world, regime):
    due = span(regime).due
    world.confirm(regime, "a")
    assert standings(world, regime, due) == {
        "Hội xã A": ("late", 0), "Hội xã B": ("waiting", 0), "Hội xã Mới": ("waiting", 0),
    }  # fmt: skip
    assert standings(world, regime, due + spans.ONE)["Hội xã B"] == ("missing", 0)


def test_what_came_after_shows_as_changed(world, regime):
    """A record of the branch is one of the commune; a title, another period and another unit are no change."""
    first = world.record("a", came=30)
    branch = world.record("chi_hoi", came=9)
    for unit in ("a", "b"):
        world.confirm(regime, unit)
    assert standings(world, regime, DAY)["Hội xã A"] == ("late", 0)
    world.record("b", dt.date(2025, 5, 3))
    actor, home = world.officers["a"].pk, world.units["a"].pk
    renamed = world.entry("a", came=30, title="Tên khác")
    first = world.activities.correct(first, renamed, "Sai tên", 1, actor, home)
    assert standings(world, regime, DAY)["Hội xã A"] == ("late", 0)
    world.activities.correct(branch, world.entry("chi_hoi", came=19), "Cộng thiếu", 1, actor, home)
    assert standings(world, regime, DAY)["Hội xã A"] == ("late", 1)
    first = world.activities.correct(first, world.entry("a", came=31), "Cộng thiếu", 2, actor, home)
    assert standings(world, regime, DAY)["Hội xã A"] == ("late", 2)
    world.activities.withdraw(first, "Nhập trùng", 3, actor, home)
    found = standings(world, regime, DAY)
    assert (found["Hội xã A"], found["Hội xã B"]) == (("late", 2), ("late", 0))
    world.confirm(regime, "a", version=1, reason="Đính chính")
    assert standings(world, regime, DAY)["Hội xã A"] == ("late", 0)


def counted(regime, officer):
    """Queries of one page of the completeness, its counts and how many lines it has."""
    officer = Officer.objects.get(pk=officer.pk)
    kept.forget()
    catalogue.forget()
    with kept.one_edition(), CaptureQueriesContext(connection) as asked:
        units = completeness.units(regime, span(regime), officer)
        counts = completeness.counts(units)
        rows = completeness.standings(regime, span(regime), completeness.ordered(units), DAY)
    return len(asked), counts, len(rows)


def test_queries_do_not_grow_with_units(world, regime):
    for unit in ("a", "b"):
        world.record(unit)
        world.confirm(regime, unit)
        world.record(unit, reason="Ghi sót")
    before, _counts, _rows = counted(regime, world.officers["tinh"])
    more = [
        Unit(agency=world.units["a"].agency, level="commune", name=f"Hội xã {n:03}", folded=f"x{n}", province=41,
             parent=world.units["tinh"], path=f"{world.units['tinh'].path}{10_000 + n}.", pk=10_000 + n)
        for n in range(200)
    ]  # fmt: skip
    Unit.objects.bulk_create(more)
    said = {"start": JUNE, "end": span(regime).end, "due": span(regime).due, "first_at": 5, "at": 5, "late": False}
    Confirmation.objects.bulk_create(
        Confirmation(regime=regime, unit=one, answer=Answer.FULL, version=1, **said) for one in more
    )
    after, counts, rows = counted(regime, world.officers["tinh"])
    assert (counts.asked, counts.confirmed, rows) == (203, 202, 203)
    assert after == before


def test_an_indicator_that_is_no_more_asks_for_no_reason(world):
    """A form may name a code that nobody declares any longer: recording goes on, and what else it asks still closes."""
    gone = world.regime(name="Số liệu khác", indicators=("da_bo",))
    world.confirm(gone, "a")
    world.record("a")
    both = world.regime(indicators=("da_bo", "luot"))
    world.confirm(both, "a")
    with pytest.raises(ValidationError) as refusal:
        world.record("a")
    assert list(refusal.value.message_dict) == ["reason"]


def beside(world, who, **figure):
    asked = Figure("luot", **({"start": JUNE, "end": dt.date(2025, 6, 30)} | figure))
    kept.forget()
    return confirmed.beside(asked, world.officers[who])


@pytest.mark.parametrize(("on_last_day", "closed"), [(True, True), (False, False)])
def test_what_counts_on_its_last_day_comes_after_the_period_of_that_day(world, regime, on_last_day, closed):
    """June is confirmed; a class from 30 May to 2 June asks for a reason where it counts in June."""
    Indicator.objects.filter(code="hoat_dong").update(on_last_day=on_last_day)
    catalogue.forget()
    world.confirm(regime, "a", answer=Answer.NONE)
    lasting = {"day": dt.date(2025, 5, 30), "ends_on": dt.date(2025, 6, 2)}
    found = late.closed(world.entry("a", **lasting))
    assert [one.period for one in found] == (["Tháng 6/2025"] if closed else [])
    assert late.apart([State(1, 1, "recorded", world.entry("a", **lasting))], "Ghi sót")[0][0] == (
        "Ghi sót" if closed else ""
    )


def test_beside_a_figure_stands_how_many_confirmed(world, regime):
    world.confirm(regime, "a")
    one = "1/3 đơn vị đã xác nhận Tháng 6/2025 (Số liệu tháng thử)"
    assert beside(world, "tinh") == [one]
    assert beside(world, "tinh", unit=world.units["tinh"].pk) == [one]
    assert beside(world, "tw", level=1, area=41) == [one]
    assert beside(world, "tw", level=1, area=42) == []
    assert beside(world, "a") == ["1/1 đơn vị đã xác nhận Tháng 6/2025 (Số liệu tháng thử)"]
    assert beside(world, "tinh_khac") == []


def test_over_several_periods_units_count_where_they_existed(world, regime):
    world.confirm(regime, "cu", dt.date(2025, 3, 1))
    world.confirm(regime, "a")
    half = {"start": dt.date(2025, 1, 1), "end": dt.date(2025, 6, 30)}
    assert beside(world, "tinh", **half) == ["2/18 lần xác nhận trong 6 kỳ (Số liệu tháng thử)"]
    assert beside(world, "tinh", start=dt.date(2025, 6, 2)) == []
    assert beside(world, "tinh", start=None) == []
