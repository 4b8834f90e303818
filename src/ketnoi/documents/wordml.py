"""The few shapes of WordprocessingML that a paper needs, each child in the order the schema asks for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from ketnoi.documents.layouts import Element
from ketnoi.documents.paper import Run

# Characters that XML 1.0 cannot hold.
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
# Word refuses longer tags and names of content controls.
LONGEST_NAME = 64
_THIRD = 1 / 3

Node = Any  # an lxml element: python-docx carries no types


def twips(mm: float) -> int:
    """Twentieths of a point in so many millimetres."""
    return round(mm * 1440 / 25.4)


def clean(text: str) -> str:
    return _ILLEGAL.sub("", text)


def node(name: str, *children: Node, **attributes: object) -> Node:
    """`node("w:jc", val="center")`."""
    made = OxmlElement(name)
    for attribute, value in attributes.items():
        made.set(qn(f"w:{attribute}"), str(value))
    made.extend(children)
    return made


def _look(element: Element, *, bold: bool, italic: bool) -> Node:
    made = node("w:rPr")
    if bold:
        made.extend([node("w:b"), node("w:bCs")])
    if italic:
        made.extend([node("w:i"), node("w:iCs")])
    size = round(element.size * 2)
    made.extend([node("w:sz", val=size), node("w:szCs", val=size)])
    if element.line == "text":
        made.append(node("w:u", val="single"))
    return made


def _text(text: str) -> list[Node]:
    parts: list[Node] = []
    for line in clean(text).split("\n"):
        if parts:
            parts.append(node("w:br"))
        made = node("w:t")
        made.text = line
        made.set(qn("xml:space"), "preserve")
        parts.append(made)
    return parts


def run(said: Run, element: Element) -> Node:
    """Make a run of text in the look of its element."""
    look = _look(element, bold=said.bold or element.bold, italic=said.italic or element.italic)
    return node("w:r", look, *_text(said.text))


def figure(said: Run, element: Element, identity: int) -> Node:
    """Wrap a run in a content control, to be found again by its tag. Raises ValueError for a long tag.

    The control is of rich text: in one of plain text LibreOffice drops the look of what is inside.
    """
    if len(said.tag) > LONGEST_NAME:
        raise ValueError(f"A tag has at most {LONGEST_NAME} characters.")
    properties = node(
        "w:sdtPr",
        node("w:alias", val=clean(said.label or said.tag)[:LONGEST_NAME]),
        node("w:tag", val=clean(said.tag)),
        node("w:id", val=identity),
    )
    return node("w:sdt", properties, node("w:sdtContent", run(said, element)))


def paragraph(
    element: Element, inside: Iterable[Node] = (), *, outline: int | None = None, borders: Node = None
) -> Node:
    """Make a paragraph in the element's look; `outline` makes it a heading of that depth (0 first)."""
    look = node("w:pPr")
    if outline is not None:
        look.append(node("w:keepNext"))
    if borders is not None:
        look.append(borders)
    spacing = {"before": round(element.before * 20), "after": round(element.after * 20)}
    look.append(node("w:spacing", **spacing, line=round(element.spacing * 240), lineRule="auto"))
    look.append(node("w:ind", firstLine=twips(element.indent)))
    look.append(node("w:jc", val="both" if element.align == "justify" else element.align))
    if outline is not None:
        look.append(node("w:outlineLvl", val=outline))
    # the mark's own look makes an empty line as high as a written one
    look.append(_look(element, bold=element.bold, italic=element.italic))
    return node("w:p", look, *inside)


def rule(element: Element, width: float) -> Node:
    """Draw a line a third as long as the `width` (mm): an empty paragraph with a border and wide indents."""
    edge = node("w:pBdr", node("w:bottom", val="single", sz=6, space=0, color="000000"))
    made = paragraph(replace(element, before=0, spacing=0.2), borders=edge)
    indent = made.find(qn("w:pPr")).find(qn("w:ind"))
    side = str(twips(width * (1 - _THIRD) / 2))
    indent.set(qn("w:left"), side)
    indent.set(qn("w:right"), side)
    return made


def field(code: str, element: Element) -> list[Node]:
    """Make a field that Word computes, such as PAGE."""
    look = {"bold": element.bold, "italic": element.italic}
    instruction = node("w:instrText")
    instruction.text = code
    parts = (node("w:fldChar", fldCharType="begin"), instruction, node("w:fldChar", fldCharType="end"))
    return [node("w:r", _look(element, **look), part) for part in parts]


def table(widths: Sequence[float], rows: Iterable[Sequence[list[Node]]], *, lined: bool, head_rows: int = 0) -> Node:
    """Make a table of cells of paragraphs; `widths` in mm. Rows stay on one page, head rows come again."""
    edges = ("top", "left", "bottom", "right", "insideH", "insideV")
    style = {"val": "single", "sz": 4, "space": 0, "color": "000000"} if lined else {"val": "nil"}
    properties = node(
        "w:tblPr",
        node("w:tblW", w=sum(map(twips, widths)), type="dxa"),
        node("w:jc", val="center"),
        node("w:tblBorders", *(node(f"w:{edge}", **style) for edge in edges)),
        node("w:tblLayout", type="fixed"),
    )
    made = node("w:tbl", properties, node("w:tblGrid", *(node("w:gridCol", w=twips(mm)) for mm in widths)))
    for number, cells in enumerate(rows):
        made.append(_row(widths, cells, again=number < head_rows))
    return made


def _row(widths: Sequence[float], cells: Sequence[list[Node]], *, again: bool) -> Node:
    look = node("w:trPr", node("w:cantSplit"))
    if again:
        look.append(node("w:tblHeader"))
    row = node("w:tr", look)
    for mm, inside in zip(widths, cells, strict=True):
        row.append(node("w:tc", node("w:tcPr", node("w:tcW", w=twips(mm), type="dxa")), *inside))
    return row
