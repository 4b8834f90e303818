"""A report that comes back as a Word file: which lines read otherwise, and which numbers were typed over.

A figure stays a figure: where somebody typed over it, the new words keep the figure, and what was typed is named
beside what the figure says. Nothing of the file is kept.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from django.utils.translation import gettext as _

from ketnoi.documents import docx, marked
from ketnoi.documents.marked import Control, DocumentRefused, Line, Piece
from ketnoi.reports import aligning, annexes, comparing, editions, exporting, rendering, tokens
from ketnoi.reports.models import Paragraph, Report
from ketnoi.reports.questions import Said
from ketnoi.reports.tokens import Part, Token
from ketnoi.ui.text import unbroken

LEAST_ALIKE = 0.3  # of the report's lines that a file without its mark must hold word for word
_ITEM = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+|\S")
_DIGIT = re.compile(r"\d")
Code = tuple[str, int, int, int, int]  # as difflib tells what became of a stretch


@dataclass(frozen=True)
class Place:
    """A line of the report: its paragraph, the version that was read, and which line of it, from 0."""

    paragraph: Paragraph
    line: int
    parts: tuple[Part, ...]
    text: str


@dataclass(frozen=True)
class Change:
    """`what` is "replace", "remove", or "before" or "after": a new line beside this place.

    `text` is the new line, figures in it.
    """

    what: str
    place: Place
    heading: str
    text: str
    pieces: list[comparing.Piece]
    takable: bool

    @property
    def address(self) -> str:
        """What, paragraph, version and line, as a form sends them back."""
        paragraph = self.place.paragraph
        return f"{self.what}:{paragraph.pk}:{paragraph.version}:{self.place.line}"


@dataclass(frozen=True)
class Overtyped:
    """A figure, and what stands in its place in the file."""

    said: Said
    typed: str
    sentence: str


@dataclass(frozen=True)
class Returned:
    changes: list[Change]
    numbers: list[Overtyped]
    comments: list[str]
    same: int
    tracked: bool


def read(report: Report, content: bytes) -> Returned:
    """Hold the file against the report as it stands. Raises DocumentRefused."""
    found = marked.read(content)
    rows = list(report.paragraphs.all())
    said = editions.said(report, [(row.kind, row.text) for row in rows], editions.current(report))
    places = list(_places(rows, said))
    lines = _of_text(found.lines, report, places)
    _check_report(report, found, places, lines)
    return _compared(places, lines, said, found)


def _places(rows: Sequence[Paragraph], said: Mapping[str, Said]) -> Iterator[Place]:
    """Every line of the report that a Word file holds; each cell of a table is a line of it."""
    for row in rows:
        for number, line in enumerate(_written_lines(row)):
            parts = tuple(tokens.parse(line))
            text = marked.plain("".join(one if isinstance(one, str) else said[one.key].shown for one in parts))
            if text:
                yield Place(row, number, parts, text)


def _written_lines(row: Paragraph) -> list[str]:
    if row.kind == Paragraph.Kind.TABLE:
        return [cell for cells in annexes.cells(row.text) for cell in cells]
    return [unbroken(line) for line in row.text.splitlines()]


def _of_text(lines: Sequence[Line], report: Report, places: Sequence[Place]) -> list[Line]:
    """The lines between those that frame the report: header and title before it, recipients and signatures after it.

    What the office writes into the frame (number, day, a name under the signature) is no change of the report.
    """
    known = {one.text for one in places}
    framed = {line.text for line in marked.read(docx.build(exporting.paper(report))).lines} - known
    same = [number for number, line in enumerate(lines) if line.text in known]
    first, last = (same[0], same[-1]) if same else (0, len(lines) - 1)
    frame = [number for number, line in enumerate(lines) if line.text in framed]
    begin = max((number + 1 for number in frame if number < first), default=0)
    end = min((number for number in frame if number > last), default=len(lines))
    return [line for line in lines[begin:end] if line.text not in framed]


def _check_report(report: Report, found: marked.Marked, places: Sequence[Place], lines: Sequence[Line]) -> None:
    """Refuse another report's file: by its mark, and without one by how little of it is the same."""
    mark = exporting.mark(report)
    if mark in found.keywords:
        return
    shared = {one.text for one in places} & {line.text for line in lines}
    if exporting.MARK in found.keywords or len(shared) < LEAST_ALIKE * len(places):
        raise DocumentRefused(_("Tệp này không phải của báo cáo đang mở. Hãy chọn đúng tệp đã tải về từ báo cáo này."))


def _compared(
    places: Sequence[Place], lines: Sequence[Line], said: Mapping[str, Said], found: marked.Marked
) -> Returned:
    changes: list[Change] = []
    numbers: list[Overtyped] = []
    same = 0
    last: Place | None = None
    for place, line in aligning.pairs(places, lines, lambda one: one.text):
        heading = _heading(place or last, places)
        if place is not None and line is not None:
            parts, typed = _restored(place, line, said)
            numbers += typed
            if (change := _replaced(place, parts, heading, said)) is not None:
                changes.append(change)
            else:
                same += not typed
        elif place is not None:
            changes.append(Change("remove", place, heading, "", list(comparing.pieces(place.text, "")), _can(place)))
        elif line is not None and places:
            changes.append(_added(last, places, heading, line.text))
        last = place or last
    return Returned(changes, numbers, found.comments, same, found.tracked)


def _added(last: Place | None, places: Sequence[Place], heading: str, text: str) -> Change:
    """A new line goes after the last one that is known; under a heading or a table, before the next."""
    what, at = "after", last or places[0]
    following = places[places.index(at) + 1 :] if last else places
    if not (last and _can(last)) and following and _can(following[0]):
        what, at = "before", following[0]
    return Change(what, at, heading, tokens.write([text]), list(comparing.pieces("", text)), _can(at))


