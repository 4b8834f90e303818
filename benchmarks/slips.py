"""Labelled slips: how names are mistyped and misheard, by rules that are written down in docs/reference/name-slips.md.

The rules were written from how people type (input methods, keyboards, ears of a region), not from how the search
undoes anything, and share no table and no code with it. `HELD_OUT` kinds were not looked at while the search was
made: they say how it does with slips nobody thought of.
"""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Callable
from typing import Final

Slip = Callable[[str, random.Random], str]

_TELEX: Final = {"\u0300": "f", "\u0301": "s", "\u0309": "r", "\u0303": "x", "\u0323": "j"}
_VNI: Final = {"\u0300": "2", "\u0301": "1", "\u0309": "3", "\u0303": "4", "\u0323": "5"}
_TELEX_VOWEL: Final = {"â": "aa", "ê": "ee", "ô": "oo", "ă": "aw", "ơ": "ow", "ư": "uw", "đ": "dd"}
_VNI_VOWEL: Final = {"â": "a6", "ê": "e6", "ô": "o6", "ă": "a8", "ơ": "o7", "ư": "u7", "đ": "d9"}
_ROWS: Final = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_HEARD: Final = (
    ("s", "x"), ("x", "s"), ("tr", "ch"), ("ch", "tr"), ("gi", "d"), ("d", "gi"), ("r", "d"), ("d", "r"),
    ("l", "n"), ("n", "l"), ("v", "d"),
)  # fmt: skip
_ENDINGS: Final = (("ng", "n"), ("nh", "n"), ("n", "ng"), ("c", "t"), ("t", "c"), ("i", "y"), ("y", "i"))
_VOWELS_HEARD: Final = (
    ("iê", "i"), ("yê", "i"), ("ươ", "ư"), ("uô", "u"), ("ay", "ai"), ("ai", "ay"), ("ao", "au"), ("oa", "ua"),
    ("uy", "i"), ("ơ", "ô"), ("ô", "o"), ("â", "ă"), ("ă", "a"), ("ê", "e"), ("ưu", "iu"), ("iê", "ê"),
)  # fmt: skip


def bare(name: str, _chance: random.Random) -> str:
    """Without any mark, in small letters."""
    parts = unicodedata.normalize("NFD", name.lower().replace("đ", "d"))
    return "".join(part for part in parts if not unicodedata.combining(part))


def tone_moved(name: str, _chance: random.Random) -> str:
    """The tone on the other vowel, as the older or newer style has it; decomposed letters."""
    for new, old in (("òa", "oà"), ("óa", "oá"), ("ỏa", "oả"), ("ùy", "uỳ"), ("úy", "uý"), ("ủy", "uỷ"), ("ụy", "uỵ")):
        name = name.replace(new, old)
    return unicodedata.normalize("NFD", name)


def wrong_tone(name: str, chance: random.Random) -> str:
    """One syllable with another tone, or with one where none was."""

    def change(word: str) -> str:
        parts = [part for part in unicodedata.normalize("NFD", word) if part not in _TELEX]
        vowels = [place for place, part in enumerate(parts) if part.lower() in "aeiouy"]
        if vowels:
            parts.insert(vowels[-1] + 1, chance.choice(list(_TELEX)))
        return unicodedata.normalize("NFC", "".join(parts))

    return _one_word(name, chance, change)


def telex(name: str, chance: random.Random) -> str:
    """One syllable with the keys of Telex left apart."""
    return _one_word(name, chance, lambda word: _keys(word, _TELEX, _TELEX_VOWEL))


def vni(name: str, chance: random.Random) -> str:
    """One syllable with the keys of VNI left apart."""
    return _one_word(name, chance, lambda word: _keys(word, _VNI, _VNI_VOWEL))


def telex_all(name: str, _chance: random.Random) -> str:
    """The whole name typed with the input method off."""
    return " ".join(_keys(word, _TELEX, _TELEX_VOWEL) for word in name.split())


def neighbour(name: str, chance: random.Random) -> str:
    """One letter became the one beside it on the keyboard."""
    return _one_letter(bare(name, chance), chance, lambda letter: _beside(letter, chance))


def missing(name: str, chance: random.Random) -> str:
    """One letter was left out."""
    return _one_letter(name, chance, lambda _letter: "")


def doubled(name: str, chance: random.Random) -> str:
    """One letter came twice."""
    return _one_letter(bare(name, chance), chance, lambda letter: letter * 2)


def transposed(name: str, chance: random.Random) -> str:
    """Two letters of a word changed places."""

    def change(word: str) -> str:
        at = chance.randrange(len(word) - 1)
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]

    return _one_word(name, chance, change, shortest=3)


def misheard(name: str, chance: random.Random) -> str:
    """A consonant at the beginning of a syllable as another region says it."""
    return _one_word(name, chance, lambda word: _start(word, chance), fits=_has_start)


