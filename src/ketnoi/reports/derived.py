"""Papers made of a report for its conference: the summary and the programme of the day. Words and order are data."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from string import Template
from typing import Any

from django.utils.translation import gettext as _

from ketnoi.documents.layouts import Align
from ketnoi.documents.paper import Block, Paper, Run
from ketnoi.orgs.models import Unit
from ketnoi.reports import comparing, filling, letterheads, rendering, slides, telling, tokens
from ketnoi.reports.models import Report
from ketnoi.reports.questions import Said
from ketnoi.reports.telling import Section, Told
from ketnoi.ui.text import lower_first

DATA = Path(__file__).parent / "data" / "derived.json"


@cache
def wording() -> dict[str, Any]:
    """What the data says of each paper; its status is that of all its words."""
    read: dict[str, Any] = json.loads(DATA.read_text(encoding="utf-8"))
    return read


def blank(report: Report, kind: str, about: str) -> Paper:
    """A paper of the report's unit without number, day and text: these papers are not the report."""
    made = rendering.paper(report, [], {}, rendering.for_file)
    return replace(made, kind=kind, about=about, number="", day=None, blocks=())


def summary(told: Told) -> Paper:
    """The report on two pages: its main figures, with the years beside them, and a sentence of each section."""
    words = wording()["summary"]
    blocks = [
        Block("heading1", runs=[Run(words["figures"])]),
        _figures(told),
        *(block for section in told.sections for block in _shortened(section, told)),
        Block("paragraph", runs=[Run(slides.source_line(told.report) + ".", italic=True)]),
        *_overwritten(told),
    ]
    return replace(blank(told.report, words["kind"], told.report.about), blocks=blocks)


def programme(told: Told) -> Paper:
    """The programme of the conference's day; whoever holds it changes what is usual."""
    words, report = wording()["conference"], told.report
    said = words_of(report)
    head = letterheads.on(report)
    sign = f"{words['sign']}-{issuer}" if (issuer := head.number_sign.partition("-")[2]) else words["sign"]
    about = Template(words["about"]).substitute(said)
    return replace(blank(report, words["kind"], about), number_sign=sign, blocks=[_timetable(told, words, said)])


def words_of(report: Report) -> dict[str, str]:
    """What the `$words` of the data stand for."""
    first, last = report.starts_on, report.ends_on
    subject = filling.words(report.programme, first, last) if report.programme else filling.of_period(first, last)
    about = lower_first(" ".join(report.about.splitlines()))
    return filling.of_unit(report.unit) | subject | {"unit": report.unit.label, "about": about}


def parties_of(report: Report) -> list[Unit]:
    """The units that carry the programme together; none where the report is on all work of a unit."""
    rows = report.programme.parties.select_related("unit__agency", "unit__place") if report.programme else ()
    return [row.unit for row in rows]


def filled(text: str, report: Report) -> str:
    """The text of the data with its `$words` in place; braces inside them are words, not figures."""
    return filling.filled(text, words_of(report))


def plain(text: str, report: Report) -> str:
    """The same for words that hold no figures."""
    return Template(text).substitute(words_of(report))


def _figures(told: Told) -> Block:
    """Main figures in rows, the parts of the period in columns."""
    by_code = {one.whole.token.code: one for one in told.series}
    labels = [telling.label(part) for part in told.series[0].parts] if told.series else []
    head = [_("Chỉ tiêu"), _("Đơn vị tính"), _("Cả kỳ"), *labels]
    rows = [[_plain(text) for text in head]]
    for one in told.main:
        series = by_code.get(one.token.code)
        parts = [_cell(part) for part in series.parts] if series else [_plain("") for _label in labels]
        rows.append([_plain(one.name), _plain(one.unit), _cell(one), *parts])
    right: list[Align] = ["right"] * (1 + len(labels))
    aligns: list[Align] = ["left", "center", *right]
    return Block("table", rows=rows, aligns=aligns, widths=[50, 22, 30, *(25 for _label in labels)])


def _overwritten(told: Told) -> Iterator[Block]:
    """Which numbers of the report are a leader's, with the counted ones; nothing where none is."""
    for one in told.said.values():
        if one.given:
            yield Block("paragraph", runs=[Run(f"{one.name}: {comparing.exactly(one)}.", italic=True)])


def _plain(text: str) -> list[Run]:
    return [Run(text)]


def _cell(one: Said) -> list[Run]:
    return [rendering.for_file(one)]


def _shortened(section: Section, told: Told) -> Iterator[Block]:
    """Its heading and one sentence: the first with a figure, else the first."""
    sentences = telling.sentences(section)
    chosen = next((one for one in sentences if tokens.figures(one)), sentences[0])
    yield Block("heading1" if section.title == section.part else "heading2", runs=[Run(section.title)])
    yield Block("paragraph", runs=list(slides.runs(chosen, told)))


def _timetable(told: Told, words: Mapping[str, Any], said: Mapping[str, str]) -> Block:
    clock = dt.datetime.combine(told.report.ends_on, dt.time.fromisoformat(words["starts"]))
    rows: list[list[list[Run]]] = [[_plain(name) for name, _width in words["columns"]]]
    for minutes, text, who in _items(told, words["items"], said):
        ends = clock + dt.timedelta(minutes=minutes)
        rows.append([_plain(f"{_clock(clock)} - {_clock(ends)}"), list(slides.runs(text, told)), _plain(who)])
        clock = ends
    return Block("table", rows=rows, aligns=("center",), widths=[width for _name, width in words["columns"]])


def _clock(moment: dt.datetime) -> str:
    return f"{moment:%H}h{moment:%M}"


def _items(told: Told, items: list[dict[str, Any]], said: Mapping[str, str]) -> Iterator[tuple[int, str, str]]:
    """(minutes, text with figures, who); one whose figures the report does not say is left out."""
    parties = [unit.label for unit in parties_of(told.report) if unit != told.report.unit]
    for item in items:
        if any(token.key not in told.said for token in tokens.figures(item["text"])):
            continue
        for party in parties if item.get("each") == "party" else [""]:
            words = {**said, "party": party}
            yield item["minutes"], filling.filled(item["text"], words), Template(item["who"]).substitute(words)
