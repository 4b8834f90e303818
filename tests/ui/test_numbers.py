from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketnoi.ui import numbers

counts = st.integers(min_value=0, max_value=10**12)


@pytest.mark.parametrize(
    ("number", "text"), [(0, "0"), (999, "999"), (1000, "1.000"), (41236, "41.236"), (-1200, "-1.200")]
)
def test_grouped(number, text):
    assert numbers.grouped(number) == text


@pytest.mark.parametrize(
    ("number", "places", "text"),
    [
        (85.714, 2, "85,71"),
        (Fraction(1, 8), 2, "0,13"),
        (Fraction(-1, 8), 2, "-0,13"),
        (1234.5, 1, "1.234,5"),
        (9.96, 1, "10,0"),
        (2.5, 0, "3"),
        (-0.001, 2, "0,00"),
    ],
)
def test_decimal(number, places, text):
    assert numbers.decimal(number, places) == text


@pytest.mark.parametrize(
    ("part", "base", "places", "text"),
    [
        (1, 8, 1, "12,5%"),
        (66, 77, 2, "85,71%"),
        (66, 90, 2, "73,33%"),
        (5, 4, 1, "125,0%"),
        (0, 7, 1, "0,0%"),
        (0, 0, 1, "không có"),
        (3, 0, 1, "không có"),
    ],
)
def test_percent(part, base, places, text):
    assert numbers.percent(part, base, places) == text


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (41236, "trên 41.000"),
        (2048, "trên 2.000"),
        (1043, "trên 1.000"),
        (43, "trên 40"),
        (33904, "gần 34.000"),
        (238, "238"),
        (40000, "40.000"),
        (0, "0"),
        (19, "19"),
        (20, "20"),
        (21, "trên 20"),
        (49, "gần 50"),
        (48, "trên 40"),
        (99, "gần 100"),
        (100, "100"),
        (999, "999"),
        (1089, "trên 1.000"),
        (1090, "gần 1.100"),
        (9990, "gần 10.000"),
        (9989, "trên 9.900"),
        (33900, "gần 34.000"),
        (33899, "trên 33.000"),
        (1234567, "trên 1.200.000"),
    ],
)
def test_official(number, text):
    assert numbers.official(number) == text


def test_the_qualifier_and_the_number_are_separate():
    assert numbers.rounded(41236) == ("trên", 41000)
    assert numbers.rounded(33904) == ("gần", 34000)
    assert numbers.rounded(238) == ("", 238)


@given(counts)
def test_official_words_are_true(number):
    qualifier, round_number = numbers.rounded(number)
    if qualifier == "trên":
        assert round_number < number
    elif qualifier == "gần":
        assert round_number > number
    else:
        assert round_number == number
    assert abs(round_number - number) * 10 < max(number, 1) * 5
    assert numbers.rounded(round_number) == ("", round_number)


@given(st.integers(1000, 10**9))
def test_large_numbers_keep_two_significant_digits(number):
    assert set(str(numbers.rounded(number)[1])[2:]) <= {"0"}


def test_a_negative_number_is_not_rounded():
    with pytest.raises(ValueError, match="số âm"):
        numbers.rounded(-1)


@pytest.mark.parametrize(
    ("typed", "count"),
    [
        ("1200", 1200),
        ("1.200", 1200),
        ("1 200", 1200),
        (" 64 ", 64),
        ("0", 0),
        ("1.234.567", 1234567),
        ("1\u00a0200", 1200),
    ],
)
def test_parse_count(typed, count):
    assert numbers.parse_count(typed) == count


@pytest.mark.parametrize("typed", ["", "sáu tư", "-5", "1,5", "1.20", "12.3456", "1.200 300", "1200.300", "٣", "1e3"])
def test_parse_count_refuses(typed):
    with pytest.raises(ValueError, match="ví dụ 64"):
        numbers.parse_count(typed)


@pytest.mark.parametrize("typed", ["2147483648", "2.147.483.648", "9" * 5000])
def test_a_count_no_column_holds_is_refused_in_words(typed):
    with pytest.raises(ValueError, match="quá lớn"):
        numbers.parse_count(typed)


@pytest.mark.parametrize(
    ("text", "number"),
    [("0", 0), ("12", 12), ("9" * 18, 10**18 - 1), ("9" * 19, None), ("9" * 5000, None)]
    + [(text, None) for text in ("", "-1", "1.5", "٣", "²", " 1", "1_0", "\x00")],
)
def test_plain(text, number):
    assert numbers.plain(text) == number


@given(st.integers(0, numbers.LARGEST_COUNT))
def test_a_grouped_count_reads_back(number):
    assert numbers.parse_count(numbers.grouped(number)) == number


@given(st.integers(0, 10**6), st.integers(1, 10**6))
def test_percent_is_within_half_of_its_last_place(part, base):
    shown = Fraction(numbers.percent(part, base, 2).rstrip("%").replace(".", "").replace(",", ".")) / 100
    assert abs(shown - Fraction(part, base)) <= Fraction(1, 20000)
