"""Build the Word file of a paper, and read its figures back. The same paper gives the same bytes."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from itertools import count, zip_longest
from typing import Any

from docx import Document
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from ketnoi.documents import sealing, wordml
from ketnoi.documents.layouts import Element, Layout
from ketnoi.documents.paper import Block, Paper, Run, Signatory
from ketnoi.documents.wordml import Node

_OUTLINE = {"heading1": 0, "heading2": 1}


def build(paper: Paper, created: datetime | None = None, keywords: str = "") -> bytes:
    """Build the docx. `created` goes into its properties (by default the paper's own day); no person does."""
    document = Document()
    _page(document.sections[0], paper.layout)
    _font(document, paper.layout)
    _properties(document.core_properties, paper, created)
    document.core_properties.keywords = keywords
    body = document.element.body
    for part in (*_header(paper), *_title(paper), *_body(paper), *_ending(paper)):
        body.insert(len(body) - 1, part)  # before the section's own properties, which stay last
    return sealing.sealed(document.save)


def figures(content: bytes) -> list[tuple[str, str]]:
    """(tag, text) of every figure, in the order of the text. Raises ValueError when it is no Word file."""
    try:
        body = Document(io.BytesIO(content)).element.body
    except (KeyError, ValueError, zipfile.BadZipFile) as error:
        raise ValueError("Not a Word file.") from error
    found = []
    for control in body.iter(qn("w:sdt")):
        tag = control.find(f"{qn('w:sdtPr')}/{qn('w:tag')}")
        if tag is not None:
            found.append((tag.get(qn("w:val")), "".join(part.text or "" for part in control.iter(qn("w:t")))))
    return found


def _page(section: Any, layout: Layout) -> None:
    section.page_width, section.page_height = Mm(layout.width), Mm(layout.height)
    for side in ("top", "bottom", "left", "right"):
        setattr(section, f"{side}_margin", Mm(getattr(layout.margins, side)))
    section.header_distance = Mm(layout.margins.header)
    section.different_first_page_header_footer = True
    element = layout["page_number"]
    header = section.header
    header.is_linked_to_previous = False
    empty = header.paragraphs[0]._p  # noqa: SLF001 - the library offers no other way to its element
    empty.getparent().replace(empty, wordml.paragraph(element, wordml.field("PAGE", element)))


def _font(document: Any, layout: Layout) -> None:
    """One typeface everywhere; the template's theme fonts would win over it where they are left."""
    faces = ("ascii", "hAnsi", "cs", "eastAsia")
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = layout.font, Pt(layout["paragraph"].size)
    fonts = normal.element.rPr.rFonts
    for face in faces:
        fonts.set(qn(f"w:{face}"), layout.font)
    for language in document.styles.element.iter(qn("w:lang")):
        language.set(qn("w:val"), "vi-VN")
    for defaults in document.styles.element.iter(qn("w:rPrDefault")):
        for old in list(defaults.iter(qn("w:rFonts"))):
            old.attrib.clear()
            for face in faces:
                old.set(qn(f"w:{face}"), layout.font)


def _properties(properties: Any, paper: Paper, created: datetime | None) -> None:
    moment = created or (datetime(*paper.day.timetuple()[:3]) if paper.day else datetime(*sealing.EARLIEST))  # noqa: DTZ001 - the format holds no zone
    properties.author = properties.last_modified_by = wordml.clean(paper.issuer)[:255]
    properties.title = wordml.clean(f"{paper.kind} {' '.join(paper.about_lines)}")[:255]
    properties.comments = properties.keywords = properties.subject = properties.category = ""
    properties.language = "vi-VN"
    properties.revision = 1
    properties.created = properties.modified = moment.replace(microsecond=0)


def _lines(element: Element | None, *texts: str) -> list[Node]:
    """One paragraph for each text; what stands off does so before the first and after the last of them."""
    if element is None:
        return []
    last = len(texts) - 1
    looks = (
        replace(element, before=0 if place else element.before, after=element.after if place == last else 0)
        for place in range(len(texts))
    )
    return [wordml.paragraph(look, [wordml.run(Run(text), look)]) for look, text in zip(looks, texts, strict=True)]


def _ruled(element: Element, width: float, *texts: str) -> list[Node]:
    """The rule stands right under the words, and what follows stands off from the rule."""
    if element.line != "third":
        return _lines(element, *texts)
    return [*_lines(replace(element, after=0), *texts), wordml.rule(element, width)]


def _header(paper: Paper) -> Iterator[Node]:
    layout = paper.layout
    left, right = layout.header_columns
    names = _lines(layout.element("superior"), *paper.superiors) + _ruled(layout["issuer"], left, *paper.issuers)
    number = _lines(layout["number"], paper.number_line)
    place = _lines(layout["place_day"], paper.place_day_line)
    nation, motto, star = (layout.element(name) for name in ("nation", "motto", "star"))
    if nation and motto:
        rows = [[names, [*_lines(nation, nation.text), *_lines(motto, motto.text)]], [number, place]]
    else:
        rows = [[[*names, *(_lines(star, star.text) if star else []), *number], place]]
    yield wordml.table((left, right), rows, lined=False)


def _width(layout: Layout) -> float:
    return layout.width - layout.margins.left - layout.margins.right


def _title(paper: Paper) -> Iterator[Node]:
    yield from _lines(paper.layout["kind"], paper.kind.upper())
    about = paper.layout["about"]
    yield from _ruled(about, _width(paper.layout), *paper.about_lines)
    yield wordml.paragraph(replace(about, spacing=0.5, before=0, after=0))


def _body(paper: Paper) -> Iterator[Node]:
    identities = count(1)
    for block in paper.blocks:
        element = paper.layout[block.kind]
        if block.kind == "table":
            if block.rows:
                yield _table(block, element, _width(paper.layout), identities)
            continue
        lead = [wordml.run(Run(element.text), element)] if element.text else []
        inside = [*lead, *_runs(block.runs, element, identities)]
        yield wordml.paragraph(element, inside, outline=_OUTLINE.get(block.kind))


def _runs(runs: Sequence[Run], element: Element, identities: Iterator[int]) -> list[Node]:
    return [wordml.figure(said, element, next(identities)) if said.tag else wordml.run(said, element) for said in runs]


def _table(block: Block, element: Element, width: float, identities: Iterator[int]) -> Node:
    columns = max(map(len, block.rows))
    head = replace(element, bold=True, align="center")
    looks = [replace(element, align=align or element.align) for align, _ in _padded(block.aligns, columns)]

    def row(number: int, cells: Sequence[Sequence[Run]]) -> list[list[Node]]:
        row_looks = [head] * columns if number < block.head_rows else looks
        return [
            [wordml.paragraph(look, _runs(cell or (), look, identities))]
            for look, (cell, _) in zip(row_looks, _padded(cells, columns), strict=True)
        ]

    rows = (row(number, cells) for number, cells in enumerate(block.rows))
    shares = list(block.widths) or [1.0] * columns
    widths = [width * share / sum(shares) for share in shares]
    return wordml.table(widths, rows, lined=True, head_rows=block.head_rows)


def _padded(values: Sequence[Any], length: int) -> Iterator[tuple[Any, int]]:
    return zip_longest(values, range(length))


def _signature(layout: Layout, signatory: Signatory) -> list[Node]:
    authority = _lines(layout["authority"], *([signatory.authority.upper()] if signatory.authority else []))
    return [
        *authority,
        *_lines(layout["title"], signatory.title.upper()),
        *_lines(layout["name"], signatory.name),
    ]


def _recipients(paper: Paper) -> list[Node]:
    title = paper.layout["recipients_title"]
    if not paper.recipients:
        return _lines(title, "")
    return _lines(title, title.text) + _lines(paper.layout["recipients"], *paper.recipient_lines)


def _ending(paper: Paper) -> Iterator[Node]:
    """One signatory stands right of the recipients; several sign in two columns above them."""
    half = _width(paper.layout) / 2
    signed = [_signature(paper.layout, signatory) for signatory in paper.signatories]
    yield wordml.paragraph(replace(paper.layout["paragraph"], spacing=1))
    if len(signed) <= 1:
        right = signed[0] if signed else _lines(paper.layout["name"], "")
        yield wordml.table((half, half), [[_recipients(paper), right]], lined=False)
        return
    if len(signed) % 2:
        signed.append(_lines(paper.layout["name"], ""))
    pairs = list(zip(signed[::2], signed[1::2], strict=True))
    yield wordml.table((half, half), pairs, lined=False)
    yield from _recipients(paper)
