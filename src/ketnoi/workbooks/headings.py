"""The header of a sheet as somebody made it: found below titles, one to three rows deep, merged or not."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from hashlib import sha256
from itertools import groupby
from typing import Final, NamedTuple

from ketnoi.ui import text
from ketnoi.workbooks.reading import Cell, Sheet
from ketnoi.workbooks.template import Holds, Names, Template, plain

Words = tuple[str, ...]

HEADER_WITHIN: Final = 40
DEEPEST: Final = 3
LEAST: Final = 3  # columns that must be known for a row to be a header
LONGEST: Final = 12  # words of a heading; more are a sentence
LONGEST_TITLE: Final = 1_000  # signs over a column; more name nothing
LONGEST_CELL: Final = 2_000
TITLE: Final = " / "
_EXACT, _INSIDE, _ABOVE = 300, 200, 100
_EACH: Final = tuple(f"{of}{what}" for of in ("/", "/ ", "moi ") for what in ("buoi", "lop", "cuoc"))
_SHARES: Final = ("%", "ty le", "ti le", "phan tram", "binh quan", "trung binh", "so voi", "so sanh", *_EACH)
_LISTED: Final = ",;/+"
_OF_WOMEN: Final = re.compile(r"ph[ụu] n[ữu]", re.IGNORECASE)  # "hội viên, phụ nữ" are all members
_PLANNED: Final = re.compile(r"\b(?:ke hoach|chi tieu|du kien)\b")
_DONE: Final = re.compile(r"\b(?:ket qua|thuc hien|dat duoc|da dat)\b")


_folded: Final = lru_cache(maxsize=4096)(text.fold)


class Said(NamedTuple):
    """Words one by one in lower case, and the same without marks in one line, a space before and behind each."""

    words: Words
    folded: str


@dataclass(frozen=True)
class Heading:
    """A column of a sheet: its place (0 first) and what stands over it, from the widest to its own words."""

    place: int
    words: Words

    @cached_property
    def title(self) -> str:
        return TITLE.join(self.words)

    @property
    def folded(self) -> str:
        return _folded(self.title) if len(self.title) <= LONGEST_TITLE else text.fold(self.title)


@dataclass(frozen=True)
class Header:
    """`top` is its first row (0 first), `depth` how many rows it has."""

    top: int
    depth: int
    headings: tuple[Heading, ...]

    @cached_property
    def fingerprint(self) -> str:
        """The same header gives the same digest, whatever stands above and below it."""
        told = "\n".join(f"{one.place} {one.folded}" for one in self.headings)
        return sha256(told.encode()).hexdigest()


def find(template: Template, sheet: Sheet) -> Header | None:
    """The rows that name most of the template's fields; None where no row names LEAST of them."""
    best, most = None, LEAST - 1
    for top in range(min(len(sheet.rows), HEADER_WITHIN)):
        for depth in range(1, DEEPEST + 1):
            if not _is_words(sheet.rows[top : top + depth], depth):
                break
            if len({cell for cell in sheet.rows[top] if cell != ""}) < LEAST:
                break  # a title
            found = Header(top, depth, _headings(sheet, top, depth))
            named = len(set(matched(template, found.headings).values()))
            if named > most or (named >= LEAST and best and best.top == top and _parts_a_group(sheet, top, depth)):
                best, most = found, named
    return best


def _is_words(rows: Sequence[Sequence[Cell]], depth: int) -> bool:
    """Headings are words; a row with a day or a number in it is none."""
    if len(rows) < depth:
        return False
    filled = 0
    for cell in rows[-1]:
        if cell != "":
            if not isinstance(cell, str) or cell.strip()[:1].isdigit():
                return False
            filled += 1
    return filled > 0


def _parts_a_group(sheet: Sheet, top: int, depth: int) -> bool:
    """Has the last of these rows words of its own under one merged cell: "Kế hoạch", "Thực hiện" under "Số người"?"""
    last = sheet.rows[top + depth - 1]
    return any(
        bottom == top + depth - 2 and right > left and all(cell != "" for cell in last[left : right + 1])
        for (_top, left), (bottom, right) in sheet.merged
    )


def _headings(sheet: Sheet, top: int, depth: int) -> tuple[Heading, ...]:
    levels = [_filled(sheet, row, last=row == top + depth - 1) for row in range(top, top + depth)]
    width = max(map(len, levels))
    found = []
    for place in range(width):
        words = [level[place] for level in levels if place < len(level) and level[place]]
        if words:
            found.append(Heading(place, tuple(word for word, _same in groupby(words))))
    return tuple(found)


def _filled(sheet: Sheet, row: int, *, last: bool) -> list[str]:
    """The words of one row of the header; those of merged cells, or of a group whose merging was lost, over each."""
    words = [_words(cell) for cell in sheet.rows[row]]
    for (top, left), (bottom, right) in sheet.merged:
        if top <= row <= bottom and left < len(words):
            words += [""] * (right + 1 - len(words))
            said = _words(sheet.rows[top][left]) if left < len(sheet.rows[top]) else ""
            words[left : right + 1] = [said] * (right + 1 - left)
    if not last:
        _spread(words, sheet.rows[row + 1])
    return words


def _words(cell: Cell) -> str:
    """What stands in a cell of a header, cut off where nobody reads on: it is looked at from every row around."""
    return text.tidy(str(cell)[:LONGEST_CELL])


