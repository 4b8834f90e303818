"""What stands under a header: rows to be read, and what is no row (totals, repeated headers, signatures), each told."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType
from typing import Final, NamedTuple

from django.utils.translation import gettext as _
from xlsxwriter.utility import xl_col_to_name

from ketnoi.ui import numbers, text
from ketnoi.workbooks import unsolved, values
from ketnoi.workbooks.headings import Header
from ketnoi.workbooks.reading import Cell, Sheet
from ketnoi.workbooks.template import Holds, Plain, Template, plain, tidied

LONGEST_SHOWN: Final = 120
LONGEST_DITTO: Final = 10
MOST_SIGNED: Final = 4  # cells of a line of signatures
WIDE: Final = 3  # columns over which a merged cell is a heading inside the table
_TOTAL: Final = re.compile(
    r"(?:tong(?: cong| so| luot| chung)*|cong(?: don| so| chung)*|toan (?:tinh|huyen|xa))[\s:.]*"
)
_TOTAL_OF: Final = re.compile(
    r"(?:tong cong|cong) (?:so|cac|luot|xa|huyen|tinh|thang|quy|nam|phuong|cum|muc|phan)\b|tong (?:so|cong) .*:$"
    r"|tong (?:toan (?:tinh|huyen|xa)|thang|quy|nam)\b|(?:tong|cong|tong cong) ?\(|tong cong \d|tong so:"
    r"|luy ke\b|t[./] ?cong\b|tong:? ?\d|tong so (?:buoi|cuoc|lop|luot|nguoi)\b"
)
_MARKED_TOTAL: Final = re.compile(r"(?:tổng|cộng|toàn|t[./] ?cộng|l[uũ][yỹ] kế)", re.IGNORECASE)
_SIGNED: Final = re.compile(
    r"nguoi (?:lap|tong hop|bao cao)|thu truong|t/m|tm\.|(?:pho )?chu tich|noi nhan|\(?ky(?:,| ten| ghi)|xac nhan cua"
    r"|luu y|ghi chu|.*\bngay\b.*\bthang\b.*\bnam\b"
)
_BULLETS: Final = frozenset("*-+•–")
_DITTO: Final = frozenset({"nt", "nhutren", "nhưtrên", '"', "''", "//", "”", "“", "″", "〃", "′′", "’’", ",,", "„"})
_AROUND_DITTO: Final = re.compile(r"[\s.\-–—]")
_GROUP: Final = re.compile(r"(?:[ivxl]+|[a-hđ])[.)]?", re.IGNORECASE)
_ORDINAL: Final = re.compile(r"\(?(?:[ivxl]+|[a-hđ]|\d+)[.)]?", re.IGNORECASE)


class Why(StrEnum):
    """Why a line of the sheet is no row of the table."""

    TOTAL = "total"
    HEADER = "header"
    SECTION = "section"
    FOOTER = "footer"
    SHEET = "sheet"


class Found(NamedTuple):
    """One row: the sheet's place in the file, its number in the sheet (1 first), its filled cells by field.

    `shared`: counts that one merged cell gives for several rows. `unsolved` {field: what is said of its cell}: cells
    without a value.
    """

    number: int
    cells: dict[str, Plain]
    sheet: int = 0
    shared: frozenset[str] = frozenset()
    unsolved: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True)
class LeftOut:
    """A line that was not taken as a row, and what it says."""

    sheet: str
    number: int
    why: str
    said: str


@dataclass
class Body:
    """`remarks`: totals of the sheet that the rows do not add up to."""

    rows: list[Found] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


def split(template: Template, sheet: Sheet, header: Header, fields: Mapping[int, str], number: int = 0) -> Body:
    """Read all under the header; `fields` {place: key}; `number` is the sheet's place in the file."""
    return _Splitter(template, sheet, header, fields, number).body()


