"""Births, identity numbers and telephones as people write them: what is taken, what is doubted, what is refused."""

import datetime as dt

import pytest

from ketnoi.people import births, identifiers
from ketnoi.people.births import Birth

TODAY = dt.date(2026, 11, 22)


@pytest.mark.parametrize(
    ("typed", "birth", "kept", "written"),
    [
        ("1998", Birth(1998), "1998", "1998"),
        (" 3/1998 ", Birth(1998, 3), "1998-03", "03/1998"),
        ("14/03/1998", Birth(1998, 3, 14), "1998-03-14", "14/03/1998"),
        ("14-3-1998", Birth(1998, 3, 14), "1998-03-14", "14/03/1998"),
    ],
)
def test_a_birth_is_read_kept_and_written(typed, birth, kept, written):
    assert births.parse(typed, TODAY) == birth == births.read(kept)
    assert (birth.kept, str(birth)) == (kept, written)


@pytest.mark.parametrize(
    "typed", ["1899", "2027", "12/2026", "23/11/2026", "13/1998", "30/02/1998", "mùa xuân", "98", "²⁰⁰⁰"]
)
def test_a_birth_that_cannot_be_is_refused(typed):
    with pytest.raises(ValueError, match=r"sinh"):
        births.parse(typed, TODAY)


@pytest.mark.parametrize(
    ("birth", "codes"),
    [
        (Birth(2010, 11, 22), ["minor"]),  # sixteen today
        (Birth(2010, 11, 23), ["child", "minor"]),  # tomorrow
        (Birth(2010), ["child", "minor"]),  # perhaps in December
        (Birth(2010, 10), ["minor"]),
        (Birth(2010, 12), ["child", "minor"]),
        (Birth(2008, 11, 22), []),
        (Birth(2008), ["minor"]),
        (Birth(1950), []),
        (None, []),
    ],
)
def test_whoever_may_be_young_is_treated_so(birth, codes):
    assert [age.code for age in births.young(birth, TODAY)] == codes


def test_the_limits_of_age_name_their_source_and_how_far_it_was_checked():
    assert [(age.below, bool(age.source), age.status) for age in births.ages()] == [
        (16, True, "SECONDARY"),
        (18, True, "SECONDARY"),
    ]


@pytest.mark.parametrize(
    ("typed", "number"), [("014 198 000001", "014198000001"), ("014.198.000.001", "014198000001"), ("", "")]
)
def test_an_identity_number_is_tidied(typed, number):
    assert identifiers.id_number(typed) == number


@pytest.mark.parametrize("typed", ["01419800000", "0141980000012", "01419800000a", "٠" * 12])
def test_an_identity_number_has_twelve_digits(typed):
    with pytest.raises(ValueError, match="12"):
        identifiers.id_number(typed)


@pytest.mark.parametrize("typed", ["0900 000 001", "+84 900 000 001", "84900000001", "0900.000.001"])
def test_a_telephone_is_one_however_it_is_written(typed):
    assert identifiers.telephone(typed) == "0900000001"


@pytest.mark.parametrize("typed", ["12345", "9000000001", "0900 abc", "0" * 30])
def test_what_is_no_telephone_is_refused(typed):
    with pytest.raises(ValueError, match="0"):
        identifiers.telephone(typed)


@pytest.mark.parametrize(
    ("number", "birth", "sex", "doubts"),
    [
        ("014198000001", Birth(1998), "nu", 0),
        ("014098000001", Birth(1998), "nam", 0),
        ("014310000001", Birth(2010), "nu", 0),
        ("014198000001", Birth(1998), "nam", 1),  # an odd digit is a woman's
        ("014198000001", Birth(1997), "nu", 1),  # another year
        ("014198000001", Birth(2098), "nu", 1),  # another century
        ("999198000001", Birth(1998), "nu", 1),  # no such province
        ("014198000001", None, "", 0),
        ("", Birth(1998), "nu", 0),
    ],
)
def test_an_identity_number_is_doubted_not_refused(number, birth, sex, doubts):
    assert len(identifiers.doubts(number, birth, sex, {"01", "14"})) == doubts
