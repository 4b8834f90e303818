"""Indicators by formula and by filter, and definitions that change: exact numbers, breakdowns, records, versions."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from ketnoi.audit import moments, versions
from ketnoi.audit.models import Line
from ketnoi.figures import answers, catalogue, changes, defining, entered, folding, formulas, records, verify
from ketnoi.figures.defining import Draft
from ketnoi.figures.figure import Figure
from ketnoi.figures.models import Category, Definition, Indicator
from tests.figures import worlds

DAY = dt.date(2021, 5, 1)
SAID = {"owner": "Đơn vị mẫu", "definition": "Cách đếm mẫu"}


@pytest.fixture
def book(land):
    """Two records of the first kind and one of the second; 60 attendances, 18 of them at the second kind."""
    one, two = land.kinds[:2]
    here, there = land.audiences
    unit, place = land.units[1].pk, land.places["A1a"].pk
    worlds.write(
        {
            1: worlds.Record((unit,), DAY, place, one, ((here, 10), (there, 20)), women=7, topics=frozenset({7})),
            2: worlds.Record((unit,), DAY, place, one, ((here, 12),), topics=frozenset({8})),
            3: worlds.Record((unit,), DAY, place, two, ((there, 18),), topics=frozenset({7, 8})),
        }
    )
    yield land
    catalogue.forget()


def add(name, **how):
    return defining.add_indicator(Draft(name=name, **(SAID | how))).code


@pytest.fixture
def two_kinds(book):
    """Attendances of each kind: 42 and 18."""
    first = add("Lượt loại một", unit="l", base="t_luot", kinds=("T_K1",))
    return first, add("Lượt loại hai", unit="l", base="t_luot", kinds=("T_K2",))


def test_a_filter_narrows_by_kind_audience_and_topic(book):
    code = add("Lượt đối tượng một của loại một", unit="l", base="t_luot", kinds=("T_K1",), audiences=("T_A1",))
    assert answers.value(Figure(code)) == 22
    topic = defining.add_category("topic", "Chuyên đề mẫu")
    about = worlds.corrected(worlds.BOOK.records[2], topics=frozenset({topic.pk, 8}))
    worlds.write({4: about, 5: worlds.corrected(about, counts=((book.audiences[1], 36),))})
    by_topic = add("Lượt chuyên đề mẫu", unit="l", base="t_luot", topics=(topic.code,))
    assert answers.value(Figure(by_topic)) == 48
    folding.fold()
    assert answers.value(Figure(by_topic)) == answers.from_ledger(Figure(by_topic)) == 48
    assert [one.record for one in records.behind(Figure(by_topic), None)[:9]] == [4, 5]


@pytest.mark.parametrize(("way", "number"), [("sum", 60), ("difference", 24), ("ratio", 23333)])
def test_a_formula_answers_from_facts_and_from_roll_ups(two_kinds, way, number):
    code = add("Công thức", way=way, terms=two_kinds)
    assert answers.value(Figure(code)) == answers.from_ledger(Figure(code)) == number
    folding.fold()
    assert answers.value(Figure(code)) == number
    assert verify.run().differences == []


def test_a_ratio_is_written_with_its_base_and_without_one_there_is_none(two_kinds):
    first, second = two_kinds
    code = add("Tỷ lệ loại hai", way="ratio", terms=(second, first))
    answer = answers.answer(Figure(code))
    assert (answer.words, answer.ratio.part, answer.ratio.base) == ("42,86", 18, 42)
    assert catalogue.indicator(code).unit == "%"
    empty = answers.answer(Figure(code, end=dt.date(2019, 1, 1)))
    assert (empty.value, empty.words) == (0, "không có")
    assert answers.breakdown(Figure(code), "month") == {(2021 * 12 + 4,): 4286}
    assert code not in {one.code for one in catalogue.indicators()}
    assert code in {one.code for one in catalogue.offered()}


def test_a_formula_breaks_down_as_its_terms_do(two_kinds, book):
    code = add("Hiệu", way="difference", terms=two_kinds)
    one, two = book.kinds[:2]
    assert answers.breakdown(Figure(code), "kind") == {(one,): 42, (two,): -18}
    here, there = book.audiences
    assert answers.breakdown(Figure(code), "audience") == {(here,): 22, (there,): 2}


def test_the_records_behind_a_formula_are_those_of_its_terms(two_kinds):
    first = two_kinds[0]
    code = add("Hiệu", way="difference", terms=two_kinds)
    behind = records.behind(Figure(code), None)
    assert len(behind) == 3
    assert [(one.record, one.value) for one in behind[:50]] == [(1, 30), (2, 12), (3, -18)]
    assert [(one.record, one.value) for one in behind[1:2]] == [(2, 12)]
    assert [(one.record, one.value) for one in behind[2:9]] == [(3, -18)]
    total = add("Tổng của tổng", way="sum", terms=(add("Tổng", way="sum", terms=two_kinds), first))
    assert answers.value(Figure(total)) == 102
    assert sum(one.value for one in records.behind(Figure(total), None)[:50]) == 102
    assert [catalogue.indicator(first).stored] == list(formulas.stored(Figure(total)))


def test_what_changed_behind_a_formula_adds_up_to_its_difference(two_kinds, book):
    code = add("Tổng", way="sum", terms=two_kinds)
    before = moments.now()
    moved = worlds.corrected(worlds.BOOK.records[3], counts=((book.audiences[0], 30),))
    worlds.write({3: moved})
    found = changes.since(Figure(code), before)
    assert [(one.record, one.before, one.after) for one in found] == [(3, 18, 30)]
    assert answers.value(Figure(code)) - answers.value(Figure(code, as_of=before)) == 12


def test_an_earlier_moment_keeps_the_definition_of_that_moment(two_kinds):
    code = add("Lượt tính chung", way="sum", terms=two_kinds)
    row = Indicator.objects.get(code=code)
    then = moments.now()
    draft = Draft("Lượt tính chung mới", way="difference", terms=two_kinds, **SAID)
    defining.change_indicator(row.pk, draft, 1, "Đổi theo hướng dẫn mới")
    assert [answers.value(Figure(code, as_of=moment)) for moment in (None, then)] == [24, 60]
    names = [catalogue.of(Figure(code, as_of=moment)).name for moment in (None, then)]
    assert names == ["Lượt tính chung mới", "Lượt tính chung"]
    kept = Definition.objects.filter(of="indicator", item=row.pk).values_list("version", "why")
    assert list(kept) == [(1, ""), (2, "Đổi theo hướng dẫn mới")]
    assert Line.objects.filter(kind="figures.indicator", object=str(row.pk)).count() == 2


def test_saying_the_same_makes_no_version(two_kinds):
    row = Indicator.objects.get(code=two_kinds[0])
    same = Draft("Lượt  loại một", unit="l", base="t_luot", kinds=("T_K1",), **SAID)
    assert defining.change_indicator(row.pk, same, 1).version == 1
    with pytest.raises(versions.Stale):
        defining.change_indicator(row.pk, same, 7)


@pytest.mark.parametrize(
    ("how", "field"),
    [
        ({"way": "sum", "terms": ("t_luot",)}, "terms"),
        ({"way": "sum", "terms": ("t_luot", "t_luot")}, "terms"),
        ({"way": "sum", "terms": ("t_luot", "t_hoat_dong")}, "terms"),
        ({"way": "sum", "terms": ("t_luot", "khong_co")}, "terms"),
        ({"way": "ratio", "terms": ("t_luot", "t_luot_k12", "t_luot")}, "terms"),
        ({"way": "power", "terms": ("t_luot", "t_luot_k12")}, "way"),
        ({"base": "t_luot", "unit": "l"}, "kinds"),
        ({"base": "t_luot", "unit": "l", "kinds": ("T_K9",)}, "kinds"),
        ({"base": "t_k1", "unit": "l", "kinds": ("T_K1",)}, "base"),
        ({"base": "t_luot", "kinds": ("T_K1",)}, "unit"),
    ],
)
def test_what_cannot_be_counted_is_refused_at_its_field(book, how, field):
    with pytest.raises(ValidationError) as refusal:
        add("Sai", **how)
    assert list(refusal.value.message_dict) == [field]


def test_a_formula_never_comes_to_contain_itself(two_kinds):
    inner = add("Trong", way="sum", terms=two_kinds)
    outer = add("Ngoài", way="sum", terms=(inner, two_kinds[0]))
    row = Indicator.objects.get(code=inner)
    with pytest.raises(ValidationError, match="chính chỉ tiêu này"):
        defining.change_indicator(row.pk, Draft("Trong", way="sum", terms=(outer, two_kinds[1]), **SAID), 1)


def test_nothing_is_entered_for_what_is_worked_out(two_kinds, book):
    code = add("Tổng", way="sum", terms=two_kinds)
    with pytest.raises(ValidationError, match="tính từ các chỉ tiêu khác"):
        entered.enter(entered.Entry(code, book.units[1].pk, 5, DAY, "Báo cáo mẫu"))


def test_what_a_room_declares_keeps_how_it_counts_and_the_words_given_by_hand(book):
    catalogue.sync()
    row = Indicator.objects.filter(declared=True, base__isnull=False).first()
    kinds, unit = row.kinds, row.unit
    defining.change_indicator(row.pk, Draft("Tên mới", unit="khác", way="sum", terms=("t_luot",), **SAID), row.version)
    catalogue.sync()
    row.refresh_from_db()
    assert (row.name, row.kinds, row.unit, row.way) == ("Tên mới", kinds, unit, "")
    word = Category.objects.filter(declared=True, dimension="kind").first()
    defining.change_category(word.pk, "Loại gọi tên mới", "buổi", 1)
    catalogue.sync()
    word.refresh_from_db()
    assert (word.name, word.version, word.declared) == ("Loại gọi tên mới", 2, True)


def test_a_category_out_of_use_is_offered_no_more_and_keeps_its_name(book):
    made = defining.add_category("topic", "Chuyên đề mẫu")
    assert made.code == "CHUYEN_DE_MAU"
    defining.show_category(made.pk, 1, shown=False)
    assert made.pk not in [one.pk for one in catalogue.categories("topic")]
    assert catalogue.names([made.pk]) == {made.pk: "Chuyên đề mẫu"}
    for name in ("chuyên đề  mẫu", " "):
        with pytest.raises(ValidationError):
            defining.add_category("topic", name)
    with pytest.raises(ValidationError):
        defining.add_category("nothing", "Mẫu")


def test_what_another_process_changed_is_seen_when_one_looks_again(two_kinds):
    catalogue._looked.moment = float("-inf")
    catalogue.indicator(two_kinds[0])
    with transaction.atomic():
        Indicator.objects.filter(code=two_kinds[0]).update(name="Đổi từ nơi khác")
        Definition.objects.create(of="category", item=1, version=1, said={}, at=0)
    catalogue._looked.moment = float("-inf")
    assert catalogue.indicator(two_kinds[0]).name == "Đổi từ nơi khác"


@given(st.integers(-(10**9), 10**9), st.integers(0, 10**9))
def test_a_ratio_is_within_half_a_hundredth_of_a_percent(part, base):
    ratio = formulas.Ratio(part, base)
    if base == 0:
        assert (ratio.hundredths, ratio.words) == (0, "không có")
    else:
        assert abs(ratio.hundredths * base - part * 10_000) * 2 <= base
        assert formulas.Ratio(-part, base).hundredths == -ratio.hundredths


@given(st.lists(st.dictionaries(st.integers(0, 3), st.integers(-99, 99)), min_size=2, max_size=4))
def test_sums_and_differences_add_up_key_by_key(parts):
    for way, sign in (("sum", 1), ("difference", -1)):
        found = formulas.together(catalogue.Formula(way, ("a",) * len(parts)), parts)
        totals = [sum(part.values()) for part in parts]
        assert sum(found.values()) == totals[0] + sign * sum(totals[1:])
        assert found.keys() == {key for part in parts for key in part}


def test_what_is_only_entered_adds_up_over_the_period_or_holds_until_told_anew(land):
    unit = land.units[1].pk
    flow = add("Phụ nữ được vay vốn", unit="người", adds="sum")
    stock = add("Hộ phụ nữ nghèo", unit="hộ", adds="stock")
    for code in (flow, stock):
        for month, value in ((3, 40), (9, 25)):
            entered.enter(entered.Entry(code, unit, value, dt.date(2021, month, 30), "Báo cáo mẫu", qualifier="gần"))
    year = {"start": dt.date(2021, 1, 1), "end": dt.date(2021, 12, 31)}
    assert [answers.value(Figure(code, **year)) for code in (flow, stock)] == [65, 25]
    told = answers.answer(Figure(flow, **year))
    assert (told.qualifier, told.entered) == ("gần", ("Báo cáo mẫu",))
    assert answers.value(Figure(flow, start=year["start"], end=dt.date(2021, 6, 30))) == 40
    ratio = add("Tỷ lệ mẫu", way="ratio", terms=(flow, add("Phụ nữ có nhu cầu vay", unit="người", adds="sum")))
    assert answers.answer(Figure(ratio, **year)).words == "không có"
    folding.fold()
    assert verify.run().differences == []
    catalogue.forget()


@pytest.mark.parametrize("adds", ["sum", "stock"])
def test_what_nobody_entered_is_unknown_and_what_was_entered_as_zero_is_zero(land, adds):
    """Rule 15: blank is no fact; a record's number that nobody recorded is zero all the same."""
    code = add("Phụ nữ được vay vốn", unit="người", adds=adds)
    asked = Figure(code, dt.date(2021, 1, 1), dt.date(2021, 12, 31))
    nothing = answers.answer(asked)
    assert (nothing.blank, nothing.words, nothing.value) == (True, "chưa có số", 0)
    entered.enter(entered.Entry(code, land.units[1].pk, 0, dt.date(2021, 3, 31), "Báo cáo mẫu"))
    zero = answers.answer(asked)
    assert (zero.blank, zero.words) == (False, "0")
    assert answers.answer(asked.but(start=dt.date(2019, 1, 1), end=dt.date(2019, 12, 31))).blank
    Indicator.objects.filter(code="t_luot").update(declared=True)
    catalogue.forget()
    recorded = answers.answer(asked.but(indicator="t_luot"))
    assert (recorded.blank, recorded.words) == (False, "0")