def _spread(words: list[str], below: Sequence[Cell]) -> None:
    """A group's words hold until the next words, over columns that have words of their own below."""
    for place in range(1, min(len(words), len(below))):
        if not words[place] and _words(below[place]) and _words(below[place - 1]):
            words[place] = words[place - 1]


def matched(template: Template, headings: Sequence[Heading]) -> dict[int, str]:
    """Propose {place: key of a field}: the surest first, each field once.

    The words over a group of several columns say nothing of what one of them holds, but for counts.
    """
    groups = Counter(heading.words[0] for heading in headings if len(heading.words) > 1)
    shared = {words for words, columns in groups.items() if columns > 1}
    scored = [
        (points, -heading.place, rank, key)
        for heading in headings
        for points, rank, key in _meant(heading, template.names)
        if points >= _INSIDE or heading.words[0] not in shared or template.field(key).holds is Holds.COUNT
    ]
    found: dict[int, str] = {}
    for _points_of, place, _rank, key in sorted(scored, reverse=True):
        if -place not in found and key not in found.values():
            found[-place] = key
    return found


def _meant(heading: Heading, names: Names) -> Sequence[tuple[int, int, str]]:
    """The same of a heading. A page of text over a column names nothing, and is not looked through."""
    return _named(heading.words, names) if len(heading.title) <= LONGEST_TITLE else ()


@lru_cache(maxsize=4096)  # units' workbooks say the same words over their columns
def _named(words: Words, names: Names) -> Sequence[tuple[int, int, str]]:
    """Which fields these words may name: how surely, minus the place among the fields, key."""
    own, whole = _said(words[-1]), _said(" ".join(words))
    if len(own.words) > LONGEST:
        return ()
    is_no_count, beside = _is_no_count(words), _beside(words)
    return tuple(
        (points, -place, key)
        for place, (key, phrases, holds, never) in enumerate(names.fields)
        if not (is_no_count and holds is Holds.COUNT)
        and (points := _points(own, whole, phrases))
        and not _says_another(beside, never)
    )


def _beside(words: Words) -> Said:
    """The words that may say that a column is of others: its own, and a group's that are no list of its columns."""
    levels = (*(level for level in words[:-1] if not any(sign in level for sign in _LISTED)), words[-1])
    return _said(_OF_WOMEN.sub(" ", " ".join(levels)))


def _says_another(beside: Said, never: Sequence[str]) -> bool:
    found = (one for one in map(_phrase, never) if one.folded in beside.folded)
    return any(_has(beside.words, one.words) for one in found)


def _is_no_count(words: Words) -> bool:
    """Is it a share, a plan or a mean: "Nữ (%)" holds no women? Of plan and result the nearest words decide."""
    said = [text.fold(level) for level in reversed(words)]
    if any(share in level for level in said for share in _SHARES):
        return True
    for level in said:
        done, planned = _DONE.search(level), _PLANNED.search(level)
        if done or planned:
            return done is None or (planned is not None and planned.start() < done.start())
    return False


def is_ignored(template: Template, heading: Heading) -> bool:
    """Is this a column that nobody reads: an ordinal, a signature?"""
    if len(heading.title) > LONGEST_TITLE:
        return False
    own = _said(heading.words[-1]).words
    return any(own == _phrase(phrase).words for phrase in template.ignored)


def _points(own: Said, whole: Said, phrases: Sequence[str]) -> int:
    """How surely what stands over a column names a field, by the field's phrases; 0 when it does not."""
    found = (one for one in map(_phrase, phrases) if one.folded in whole.folded)
    return max((_likeness(own.words, whole.words, one.words) for one in found), default=0)


def _likeness(own: Words, whole: Words, phrase: Words) -> int:
    if _same(own, phrase) or _same(whole, phrase):
        return _EXACT + len(phrase)
    if _has(own, phrase):
        return _INSIDE + len(phrase) * 10 - len(own)
    return _ABOVE + len(phrase) * 10 - len(whole) if _has(whole, phrase) else 0


def _same(said: Words, phrase: Words) -> bool:
    return len(said) == len(phrase) and all(map(_alike, said, phrase))


def _has(said: Words, phrase: Words) -> bool:
    length = len(phrase)
    return any(_same(said[start : start + length], phrase) for start in range(len(said) - length + 1))


@lru_cache(maxsize=4096)
def _alike(said: str, word: str) -> bool:
    """The same word; marks may be left out, but where there are some they count: "năm" is not "nam"."""
    if text.fold(said) != text.fold(word):
        return False
    return said == text.fold(said) or text.word_key(said) == text.word_key(word)


def _said(words: str) -> Said:
    spaced = "".join(sign if sign.isalnum() else " " for sign in words.lower())
    found = tuple(text.tidy(spaced).split())
    return Said(found, f" {text.fold(' '.join(found))} ")


_phrase: Final = lru_cache(maxsize=4096)(_said)  # of templates, which say the same again and again


def by_content(template: Template, sheet: Sheet, header: Header, known: dict[int, str]) -> dict[int, str]:
    """Propose fields for columns whose words say nothing, by what stands in them."""
    found: dict[int, str] = {}
    body = sheet.rows[header.top + header.depth :][:60]
    for heading in header.headings:
        if heading.place in known or is_ignored(template, heading):
            continue
        shown = [plain(row[heading.place]) for row in body if heading.place < len(row) and row[heading.place] != ""]
        for column in template.fields:
            taken = column.key in known.values() or column.key in found.values()
            if column.looks and not taken and shown and sum(map(column.looks, shown)) * 10 >= len(shown) * 7:
                found[heading.place] = column.key
                break
    return found
