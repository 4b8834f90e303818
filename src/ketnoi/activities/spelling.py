"""How names are spelled in workbooks: short words for divisions, parts without commas, what is past in brackets."""

from __future__ import annotations

import re
from typing import Final

from ketnoi.ui.text import fold, tidy

_SHORT_DIVISIONS: Final = (
    ("xã", r"x"), ("phường", r"p|ph"), ("thị trấn", r"tt|t\.t"), ("huyện", r"h"), ("thị xã", r"tx|t\.x"),
    ("thành phố", r"tp|t\.p"), ("quận", r"q"), ("tỉnh", r"t"),
)  # fmt: skip
_SHORT: Final = [
    (re.compile(rf"(?<![^\s,;(])(?:{short})\.\s*(?=\w)|(?<![^\s,;(])(?:{short})\s+(?=\w)", re.IGNORECASE), f"{whole} ")
    for whole, short in _SHORT_DIVISIONS
]
_SHORT_VILLAGES: Final = [
    (re.compile(rf"(?<![^\s,;(])(?:{short})(?=\w)", re.IGNORECASE), f"{whole} ")
    for whole, short in (
        ("bản", r"b\.\s*"), ("tiểu khu", r"tk(?:\.\s*|\s+|(?=\d))"), ("tổ dân phố", r"tdp(?:\.\s*|\s+|(?=\d))"),
    )
]  # fmt: skip
_BRACKETS: Final = re.compile(r"\s*\((?:cũ|cu|nay là[^)]*|trước đây[^)]*)\)\s*", re.IGNORECASE)


_INSIDE: Final = re.compile(r"\s*\(((?:xã|xa|phường|thị trấn|huyện|huyen|thị xã|tỉnh)\s[^()]*)\)\s*\Z", re.IGNORECASE)
_OFFICE: Final = r"(?:ủy|uỷ|uy|đội|đoàn|hội)\b"  # "Hội trường huyện ủy" says nothing of a district


def _inner(divisions: str) -> re.Pattern[str]:
    """The space before a division that begins a new part: not the second word of a name ("bản Xa Lạ")."""
    not_after = "".join(f"(?<!{word})" for word in f"{divisions}|bản|ban|thôn|thon|xóm|xom|ấp|khu".split("|"))
    return re.compile(rf"(?<=[^\s,]){not_after}\s+(?=(?:{divisions})\s+(?!{_OFFICE})\w)", re.IGNORECASE)


_INNER: Final = _inner("xã|phường|thị trấn|huyện|quận|thị xã|tỉnh|thành phố")
_INNER_BARE: Final = _inner("xa|phuong|thi tran|huyen|thi xa")


def spelled(text: str) -> str:
    """Whole words for short ones, commas between what lies in what: "bản A x. B", "bản A (xã B)" are "bản A, xã B"."""
    said = re.sub(r"\s+[-–—]\s+", ", ", _INSIDE.sub(r", \1", whole(text)).replace(";", ","))
    inner = _INNER_BARE if said.lower() == fold(said) else _INNER
    return tidy(inner.sub(", ", said))


def whole(text: str) -> str:
    """Whole words for short ones: "CA x. B (cũ)" is "CA xã B"."""
    said = _BRACKETS.sub(" ", text)
    for pattern, whole in (*_SHORT, *_SHORT_VILLAGES):
        said = pattern.sub(whole, said)
    return tidy(said)
