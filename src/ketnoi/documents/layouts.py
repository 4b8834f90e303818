"""Official layouts as dated data: what came with the product (`data/layouts.json`), part by part as changed since."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, reduce
from pathlib import Path
from typing import Any, Literal

from django.utils.translation import gettext as _

from ketnoi.audit import kept
from ketnoi.documents.models import LayoutChange

PAPER, MARGINS, FONT = "paper", "margins", "font"
EDITED = ("size", "bold", "italic", "align", "indent", "before", "after", "spacing")  # of an element, and its `text`
DATA = Path(__file__).parent / "data" / "layouts.json"
Align = Literal["left", "center", "right", "justify"]
Line = Literal["", "text", "third"]


class UnknownLayoutError(LookupError):
    """No layout of this code was in force on the day."""


@dataclass(frozen=True)
class Margins:
    """Millimetres. `header` is the distance of the page number from the paper's upper edge."""

    top: float
    bottom: float
    left: float
    right: float
    header: float


@dataclass(frozen=True)
class Element:
    """How one element of the paper looks: points for `size`, `before`, `after`; millimetres for `indent`.

    `text` is what the layout itself prescribes. `line`: a rule under it, as long as the text, or a third
    of the column.
    `status` (`enums.Status`) says how far it was checked.
    """

    size: float
    bold: bool
    italic: bool
    upper: bool
    align: Align
    indent: float
    before: float
    after: float
    spacing: float
    text: str
    line: Line
    status: str


@dataclass(frozen=True)
class Layout:
    """One layout as it stood on a day. `width`, `height` in mm; `number` a pattern with {number}, {sign}.

    `joint`: every line of the issuer is an agency of its own, the one in the chair first; they issue together.
    What it is called is no `name`: a template would read the element of that name.
    """

    code: str
    label: str
    source: str
    valid_from: date
    valid_to: date | None
    width: float
    height: float
    font: str
    margins: Margins
    header_columns: tuple[float, float]
    number: str
    elements: dict[str, Element]
    statuses: dict[str, str]
    joint: bool = False

    def element(self, name: str) -> Element | None:
        """Give the element, or None where this layout has none (a star, a national title)."""
        return self.elements.get(name)

    def __getitem__(self, name: str) -> Element:
        return self.elements[name]


def _element(raw: dict[str, Any]) -> Element:
    plain: dict[str, Any] = {
        "bold": False,
        "italic": False,
        "upper": False,
        "align": "left",
        "indent": 0,
        "before": 0,
        "after": 0,
        "spacing": 1,
        "text": "",
        "line": "",
    }
    return Element(**(plain | raw))


def _layout(raw: dict[str, Any]) -> Layout:
    return Layout(
        code=raw["code"],
        label=raw["name"],
        source=raw["source"],
        valid_from=date.fromisoformat(raw["valid_from"]),
        valid_to=date.fromisoformat(raw["valid_to"]) if raw["valid_to"] else None,
        width=raw["paper"]["width"],
        height=raw["paper"]["height"],
        font=raw["font"]["name"],
        margins=Margins(**{side: mm for side, mm in raw["margins"].items() if side != "status"}),
        header_columns=(raw["header_columns"]["left"], raw["header_columns"]["right"]),
        number=raw["number_pattern"]["text"],
        elements={name: _element(element) for name, element in raw["elements"].items()},
        statuses={part: raw[part]["status"] for part in ("paper", "margins", "font", "number_pattern")},
        joint=raw.get("joint", False),
    )


@cache
def every() -> tuple[Layout, ...]:
    """All layouts of all times, as the data lists them."""
    return tuple(_layout(raw) for raw in json.loads(DATA.read_text(encoding="utf-8"))["layouts"])


def declared(code: str, day: date) -> Layout:
    """Give the layout in force on `day` as it came with the product (`valid_to` is the first day it no longer is); or
    raise UnknownLayoutError.
    """
    for layout in every():
        ended = layout.valid_to is not None and layout.valid_to <= day
        if layout.code == code and layout.valid_from <= day and not ended:
            return layout
    raise UnknownLayoutError(_("Không có thể thức “%(code)s” tại ngày này.") % {"code": code})


def load(code: str, day: date) -> Layout:
    """Give the layout in force on `day`, with what was changed since it came; or raise UnknownLayoutError.

    A paper of several agencies takes the layout of the one in the chair: its code is the caller's to choose.
    """
    first = declared(code, day)
    begun = [row for row in changes(code) if first.valid_from <= row.valid_from <= day]
    return reduce(changed, begun, first)


def changes(code: str) -> list[LayoutChange]:
    """All changes of a layout, the one that begins last at the end."""
    return kept.once(("documents.changes",), _read_changes).get(code, [])


def newest(code: str, part: str) -> LayoutChange | None:
    """The last change that was made of a part."""
    made = [row for row in changes(code) if row.part == part]
    return max(made, key=lambda row: row.number, default=None)


def parts(layout: Layout) -> list[str]:
    """What of it can be changed, one at a time."""
    return [PAPER, MARGINS, FONT, *layout.elements]


def values(layout: Layout, part: str) -> dict[str, Any]:
    """What one part of it prescribes: fields of Margins, `width` and `height`, `font`, or those EDITED of an element.

    `text` is among them where the element has one.
    """
    if part == MARGINS:
        return dict(vars(layout.margins))
    if part in {PAPER, FONT}:
        return {name: getattr(layout, name) for name in (["width", "height"] if part == PAPER else ["font"])}
    element = layout[part]
    return {name: getattr(element, name) for name in (*EDITED, *(["text"] if element.text else []))}


def changed(layout: Layout, row: LayoutChange) -> Layout:
    """The layout with one part as the row says. An element that it no longer has changes nothing."""
    if row.part in layout.elements:
        element = replace(layout[row.part], **row.values, status=row.status)
        return replace(layout, elements=layout.elements | {row.part: element})
    if row.part not in {PAPER, MARGINS, FONT}:
        return layout
    said = {"margins": Margins(**row.values)} if row.part == MARGINS else row.values
    return _fitted(replace(layout, **said, statuses=layout.statuses | {row.part: row.status}))


def _fitted(layout: Layout) -> Layout:
    """The columns of the header fill the width between the margins, in their old proportion."""
    room = layout.width - layout.margins.left - layout.margins.right
    left = round(layout.header_columns[0] * room / sum(layout.header_columns), 1)
    return replace(layout, header_columns=(left, room - left))


def _read_changes() -> dict[str, list[LayoutChange]]:
    found: dict[str, list[LayoutChange]] = {}
    for row in LayoutChange.objects.order_by("valid_from", "number"):
        found.setdefault(row.code, []).append(row)
    return found
