"""Vietnamese text: tidying what people type, matching without marks, and sorting the Vietnamese way."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

ALPHABET: Final = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
# ngang (none), huyền, hỏi, ngã, sắc, nặng: the order of Vietnamese dictionaries.
TONES: Final = ("\u0300", "\u0309", "\u0303", "\u0301", "\u0323")
# Codes rise as: end of a word, tones, digits, letters, anything else; so keys compare as plain strings.
_TONE_CODES: Final = '!"#$%&'
_LETTER_CODES: Final = {letter: chr(ord("A") + place) for place, letter in enumerate(ALPHABET)}
# Signs that show nothing; that turn the direction of writing, so that a text reads as another one; and control
# characters and non-characters, which databases, Word and Excel refuse.
_INVISIBLE: Final = dict.fromkeys(
    (
        *(0x00AD, 0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2060, 0xFEFF, 0xFFFE, 0xFFFF),
        *range(0x202A, 0x202F),
        *range(0x2066, 0x206A),
        *(code for code in (*range(0x20), *range(0x7F, 0xA0)) if not chr(code).isspace()),
    )
)
# What `tidy` changes, beside the way in which marks are written.
_UNTIDY: Final = re.compile(rf"[{''.join(map(re.escape, map(chr, _INVISIBLE)))}]|[^\S ]|  |^ | $")
# Signs that no Vietnamese word has, and nearly every sentence in an old font (TCVN3, VNI) does.
_OF_OLD_FONTS: Final = frozenset("µ¶¸ªÆÇËÐÎÏÑÖØÛÜÞßäåæçëîïñöøûüþ")
_FIRST_MARK: Final = "\u0300"  # nothing before it in Unicode stands above or below a letter
_SPAN: Final = re.compile(r"(?<=[0-9]) - (?=[0-9])")
_DIGITS: Final = re.compile(r"[0-9]+")


def tidy(text: str) -> str:
    """NFC, invisible characters removed, every run of white space one space, none at the ends."""
    if unicodedata.is_normalized("NFC", text) and not _UNTIDY.search(text):
        return text  # nearly always
    return " ".join(unicodedata.normalize("NFC", text.translate(_INVISIBLE)).split())


def fold(text: str) -> str:
    """Lower case without marks, for matching: "Xã Nà Hòa", "xã nà hoà" and "xa na hoa" fold to the same."""
    parts = unicodedata.normalize("NFD", text.lower())
    bare = "".join([part for part in parts if part < _FIRST_MARK or not unicodedata.combining(part)])
    return tidy(bare.replace("đ", "d"))


def in_old_font(text: str) -> bool:
    """Was this typed before Unicode, so that it reads "Tuyªn truyÒn"?"""
    return not _OF_OLD_FONTS.isdisjoint(text)


def lower_first(text: str) -> str:
    """The same words inside a sentence: "Lớp tập huấn" is "lớp tập huấn"; an abbreviation ("UBND") stays."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def joined(*parts: str) -> str:
    """What there is of the parts, in one line: "Xã Chiềng Mai · 04/11/2022"."""
    return " · ".join(part for part in parts if part)


def unbroken(text: str) -> str:
    """Hold both ends of "2019 - 2022" together, so that no line ends between them."""
    return _SPAN.sub("\u00a0-\u00a0", text)


def word_key(text: str) -> str:
    """Sort key in Vietnamese alphabetical order: syllable by syllable, letters before tones, 2 before 10."""
    return " ".join(_syllable_key(word) for word in tidy(text).lower().split(" "))


def name_key(name: str) -> str:
    """Sort key of a person's name: by given name (the last word), then family name, then middle names."""
    words = tidy(name).split(" ")
    return word_key(" ".join((words[-1], *words[:-1])))


def _syllable_key(word: str) -> str:
    """Code the letters, then one tone: where the tone is written (hòa, hoà) makes no difference."""
    marks = unicodedata.normalize("NFD", word)
    tone = next((place for place, mark in enumerate(TONES, 1) if mark in marks), 0)
    letters = unicodedata.normalize("NFC", "".join(mark for mark in marks if mark not in TONES))
    padded = _DIGITS.sub(lambda run: run[0].zfill(9), letters)
    return "".join(_letter_code(letter) for letter in padded) + _TONE_CODES[tone]


def _letter_code(letter: str) -> str:
    if letter in _LETTER_CODES:
        return _LETTER_CODES[letter]
    return letter if "0" <= letter <= "9" else "~" + letter
