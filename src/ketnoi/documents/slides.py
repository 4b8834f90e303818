"""Build slides (pptx): a title, then slides of points, of a table, or of a chart that can be edited. The same deck
gives the same bytes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from ketnoi.documents import sealing
from ketnoi.documents.paper import Run

# Millimetres of a wide slide.
WIDTH, HEIGHT = 338.667, 190.5
_SIDE = 18.0
_TITLE_TOP, _TITLE_HEIGHT = 12.0, 26.0
_BODY_TOP, _BODY_HEIGHT = 44.0, 124.0
_FOOT_TOP, _FOOT_HEIGHT = 174.0, 10.0
_INK, _ACCENT, _QUIET = "241B21", "6B1D4C", "5D5058"  # as on the screen
# "14.210" whatever the machine's own separators are: the dots are written, not asked for
_GROUPED = '[>=1000000]#"."###"."##0;[>=1000]#"."##0;0'
_FIRST_COLUMN = 0.5  # of a table
_FACE = "Arial"
_TITLE_ONLY, _TITLE_AND_BODY = 5, 1  # layouts of the library's own template
_BIG, _MIDDLE, _TEXT, _SMALL = 34, 26, 20, 12  # points


@dataclass(frozen=True)
class Chart:
    """Columns: a label and a number for each, of one thing that is counted."""

    name: str
    labels: Sequence[str]
    values: Sequence[int]


@dataclass(frozen=True)
class Slide:
    """One of `points` (lines of runs), `rows` (the first is the head) and `chart`; `notes` are for the speaker."""

    title: str
    points: Sequence[Sequence[Run]] = ()
    rows: Sequence[Sequence[str]] = ()
    chart: Chart | None = None
    notes: str = ""


@dataclass(frozen=True)
class Deck:
    """`issuer` stands above the title, `under` below it, `foot` at the foot of every slide."""

    issuer: str
    title: str
    under: str
    foot: str
    slides: Sequence[Slide]


def build(deck: Deck, created: datetime) -> bytes:
    """Build the pptx; `created` goes into its properties, no person does."""
    from pptx import Presentation  # it takes a while, and only slides need it
    from pptx.util import Mm

    show = Presentation()
    show.slide_width, show.slide_height = Mm(WIDTH), Mm(HEIGHT)
    _opening(show, deck)
    for number, slide in enumerate(deck.slides, 2):
        made = _slide(show, slide)
        _text(made, (_SIDE, _FOOT_TOP, WIDTH - 2 * _SIDE - 20, _FOOT_HEIGHT), [deck.foot], _SMALL, _QUIET)
        _text(made, (WIDTH - _SIDE - 20, _FOOT_TOP, 20, _FOOT_HEIGHT), [str(number)], _SMALL, _QUIET, align="right")
    said = show.core_properties
    said.author = said.last_modified_by = deck.issuer[:255]
    said.title = deck.title[:255]
    said.language, said.revision = "vi-VN", 1
    said.created = said.modified = created.replace(microsecond=0)
    return sealing.sealed(show.save)


def _opening(show: Any, deck: Deck) -> None:
    made = _blank(show, _TITLE_ONLY)
    _band(made)
    _text(made, (_SIDE, 34, WIDTH - 2 * _SIDE, 16), [deck.issuer], _TEXT, _QUIET, bold=True)
    _place(made.shapes.title, (_SIDE, 54, WIDTH - 2 * _SIDE, 62))
    _say(made.shapes.title.text_frame, deck.title, _BIG, _ACCENT)
    _text(made, (_SIDE, 122, WIDTH - 2 * _SIDE, 30), deck.under.splitlines(), _TEXT, _INK)


def _slide(show: Any, slide: Slide) -> Any:
    made = _blank(show, _TITLE_AND_BODY if slide.points else _TITLE_ONLY)
    _band(made)
    _place(made.shapes.title, (_SIDE, _TITLE_TOP, WIDTH - 2 * _SIDE, _TITLE_HEIGHT))
    _say(made.shapes.title.text_frame, slide.title, _MIDDLE, _ACCENT)
    if slide.points:
        _points(made.placeholders[1], slide.points)
    elif slide.chart:
        _chart(made, slide.chart)
    elif slide.rows:
        _rows(made, slide.rows)
    if slide.notes:
        made.notes_slide.notes_text_frame.text = slide.notes
    return made


def _blank(show: Any, layout: int) -> Any:
    return show.slides.add_slide(show.slide_layouts[layout])


def _place(shape: Any, box: tuple[float, float, float, float]) -> None:
    from pptx.util import Mm

    shape.left, shape.top, shape.width, shape.height = (Mm(one) for one in box)


def _band(slide: Any) -> None:
    from pptx.util import Mm

    band = slide.shapes.add_shape(1, 0, 0, Mm(6), Mm(HEIGHT))
    band.fill.solid()
    band.fill.fore_color.rgb = _color(_ACCENT)
    band.line.fill.background()
    band._element.nvSpPr.cNvPr.set("descr", "")  # noqa: SLF001 - no other way to say that it is ornament


def _color(digits: str) -> Any:
    from pptx.dml.color import RGBColor

    return RGBColor.from_string(digits)  # type: ignore[no-untyped-call]  # as the library is


def _look(run: Any, size: int, color: str, *, bold: bool) -> None:
    from pptx.util import Pt

    run.font.name, run.font.size, run.font.bold = _FACE, Pt(size), bold
    run.font.color.rgb = _color(color)
    run._r.get_or_add_rPr().set("lang", "vi-VN")  # noqa: SLF001 - the library has no word for it


def _say(frame: Any, text: str, size: int, color: str) -> None:
    from pptx.enum.text import MSO_ANCHOR, PP_ALIGN

    frame.word_wrap, frame.vertical_anchor = True, MSO_ANCHOR.MIDDLE
    for number, line in enumerate(text.splitlines()):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        paragraph.alignment = PP_ALIGN.LEFT
        run = paragraph.add_run()
        run.text = line
        _look(run, size, color, bold=True)


def _text(
    slide: Any,
    box: tuple[float, float, float, float],
    lines: Sequence[str],
    size: int,
    color: str,
    *,
    align: str = "left",
    bold: bool = False,
) -> None:
    from pptx.enum.text import PP_ALIGN
    from pptx.util import Mm

    frame = slide.shapes.add_textbox(*(Mm(one) for one in box)).text_frame
    frame.word_wrap = True
    for number, line in enumerate(lines):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        paragraph.alignment = PP_ALIGN.RIGHT if align == "right" else PP_ALIGN.LEFT
        run = paragraph.add_run()
        run.text = line
        _look(run, size, color, bold=bold)


def _points(shape: Any, points: Sequence[Sequence[Run]]) -> None:
    from pptx.util import Pt

    _place(shape, (_SIDE, _BODY_TOP, WIDTH - 2 * _SIDE, _BODY_HEIGHT))
    frame = shape.text_frame
    frame.word_wrap = True
    for number, point in enumerate(points):
        paragraph = frame.paragraphs[0] if number == 0 else frame.add_paragraph()
        paragraph.space_after = Pt(10)
        for said in point:
            run = paragraph.add_run()
            run.text = said.text
            _look(run, _TEXT, _ACCENT if said.tag else _INK, bold=bool(said.tag))


def _chart(slide: Any, chart: Chart) -> None:
    from pptx.chart.data import CategoryChartData
    from pptx.enum.chart import XL_CHART_TYPE
    from pptx.util import Mm, Pt

    data: Any = CategoryChartData(number_format=_GROUPED)  # type: ignore[no-untyped-call]  # as the library is
    data.categories = list(chart.labels)
    data.add_series(chart.name, list(chart.values))
    box = (Mm(one) for one in (_SIDE, _BODY_TOP, WIDTH - 2 * _SIDE, _BODY_HEIGHT))
    frame = slide.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, *box, data)
    frame._element.nvGraphicFramePr.cNvPr.set("descr", _described(chart))  # noqa: SLF001 - what a screen reader says
    made = frame.chart
    made.has_legend, made.has_title = False, False
    made.font.size, made.font.name = Pt(14), _FACE
    made.value_axis.has_major_gridlines = made.value_axis.visible = False
    made.value_axis.minimum_scale = 0
    plot = made.plots[0]
    plot.gap_width, plot.has_data_labels = 60, True
    plot.data_labels.show_value, plot.data_labels.number_format = True, _GROUPED
    plot.data_labels.number_format_is_linked = False
    plot.data_labels.font.size, plot.data_labels.font.bold = Pt(16), True
    fill = plot.series[0].format.fill
    fill.solid()
    fill.fore_color.rgb = _color(_ACCENT)


def _described(chart: Chart) -> str:
    pairs = "; ".join(f"{label}: {value}" for label, value in zip(chart.labels, chart.values, strict=True))
    return _("Biểu đồ cột %(name)s. %(pairs)s") % {"name": chart.name, "pairs": pairs}


def _rows(slide: Any, rows: Sequence[Sequence[str]]) -> None:
    from pptx.enum.text import PP_ALIGN
    from pptx.util import Mm

    columns = max(map(len, rows))
    width = WIDTH - 2 * _SIDE
    size = (Mm(one) for one in (_SIDE, _BODY_TOP, width, min(_BODY_HEIGHT, 14.0 * len(rows))))
    table = slide.shapes.add_table(len(rows), columns, *size).table
    for number in range(columns):
        share = _FIRST_COLUMN if number == 0 else (1 - _FIRST_COLUMN) / (columns - 1)
        table.columns[number].width = Mm(width * share)
    for y, row in enumerate(rows):
        for x, text in enumerate(row):
            cell = table.cell(y, x)
            cell.fill.solid()
            cell.fill.fore_color.rgb = _color(_ACCENT if y == 0 else "FFFFFF" if y % 2 else "F4F1F3")
            paragraph = cell.text_frame.paragraphs[0]
            paragraph.alignment = PP_ALIGN.RIGHT if x else PP_ALIGN.LEFT
            run = paragraph.add_run()
            run.text = text
            _look(run, 16, "FFFFFF" if y == 0 else _INK, bold=y == 0 or x > 0)
