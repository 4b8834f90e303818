"""What a number is held against: which days, which words, and that both questions open their records."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketnoi.documents import docx
from ketnoi.figures.answers import Answer
from ketnoi.figures.figure import Figure
from ketnoi.figures.formulas import Ratio
from ketnoi.programmes.enums import Per
from ketnoi.programmes.models import Target
from ketnoi.reports import actions, against, comparing, editions, exporting, moved, panel
from ketnoi.reports.tokens import Against, TokenError, UnknownWord
from ketnoi.workbooks import reading
from tests.reports import worlds

DAY = dt.timedelta(days=1)
DAYS = st.dates(dt.date(1905, 1, 1), dt.date(2095, 12, 31))
COUNTS = st.integers(0, 40) | st.integers(0, 3000) | st.integers(0, 10**9)


@given(COUNTS, COUNTS)
def test_words_follow_a_naive_rule(now, then):
    """Counted in whole tenths of a percent, a half up; no rate from less than 20, nor one that rounds to nothing."""
    words = against.change(Answer(now), Answer(then), "buổi")
    apart = abs(now - then)
    if now == then:
        assert words == "không đổi"
        return
    tenths = (apart * 2000 + then) // (2 * then) if then >= 20 else 0
    plain = f"{apart:,} buổi".replace(",", ".")
    whole = f"{tenths // 10:,}".replace(",", ".")
    rest = f"{whole},{tenths % 10}% ({plain})" if tenths else plain
    assert words == f"{'tăng' if now > then else 'giảm'} {rest}"


@pytest.mark.parametrize(
    ("now", "then", "words"),
    [
        (Answer(262), Answer(240), "tăng 9,2% (22 buổi)"),
        (Answer(22), Answer(0), "tăng 22 buổi"),
        (Answer(0), Answer(3), "giảm 3 buổi"),
        (Answer(2), Answer(1), "tăng 1 buổi"),
        (Answer(27), Answer(19), "tăng 8 buổi"),
        (Answer(28), Answer(20), "tăng 40,0% (8 buổi)"),
        (Answer(50, "trên"), Answer(40), "tăng khoảng 25,0% (10 buổi)"),
        (Answer(40, "trên"), Answer(40), "gần như không đổi"),
        (Answer(8571, ratio=Ratio(66, 77)), Answer(7333, ratio=Ratio(66, 90)), "tăng 12,38 điểm phần trăm"),
        (Answer(0, blank=True), Answer(40), "không có số để so sánh"),
        (Answer(40), Answer(0, blank=True), "không có số để so sánh"),
        (Answer(0, ratio=Ratio(0, 0)), Answer(7333, ratio=Ratio(66, 90)), "không có số để so sánh"),
    ],
)
def test_words_of_a_comparison(now, then, words):
    assert against.change(now, then, "buổi") == words


@pytest.mark.parametrize(("done", "words"), [(952, "95,2"), (1000, "100,0"), (1043, "104,3"), (0, "0,0")])
def test_words_against_a_target(done, words):
    assert against.reached(done, 1000) == f"đạt {words}% chỉ tiêu"


def test_what_is_missing_is_never_all_of_it():
    assert against.reached(99_999, 100_000) == "đạt gần 100% chỉ tiêu"


@given(DAYS, st.integers(0, 900))
def test_the_period_before_ends_where_this_one_begins(start, length):
    end = start + length * DAY
    first, last = against.period_before(start, end)
    assert last + DAY == start
    assert first <= last
    months = {(day.year, day.month) for day in (first + n * DAY for n in range((start - first).days))}
    whole = start.day <= 28 and (end + DAY).day == start.day and (end + DAY).replace(day=1) != start.replace(day=1)
    if whole:
        after = end + DAY
        assert first.day == start.day
        assert (start.year - first.year) * 12 + start.month - first.month == (
            (after.year - start.year) * 12 + after.month - start.month
        )
        assert months
    else:
        assert start - first == end - start + DAY


@pytest.mark.parametrize(
    ("period", "before", "a_year_before"),
    [
        (("2022-04-01", "2022-06-30"), ("2022-01-01", "2022-03-31"), ("2021-04-01", "2021-06-30")),
        (("2022-01-01", "2022-12-31"), ("2021-01-01", "2021-12-31"), ("2021-01-01", "2021-12-31")),
        (("2024-12-15", "2025-06-14"), ("2024-06-15", "2024-12-14"), ("2023-12-15", "2024-06-14")),
        (("2025-02-01", "2025-02-28"), ("2025-01-01", "2025-01-31"), ("2024-02-01", "2024-02-29")),
        (("2024-02-29", "2024-03-31"), ("2024-01-28", "2024-02-28"), ("2023-03-01", "2023-03-31")),
        (("2022-03-08", "2022-03-08"), ("2022-03-07", "2022-03-07"), ("2021-03-08", "2021-03-08")),
        (("2019-01-01", "2022-12-31"), ("2015-01-01", "2018-12-31"), None),
    ],
)
def test_periods_compared(period, before, a_year_before):
    start, end = map(dt.date.fromisoformat, period)
    asked = Figure("hoat_dong", start=start, end=end)
    found = against.before(asked, Against.BEFORE)
    assert (found.start.isoformat(), found.end.isoformat()) == before
    if a_year_before is None:
        with pytest.raises(UnknownWord, match="dài hơn một năm"):
            against.before(asked, Against.YEAR_BEFORE)
    else:
        found = against.before(asked, Against.YEAR_BEFORE)
        assert (found.start.isoformat(), found.end.isoformat()) == a_year_before


def write(told, text):
    actions.add_paragraph(told.report, None, "paragraph", text)
    told.report.refresh_from_db()
    return editions.said(told.report, [("paragraph", text)], editions.current(told.report))


def test_days_and_places_of_a_figure(told):
    unit, place = told.world.units["hoi_a"].pk, told.world.units["hoi_a"].place_id
    said = write(
        told,
        "{luot_tuyen_truyen|tu=2020-01-01|den=2021-12-31} {luot_tuyen_truyen|tu=2023-01-01|den=2023-12-31} "
        f"{{luot_tuyen_truyen|nam=2023}} {{luot_tuyen_truyen|nam=2019|don-vi={unit}}} "
        f"{{luot_tuyen_truyen|nam=2022|noi={place}}} {{buoi_tuyen_truyen|don-vi={told.world.units['hoi_b'].pk}}}",
    )
    came = worlds.CAME
    assert [one.value for one in said.values()] == [came[1] + came[2], 999, 999, came[0], came[3], 0]


def test_a_comparison_is_two_questions_that_both_open(told):
    (one,) = write(told, "Năm 2021 {luot_tuyen_truyen|nam=2021|ss=cung-ky} so với cùng kỳ năm trước.").values()
    assert one.shown == "tăng 58,7% (176 lượt)"  # 476 after 300
    assert (one.value, one.basis.value, one.basis.label) == (476, 300, "cùng kỳ năm trước")
    opened = panel.build(told.report, editions.current(told.report), one, [], told.lead)
    assert [(side.number, side.period, side.total) for side in opened.sides] == [("476", "2021", 1), ("300", "2020", 1)]


def test_a_frozen_comparison_stands_still_in_file_and_annex_and_names_what_changed_on_either_side(told):
    text = "Năm 2021 {luot_tuyen_truyen|nam=2021|ss=cung-ky} so với năm trước."
    write(told, text)
    actions.freeze(told.report)
    told.correct(told.sessions[1], 400)  # of 2020
    told.report.refresh_from_db()
    said = editions.said(told.report, editions.texts(told.report), editions.current(told.report))
    one = said["luot_tuyen_truyen|nam=2021|ss=cung-ky"]
    assert (one.shown, one.basis.value, one.basis.figure.as_of) == ("tăng 58,7% (176 lượt)", 300, told.report.frozen_at)
    changed = [difference for difference in moved.of(said) if one.token.key in difference.keys]
    assert [(difference.said.value, difference.now) for difference in changed] == [(300, 400)]
    assert [tag for tag in docx.figures(exporting.docx(told.report)) if "ss=" in tag[0]] == [
        (one.token.key, "tăng 58,7% (176 lượt)")
    ]
    index = next(
        page for page in reading.read(exporting.annex(told.report, None)).sheets if page.name == "Danh mục số liệu"
    )
    rows = [row for row in index.rows if one.token.key in row]
    assert [row[4] for row in rows] == [476, 300]
    actions.freeze(told.report, "đã đính chính")
    told.report.refresh_from_db()
    before, after = comparing.versions(told.report, told.lead)[-2:]
    numbers = comparing.compare(before, after).numbers
    shown = [(comparing.exactly(n.before), comparing.exactly(n.after)) for n in numbers if n.said.basis]
    assert shown == [("tăng 58,7% (176 lượt): 476 so với 300", "tăng 19,0% (76 lượt): 476 so với 400")]


def test_a_target_is_held_against_only_what_it_promises(told):
    programme = told.world.programmes["tinh"]
    Target.objects.create(programme=programme, indicator="luot_tuyen_truyen", per=Per.TOTAL, amount=2000)
    Target.objects.create(programme=programme, indicator="luot_tuyen_truyen", per=Per.YEAR, amount=400)
    said = write(told, "{luot_tuyen_truyen|ss=chi-tieu} và {luot_tuyen_truyen|nam=2021|ss=chi-tieu}")
    assert [one.shown for one in said.values()] == ["đạt 65,0% chỉ tiêu", "đạt 119,0% chỉ tiêu"]
    for refused in ("luot_tuyen_truyen|loai=NOI_CHUYEN|ss=chi-tieu", "buoi_tuyen_truyen|ss=chi-tieu"):
        with pytest.raises(TokenError, match="không đặt chỉ tiêu"):
            write(told, f"{{{refused}}}")
    Target.objects.create(programme=programme, indicator="tap_the_khen", per=Per.TOTAL, amount=3)
    assert [one.shown for one in write(told, "{tap_the_khen|ss=chi-tieu}").values()] == ["chưa có số để so"]
    programme.targets.all().delete()
    assert [
        one.shown for one in editions.said(told.report, [("paragraph", "{luot_tuyen_truyen|ss=chi-tieu}")]).values()
    ] == ["không có chỉ tiêu để so"]


@pytest.mark.parametrize("option", ["don-vi=999999", "noi=999999999"])
def test_a_unit_or_place_that_there_is_not_is_refused(told, option):
    with pytest.raises(TokenError, match="không có đơn vị hoặc nơi"):
        write(told, f"Có {{luot_tuyen_truyen|{option}}} lượt.")


def test_a_place_is_counted_up_to_its_last_day_and_no_sentence_is_written_past_it(told):
    place = told.world.units["hoi_a"].place
    text = f"{{luot_tuyen_truyen|tu=2023-01-01|den=2025-12-31|noi={place.pk}}}"
    with pytest.raises(TokenError, match="chỉ xem được đến ngày 30/06/2025"):
        write(told, text)
    (one,) = editions.said(told.report, [("paragraph", text)]).values()
    assert (one.value, one.figure.end) == (999, dt.date(2025, 6, 30))
