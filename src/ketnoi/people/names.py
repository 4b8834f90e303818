"""Names found by what somebody typed or heard: inside a list of names that the reader may see, in memory.

Nothing here asks the database or keeps anything: the caller opens the names of the reader's scope, asks, and
forgets them. Tones in either style, no marks, any order, a part of the name, an alias, typing slips, spellings
that sound alike, and what an input method left behind ("Nguyeenx", "Nguye6n4") still find the name: by likeness,
not by undoing any rule (decision 0050; measured kind by kind in docs/reference/name-slips.md).
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from ketnoi.ui import text

LONGEST: Final = 120  # letters of a query that are looked at
MOST_WORDS: Final = 8
SHOWN: Final = 10

# How the parts of a likeness weigh. Letters count for most: marks are what a hurried typist leaves out.
_LETTERS, _MARKS = 0.85, 0.15
_WORDS, _WHOLE = 0.75, 0.25
_ASKED, _BORNE = 0.7, 0.3  # what was typed has to be found; what is borne besides may be left out
_JOINED: Final = 0.9  # of the letters without spaces alone
_HEARD: Final = 0.96  # of a spelling that sounds alike
_INITIAL: Final = 0.82  # of a first letter that stands for a word
# The floor: every labelled slip that is meant lies above 0.7; letters drawn by lot reach 0.6 (benchmarks.slips).
_ENOUGH: Final = 0.65

_TONES: Final = frozenset(text.TONES)
# Spellings that the ear of some region does not tell apart, at the beginning and at the end of a syllable.
_SOUNDS: Final = (
    (re.compile(r"^(?:ch|tr)"), "c"),
    (re.compile(r"^(?:gi|d|r|v)"), "z"),
    (re.compile(r"^(?:s|x)"), "s"),
    (re.compile(r"^(?:l|n(?!g))"), "l"),
    (re.compile(r"y"), "i"),
    (re.compile(r"(?:ng|nh)$"), "n"),
    (re.compile(r"(?:ch|c)$"), "t"),
)
_BETWEEN_WORDS: Final = re.compile(r"[\s.,;/-]+")


@dataclass(frozen=True)
class Found:
    """A person of the list by the place there; likeness from 0 to 1."""

    place: int
    likeness: float


class Names:
    """A list of persons to be asked, each by the names borne: the full one, then aliases."""

    def __init__(self, persons: Sequence[Iterable[str]]) -> None:
        borne = [(place, words(name)) for place, names in enumerate(persons) for name in names]
        self._of = [place for place, said in borne if said]
        self._words = [said for _place, said in borne if said]
        self._joined = ["".join(map(_folded, said)) for said in self._words]
        self._rarity = _rarity(self._words)

    def find(self, typed: str, shown: int = SHOWN) -> list[Found]:
        """The likest first, at most `shown` persons; none for a text without a word."""
        asked = words(typed[:LONGEST])[:MOST_WORDS]
        if not asked or not self._words:
            return []
        best: dict[int, float] = {}
        for place, likeness in zip(self._of, self._likenesses(asked), strict=True):
            if likeness > best.get(place, _ENOUGH):
                best[place] = likeness
        order = sorted(best, key=lambda place: (-best[place], place))
        return [Found(place, best[place]) for place in order[:shown]]

    def _likenesses(self, asked: tuple[str, ...]) -> list[float]:
        by_words = self._by_words([{word: _like(one, word) for word in self._rarity} for one in asked])
        joined = _by_letters("".join(map(_folded, asked)), self._joined)
        return [
            max(_WORDS * apart + _WHOLE * together, _JOINED * together)
            for apart, together in zip(by_words, joined, strict=True)
        ]

    def _by_words(self, likes: list[dict[str, float]]) -> Iterable[float]:
        """Each word that was typed beside the likest of the name, and the other way round; rare words weigh more."""
        rarity = self._rarity
        weights = [rarity[max(like, key=like.__getitem__)] for like in likes]
        borne = {word: weight * max(like[word] for like in likes) for word, weight in rarity.items()}
        every = sum(weights)
        for said in self._words:
            found = sum(
                [weight * max([like[word] for word in said]) for like, weight in zip(likes, weights, strict=True)]
            )
            matched = sum([borne[word] for word in said]) / sum([rarity[word] for word in said])
            yield _ASKED * found / every + _BORNE * matched


def words(name: str) -> tuple[str, ...]:
    """In lower case, letters and marks apart with the tone last, so that "hoà" and "hòa" are one."""
    parts = unicodedata.normalize("NFD", text.tidy(name).lower())
    return tuple(_tone_last(word) for word in _BETWEEN_WORDS.split(parts) if word)


@lru_cache(maxsize=8192)
def _tone_last(word: str) -> str:
    return "".join(sorted(word, key=_TONES.__contains__))


def _rarity(names: list[tuple[str, ...]]) -> dict[str, float]:
    """How well each word tells persons apart: one that many bear ("Thị") hardly does."""
    borne = Counter(word for said in names for word in set(said))
    return {word: math.log(2 + len(names) / count) for word, count in borne.items()}


def _like(asked: str, borne: str) -> float:
    return _LETTERS * _alike(_folded(asked), _folded(borne)) + _MARKS * OSA.normalized_similarity(asked, borne)


def _alike(asked: str, borne: str) -> float:
    """By letters, or by ear; an initial stands for a word."""
    if len(asked) == 1 and borne.startswith(asked):
        return 1.0 if borne == asked else _INITIAL
    heard = _HEARD * OSA.normalized_similarity(_sound(asked), _sound(borne))
    return max(OSA.normalized_similarity(asked, borne), heard)


_folded = lru_cache(maxsize=8192)(text.fold)


@lru_cache(maxsize=8192)
def _sound(word: str) -> str:
    for spelt, heard in _SOUNDS:
        word = spelt.sub(heard, word)
    return word


def _by_letters(asked: str, names: list[str]) -> list[float]:
    found = [0.0] * len(names)
    for _name, likeness, row in process.extract_iter(asked, names, scorer=fuzz.ratio):
        found[row] = likeness / 100
    return found
