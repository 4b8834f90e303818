"""What fits a unit and why; what nobody said stays unknown. Without a database, but for what a unit says."""

from hypothesis import given
from hypothesis import strategies as st

from ketnoi.practices import fitting, terrains, vocabulary
from ketnoi.practices.fitting import Own, Verdict, Wants
from ketnoi.practices.models import Profile

YES, NO, UNKNOWN = Verdict.YES, Verdict.NO, Verdict.UNKNOWN
WANTS = Wants("DON_THU", ("MIEN_NUI",), 3, ("XE",))


def verdicts(asked: Wants, has: Own) -> list[Verdict]:
    return [one.verdict for one in fitting.fits(asked, has)]


def test_nothing_known_is_nothing_said():
    assert verdicts(WANTS, Own()) == [UNKNOWN] * 4
    assert verdicts(Wants("DON_THU", (), None, ()), Own("MIEN_NUI", 9, frozenset(), frozenset({"CCCD"}))) == [
        UNKNOWN, NO, UNKNOWN, UNKNOWN,
    ]  # fmt: skip


def test_each_question_says_why():
    whole = fitting.fits(WANTS, Own("MIEN_NUI", 3, frozenset({"XE"}), frozenset({"DON_THU"})))
    assert [one.verdict for one in whole] == [YES] * 4
    lacking = fitting.fits(WANTS, Own("DO_THI", 2, frozenset({"LOA"}), frozenset({"CCCD"})))
    assert [one.words for one in lacking] == [
        "Chưa nơi nào ghi là hợp với đô thị (phường, khu chung cư).",
        "Không thuộc vấn đề đơn vị ghi đang cần.",
        "Thiếu người: cần 3, đơn vị có 2.",
        "Đơn vị chưa có: phương tiện đi lại.",
    ]


codes = {name: st.sampled_from(sorted(vocabulary.names(name))) for name in ("fields", "terrains", "means")}
wanting = st.builds(
    Wants, codes["fields"], st.lists(codes["terrains"], max_size=2).map(tuple), st.none() | st.integers(1, 9),
    st.lists(codes["means"], max_size=2).map(tuple),
)  # fmt: skip
having = st.builds(
    Own, st.just("") | codes["terrains"], st.none() | st.integers(0, 9), st.none() | st.frozensets(codes["means"]),
    st.frozensets(codes["fields"]),
)  # fmt: skip


@given(wanting, having)
def test_it_never_knows_more_than_was_said(asked, has):
    place, problem, size, means = verdicts(asked, has)
    assert (place == UNKNOWN) == (not has.terrain or not asked.terrains)
    assert (problem == UNKNOWN) == (not has.fields)
    assert (size == UNKNOWN) == (has.staff is None or asked.staff_least is None)
    assert (means == UNKNOWN) == (has.means is None or not asked.means)


def test_what_is_known_not_to_fit_and_what_failed_is_not_suggested(world):
    fits = world.publish(terrains=("MIEN_NUI",), staff_least=2)
    world.publish(name="Cần nhiều người", staff_least=50)
    world.publish(name="Không hiệu quả", outcome="failed", lessons="Phòng ở tầng ba")
    unknown = world.publish(name="Không ghi gì")
    unit = world.units["hoi_khac"]
    fitting.describe(unit, Own("MIEN_NUI", 5), 0, world.by("la"))
    assert [card.id for card, _told in fitting.suggested(unit)] == [fits.pk, unknown.pk]


def test_a_ward_is_urban_and_a_rural_commune_may_lie_anywhere(world):
    unit = world.units["hoi_xa"]
    assert terrains.of([unit]) == {}
    unit.place.division = "phường"
    assert terrains.of([unit]) == {unit.pk: "DO_THI"}
    Profile.objects.create(unit=unit, terrain="MIEN_NUI")
    assert terrains.of([unit]) == {unit.pk: "MIEN_NUI"}