def _can(place: Place) -> bool:
    """Whether a line can be taken: a table is changed as a whole, and a heading is one line."""
    return place.paragraph.kind == Paragraph.Kind.TEXT


def _replaced(place: Place, parts: Sequence[Part], heading: str, said: Mapping[str, Said]) -> Change | None:
    """The change of words; None where only numbers are others, or nothing is."""
    words = marked.plain("".join(one if isinstance(one, str) else said[one.key].shown for one in parts))
    if words == place.text:
        return None
    takable = place.paragraph.kind != Paragraph.Kind.TABLE
    text = marked.plain(tokens.write(parts))
    return Change("replace", place, heading, text, list(comparing.pieces(place.text, words)), takable)


def _heading(place: Place | None, places: Sequence[Place]) -> str:
    if place is None:
        return ""
    before = [one for one in places if one.paragraph.order <= place.paragraph.order]
    headings = {Paragraph.Kind.HEADING1, Paragraph.Kind.HEADING2}
    return next((one.text for one in reversed(before) if one.paragraph.kind in headings), "")


def _restored(place: Place, line: Line, said: Mapping[str, Said]) -> tuple[list[Part], list[Overtyped]]:
    """The new line with its figures back in their places, and what was typed over them."""
    wanted = [one for one in place.parts if isinstance(one, Token)]
    controls = [one for one in line.pieces if isinstance(one, Control)]
    keys = [one.tag for one in controls]
    if any(keys) and sorted(keys) == sorted(one.key for one in wanted):
        by_key = {one.key: one for one in wanted}
        return _by_controls(place, line.pieces, [by_key[key] for key in keys], said)
    if controls and not any(keys) and len(controls) == len(wanted):
        return _by_controls(place, line.pieces, wanted, said)
    return _by_words(place, line.text, said)


def _by_controls(
    place: Place, pieces: Sequence[Piece], figures: Sequence[Token], said: Mapping[str, Said]
) -> tuple[list[Part], list[Overtyped]]:
    parts: list[Part] = []
    typed: list[Overtyped] = []
    waiting = iter(figures)
    for piece in pieces:
        if isinstance(piece, str):
            parts.append(piece)
            continue
        token, words = next(waiting), marked.plain(piece.text)
        one = said[token.key]
        parts.append(token)
        if words != marked.plain(_as_taken_out(piece, one)):
            typed.append(Overtyped(one, words, place.text))
    return parts, typed


def _as_taken_out(piece: Control, one: Said) -> str:
    """What the figure read when the file was made; a live one may have moved since."""
    before, between, _name = piece.alias.partition(rendering.BETWEEN)
    return before if between else one.shown


def _by_words(place: Place, text: str, said: Mapping[str, Said]) -> tuple[list[Part], list[Overtyped]]:
    """Find each figure by the words around it, where the file no longer marks its place."""
    old, new = list(_ITEM.finditer(place.text)), list(_ITEM.finditer(text))
    codes = _codes([item.group() for item in old], [item.group() for item in new])
    parts: list[Part] = []
    typed: list[Overtyped] = []
    free = reached = 0
    for token, start, end in _spans(place, said):
        first, last = (sum(1 for item in old if item.start() < at) for at in (start, end))
        begin, free = _moved(codes, first, last, [item.group() for item in new], free)
        words = text[new[begin].start() : new[free - 1].end()] if begin < free else ""
        if words:
            parts += [text[reached : new[begin].start()], token]
            reached = new[free - 1].end()
        if words != marked.plain(said[token.key].shown):
            typed.append(Overtyped(said[token.key], words, place.text))
    return [*parts, text[reached:]], typed


def _codes(old: Sequence[str], new: Sequence[str]) -> Sequence[Code]:
    """What became of each stretch of words; of very long lines only that they are others."""
    if len(old) * len(new) > comparing.MOST_PAIRS:
        return [("replace", 0, len(old), 0, len(new))]
    return SequenceMatcher(None, old, new, autojunk=False).get_opcodes()


def _spans(place: Place, said: Mapping[str, Said]) -> Iterator[tuple[Token, int, int]]:
    """Each figure and where it stands in the line's text."""
    position = 0
    for one in place.parts:
        length = len(unicodedata.normalize("NFC", one if isinstance(one, str) else said[one.key].shown))
        if isinstance(one, Token):
            yield one, position, position + length
        position += length


def _moved(codes: Sequence[Code], first: int, last: int, new: Sequence[str], free: int) -> tuple[int, int]:
    """Where the words from `first` to before `last` stand now, not before `free`; equal ends: nowhere.

    Where more was rewritten than the figure, it is the first number among the new words.
    """
    begin, whole = next((_from(code, first) for code in codes if code[1] <= first < code[2]), (0, True))
    finish, whole_too = next((_to(code, last) for code in codes if code[1] < last <= code[2]), (0, True))
    begin = max(begin, free)
    if whole and whole_too:
        return begin, max(begin, finish)
    numbers = [at for at in range(begin, finish) if _DIGIT.search(new[at])]
    return (numbers[0], numbers[0] + 1) if numbers else (begin, begin)


def _from(code: Code, first: int) -> tuple[int, bool]:
    """Where a stretch that begins inside this change begins now, and whether exactly there."""
    what, i, _j, k, _m = code
    return (k + first - i, True) if what == "equal" else (k, first == i)


def _to(code: Code, last: int) -> tuple[int, bool]:
    what, i, j, k, m = code
    return (k + last - i, True) if what == "equal" else (m, last == j)
