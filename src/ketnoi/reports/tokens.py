"""Figures inside sentences: `{luot_tuyen_truyen|nam=2021|tron}` in the text of a paragraph.

    text   = any characters, with `{{` and `}}` for braces, and tokens between them
    token  = "{" code ("|" option)* "}"
    option = "nam=" year | "loai=" kind | "doi-tuong=" audience | "chuyen-de=" topic | "co-quan=" agency | "tron"

A code is an indicator's; what an option names is a category's or an agency's code. `tron` writes the number as official
reports round it. Every option stands once, and is written back in the order above.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from itertools import pairwise

from django.utils.translation import gettext as _

# A Word file keeps no longer name for a figure.
LONGEST = 64
ROUND = "tron"
_PIECES = re.compile(r"\{\{|\}\}|\{[^{}]*\}|[{}]|[^{}]+")
_CODE = re.compile(r"[a-z][a-z0-9_]*")
_WORD = re.compile(r"[A-Za-z0-9_-]+")
_YEAR = re.compile(r"(?:19|20)[0-9]{2}")
# "1. Công tác" is no end: one digit or two with a dot number what follows
_SENTENCE_END = re.compile(r"(?<=[.;!?…])(?<!\b\d\.)(?<!\b\d\d\.)\s+|\n")


class TokenError(ValueError):
    """A figure that is not written right; the message names the sentence it stands in."""

    def __init__(self, sentence: str, problem: str) -> None:
        super().__init__(_("Câu “%(sentence)s”: %(problem)s") % {"sentence": sentence, "problem": problem})


@dataclass(frozen=True)
class Token:
    """One figure of a sentence. Everything left out follows the report's programme, area and period."""

    code: str
    year: int | None = None
    kind: str = ""
    audience: str = ""
    topic: str = ""
    agency: str = ""
    rounded: bool = False

    @property
    def key(self) -> str:
        """The token without its braces: names the figure in the Word file and in addresses."""
        said = [f"{name}={value}" for name, field in _NAMES.items() if (value := getattr(self, field))]
        return "|".join([self.code, *said, *([ROUND] if self.rounded else [])])


_NAMES = {"nam": "year", "loai": "kind", "doi-tuong": "audience", "chuyen-de": "topic", "co-quan": "agency"}
Part = str | Token
Where = Callable[[], str]


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
        f"{{{part.key}}}" if isinstance(part, Token) else part.replace("{", "{{").replace("}", "}}") for part in parts
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


def around(text: str, token: Token) -> str:
    """The sentence of the text that this token stands in."""
    return _around(text, text.find("{" + token.key + "}"))


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
    if len(token.key) > LONGEST:
        raise TokenError(where(), _("số liệu viết dài quá %(most)s ký tự.") % {"most": LONGEST})
    return token


def _options(options: list[str], where: Where) -> dict[str, str | int | bool]:
    said: dict[str, str | int | bool] = {}
    for option in options:
        name, value = _option(option, where)
        if name in said:
            raise TokenError(where(), _("“%(option)s” viết hai lần.") % {"option": option})
        said[name] = value
    return said


def _option(option: str, where: Where) -> tuple[str, str | int | bool]:
    name, _equals, value = option.partition("=")
    if option == ROUND:
        return "rounded", True
    field = _NAMES.get(name)
    if field == "year" and _YEAR.fullmatch(value):
        return field, int(value)
    if field and field != "year" and _WORD.fullmatch(value):
        return field, value
    raise TokenError(where(), _("không hiểu “%(option)s”.") % {"option": option})
