from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketnoi.activities import conflicts, facts, snapshots, validation
from ketnoi.activities.entry import Entry
from ketnoi.activities.enums import Status

PEOPLE = {1: "HOI_VIEN", 2: "HOC_SINH", 3: "NHAN_DAN"}
KNOWN = validation.Known(
    units={7: (None, None), 8: (date(2020, 1, 1), date(2021, 12, 31))},
    places={5: (None, date(2025, 6, 30))},
    programmes={9: (date(2019, 1, 1), date(2022, 12, 31))},
    categories={
        "kind": {20: "TT_LONG_GHEP", 21: "PHOI_HOP_XL"},
        "audience": PEOPLE,
        "counting": {30: "TAI_CHO"},
        "topic": {40: "MA_TUY"},
    },
    today=date(2022, 12, 1),
)
USUAL = Entry(kind=20, title="Buổi", starts_on=date(2022, 11, 19), lead=7, place=5, attendance={1: 3})
counts = st.integers(min_value=0, max_value=90)


def wrong(entry, status=Status.RECORDED):
    return sorted(validation.check(entry.tidied(), status, KNOWN))


@pytest.mark.parametrize(
    ("change", "fields"),
    [
        ({}, []),
        ({"title": "  "}, ["title"]),
        ({"kind": 99}, ["kind"]),
        ({"ends_on": date(2022, 11, 18)}, ["ends_on"]),
        ({"ends_on": date(2022, 11, 21)}, []),
        ({"starts_on": date(2022, 12, 2)}, ["starts_on"]),
        ({"lead": 8}, ["lead"]),
        ({"partners": (8,)}, ["partners"]),
        ({"partners": (8,), "starts_on": date(2021, 12, 31)}, []),
        ({"place": 6}, ["place"]),
        ({"place": None}, ["place"]),
        ({"place": None, "venue": "nhà văn hóa"}, []),
        ({"programmes": (9,), "starts_on": date(2018, 12, 31)}, ["programmes"]),
        ({"attendance": {}}, ["attendance"]),
        ({"attendance": {1: 0}}, ["attendance"]),
        ({"attendance": {1: -1}}, ["attendance"]),
        ({"attendance": {4: 1}}, ["attendance"]),
        ({"attendance": {}, "kind": 21}, []),
        ({"women": 4}, ["women"]),
        ({"minority": 3, "women": 0}, []),
        ({"people_listed": 4}, ["people_listed"]),
        ({"topics": (41,)}, ["topics"]),
        ({"counting": 31}, ["counting"]),
    ],
)
def test_each_rule_names_its_field(change, fields):
    assert wrong(replace(USUAL, **change)) == fields


def test_a_plan_may_lie_ahead_and_needs_no_people():
    ahead = replace(USUAL, starts_on=date(2023, 1, 5), attendance={})
    assert wrong(ahead, Status.PLANNED) == []
    assert wrong(ahead) == ["attendance", "starts_on"]


@given(st.dictionaries(st.sampled_from(list(PEOPLE)), counts), st.none() | counts, st.none() | counts)
def test_a_part_is_never_more_than_the_whole(attendance, women, minority):
    total = sum(attendance.values())
    expected = [name for name, part in (("minority", minority), ("women", women)) if part is not None and part > total]
    entry = replace(USUAL, attendance=attendance, women=women, minority=minority)
    assert wrong(entry) == (["attendance"] if not total else []) + expected
    tidied = entry.tidied()
    ((_record, lines),) = [(one.record, one.lines) for one in facts.counted([(1, tidied)])]
    assert sum(line.value for line in lines if line.indicator == "luot") == total
    assert [line.value for line in lines if line.indicator == "nu"] == ([] if women is None else [women])
    assert [line.value for line in lines if line.indicator == "hoat_dong"] == [1]
    assert snapshots.entry(snapshots.of(tidied, Status.RECORDED)) == tidied


@given(st.integers(0, 3), st.integers(0, 3), st.integers(0, 3))
@pytest.mark.django_db
def test_merging_loses_nobodys_choice(base, mine, theirs):
    first, second, third = (replace(USUAL, women=number) for number in (base, mine, theirs))
    fields = conflicts.fields(first, second, third)
    assert [field.name for field in fields] == ([] if mine == theirs else ["women"])
    assert conflicts.merged(second, third, ["women"]).women == theirs
    assert conflicts.merged(second, third, []).women == mine
    for field in fields:
        assert field.only == ("mine" if theirs == base else "theirs" if mine == base else "")
