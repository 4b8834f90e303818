"""Figures inside sentences: what is read is what was written."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ketnoi.reports import tokens
from ketnoi.reports.tokens import Against, Token, TokenError

WORDS = st.from_regex(r"[A-Za-z0-9_-]{1,4}", fullmatch=True)
DAYS = st.none() | st.dates(dt.date(1900, 1, 1), dt.date(2099, 12, 31))
IDS = st.none() | st.integers(1, 999_999_999)
FIELDS = {
    "code": st.from_regex(r"[a-z][a-z0-9_]{0,5}", fullmatch=True),
    "kind": st.just("") | WORDS,
    "audience": st.just("") | WORDS,
    "topic": st.just("") | WORDS,
    "agency": st.just("") | WORDS,
    "unit": IDS,
    "place": IDS,
}
OF_A_YEAR = st.builds(Token, **FIELDS, year=st.none() | st.integers(1900, 2099), rounded=st.booleans())
OF_DAYS = st.builds(Token, **FIELDS, start=DAYS, end=DAYS, against=st.none() | st.sampled_from(Against)).filter(
    lambda token: not (token.start and token.end and token.start > token.end)
)
TOKENS = (OF_A_YEAR | OF_DAYS).filter(lambda token: len(token.key) <= tokens.LONGEST)
LITERALS = st.text(st.sampled_from("{}|=. abcđượ\n"), min_size=1) | st.text(min_size=1)


def joined(parts):
    """Neighbouring words are one stretch."""
    whole = []
    for part in parts:
        if isinstance(part, str) and whole and isinstance(whole[-1], str):
            whole[-1] += part
        else:
            whole.append(part)
    return whole


@given(st.lists(LITERALS | TOKENS))
def test_what_is_written_is_read_back(parts):
    assert tokens.parse(tokens.write(parts)) == joined(parts)


@given(st.text(st.sampled_from("{}|=ab tron19nm.")))
def test_whatever_is_typed_is_read_or_refused_in_words(text):
    problem = ""
    try:
        parts = tokens.parse(text)
    except TokenError as error:
        parts, problem = [], str(error)
    assert tokens.parse(tokens.write(parts)) == parts
    assert problem == "" or problem.startswith("Câu “")


@given(TOKENS)
def test_a_key_names_its_token(token):
    assert tokens.from_key(token.key) == token


def test_a_sentence_of_an_outline():
    text = "Trong {buoi} buổi cho {luot|tron|nam=2021} lượt."
    assert tokens.figures(text) == [Token("buoi"), Token("luot", year=2021, rounded=True)]
    assert tokens.write(tokens.parse(text)) == "Trong {buoi} buổi cho {luot|nam=2021|tron} lượt."


@pytest.mark.parametrize(
    ("text", "sentence", "problem"),
    [
        ("Câu một. Câu hai có {Luot} lượt. Câu ba.", "Câu hai có {Luot} lượt.", "“Luot” không phải là mã chỉ tiêu"),
        ("Có {luot lượt. Câu hai.", "Có {luot lượt.", "dấu ngoặc nhọn lẻ"),
        ("Có luot} lượt.", "Có luot} lượt.", "dấu ngoặc nhọn lẻ"),
        ("Có {} lượt.", "Có {} lượt.", "“” không phải là mã chỉ tiêu"),
        ("Có {luot|nam=21} lượt.", "Có {luot|nam=21} lượt.", "không hiểu “nam=21”"),
        ("Có {luot|tròn} lượt.", "Có {luot|tròn} lượt.", "không hiểu “tròn”"),
        ("Có {luot|tron|tron} lượt.", "Có {luot|tron|tron} lượt.", "“tron” viết hai lần"),
        ("Có {luot|loai=} lượt.", "Có {luot|loai=} lượt.", "không hiểu “loai=”"),
        ("{luot|tu=2021-02-30}", "{luot|tu=2021-02-30}", "không hiểu “tu=2021-02-30”"),
        ("{luot|ss=nam-kia}", "{luot|ss=nam-kia}", "không hiểu “ss=nam-kia”"),
        ("{luot|noi=0}", "{luot|noi=0}", "không hiểu “noi=0”"),
        ("{luot|nam=2021|den=2021-06-30}", "{luot|nam=2021|den=2021-06-30}", "đã ghi năm"),
        ("{luot|tu=2021-06-02|den=2021-06-01}", "{luot|tu=2021-06-02|den=2021-06-01}", "ngày “den” phải từ ngày “tu”"),
        ("{luot|ss=cung-ky|tron}", "{luot|ss=cung-ky|tron}", "so sánh thì viết số chính xác"),
    ],
)
def test_a_wrong_figure_is_refused_at_its_sentence(text, sentence, problem):
    with pytest.raises(TokenError) as refused:
        tokens.parse(text)
    assert str(refused.value).startswith(f"Câu “{sentence}”: ")
    assert problem in str(refused.value)


def test_a_name_too_long_for_the_word_file_is_refused():
    with pytest.raises(TokenError):
        tokens.parse("{" + "a" * (tokens.LONGEST + 1) + "}")
    assert tokens.parse("{" + "a" * tokens.LONGEST + "}") == [Token("a" * tokens.LONGEST)]


def test_a_long_figure_is_short_in_the_word_file_and_readable_in_the_text():
    text = "{luot_tuyen_truyen|tu=2021-01-01|den=2021-06-30|doi-tuong=HOI_VIEN|don-vi=12345|ss=cung-ky}"
    (token,) = tokens.figures(text)
    assert tokens.write([token]) == text
    assert token.key == "luot_tuyen_truyen|f=20210101|t=20210630|d=HOI_VIEN|u=12345|s=ck"
    assert len(token.key) <= tokens.LONGEST
    assert tokens.from_key(token.key) == token
    assert tokens.around(f"Câu một. Tăng {text}; rồi.", token) == f"Tăng {text};"
