"""A paper as a page to print: HTML and the style sheet of its layout, for the PDF. Nothing here is served."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import zip_longest
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from ketnoi.documents.layouts import Element, Layout
from ketnoi.documents.paper import Block, Paper, Run, Signatory

# Liberation Serif has the widths of Times New Roman, letter by letter, and may be installed and embedded everywhere.
METRIC_TWINS = {"Times New Roman": "Liberation Serif", "Arial": "Liberation Sans"}
# A single line of Times New Roman as Word sets it, in parts of the size.
_SINGLE = 1.15
_LINE_LEFT = 100 / 3
_ABOVE_RULE = 3


def page(paper: Paper, made: date | None = None) -> str:
    """The whole document as HTML; `made` goes into its properties (by default the paper's own day)."""
    day = made or paper.day
    about = " ".join(paper.about_lines)
    return format_html(
        '<!doctype html><html lang="vi"><head><meta charset="utf-8"><title>{}</title>'
        '<meta name="author" content="{}">{}<style>{}</style></head><body>{}</body></html>',
        f"{paper.kind} {about}",
        paper.issuer,
        _dates(day) if day else "",
        mark_safe(style(paper.layout)),  # noqa: S308 - numbers and names of our own layouts
        _joined((_header(paper), _title(paper), *_body(paper), _ending(paper))),
    )


def style(layout: Layout) -> str:
    """The style sheet: paper, margins and typeface of the layout, then one rule for each element."""
    margins = layout.margins
    font = f'"{layout.font}", "{METRIC_TWINS.get(layout.font, layout.font)}", serif'
    number = layout["page_number"]
    left, right = layout.header_columns
    rules = (_rule(name, element) for name, element in layout.elements.items())
    return f"""
@page {{ size: {layout.width}mm {layout.height}mm; font-family: {font}; font-size: {number.size}pt;
  margin: {margins.top}mm {margins.right}mm {margins.bottom}mm {margins.left}mm;
  @top-{number.align} {{ content: counter(page); vertical-align: top; padding-top: {margins.header}mm; }} }}
@page :first {{ @top-{number.align} {{ content: none; }} }}
html {{ font-family: {font}; color: #000; }}
body, p, h1, h2 {{ margin: 0; font: inherit; }}
table {{ border-collapse: collapse; table-layout: fixed; width: 100%; }}
td, th {{ box-sizing: border-box; padding: 0 1.9mm; vertical-align: top; font: inherit; text-align: inherit; }}
p {{ orphans: 2; widows: 2; }}
.left {{ width: {left}mm; }} .right {{ width: {right}mm; }} .half {{ width: 50%; }}
.third::after {{ content: ""; display: block; margin: {_ABOVE_RULE}pt {_LINE_LEFT}% 0; border-top: .75pt solid; }}
.grid td, .grid th {{ border: .5pt solid; }}
tr, .ending {{ break-inside: avoid; }}
.ending {{ margin-top: 14pt; }}
.heading1, .heading2 {{ break-after: avoid; }}
{"".join(rules)}
.more {{ padding-top: 0; }} .goes-on {{ padding-bottom: 0; }}"""


def _rule(name: str, element: Element) -> str:
    """`before` is padding inside a cell or at the top of a page too, as Word sets it."""
    said = {
        "font-size": f"{element.size}pt",
        "font-weight": "bold" if element.bold else "normal",
        "font-style": "italic" if element.italic else "normal",
        "text-align": element.align,
        "text-indent": f"{element.indent}mm",
        "padding-top": f"{element.before}pt",
        "padding-bottom": f"{element.after}pt",
        "line-height": f"{_SINGLE * element.spacing:.3f}",
        "text-decoration": "underline" if element.line == "text" else "none",
        "text-underline-offset": "2pt",
    }
    return f".{name} {{ {' '.join(f'{key}: {value};' for key, value in said.items())} }}\n"


def _dates(day: date) -> SafeString:
    return format_html(
        '<meta name="dcterms.created" content="{0}"><meta name="dcterms.modified" content="{0}">', day.isoformat()
    )


def _joined(parts: Iterable[str]) -> SafeString:
    return format_html_join("", "{}", ((part,) for part in parts))


def _lines(name: str, element: Element | None, *texts: str, tag: str = "p") -> SafeString:
    """One paragraph for each text, standing off as in the Word file; a rule goes under the last."""
    if element is None:
        return mark_safe("")
    last = len(texts) - 1
    return _joined(
        format_html(
            '<{0} class="{1}{2}{3}">{4}</{0}>',
            tag,
            name,
            " more" if place else "",
            (" third" if element.line == "third" else "") if place == last else " goes-on",
            text or "\u00a0",
        )
        for place, text in enumerate(texts)
    )


def _table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> SafeString:
    def row(cells: Sequence[str]) -> SafeString:
        cells_with = zip(columns, cells, strict=True)
        return format_html("<tr>{}</tr>", format_html_join("", '<td class="{}">{}</td>', cells_with))

    return format_html("<table>{}</table>", _joined(row(cells) for cells in rows))


def _header(paper: Paper) -> SafeString:
    layout = paper.layout

    def said(name: str, *texts: str) -> SafeString:
        element = layout.element(name)
        return _lines(name, element, *(texts or (element.text if element else "",)))

    names = _joined((said("superior", *paper.superiors) if paper.superiors else "", said("issuer", *paper.issuers)))
    number, place = said("number", paper.number_line), said("place_day", paper.place_day_line)
    if layout.element("nation"):
        rows = [(names, _joined((said("nation"), said("motto")))), (number, place)]
    else:
        rows = [(_joined((names, said("star"), number)), place)]
    return _table(("left", "right"), rows)


def _title(paper: Paper) -> SafeString:
    layout = paper.layout
    about = _lines("about", layout["about"], *paper.about_lines)
    return _joined((_lines("kind", layout["kind"], paper.kind.upper(), tag="h1"), about))


def _body(paper: Paper) -> Iterator[SafeString]:
    for block in paper.blocks:
        element = paper.layout[block.kind]
        if block.kind == "table":
            if block.rows:
                yield _grid(block, element)
            continue
        tag = "h2" if block.kind.startswith("heading") else "p"
        lead = [Run(element.text)] if element.text else []
        yield format_html('<{0} class="{1}">{2}</{0}>', tag, block.kind, _runs((*lead, *block.runs)))


def _runs(runs: Sequence[Run]) -> SafeString:
    return _joined(_run(run) for run in runs)


def _run(run: Run) -> SafeString:
    text = format_html_join(mark_safe("<br>"), "{}", ((line,) for line in run.text.split("\n")))
    for tag in [*(["b"] if run.bold else []), *(["i"] if run.italic else [])]:
        text = format_html("<{0}>{1}</{0}>", tag, text)
    return text


def _grid(block: Block, element: Element) -> SafeString:
    columns = max(map(len, block.rows))
    shares = list(block.widths) or [1.0] * columns
    widths = format_html_join("", '<col style="width:{}%">', ((100 * share / sum(shares),) for share in shares))
    head, plain = replace(element, bold=True), element
    aligns = [align or plain.align for align, _ in zip_longest(block.aligns, range(columns))]

    def row(cells: Sequence[Sequence[Run]], *, heading: bool) -> SafeString:
        name = "th" if heading else "td"
        looks = ["center"] * columns if heading else aligns
        made = (
            format_html(
                '<{0} class="table" style="text-align:{1};font-weight:{2}">{3}</{0}>',
                name,
                look,
                "bold" if (head if heading else plain).bold else "normal",
                _runs(cell or ()),
            )
            for look, (cell, _) in zip(looks, zip_longest(cells, range(columns)), strict=True)
        )
        return format_html("<tr>{}</tr>", _joined(made))

    return format_html(
        '<table class="grid">{}<thead>{}</thead><tbody>{}</tbody></table>',
        widths,
        _joined(row(cells, heading=True) for cells in block.headings),
        _joined(row(cells, heading=False) for cells in block.body),
    )


def _signature(layout: Layout, signatory: Signatory) -> SafeString:
    said: dict[str, str] = {"title": signatory.title.upper(), "name": signatory.name}
    if signatory.authority:
        said = {"authority": signatory.authority.upper(), **said}
    return _joined(_lines(name, layout[name], text) for name, text in said.items())


def _recipients(paper: Paper) -> SafeString:
    layout = paper.layout
    if not paper.recipients:
        return mark_safe("")
    title = _lines("recipients_title", layout["recipients_title"], layout["recipients_title"].text)
    return _joined((title, _lines("recipients", layout["recipients"], *paper.recipient_lines)))


def _ending(paper: Paper) -> SafeString:
    """One signatory stands right of the recipients; several sign in two columns above them."""
    signed: list[Any] = [_signature(paper.layout, signatory) for signatory in paper.signatories]
    if len(signed) <= 1:
        inside: Any = _table(("half", "half"), [(_recipients(paper), signed[0] if signed else "")])
    else:
        pairs = zip_longest(signed[::2], signed[1::2], fillvalue="")
        inside = _joined((_table(("half", "half"), pairs), _recipients(paper)))
    return format_html('<div class="ending">{}</div>', inside)
