"""Figures inside sentences: `{luot_tuyen_truyen|nam=2021|tron}` in the text of a paragraph.

    text   = any characters, with `{{` and `}}` for braces, and tokens between them
    token  = "{" code ("|" option)* "}"
    option = "nam=" year | "tu=" day | "den=" day | "loai=" kind | "doi-tuong=" audience | "chuyen-de=" topic
           | "co-quan=" agency | "don-vi=" unit | "noi=" place | "ss=" against | "tron"

A code is an indicator's; what an option names is a category's or an agency's code, a unit or a place its id, as in the
address of a figure; a day is written 2021-06-30. `ss` writes not the number but how it stands against another (see
`Against`). `tron` writes the number as official reports round it. Every option stands once, and is written back in the
order above.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from itertools import pairwise

from django.utils.translation import gettext as _

# A Word file keeps no longer name for a figure: a longer one is written with the short names of its options.
LONGEST = 64
ROUND = "tron"
_PIECES = re.compile(r"\{\{|\}\}|\{[^{}]*\}|[{}]|[^{}]+")
_CODE = re.compile(r"[a-z][a-z0-9_]*")
_WORD = re.compile(r"[A-Za-z0-9_-]+")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
_DAY = re.compile(r"(?:19|20)[0-9]{2}-?[0-9]{2}-?[0-9]{2}")
_ID = re.compile(r"[1-9][0-9]{0,8}")
# "1. Công tác" is no end: one digit or two with a dot number what follows
_SENTENCE_END = re.compile(r"(?<=[.;!?…])(?<!\b\d\.)(?<!\b\d\d\.)\s+|\n")


class TokenError(ValueError):
    """A figure that is not written right; the message names the sentence it stands in."""

    def __init__(self, sentence: str, problem: str) -> None:
        super().__init__(_("Câu “%(sentence)s”: %(problem)s") % {"sentence": sentence, "problem": problem})


class UnknownWord(ValueError):
    """A token names something that there is not, or asks what cannot be asked in this report."""


class Against(StrEnum):
    """What a number is held against: "tăng 9,2% (22 buổi)", "đạt 95,2% chỉ tiêu"."""

    YEAR_BEFORE = "cung-ky"
    BEFORE = "ky-truoc"
    TARGET = "chi-tieu"

    @property
    def short(self) -> str:
        """Its initials: "ck", "kt", "ct"."""
        return "".join(word[0] for word in self.split("-"))

    @classmethod
    def _missing_(cls, value: object) -> Against | None:
        return next((one for one in cls if one.short == value), None)


@dataclass(frozen=True)
class Token:
    """One figure of a sentence. Everything left out follows the report's programme, area and period."""

    code: str
    year: int | None = None
    start: dt.date | None = None
    end: dt.date | None = None
    kind: str = ""
    audience: str = ""
    topic: str = ""
    agency: str = ""
    unit: int | None = None
    place: int | None = None
    against: Against | None = None
    rounded: bool = False

    @property
    def text(self) -> str:
        """The token without its braces, as it stands in a paragraph."""
        said = [f"{one.name}={value}" for one in _OPTIONS if (value := getattr(self, one.field))]
        return "|".join([self.code, *said, *([ROUND] if self.rounded else [])])

    @property
    def key(self) -> str:
        """Names the figure in the Word file and in addresses: `text`, or where that is too long the same in short."""
        return self.text if len(self.text) <= LONGEST else self._short

    @property
    def _short(self) -> str:
        said = [f"{one.short}={_short(value)}" for one in _OPTIONS if (value := getattr(self, one.field))]
        return "|".join([self.code, *said, *([ROUND] if self.rounded else [])])


Value = str | int | dt.date
Part = str | Token
Where = Callable[[], str]


@dataclass(frozen=True)
class _Option:
    """What may stand after a code: its name and its short name, and how its value is read."""

    name: str
    short: str
    field: str
    pattern: re.Pattern[str] = _WORD
    read: Callable[[str], Value] = str


