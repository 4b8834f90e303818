"""The slides of a report for its conference: title, main figures, each section in its order, charts by year."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from ketnoi.documents import slides
from ketnoi.documents.paper import Run
from ketnoi.documents.slides import Chart, Deck, Slide
from ketnoi.figures import formulas
from ketnoi.reports import comparing, exporting, letterheads, rendering, telling, tokens
from ketnoi.reports.models import Report
from ketnoi.reports.questions import Said
from ketnoi.reports.telling import Section, Series, Told
from ketnoi.ui import dates

MOST_POINTS = 5
MOST_LETTERS = 420  # of the points of one slide, at a size that a hall can read


def pptx(report: Report) -> bytes:
    """The slides as a file."""
    return slides.build(deck(telling.of(report)), exporting.made(report))


def deck(told: Told) -> Deck:
    """The slides as a value."""
    report = told.report
    head = letterheads.on(report)
    return Deck(
        issuer=" - ".join(head.issuer_lines.splitlines()),
        title=f"{_('Báo cáo')}\n{report.about}",
        under=_under(report, head.place_name),
        foot=source_line(report),
        slides=list(_slides(told)),
    )


def source_line(report: Report) -> str:
    """Where the numbers come from and when they were fixed."""
    if report.frozen_at is None:
        return _("Số liệu đang cập nhật, chưa chốt")
    return _("Số liệu chốt %(at)s; mỗi số mở được phiếu trong báo cáo") % {"at": dates.moment(report.frozen_at)}


def _under(report: Report, place: str) -> str:
    day = dates.long_day(report.issued_on) if report.issued_on else ""
    return f"{place}, {day}" if day else place


def _slides(told: Told) -> Iterator[Slide]:
    if told.main:
        yield _main(told.main)
    waiting = {one.whole.token.code: one for one in told.series}
    for section in told.sections:
        yield from _section(section, told)
        for code in _codes(section):
            if code in waiting:
                yield _chart(waiting.pop(code))


def _main(main: Sequence[Said]) -> Slide:
    head = [_("Chỉ tiêu"), _("Kết quả"), _("Đơn vị tính")]
    rows = [[one.name, comparing.exactly(one) if one.given else one.shown, one.unit] for one in main]
    return Slide(_("Kết quả nổi bật"), rows=[head, *rows], notes=_notes(main))


def _section(section: Section, told: Told) -> Iterator[Slide]:
    """Its sentences as points, on as many slides as can be read."""
    for number, group in enumerate(_groups(telling.sentences(section), told)):
        title = section.title if number == 0 else _("%(title)s (tiếp)") % {"title": section.title}
        figures = [told.said[token.key] for one in group for token in tokens.figures(one)]
        yield Slide(title, points=[list(runs(one, told)) for one in group], notes=_notes(figures))


def _groups(sentences: Sequence[str], told: Told) -> Iterator[list[str]]:
    group: list[str] = []
    letters = 0
    for one in sentences:
        length = len(told.words(one))
        if group and (len(group) == MOST_POINTS or letters + length > MOST_LETTERS):
            yield group
            group, letters = [], 0
        group.append(one)
        letters += length
    if group:
        yield group


def runs(text: str, told: Told) -> Iterator[Run]:
    """The text as runs, figures with their keys."""
    for part in tokens.parse(text):
        yield Run(part) if isinstance(part, str) else rendering.for_file(told.said[part.key])


def _codes(section: Section) -> list[str]:
    return [token.code for line in section.lines for token in tokens.figures(line)]


def _chart(series: Series) -> Slide:
    figures = [series.whole, *series.parts]
    said = {"name": series.whole.name, "unit": series.whole.unit}
    overwritten = any(one.given for one in figures)  # a column is as high as what was counted
    chart = Chart(
        (_("%(name)s (%(unit)s, số tổng hợp)") if overwritten else _("%(name)s (%(unit)s)")) % said,
        [telling.label(part) for part in series.parts],
        [part.value for part in series.parts],
    )
    return Slide(chart.name, chart=chart, notes=_notes(figures))


def _notes(figures: Sequence[Said]) -> str:
    """For who speaks: each number exactly, and how it is counted."""
    unique = {one.token.key: one for one in figures}.values()
    return "\n".join(
        _("%(name)s%(part)s: %(number)s %(unit)s. %(definition)s")
        % {
            "name": one.name,
            "part": f" ({label})" if (label := _part(one)) else "",
            "number": comparing.exactly(one) if one.given else formulas.written_number(one.figure, one.value),
            "unit": one.unit,
            "definition": one.definition,
        }
        for one in unique
    )


def _part(one: Said) -> str:
    return telling.label(one) if one.token.year or one.token.start else ""