class _Splitter:
    def __init__(
        self, template: Template, sheet: Sheet, header: Header, fields: Mapping[int, str], number: int
    ) -> None:
        self.sheet, self.header, self.number = sheet, header, number
        self.fields = {place: key for place, key in sorted(fields.items()) if key}
        self.counts = {key for key in self.fields.values() if template.field(key).holds is Holds.COUNT}
        self.anchor = next(column.key for column in template.fields if column.required)
        self.titles = {key: template.field(key).title for key in self.fields.values()}
        self.words = {heading.place: text.fold(heading.words[-1]) for heading in header.headings}
        self.known = {word: self.fields[place] for word, place in _told_apart(self.words) if place in self.fields}
        self.found = Body()
        self.above: dict[str, Plain] = {}
        self.unsolved = dict(sheet.unsolved)
        self.unsolved_above: dict[str, str] = {}
        self.since = 0  # the first row that the next line of totals may add up
        self.first_totals: tuple[int, dict[str, Plain]] | None = None  # a line of totals above the rows
        self.below_signature = False  # of the lines since the last row
        self.shared = self._unmerged()
        self.wide = {top for (top, left), (_bottom, right) in sheet.merged if right - left + 1 >= WIDE}

    def body(self) -> Body:
        first = self.header.top + self.header.depth
        tail: list[tuple[int, dict[str, Plain]]] = []  # lines that may be signatures, until a row follows
        for index, row in enumerate(self.sheet.rows[first:], first):
            cells = self._cells(row)
            plainly = self._plainly_a_row(cells)
            why = None if plainly else self._why(index, row, cells)
            if why is not None:
                self._leave(index, row, why)
                if why is Why.TOTAL:
                    self._compare(index, cells)
                elif why is Why.HEADER:
                    self._follow(index, row)
            elif not plainly and self._may_be_footer(index, cells):
                if any(plain(cell) != "" for cell in row):
                    tail.append((index, cells))
                    self.below_signature |= self._is_signed(index)
            elif cells:
                self._keep_all(tail)
                tail, self.below_signature = [], False
                self._keep(index, cells)
        self._end(tail)
        if self.first_totals is not None:
            self._compare(*self.first_totals)
        self._tell_nameless(first)
        self._tell_unseen()
        return self.found

    def _tell_unseen(self) -> None:
        """Say which rows were read that whoever looks at the sheet does not see."""
        unseen = [row.number for row in self.found.rows if row.number - 1 in self.sheet.unseen]
        if unseen:
            shown = {"sheet": self.sheet.name, "count": len(unseen), "first": unseen[0]}
            told = _("Trang “%(sheet)s”: đã đọc cả %(count)s dòng đang bị ẩn trong tệp, từ dòng %(first)s.")
            self.found.remarks.append(told % shown)

    def _tell_nameless(self, first: int) -> None:
        """Say what stands in columns over which there are no words: nobody was asked what they are."""
        rows = self.sheet.rows[first:]
        named = {heading.place for heading in self.header.headings}
        if 0 not in named and self._are_ordinals({plain(row[0]) for row in rows if row}):
            named.add(0)
        for place in range(max(map(len, rows), default=0)):
            filled = 0 if place in named else sum(place < len(row) and row[place] != "" for row in rows)
            if filled:
                shown = {"sheet": self.sheet.name, "column": xl_col_to_name(place), "filled": filled}
                told = _("Trang “%(sheet)s”: cột %(column)s không có tên ở dòng tiêu đề; %(filled)s ô không được đọc.")
                self.found.remarks.append(told % shown)

    @staticmethod
    def _are_ordinals(said: set[Plain]) -> bool:
        return all(_ORDINAL.fullmatch(str(one)) for one in said if one != "")

    def _cells(self, row: Sequence[Cell]) -> dict[str, Plain]:
        width = len(row)
        found = {}
        for place, key in self.fields.items():
            if place < width and (cell := row[place]) != "":
                if isinstance(cell, str):
                    value: Plain = tidied(cell if cell.isprintable() or key not in self.counts else _apart(cell))
                else:
                    value = plain(cell)
                if value != "":
                    found[key] = value
        return found

    def _plainly_a_row(self, cells: dict[str, Plain]) -> bool:
        """Nearly all lines are rows: their first needed cell is filled, with more than an ordinal."""
        said = cells.get(self.anchor)
        if not isinstance(said, str):
            return isinstance(said, (int, float)) and said >= values.SERIALS.start
        return len(said) > 3 and said[0].isdigit()  # noqa: PLR2004 - "(1)" numbers the columns

    def _why(self, index: int, row: Sequence[Cell], cells: dict[str, Plain]) -> Why | None:
        said = [plain(cell) for cell in row if cell != ""]
        said = [one for one in said if one != ""]
        if not said:
            return None
        words = [one for one in said if isinstance(one, str) and not _ORDINAL.fullmatch(one) and one not in _BULLETS]
        if self._numbers_columns(said) or self._repeats_header(row):
            return Why.HEADER
        if words and _is_total(words[0]) and not self._is_dated(cells):
            return Why.TOTAL
        if len(words) == 1 and said[0] not in cells.values() and self._heads_a_group(said, words[0]):
            return Why.SECTION
        merged = index in self.wide or (len(said) > len(words) > 0)
        if len(words) == 1 and len(said) <= 2 and merged and not self._counted(cells):  # noqa: PLR2004 - an ordinal and words
            return None if _SIGNED.match(text.fold(words[0])) else Why.SECTION
        return None

    @staticmethod
    def _heads_a_group(said: list[Plain], words: str) -> bool:
        """Is it the name of a group of rows and what they add up to, as in "II | XÃ HOA BAN | 90 | 60"?"""
        marked = isinstance(said[0], str) and _GROUP.fullmatch(said[0]) is not None
        return marked and len(said) > 2 and not any(sign.isdigit() for sign in words)  # noqa: PLR2004

    def _is_dated(self, cells: dict[str, Plain]) -> bool:
        """Does the line say a day of its own, so that "Tổng kết …" in it is what took place?"""
        said = cells.get(self.anchor)
        return said is not None and not (isinstance(said, str) and _is_total(said)) and not isinstance(said, int)

    def _counted(self, cells: dict[str, Plain]) -> bool:
        return any(key in self.counts for key in cells)

    def _numbers_columns(self, said: list[Plain]) -> bool:
        """(1) (2) (3), or A B 1 2 3: the line under the header that numbers its columns."""
        signs = [str(one).strip("()") for one in said]
        digits = [int(one) for one in signs if one.isascii() and one.isdigit() and len(one) <= 3]  # noqa: PLR2004
        rest = [one for one in signs if not one.isdigit()]
        rising = len(digits) > 2 and digits == list(range(digits[0], digits[0] + len(digits)))  # noqa: PLR2004
        return rising and digits[0] <= 2 and all(len(one) == 1 for one in rest)  # noqa: PLR2004

    def _repeats_header(self, row: Sequence[Cell]) -> bool:
        """Does it say most of the header's words, in whatever order?"""
        own = {text.fold(heading.words[-1]) for heading in self.header.headings}
        said = {text.fold(str(cell)) for cell in row if cell != ""}
        return len(own & said) * 2 > len(own)

    def _follow(self, index: int, row: Sequence[Cell]) -> None:
        """Read on by a repeated header whose columns stand in another order, and say so.

        A column that has the word it had at first, or none, stays what it was; words said twice tell none from another.
        """
        said = {place: word for place, cell in enumerate(row) if isinstance(cell, str) and (word := text.fold(cell))}
        found = {place: self.known[word] for word, place in _told_apart(said) if word in self.known}
        if all(self.fields.get(place) == key for place, key in found.items()):
            return
        rest = {
            place: key
            for place, key in self.fields.items()
            if place not in found
            and key not in found.values()
            and said.get(place, "") in {"", self.words.get(place, "")}
        }
        self.fields = dict(sorted({**found, **rest}.items()))
        shown = {"sheet": self.sheet.name, "number": index + 1}
        told = _("Trang “%(sheet)s”, dòng %(number)s: tiêu đề có thứ tự cột khác; các dòng sau đọc theo tiêu đề này.")
        self.found.remarks.append(told % shown)

    def _may_be_footer(self, index: int, cells: dict[str, Plain]) -> bool:
        """A line without a day and without counts, or one that is signed or stands below a signature."""
        if any(self._is_number(cells[key]) for key in cells.keys() & self.counts):
            return False
        if self.anchor not in cells and not self._counted(cells):
            return True
        if len(cells) > MOST_SIGNED:
            return False  # "Ngày 5 tháng 3 năm 2021" begins a row as well as it stands above a signature
        return self.below_signature or self._is_signed(index)

    @staticmethod
    def _is_number(value: Plain) -> bool:
        try:
            return values.count(value) is not None
        except ValueError:
            return False

    def _end(self, tail: list[tuple[int, dict[str, Plain]]]) -> None:
        """The lines after the last row: signatures from the first that looks like one on; rows without a day before."""
        signed = next((at for at, (index, _cells) in enumerate(tail) if self._is_signed(index)), len(tail))
        self._keep_all(tail[:signed])
        for index, _cells in tail[signed:]:
            self._leave(index, self.sheet.rows[index], Why.FOOTER)

    def _is_signed(self, index: int) -> bool:
        cells = (cell for cell in self.sheet.rows[index] if isinstance(cell, str) and cell.strip())
        words = (text.fold(cell[:LONGEST_SHOWN]) for cell in cells)
        return any(_SIGNED.match(word) for word in words)

    def _keep_all(self, lines: list[tuple[int, dict[str, Plain]]]) -> None:
        for index, cells in lines:
            if cells:
                self._keep(index, cells)
            else:
                self._leave(index, self.sheet.rows[index], Why.SECTION)

    def _keep(self, index: int, cells: dict[str, Plain]) -> None:
        odd = self._unsolved(index) if self.unsolved else {}
        for key, value in cells.items():
            if isinstance(value, str) and len(value) <= LONGEST_DITTO and key in self.above and _is_ditto(value):
                cells[key] = self.above[key]
                if key in self.unsolved_above:
                    odd[key] = self.unsolved_above[key]
        self.above, self.unsolved_above = cells, odd
        shared = self._shared(index) if self.shared else frozenset()
        self.found.rows.append(Found(index + 1, cells, self.number, shared, odd))

    def _shared(self, index: int) -> frozenset[str]:
        return frozenset(key for place, key in self.fields.items() if (index, place) in self.shared)

    def _unsolved(self, index: int) -> dict[str, str]:
        found = {key: self.unsolved.get((index, place)) for place, key in self.fields.items()}
        return {key: unsolved.told(shown) for key, shown in found.items() if shown}

    def _leave(self, index: int, row: Sequence[Cell], why: Why) -> None:
        said = " | ".join(str(value) for cell in row if (value := plain(cell)) != "")[:LONGEST_SHOWN]
        self.found.left_out.append(LeftOut(self.sheet.name, index + 1, why, said))

    def _unmerged(self) -> set[tuple[int, int]]:
        """Fill words of merged cells down; answers the places of counts that several rows share."""
        shared: set[tuple[int, int]] = set()
        rows, first = self.sheet.rows, self.header.top + self.header.depth
        for (top, left), (bottom, _right) in self.sheet.merged:
            if bottom == top or top < first or left not in self.fields or rows[top][left] == "":
                continue
            if self.fields[left] in self.counts:
                shared |= {(index, left) for index in range(top, min(bottom + 1, len(rows)))}
                continue
            for index in range(top + 1, min(bottom + 1, len(rows))):
                rows[index][left] = rows[top][left]
                if (top, left) in self.unsolved:
                    self.unsolved[index, left] = self.unsolved[top, left]
        return shared

    def _compare(self, index: int, cells: dict[str, Plain]) -> None:
        """Say where a line of totals is not what its rows, all or those since the last one, add up to."""
        if not self.found.rows:
            self.first_totals = (index, cells)
            return
        for key in (key for key in cells if key in self.counts):
            try:
                told = values.count(cells[key])
            except ValueError:
                continue
            sums = _sum(self.found.rows[self.since :], key), _sum(self.found.rows, key)
            if told is not None and told.number not in sums:
                self._remark(index, key, told.number, sums[1])
        self.since = len(self.found.rows)

    def _remark(self, index: int, key: str, told: int, added: int) -> None:
        shown = {"sheet": self.sheet.name, "number": index + 1, "title": self.titles[key]}
        shown |= {"told": numbers.grouped(told), "added": numbers.grouped(added)}
        self.found.remarks.append(
            _("Trang “%(sheet)s”, dòng %(number)s: tổng cột “%(title)s” ghi %(told)s, cộng các dòng được %(added)s.")
            % shown
        )


