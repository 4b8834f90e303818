"""How one file is laid out: its sheets, their columns, which field each column is. Proposed, corrected, remembered."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from itertools import zip_longest
from typing import Any, Final, Self

from django.utils.translation import gettext as _

from ketnoi.ui.text import in_old_font
from ketnoi.workbooks import body, headings
from ketnoi.workbooks.body import Body, LeftOut, Why
from ketnoi.workbooks.headings import Header, Heading
from ketnoi.workbooks.models import RememberedLayout
from ketnoi.workbooks.reading import Cell, Sheet, WorkbookRefused
from ketnoi.workbooks.template import Template, plain

_REMEMBERED: Final = RememberedLayout._meta.db_table  # noqa: SLF001 - Django's own, documented
SAMPLES: Final = 3
SAMPLED: Final = 1_000  # rows in which different things are looked for
LONGEST_SAMPLE: Final = 60
UNREAD: Final = "-"
"""The field of a column that somebody chose not to read."""


@dataclass(frozen=True)
class Column:
    """A column of a sheet. `key` is a field of the template, "-" when it is not to be read, "" when nobody has said."""

    place: int
    words: list[str]
    key: str = ""
    samples: list[str] = field(default_factory=list)

    @property
    def title(self) -> str:
        return " / ".join(self.words)


@dataclass(frozen=True)
class SheetLayout:
    """One sheet; `number` is its place in the file. `top`, `depth` as in `headings.Header`; `top` -1: no table."""

    number: int
    name: str
    chosen: bool
    top: int = -1
    depth: int = 0
    lines: int = 0
    fingerprint: str = ""
    columns: list[Column] = field(default_factory=list)

    @property
    def header(self) -> Header:
        return Header(self.top, self.depth, tuple(Heading(one.place, tuple(one.words)) for one in self.columns))

    @property
    def fields(self) -> dict[int, str]:
        """{place: key} of the columns that are read."""
        return {one.place: one.key for one in self.columns if one.key not in {"", UNREAD}}


@dataclass(frozen=True)
class Layout:
    """`given` {key: text} holds for all rows that say nothing themselves."""

    sheets: list[SheetLayout]
    given: dict[str, str] = field(default_factory=dict)

    @classmethod
    def from_plain(cls, told: Mapping[str, Any]) -> Self:
        sheets = [
            SheetLayout(**{**one, "columns": [Column(**column) for column in one["columns"]]}) for one in told["sheets"]
        ]
        return cls(sheets, dict(told["given"]))

    def plain(self) -> dict[str, Any]:
        return asdict(self)

    @property
    def chosen(self) -> list[SheetLayout]:
        return [one for one in self.sheets if one.chosen]

    @property
    def lines(self) -> int:
        return sum(one.lines for one in self.chosen)

    def missing(self, template: Template) -> list[str]:
        """Titles of required fields that a chosen sheet has neither in a column nor given for all rows."""
        lacking = {
            column.key
            for sheet in self.chosen
            for column in template.fields
            if column.required and column.key not in sheet.fields.values() and not self.given.get(column.key)
        }
        return [column.title for column in template.fields if column.key in lacking]

    def undecided(self) -> list[str]:
        """Titles of filled columns of chosen sheets about which nobody has said what they are."""
        return [one.title for sheet in self.chosen for one in sheet.columns if not one.key and one.samples]


def propose(template: Template, sheets: Sequence[Sheet], unit: int, given: Mapping[str, str]) -> Layout:
    """What each sheet's columns most likely are; what this unit chose before for the same header goes first.

    Raises WorkbookRefused when no sheet has a header.
    """
    headers = [headings.find(template, sheet) for sheet in sheets]
    remembered = _remembered(template, unit, {header.fingerprint for header in headers if header})
    laid = [
        _laid(template, sheet, number, header, remembered)
        for number, (sheet, header) in enumerate(zip(sheets, headers, strict=True))
    ]
    best = max(laid, key=lambda one: (one.chosen, len(one.fields)), default=None)
    if best is None:
        raise WorkbookRefused(_("Tệp không có trang tính nào."))
    if best.top < 0:
        if any(
            isinstance(cell, str) and in_old_font(cell)
            for one in sheets
            for row in one.rows[: headings.HEADER_WITHIN]
            for cell in row
        ):
            raise WorkbookRefused(
                _("Chữ trong tệp gõ bằng phông cũ (.VnTime, VNI). Hãy chuyển sang Unicode rồi tải lên.")
            )
        raise WorkbookRefused(
            _("Không tìm thấy dòng tiêu đề nào của bảng: cần một dòng có tên cột như “%(titles)s”.")
            % {"titles": "”, “".join(column.title for column in template.columns if column.required)}
        )
    alike = [one.chosen and len(one.fields) * 2 >= len(best.fields) for one in laid]
    laid = [replace(one, chosen=like or one is best) for one, like in zip(laid, alike, strict=True)]
    known = remembered.get(best.fingerprint)
    return Layout(laid, dict(given) | (known.given if known else {}))


def _laid(
    template: Template,
    sheet: Sheet,
    number: int,
    header: Header | None,
    remembered: Mapping[str, RememberedLayout],
) -> SheetLayout:
    """A sheet is chosen when it has the first needed field and is not hidden."""
    if header is None:
        return SheetLayout(number, sheet.name, chosen=False)
    known = remembered.get(header.fingerprint)
    fields = _known(template, known) if known else _proposed(template, sheet, header)
    first = header.top + header.depth
    below = list(zip_longest(*sheet.rows[first : first + SAMPLED], fillvalue=""))
    columns = [
        Column(one.place, list(one.words), fields.get(one.place, ""), _samples(below, one.place))
        for one in header.headings
    ]
    anchor = next(column.key for column in template.fields if column.required)
    chosen = not sheet.hidden and anchor in fields.values()
    lines = sum(any(cell != "" for cell in row) for row in sheet.rows[header.top + header.depth :])
    return SheetLayout(number, sheet.name, chosen, header.top, header.depth, lines, header.fingerprint, columns)


def _proposed(template: Template, sheet: Sheet, header: Header) -> dict[int, str]:
    known = headings.matched(template, header.headings)
    known |= headings.by_content(template, sheet, header, known)
    ignored = {
        one.place: UNREAD for one in header.headings if one.place not in known and headings.is_ignored(template, one)
    }
    return known | ignored


def _known(template: Template, remembered: RememberedLayout) -> dict[int, str]:
    """What was chosen before, without fields that the template no longer has."""
    keys = {column.key for column in template.fields} | {UNREAD}
    return {int(place): key for place, key in remembered.fields.items() if key in keys}


def _remembered(template: Template, unit: int, fingerprints: Collection[str]) -> dict[str, RememberedLayout]:
    """By header, in one question for all sheets, spelled out: having it spelled takes longer than the answer."""
    if not fingerprints:
        return {}
    marks = ", ".join(["%s"] * len(fingerprints))
    asked = f"SELECT * FROM {_REMEMBERED} WHERE template = %s AND unit = %s AND fingerprint IN ({marks})"  # noqa: S608 - own names and marks only
    found = RememberedLayout.objects.raw(asked, [template.code, unit, *fingerprints])
    return {one.fingerprint: one for one in found}


def remember(template: Template, unit: int, layout: Layout) -> None:
    """Keep what was chosen for each header, for the next file of this unit."""
    for sheet in layout.chosen:
        fields = {str(one.place): one.key for one in sheet.columns if one.key}
        RememberedLayout.objects.update_or_create(
            template=template.code,
            unit=unit,
            fingerprint=sheet.fingerprint,
            defaults={"fields": fields, "given": layout.given},
        )


def _samples(below: Sequence[Sequence[Cell]], place: int) -> list[str]:
    """The first few different things that stand under a heading; `below` is column by column, as far as rows reach."""
    found: dict[str, None] = {}
    for cell in dict.fromkeys(below[place]) if place < len(below) else ():
        shown = str(plain(cell))[:LONGEST_SAMPLE]
        found |= {shown: None} if shown else {}
        if len(found) >= SAMPLES:
            break
    return list(found)


def read(template: Template, sheets: Sequence[Sheet], layout: Layout) -> Body:
    """All rows of the chosen sheets; sheets with something in them that were not chosen are told.

    Hidden ones only when they hold a table: ours hold lists to choose from.
    """
    whole = Body()
    for laid in layout.sheets:
        sheet = sheets[laid.number]
        if laid.chosen:
            part = body.split(template, sheet, laid.header, laid.fields, laid.number)
            whole.rows += part.rows
            whole.left_out += part.left_out
            whole.remarks += part.remarks
        elif (laid.top >= 0 or not sheet.hidden) and any(cell != "" for row in sheet.rows for cell in row):
            whole.left_out.append(LeftOut(sheet.name, 1, Why.SHEET, ""))
    return whole