def ending(name: str, chance: random.Random) -> str:
    """The end of a syllable as another region says it; i for y."""
    return _one_word(name, chance, lambda word: _end(word, chance), fits=_has_end)


def reordered(name: str, chance: random.Random) -> str:
    """The given name first, or two words changed."""
    words = name.split()
    if len(words) > 1:
        one, other = chance.sample(range(len(words)), 2)
        words[one], words[other] = words[other], words[one]
    return " ".join(words)


def shortened(name: str, _chance: random.Random) -> str:
    """The first word as its first letter."""
    words = name.split()
    return " ".join([words[0][0] + ".", *words[1:]]) if len(words) > 2 else name


def joined(name: str, chance: random.Random) -> str:
    """The space was not struck, without marks."""
    return bare(name, chance).replace(" ", "", 1)


def capitals(name: str, _chance: random.Random) -> str:
    """In capitals, with spaces too many."""
    return name.upper().replace(" ", "   ")


def vowel_misheard(name: str, chance: random.Random) -> str:
    """A vowel written as it was heard."""

    def change(word: str) -> str:
        low = _toneless(word)
        old, new = chance.choice([pair for pair in _VOWELS_HEARD if pair[0] in low])
        return low.replace(old, new, 1)

    return _one_word(name, chance, change, fits=lambda word: any(old in _toneless(word) for old, _new in _VOWELS_HEARD))


def two_slips(name: str, chance: random.Random) -> str:
    """Two slips of different kinds, one after the other."""
    first, second = chance.sample([neighbour, missing, doubled, transposed, misheard, ending, reordered, bare], 2)
    return second(first(name, chance), chance)


def split(name: str, chance: random.Random) -> str:
    """A space too many inside a word."""

    def change(word: str) -> str:
        at = chance.randrange(1, len(word))
        return word[:at] + " " + word[at:]

    return _one_word(name, chance, change, shortest=3)


KINDS: Final[dict[str, Slip]] = {
    slip.__name__: slip
    for slip in (
        bare, tone_moved, wrong_tone, telex, vni, telex_all, neighbour, missing, doubled, transposed, misheard,
        ending, reordered, shortened, joined, capitals,
    )
}  # fmt: skip
HELD_OUT: Final[dict[str, Slip]] = {slip.__name__: slip for slip in (vowel_misheard, two_slips, split)}


def labelled(pool: list[str], kind: str, count: int, seed: int = 0) -> list[tuple[int, str]]:
    """So many slips of a kind, each with the place of the name that was meant; what changes nothing is no slip."""
    slip = (KINDS | HELD_OUT)[kind]
    chance = random.Random(f"{kind} {len(pool)} {seed}")
    slips: list[tuple[int, str]] = []
    while len(slips) < count:
        place = chance.randrange(len(pool))
        typed = slip(pool[place], chance)
        if typed != pool[place]:
            slips.append((place, typed))
    return slips


def _one_word(
    name: str,
    chance: random.Random,
    change: Callable[[str], str],
    shortest: int = 1,
    fits: Callable[[str], bool] = lambda _word: True,
) -> str:
    words = name.split()
    places = [place for place, word in enumerate(words) if len(word) >= shortest and fits(word)]
    if places:
        place = chance.choice(places)
        words[place] = change(words[place])
    return " ".join(words)


def _one_letter(name: str, chance: random.Random, change: Callable[[str], str]) -> str:
    places = [place for place, letter in enumerate(name) if letter != " "]
    at = chance.choice(places)
    return name[:at] + change(name[at]) + name[at + 1 :]


def _keys(word: str, tones: dict[str, str], vowels: dict[str, str]) -> str:
    parts = unicodedata.normalize("NFD", word)
    tone = "".join(key for mark, key in tones.items() if mark in parts)
    letters = unicodedata.normalize("NFC", "".join(part for part in parts if part not in tones))
    return "".join(vowels.get(letter.lower(), letter) for letter in letters) + tone


def _beside(letter: str, chance: random.Random) -> str:
    row = next((row for row in _ROWS if letter in row), letter)
    at = row.index(letter)
    return chance.choice([row[place] for place in (at - 1, at + 1) if 0 <= place < len(row)] or [letter])


def _toneless(word: str) -> str:
    parts = unicodedata.normalize("NFD", word.lower())
    return unicodedata.normalize("NFC", "".join(part for part in parts if part not in _TELEX))


def _has_start(word: str) -> bool:
    return any(word.lower().startswith(old) for old, _new in _HEARD)


def _start(word: str, chance: random.Random) -> str:
    low = word.lower()
    old, new = chance.choice([pair for pair in _HEARD if low.startswith(pair[0])])
    return new + low[len(old) :]


def _has_end(word: str) -> bool:
    return any(word.lower().endswith(old) for old, _new in _ENDINGS)


def _end(word: str, chance: random.Random) -> str:
    low = word.lower()
    old, new = chance.choice([pair for pair in _ENDINGS if low.endswith(pair[0])])
    return low[: -len(old)] + new
