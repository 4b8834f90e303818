"""Official layouts as dated data (`data/layouts.json`): what is prescribed changes, and by whom."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Literal

from django.utils.translation import gettext as _

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
    `status` says how far it was checked (SECONDARY: seen in a secondary source, MEMORY: unverified,
    PROPOSED: ours, for want of a rule).
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
    """

    code: str
    name: str
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
        name=raw["name"],
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


def load(code: str, day: date) -> Layout:
    """Give the layout in force on `day` (`valid_to` is the first day it no longer is); or raise
    UnknownLayoutError.

    A paper of several agencies takes the layout of the one in the chair: its code is the caller's to choose.
    """
    for layout in every():
        ended = layout.valid_to is not None and layout.valid_to <= day
        if layout.code == code and layout.valid_from <= day and not ended:
            return layout
    raise UnknownLayoutError(_("Không có thể thức “%(code)s” tại ngày này.") % {"code": code})
