"""Results side by side: each asked of the ledger, and refused with the reason where it would not be fair."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from ketnoi.activities import actions as activities
from ketnoi.activities.entry import Entry
from ketnoi.figures import catalogue
from ketnoi.practices import actions, adopting, comparing, drawing, measures, measuring
from ketnoi.practices.measuring import Question, Span
from ketnoi.practices.models import Measured, Practice, Profile

TALKS = Question("luot", topic=0)
NOW = Span(dt.date(2026, 3, 1), dt.date(2026, 3, 31))
BOTH = Span(NOW.start, NOW.end, dt.date(2026, 1, 1), dt.date(2026, 1, 31))


def hold(world, unit: str, day: dt.date, people: int, counting: str = "TAI_CHO") -> None:
    led, audience = world.units[unit].pk, catalogue.category("audience", "HOI_VIEN").pk
    entry = Entry(
        kind=catalogue.category("kind", "TT_LONG_GHEP").pk, title="Buổi thử", starts_on=day, lead=led,
        place=world.units[unit].place_id, attendance={audience: people}, venue="Nhà văn hóa",
        counting=catalogue.category("counting", counting).pk,
    )  # fmt: skip
    activities.record(entry, world.officers["tinh"].pk, led)


def two(world, unit: str, people: tuple[int, int], month: int = 3, counting: str = "TAI_CHO") -> None:
    for day, count in enumerate(people, start=10):
        hold(world, unit, dt.date(2026, month, day), count, counting)


@pytest.fixture
def pair(world) -> tuple[Practice, Practice]:
    """An original and a copy of another province."""
    original = world.publish()
    made = adopting.adopt(original, world.units["hoi_khac"].pk, dt.date(2026, 2, 1), world.by("la"))
    return original, actions.publish(made, 1, world.by("la"))


def measure(practice: Practice, world, span: Span = NOW, asked: Question = TALKS) -> Measured:
    practice.refresh_from_db()
    return measuring.measure(practice, asked, span, practice.version, world.by())


def test_both_stand_on_one_indicator_and_every_number_opens(world, pair):
    two(world, "hoi_tinh", (30, 50))
    two(world, "hoi_khac", (20, 25))
    for one in pair:
        measure(one, world)
    (found,) = comparing.comparisons(pair[1])
    assert [(beside.practice, beside.result.now.words) for beside in found.fair] == [(pair[0], "80"), (pair[1], "45")]
    assert [beside.first for beside in found.fair] == [True, False]
    assert found.spread == (45, 45, 80)
    assert all(f"don-vi={beside.practice.unit_id}" in beside.result.now.url for beside in found.fair)
    assert found.way == "đếm tại chỗ"
    assert found.refused == []


def test_before_and_after_are_held_as_changes(world, pair):
    for unit, before, after in (("hoi_tinh", (10, 10), (30, 50)), ("hoi_khac", (20, 20), (20, 25))):
        two(world, unit, before, month=1)
        two(world, unit, after)
    for one in pair:
        measure(one, world, BOTH)
    (found,) = comparing.comparisons(pair[0])
    assert [beside.result.change for beside in found.fair] == [60, 5]
    assert drawing.spread(found) == "từ +5 đến +60"
    assert "80 (+60)" in drawing.drawn(found)


@pytest.mark.parametrize(
    ("why", "told"),
    [
        ("way", "đo khác cách: đếm tại chỗ, còn ở đây ước tính"),
        ("length", "kỳ dài ngắn khác nhau: 31 ngày và 62 ngày"),
        ("few", "quá ít phiếu (1) để coi là kết quả"),
        ("place", "khác kiểu địa bàn: Đô thị (phường, khu chung cư) và Miền núi"),
        ("before", "một nơi có số trước khi áp dụng, nơi kia không"),
    ],
)
def test_what_would_not_be_fair_is_refused_with_its_reason(world, pair, why, told):
    two(world, "hoi_tinh", (30, 50))
    if why == "few":
        hold(world, "hoi_khac", dt.date(2026, 3, 10), 40)
    else:
        two(world, "hoi_khac", (20, 25), counting="UOC_TINH" if why == "way" else "TAI_CHO")
        two(world, "hoi_khac", (20, 25), month=1)
    if why == "place":
        for unit, terrain in (("hoi_tinh", "DO_THI"), ("hoi_khac", "MIEN_NUI")):
            Profile.objects.create(unit=world.units[unit], terrain=terrain)
    measure(pair[0], world)
    spans = {"length": Span(NOW.start, dt.date(2026, 5, 1)), "before": BOTH}
    measure(pair[1], world, spans.get(why, NOW))
    (found,) = comparing.comparisons(pair[0])
    assert [beside.reasons for beside in found.refused] == [(told,)]
    assert found.spread is None
    assert drawing.drawn(found) is None


def test_names_that_begin_alike_are_told_apart():
    names = ["Hội PN Công an thành phố Hà Nội", "Hội PN Công an thành phố Hải Phòng"]
    assert drawing.apart(names) == ["Hà Nội", "Hải Phòng"]
    assert drawing.apart(names[:1]) == names[:1]


def test_an_unknown_kind_of_place_stays_unknown_and_who_did_not_measure_is_named(world, pair):
    two(world, "hoi_tinh", (30, 50))
    measure(pair[0], world)
    (found,) = comparing.comparisons(pair[0])
    assert (len(found.fair), found.without) == (1, ["Hội LHPN tỉnh Khác"])
    two(world, "hoi_khac", (20, 25))
    measure(pair[1], world)
    (found,) = comparing.comparisons(pair[0])
    assert found.fair[1].notes == ("chưa biết kiểu địa bàn, nên đọc dè dặt",)


def test_a_correction_moves_the_result_at_once(world, pair):
    two(world, "hoi_tinh", (30, 50))
    one = measure(pair[0], world)
    hold(world, "hoi_tinh", dt.date(2026, 3, 20), 7)
    assert measures.results([one])[0].now.words == "87"


def test_evidence_needs_its_results_and_keeps_them(world):
    two(world, "hoi_tinh", (30, 50))
    made = world.write(evidence="DOI_CHUNG")
    one = measure(made, world)
    made.refresh_from_db()
    with pytest.raises(ValidationError) as told:
        actions.publish(made, made.version, world.by())
    assert list(told.value.error_dict) == ["evidence"]
    compared = measure(made, world, BOTH)
    made.refresh_from_db()
    out = actions.publish(made, made.version, world.by())
    measuring.take_back(out, one, out.version, world.by())
    out.refresh_from_db()
    with pytest.raises(ValidationError):
        measuring.take_back(out, compared, out.version, world.by())


@pytest.mark.parametrize(
    ("span", "field"),
    [
        (Span(NOW.end, NOW.start), "end"),
        (Span(NOW.start, dt.date(2190, 1, 1)), "end"),
        (Span(NOW.start, NOW.end, NOW.start), "before_end"),
        (Span(NOW.start, NOW.end, NOW.start, NOW.end), "before_end"),
    ],
)
def test_days_that_cannot_be_are_refused(world, span, field):
    with pytest.raises(ValidationError) as told:
        measure(world.write(), world, span)
    assert list(told.value.error_dict) == [field]


def test_what_a_paper_states_carries_its_source(world):
    made = world.write()
    with pytest.raises(ValidationError) as told:
        measuring.state(made, "Đúng hạn từ 71% lên 94%", " ", None, 1, world.by())
    assert list(told.value.error_dict) == ["source"]
    with pytest.raises(ValidationError) as told:
        measuring.measure(made, Question("khong_co"), NOW, 1, world.by())
    assert list(told.value.error_dict) == ["indicator"]


def test_what_a_copy_measured_is_nobody_elses_before_it_is_published(world):
    original = world.publish()
    two(world, "hoi_tinh", (30, 50))
    two(world, "hoi_khac", (20, 25))
    made = adopting.adopt(original, world.units["hoi_khac"].pk, dt.date(2026, 2, 1), world.by("la"))
    for one in (original, made):
        measure(one, world)
    (seen,), (own,) = comparing.comparisons(original), comparing.comparisons(made)
    assert [beside.practice for beside in seen.fair] == [original]
    assert (seen.refused, seen.without) == ([], [])
    assert [beside.practice for beside in own.fair] == [original, made]
