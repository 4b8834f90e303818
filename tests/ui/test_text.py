import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketnoi.ui import text

LETTERS = "aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵ"
words = st.text(LETTERS + LETTERS.upper(), min_size=1, max_size=7)
phrases = st.lists(words, min_size=1, max_size=5).map(" ".join)


@pytest.mark.parametrize(
    ("typed", "tidied"),
    [
        ("  Xã   Nà\tHoa\n", "Xã Nà Hoa"),
        ("Ph\u01b0\u01a1\u0300ng\u00a0Tô Hiệu", "Phường Tô Hiệu"),
        ("\ufeffHội\u200b LHPN", "Hội LHPN"),
        ("Bản \u202egpj.exe\u2066 Nà\x00 \x01Hoa\x7f\x85\ufffe\uffff", "Bản gpj.exe Nà Hoa"),
        ("Một\x0bhai\x1cba", "Một hai ba"),
        ("", ""),
    ],
)
def test_tidy(typed, tidied):
    assert text.tidy(typed) == tidied


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("Xã Nà Hòa", "xa na hoa"),
        ("xã nà hoà", "xa na hoa"),
        ("ĐẮK LẮK", "dak lak"),
        ("Thừa Thiên – Huế", "thua thien – hue"),
        ("PHƯỜNG  Tân Sỹ", "phuong tan sy"),
    ],
)
def test_fold(typed, folded):
    assert text.fold(typed) == folded


@given(phrases)
def test_fold_ignores_case_form_and_repetition(phrase):
    folded = text.fold(phrase)
    assert folded == text.fold(folded)
    assert folded == text.fold(phrase.upper())
    assert folded == text.fold(unicodedata.normalize("NFD", phrase))
    assert set(folded) <= set("abcdefghijklmnopqrstuvwxyz ")


@given(st.text())
def test_any_text_tidies_and_folds_without_change_the_second_time(anything):
    assert text.tidy(text.tidy(anything)) == text.tidy(anything)
    assert text.fold(text.fold(anything)) == text.fold(anything)


def test_alphabet_and_tones_order():
    expected = [
        "ba",
        "bà",
        "bả",
        "bã",
        "bá",
        "bạ",
        "bác",
        "băng",
        "bâng",
        "ca",
        "cha",
        "da",
        "đa",
        "ê",
        "oa",
        "ô",
        "ơ",
        "ư",
    ]
    assert sorted(set(expected), key=text.word_key) == expected


def test_a_shorter_phrase_and_a_smaller_number_come_first():
    expected = ["Bản", "Bản 2", "Bản 10", "Bản Hoa", "Bản Hoa Mai", "Bản Hoài"]
    assert sorted(set(expected), key=text.word_key) == expected


def test_names_sort_by_given_then_family_then_middle():
    expected = [
        "Lò Thị An",
        "Nguyễn Văn An",
        "Nguyễn Vân An",
        "Trần An",
        "Lê Thị Ánh",
        "Đinh Bình",
        "Lò Dung",
        "Lò Đức",
        "Hoa",
        "Cầm Thị Hoa",
        "Cầm Thị Hòa",
    ]
    assert sorted(set(expected), key=text.name_key) == expected


def test_where_the_tone_is_written_makes_no_difference():
    assert text.name_key("Nguyễn Thị Hòa") == text.name_key("nguyễn thị  Hoà")
    assert text.name_key("Lò Thúy") != text.name_key("Lò Thuỳ")


@given(words, words)
def test_letters_come_before_tones(one, other):
    """Two syllables that differ by more than tone sort as they would without tones."""
    bare_one, bare_other = _toneless(one), _toneless(other)
    if bare_one != bare_other:
        without_tones = text.word_key(bare_one) < text.word_key(bare_other)
        assert (text.word_key(one) < text.word_key(other)) == without_tones


def _toneless(word):
    parts = unicodedata.normalize("NFD", word.lower())
    return unicodedata.normalize("NFC", "".join(part for part in parts if part not in text.TONES))


def test_a_period_of_years_stays_on_one_line() -> None:
    assert text.unbroken("giai đoạn 2019 - 2022 - đợt 1") == "giai đoạn 2019\u00a0-\u00a02022 - đợt 1"
