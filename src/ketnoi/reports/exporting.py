"""The report as files: the Word file, the PDF, and the annex of the records behind its figures."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

from django.utils.translation import gettext as _

from ketnoi.audit import moments
from ketnoi.documents import docx as word
from ketnoi.documents import pdf as printing
from ketnoi.documents.paper import Paper
from ketnoi.figures import clocks, formulas, links
from ketnoi.figures.records import Behind
from ketnoi.officers.models import Officer
from ketnoi.orgs import queries as orgs
from ketnoi.reports import behind, editions, rendering
from ketnoi.reports.models import Report
from ketnoi.reports.questions import Said
from ketnoi.ui import dates
from ketnoi.workbooks import writing
from ketnoi.workbooks.writing import About, Sheet, Value

PAGE = 500
MARK = "ketnoi-bao-cao:"


def docx(report: Report) -> bytes:
    """The Word file; every figure in it carries its key (`documents.docx.figures` reads them back)."""
    return word.build(paper(report), made(report), mark(report))


def mark(report: Report) -> str:
    """What the Word file says of itself in its properties, so that it is known when it comes back."""
    return f"{MARK}{report.uuid}"


def pdf(report: Report) -> bytes:
    """The same paper as PDF. Raises documents.pdf.NoPrinter."""
    return printing.build(paper(report), made(report).date())


def paper(report: Report) -> Paper:
    """The report with its figures as they stand in files."""
    written = editions.texts(report)
    said = editions.said(report, written, editions.current(report))
    return rendering.paper(report, written, said, rendering.for_file)


def made(report: Report) -> dt.datetime:
    """What a file of the report says of its making, in UTC without a zone: when its figures were fixed, or saved."""
    return dates.from_us(report.frozen_at or report.saved_at).astimezone(dt.UTC).replace(tzinfo=None)


def annex(report: Report, officer: Officer | None) -> bytes:
    """The xlsx: a sheet naming every figure, then one with the records of each, as known at the report's moment.

    Records that `officer` may not open are one line with their sum, so that each sheet adds up to its figure and
    shows no more than the screen; nobody (None: the command line) gets all of them. Of fixed figures that is the same
    file every time; an officer's own also says who took it out and when.
    """
    edition = editions.current(report)
    moment = report.frozen_at or clocks.latest()
    written = editions.texts(report)
    said = editions.said(report, written, edition, moment)
    every = [one for figure in said.values() for one in figure.questions]
    asked = {links.query(one.figure): one for one in every}
    lines = ((one, _lines(behind.of(edition, one.figure, officer))) for one in asked.values())
    sheets = [_index(every), *(_records(number, *one) for number, one in enumerate(lines, 1))]
    about = About(
        title=_("Phụ lục số liệu: %(title)s") % {"title": report.title},
        who=officer.name if officer else _("Dòng lệnh của hệ thống"),
        unit=orgs.names([report.unit_id], dates.from_us(moment).date())[report.unit_id],
        at=moments.now() if officer or edition is None else moment,
        scope=_("Số liệu tính đến %(moment)s") % {"moment": dates.moment(moment)},
    )
    return writing.write(sheets, about)


def file_name(report: Report, kind: str) -> str:
    """A name that says what the file is: the outline, the years, and whether figures are fixed."""
    state = "chot" if report.frozen_at else "du-thao"
    return f"{report.outline}-{report.starts_on.year}-{report.ends_on.year}-{state}.{kind}"


def _index(said: Iterable[Said]) -> Sheet:
    sheets: dict[str, int] = {}
    rows: list[list[Value]] = []
    for one in said:
        query = links.query(one.figure)
        number = sheets.setdefault(query, len(sheets) + 1)
        rows.append(
            [number, one.token.code, one.name, one.unit, one.value, one.shown, one.definition, one.leaves_out,
             one.definition_version, "; ".join(one.entered), one.token.key, query, _held_against(one),
             _written_over(one)]
        )  # fmt: skip
    header = [
        _("Trang"), _("Mã"), _("Chỉ tiêu"), _("Đơn vị tính"), _("Số chính xác"), _("Viết trong báo cáo"),
        _("Cách đếm"), _("Không tính"), _("Bản định nghĩa"), _("Văn bản nguồn của số nhập"), _("Số liệu trong câu"),
        _("Câu hỏi số liệu"), _("So với"), _("Số lãnh đạo ghi thay số tổng hợp"),
    ]  # fmt: skip
    return Sheet(_("Danh mục số liệu"), header, rows, widths=(7, 20, 30, 12, 14, 18, 50, 40, 10, 40, 30, 60, 40, 50))


def _held_against(one: Said) -> str:
    """What the words compare the number with, and what must be said of that."""
    if one.basis is None:
        return ""
    number = formulas.written_number(one.figure, one.basis.value)
    return ". ".join([f"{one.basis.label}: {number}", *one.basis.notes])


def _written_over(one: Said) -> str:
    """That the words in the report are a leader's, from where and why; empty where they were counted."""
    if one.given is None:
        return ""
    said = {"source": one.given.source, "reason": one.given.reason, "number": one.counted}
    return _("Nguồn: %(source)s. Lý do: %(reason)s. Số tổng hợp: %(number)s") % said


def _records(number: int, one: Said, lines: Iterable[list[Value]]) -> Sheet:
    header = (
        _("STT"), _("Ngày"), _("Nội dung"), _("Nơi"), _("Đơn vị"), _("Số (%(unit)s)") % {"unit": one.unit},
        _("Ghi chú"), _("Địa chỉ phiếu"),
    )  # fmt: skip
    totals = ("", "", _("Cộng"), "", "", one.value, "", "")
    return Sheet(
        f"{number}. {one.name}",
        header,
        lines,
        widths=(6, 12, 44, 34, 40, 12, 30, 34),
        totals=totals,
    )


def _lines(listed: Sequence[Behind]) -> Iterator[list[Value]]:
    hidden, place = 0, 0
    for start in range(0, len(listed), PAGE):
        for one in listed[start : start + PAGE]:
            row = one.row
            if row is None:
                hidden += one.value
                continue
            place += 1
            yield [place, row.day, row.title, row.where, row.who, one.value, row.note, row.url]
    if hidden:
        yield [None, None, _("Phiếu ngoài quyền xem của người xuất"), "", "", hidden, "", ""]