_OPTIONS = (
    _Option("nam", "y", "year", _YEAR, int),
    _Option("tu", "f", "start", _DAY, dt.date.fromisoformat),
    _Option("den", "t", "end", _DAY, dt.date.fromisoformat),
    _Option("loai", "l", "kind"),
    _Option("doi-tuong", "d", "audience"),
    _Option("chuyen-de", "c", "topic"),
    _Option("co-quan", "q", "agency"),
    _Option("don-vi", "u", "unit", _ID, int),
    _Option("noi", "n", "place", _ID, int),
    _Option("ss", "s", "against", _WORD, Against),
)
_NAMED = {one.name: one for one in _OPTIONS} | {one.short: one for one in _OPTIONS}


def parse(text: str) -> list[Part]:
    """The text as stretches of words and figures. Raises TokenError."""
    parts: list[Part] = []
    for found in _PIECES.finditer(text):
        part = _part(found.group(), partial(_around, text, found.start()))
        if isinstance(part, str) and parts and isinstance(parts[-1], str):
            parts[-1] += part
        else:
            parts.append(part)
    return parts


def write(parts: Iterable[Part]) -> str:
    """The text of these parts; `parse` gives them back."""
    return "".join(
        f"{{{part.text}}}" if isinstance(part, Token) else part.replace("{", "{{").replace("}", "}}") for part in parts
    )


def figures(text: str) -> list[Token]:
    """Only the figures, in their order. Raises TokenError."""
    return [part for part in parse(text) if isinstance(part, Token)]


def from_key(key: str) -> Token:
    """The token with this key. Raises TokenError when it is none."""
    return _token(key, lambda: key)


def sentences(text: str) -> list[str]:
    """The sentences of a text, figures still as tokens."""
    return [one.strip() for one in _SENTENCE_END.split(text) if one.strip()]


def problem(token: Token) -> str:
    """What does not go together in it; empty when all does."""
    if token.year and (token.start or token.end):
        return _("đã ghi năm thì không ghi thêm “tu”, “den”.")
    if token.start and token.end and token.start > token.end:
        return _("ngày “den” phải từ ngày “tu” trở đi.")
    if token.against and token.rounded:
        return _("so sánh thì viết số chính xác, không viết tròn.")
    if len(token.key) > LONGEST:
        return _("số liệu viết dài quá %(most)s ký tự: bớt một điều kiện, ví dụ ghi năm thay cho hai ngày.") % {
            "most": LONGEST
        }
    return ""


def around(text: str, token: Token) -> str:
    """The sentence of the text that this token stands in."""
    return _around(text, max(0, text.find("{" + token.text + "}")))


def _part(piece: str, where: Where) -> Part:
    if piece in {"{", "}"}:
        raise TokenError(where(), _("có dấu ngoặc nhọn lẻ; số liệu viết trong một cặp ngoặc “{…}”."))
    if piece in {"{{", "}}"} or not piece.startswith("{"):
        return piece[0] if piece[0] in "{}" else piece
    return _token(piece[1:-1], where)


def _around(text: str, position: int) -> str:
    starts = [0, *(found.end() for found in _SENTENCE_END.finditer(text)), len(text)]
    begin, end = next((pair for pair in pairwise(starts) if position < pair[1]), (0, len(text)))
    return text[begin:end].strip()


def _token(inside: str, where: Where) -> Token:
    code, *options = inside.split("|")
    if not _CODE.fullmatch(code):
        raise TokenError(where(), _("“%(code)s” không phải là mã chỉ tiêu.") % {"code": code})
    token = Token(code, **_options(options, where))  # type: ignore[arg-type]  # each checked by its own pattern
    if wrong := problem(token):
        raise TokenError(where(), wrong)
    return token


def _options(options: list[str], where: Where) -> dict[str, Value]:
    said: dict[str, Value] = {}
    for option in options:
        name, value = _option(option, where)
        if name in said:
            raise TokenError(where(), _("“%(option)s” viết hai lần.") % {"option": option})
        said[name] = value
    return said


def _option(option: str, where: Where) -> tuple[str, Value]:
    name, _equals, value = option.partition("=")
    if option == ROUND:
        return "rounded", True
    known = _NAMED.get(name)
    try:
        if known and known.pattern.fullmatch(value):
            return known.field, known.read(value)
    except ValueError:  # a day or a comparison that there is not
        pass
    raise TokenError(where(), _("không hiểu “%(option)s”.") % {"option": option})


def _short(value: Value) -> str:
    if isinstance(value, Against):
        return value.short
    return f"{value:%Y%m%d}" if isinstance(value, dt.date) else str(value)