def test_a_share_of_which_nobody_entered_the_part_is_unknown_and_not_nothing(land):
    base, part = (add(name, unit="người", adds="sum") for name in ("Phụ nữ có nhu cầu vay", "Phụ nữ được vay vốn"))
    asked = Figure(add("Tỷ lệ mẫu", way="ratio", terms=(part, base)), dt.date(2021, 1, 1), dt.date(2021, 12, 31))
    unit, day = land.units[1].pk, dt.date(2021, 3, 31)
    entered.enter(entered.Entry(base, unit, 40, day, "Báo cáo mẫu"))
    unknown = answers.answer(asked)
    entered.enter(entered.Entry(part, unit, 0, day, "Báo cáo mẫu"))
    none = answers.answer(asked)
    assert [(one.blank, one.words) for one in (unknown, none)] == [(True, "chưa có số"), (False, "0,00")]


@pytest.mark.parametrize(
    ("how", "field"),
    [
        ({"adds": "sum"}, "unit"),
        ({"adds": "formula", "unit": "l"}, "way"),
        ({"adds": "places", "unit": "l"}, "way"),
        ({"adds": "sum", "unit": "l", "base": "t_luot"}, "way"),
        ({"adds": "sum", "unit": "l", "way": "sum", "terms": ("t_luot", "t_hoat_dong")}, "way"),
    ],
)
def test_what_is_only_entered_has_a_unit_and_nothing_it_is_worked_out_of(land, how, field):
    with pytest.raises(ValidationError) as refused:
        add("Mẫu", **how)
    assert set(refused.value.error_dict) == {field}
    assert not Indicator.objects.filter(name="Mẫu").exists()


def test_what_was_entered_goes_on_adding_up_as_it_did(land):
    row = Indicator.objects.get(code=add("Phụ nữ được vay vốn", unit="người", adds="sum"))
    for how in (
        {"unit": "người", "adds": "stock"},
        {"unit": "l", "base": "t_luot", "kinds": ("T_K1",)},
        {"way": "sum", "terms": ("t_luot", "t_nu")},
    ):
        with pytest.raises(ValidationError):
            defining.change_indicator(row.pk, Draft("Phụ nữ được vay vốn", **(SAID | how)), 1)
    changed = defining.change_indicator(row.pk, Draft("Phụ nữ vay vốn", unit="lượt người", adds="sum", **SAID), 1)
    assert (changed.name, changed.unit, changed.measure, changed.version) == ("Phụ nữ vay vốn", "lượt người", "sum", 2)
    derived = Indicator.objects.get(code=add("Lọc", unit="l", base="t_luot", kinds=("T_K1",)))
    with pytest.raises(ValidationError):
        defining.change_indicator(derived.pk, Draft("Lọc", unit="l", adds="sum", **SAID), 1)
    catalogue.forget()