def _told_apart(words: Mapping[int, str]) -> list[tuple[str, int]]:
    """The words that stand over one column alone, each with its place."""
    counted = Counter(words.values())
    return [(word, place) for place, word in words.items() if counted[word] == 1]


@lru_cache(maxsize=4096)  # short cells say the same again and again
def _is_ditto(value: str) -> bool:
    return _AROUND_DITTO.sub("", value.lower()) in _DITTO


def _apart(cell: str) -> str:
    """Two numbers below each other stay two: made one line, "150" over "120" would be 150 120."""
    first, *more = [line for line in map(text.tidy, cell.splitlines()) if line] or [""]
    for line in more:
        first += f" / {line}" if first[-1].isdigit() and line[0].isdigit() else f" {line}"
    return first


def _is_total(said: str) -> bool:
    bare = text.fold(said)
    if bare != said.lower() and not _MARKED_TOTAL.match(said):
        return False  # "Công an …" and "Cộng …" fold to the same
    return bool(_TOTAL.fullmatch(bare) or _TOTAL_OF.match(bare))


def _sum(rows: Sequence[Found], key: str) -> int:
    """Add up what can be read; cells that cannot have an error of their own."""
    total = 0
    for row in rows:
        try:
            found = values.count(row.cells[key]) if key in row.cells else None
        except ValueError:
            continue
        total += found.number if found else 0
    return total
