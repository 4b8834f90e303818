"""Rules that a proposed sentence must keep: each takes how it reads and what it was made from, says what is wrong."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from enum import Enum
from fractions import Fraction
from typing import Any

from ketnoi.programmes.enums import Verdict
from ketnoi.reports.proposing.against import Against, Each, Share
from ketnoi.reports.proposing.lagging import Cause, Unknown
from ketnoi.reports.proposing.numbers import Number
from ketnoi.reports.proposing.observations import Observation
from ketnoi.reports.proposing.parts import Rate
from ketnoi.reports.proposing.results import Compared
from ketnoi.reports.tokens import Token

MOST_WORDS = 60
SMALL = 20  # an earlier number that is smaller gives no rate
DAY = r"\d{2}/\d{2}/\d{4}"
NUMERAL = re.compile(rf"{DAY}|\d[\d.]*(?:,\d+)?")
WORD = re.compile(r"[^\W\d_]+")
LETTERS = set("aăâbcdđeêghiklmnoôơpqrstuưvxy") | set("f")  # f only in abbreviations of foreign names: none so far
MARKS = {"\u0300", "\u0301", "\u0303", "\u0309", "\u0323"}
FORBIDDEN = (
    "chuyển tuyến|đồng hồ|hồ sơ|triệu tập|phê bình cộng đồng|giám định ở bệnh viện|phiên họp giải quyết ly hôn|"
    "thủ phạm|tiếp dân|cấp hộ khẩu|đơn hỗn hợp|đơn lòng vòng|em nhỏ|chốt|đơn vị gốc|lan đến|kể chuyện|đáng học|"
    "phiếu kín|hạng|giữ đúng hạn|một dòng việc|kém|yếu|đội sổ|cuối bảng|đứng đầu|đứng cuối|xếp thứ"
)
CAUSES = r"do|vì|bởi|nhờ|nguyên nhân|lý do|khiến|dẫn đến|xuất phát từ"
MORE = r"tăng|nhiều hơn|lên \d"
LESS = r"giảm|ít hơn|xuống còn"
ALIKE = r"không thay đổi|không đổi|, bằng"
MANY_OF_ONE = re.compile(r"(?:toàn bộ|cả|tất cả|các) 1(?![\d.,/])", re.IGNORECASE)
UNITS = (
    "buổi|cuộc|lớp|vụ việc|tập thể|cá nhân|lượt|người|cán bộ|địa chỉ|tin|chỉ tiêu|phiếu|đơn vị|năm|tháng đầu|"
    "hội viên|học sinh"
)

Rule = Callable[[str, Observation], str]


def problems(text: str, made_from: Observation) -> list[str]:
    """What is wrong with the sentence; empty where nothing is."""
    return [said for rule in RULES if (said := rule(text, made_from))]


def begins_with_a_capital(text: str, _made_from: Observation) -> str:
    return "" if text[:1].isupper() else "begins small"


def ends_with_one_stop(text: str, _made_from: Observation) -> str:
    inside = re.sub(r"(?<=\d)\.(?=\d)", "", text)
    return "" if inside.endswith(".") and inside.count(".") == 1 else "no single full stop at its end"


def is_spaced_once(text: str, _made_from: Observation) -> str:
    return "" if text == " ".join(text.split()) and not re.search(r"\s[.,;:)”!?]|[(“]\s", text) else "spaces"


def has_no_double_punctuation(text: str, _made_from: Observation) -> str:
    return "double punctuation" if re.search(r"[.,;:!?]{2}|[;:,][.”)]|\(\)|“”|\( ", text) else ""


def is_filled(text: str, made_from: Observation) -> str:
    said = [words for words in texts(made_from) if "{" in words]  # a record's own words may hold a brace
    bare = text
    for words in said:
        bare = bare.replace(words.strip().rstrip(".;,"), "")
    return "a blank is left" if re.search(r"[{}$|=]|None|Number", bare) else ""


def writes_numbers_as_vietnamese(text: str, made_from: Observation) -> str:
    bare = re.sub(DAY, "", _without(text, periods(made_from)))
    for found in NUMERAL.findall(bare):
        whole, _comma, rest = found.rstrip(".,").partition(",")
        if not re.fullmatch(r"0|[1-9]\d{0,2}(?:\.\d{3})*", whole) or len(rest) > 2:
            return f"not a Vietnamese number: {found}"
    return ""


def invents_no_number(text: str, made_from: Observation) -> str:
    known = set(numerals(made_from))
    told = {found.rstrip(".,") for found in NUMERAL.findall(text)}
    return f"invented: {sorted(told - known)}" if told - known else ""


def counts_with_a_unit(text: str, made_from: Observation) -> str:
    """After a number comes what it counts, a percent sign, a bound of it ("66/77 vụ việc") or the other of two."""
    bare = re.sub(rf"“[^”]*”|\bngày {DAY}|\bnăm \d{{4}}", "", _without(text, periods(made_from)))
    for found in re.finditer(r"\d[\d.]*(?:,\d+)?", bare):
        rest = bare[found.end() :]
        if not re.match(rf"%|/\d| (?:{UNITS})\b", rest):
            return f"no unit after {found.group()}: {rest[:20]}"
    return ""


def says_zero_in_words(text: str, _made_from: Observation) -> str:
    return "a written zero" if re.search(r"(?<![\d.,/])0(?![\d.,]*\d)", text) else ""


def says_one_as_one(text: str, _made_from: Observation) -> str:
    return "many of one" if MANY_OF_ONE.search(text) else ""


def moves_as_the_numbers_do(text: str, made_from: Observation) -> str:
    if not isinstance(made_from, Compared):
        return "a change without an earlier number" if re.search(r"\b(?:tăng|giảm|nhiều hơn|ít hơn)\b", text) else ""
    now, then = made_from.now, made_from.then
    if now is None or then is None:
        return "compared with nothing"
    for words, holds in (
        (MORE, now.value > then.value),
        (LESS, now.value < then.value),
        (ALIKE, now.value == then.value),
    ):
        if re.search(rf"\b(?:{words})" if words != ALIKE else words, text) and not holds:
            return f"{words} does not hold"
    return ""


def has_a_base_for_percents(text: str, made_from: Observation) -> str:
    if "%" not in text:
        return ""
    if isinstance(made_from, Rate):
        if not (made_from.percent and made_from.base and made_from.base.value):
            return "a rate of nothing"
        exact = Fraction(made_from.part.value * 100, made_from.base.value)
        told = Fraction(made_from.percent.said.replace(",", "."))
        return "" if abs(told - exact) <= Fraction(1, 200) else "not the rate of its base"
    if isinstance(made_from, Share):
        return "" if made_from.whole.value else "a rate of nothing"
    if isinstance(made_from, Compared):
        return "" if made_from.change and made_from.then and made_from.then.value >= SMALL else "a rate of too little"
    return "percents that nobody worked out"


def gives_no_cause(text: str, made_from: Observation) -> str:
    bare = re.sub(r"“[^”]*”", "", text)
    if isinstance(made_from, Cause):
        return "" if made_from.reason.strip(" .;,") in text else "not the recorded cause"
    return "a cause" if re.search(rf"\b(?:{CAUSES})\b", bare, re.IGNORECASE) else ""


def uses_no_forbidden_word(text: str, _made_from: Observation) -> str:
    found = re.search(rf"\b(?:{FORBIDDEN})\b", text, re.IGNORECASE)
    return f"forbidden: {found.group()}" if found else ""


def is_written_in_vietnamese(text: str, _made_from: Observation) -> str:
    if text != unicodedata.normalize("NFC", text):
        return "not composed"
    bare = [one for one in unicodedata.normalize("NFD", text) if one not in MARKS]
    for one in unicodedata.normalize("NFC", "".join(bare)):
        if one.isalpha() and one.lower() not in LETTERS:
            return f"not a Vietnamese letter: {one}"
        if not one.isalnum() and one not in " .,;:%/()“”-{}":
            return f"not a sign of prose: {one}"
    return ""


def is_short_enough(text: str, _made_from: Observation) -> str:
    return "too long" if len(text.split()) > MOST_WORDS else ""


def repeats_no_word(text: str, _made_from: Observation) -> str:
    twice = re.search(r"\b([^\W\d_]+) \1\b", text.lower())
    return f"twice: {twice.group()}" if twice else ""


def says_missing_as_missing(text: str, made_from: Observation) -> str:
    """What is not known is not zero, and a zero is only said where somebody confirmed it."""
    if isinstance(made_from, Unknown):
        wrong = re.search(r"\bkhông\b|chưa tổ chức|chưa ghi nhận|xác nhận", text)
        return "a blank told as zero" if wrong or "số liệu" not in text.lower() else ""
    if isinstance(made_from, Against) and made_from.done is None:
        return "" if "chưa có số liệu" in text.lower() else "a blank judged"
    return ""


def judges_as_the_programme_does(text: str, made_from: Observation) -> str:
    if not isinstance(made_from, Against | Each | Share) or "số liệu" in text:
        return ""
    words = {
        Verdict.ABOVE: "vượt|hoàn thành|thực hiện đủ",
        Verdict.MET: "hoàn thành|đạt chỉ tiêu|bằng chỉ tiêu",
        Verdict.NEARLY: "đạt cơ bản",
        Verdict.BELOW: "chưa (?:đạt|được thực hiện|thực hiện|có)",
        Verdict.ON_PACE: "tiến độ|bảo đảm",
        Verdict.BEHIND: "chậm|thấp hơn|chưa có|chưa (?:được )?thực hiện",
    }
    others = {
        Verdict.ABOVE: "chưa|chậm|cơ bản",
        Verdict.MET: "chưa|chậm|vượt|cơ bản",
        Verdict.BELOW: "vượt|hoàn thành",
        Verdict.BEHIND: "vượt|hoàn thành|chưa đạt",
    }
    bare = _without(text, [getattr(made_from, "asked", "")])
    if not re.search(words.get(made_from.verdict, "$^"), bare.lower()):
        return "not the programme's word"
    wrong = re.search(others.get(made_from.verdict, "$^"), bare.lower())
    return f"another verdict's word: {wrong.group()}" if wrong else ""


RULES: tuple[Rule, ...] = (
    begins_with_a_capital,
    ends_with_one_stop,
    is_spaced_once,
    has_no_double_punctuation,
    is_filled,
    writes_numbers_as_vietnamese,
    invents_no_number,
    counts_with_a_unit,
    says_zero_in_words,
    says_one_as_one,
    moves_as_the_numbers_do,
    has_a_base_for_percents,
    gives_no_cause,
    uses_no_forbidden_word,
    is_written_in_vietnamese,
    is_short_enough,
    repeats_no_word,
    says_missing_as_missing,
    judges_as_the_programme_does,
)


def numerals(value: Any) -> Iterator[str]:
    """Every numeral that may stand in a sentence made from this: found in it anew, not by the product's own code."""
    if isinstance(value, Number):
        yield f"{value.value:,}".replace(",", ".")
        yield from (found.rstrip(".,") for found in NUMERAL.findall(value.said))
    elif isinstance(value, dt.date):
        yield f"{value:%d/%m/%Y}"
    elif isinstance(value, str) and not isinstance(value, Enum):
        yield from (found.rstrip(".,") for found in NUMERAL.findall(value))
    elif isinstance(value, tuple):
        yield str(len(value))
        for one in value:
            yield from numerals(one)
    elif is_dataclass(value) and not isinstance(value, Token):
        for field in fields(value):
            held = getattr(value, field.name)
            if field.name not in {"target", "record", "rank", "place", "codes"} or isinstance(held, str):
                yield from numerals(held)


def texts(value: Observation) -> Iterator[str]:
    for field in fields(value):
        held = getattr(value, field.name)
        if isinstance(held, str):
            yield held


def periods(made_from: Observation) -> list[str]:
    return [getattr(made_from, name, "") for name in ("period", "now_words", "then_words", "asked")]


def _without(text: str, words: list[str]) -> str:
    for one in words:
        text = text.replace(one, "") if one else text
    return text
