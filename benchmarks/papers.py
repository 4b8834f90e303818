"""T8: a report of some thirty pages to docx, against bare docxtpl with the same text."""

from __future__ import annotations

import datetime as dt

from benchmarks.baselines import docxtpl_report
from benchmarks.measures import Measure, in_turns
from ketnoi.documents import docx, layouts
from ketnoi.documents.paper import Block, Paper, Run, Signatory

SECTIONS, PARAGRAPHS, ROWS, COLUMNS = 30, 7, 6, 5
BEFORE = "Các cấp Hội đã chủ động phối hợp với lực lượng Công an, Viện kiểm sát và Tòa án cùng cấp tổ chức được "
AFTER = (
    " buổi tuyên truyền lồng ghép trong sinh hoạt chi hội, thu hút đông đảo hội viên, phụ nữ và nhân dân tham gia; "
    "nội dung tập trung vào phòng, chống bạo lực gia đình, xâm hại phụ nữ và trẻ em, mua bán người, qua đó nâng cao "
    "nhận thức và trách nhiệm của từng gia đình trong việc bảo vệ phụ nữ và trẻ em tại địa bàn dân cư."
)
DAY = dt.date(2026, 2, 5)


def measure() -> list[Measure]:
    paper, made, context = _paper(), docxtpl_report.template(COLUMNS), _context()
    ours, theirs = in_turns(lambda: docx.build(paper), lambda: docxtpl_report.build(made, context), 9)
    return [Measure("T8", f"report of {SECTIONS} pages to docx, {_figures()} live figures", ours, theirs, 5)]


def _figures() -> int:
    return SECTIONS * (PARAGRAPHS + ROWS * (COLUMNS - 1))


def _row(number: int) -> list[str]:
    return [f"Đơn vị {number}", *(str(number * column) for column in range(1, COLUMNS))]


def _context() -> dict[str, object]:
    rows = [_row(number) for number in range(ROWS)]
    paragraphs = [(BEFORE, str(number), AFTER) for number in range(PARAGRAPHS)]
    return {"sections": [{"title": f"{n}. KẾT QUẢ", "paragraphs": paragraphs, "rows": rows} for n in range(SECTIONS)]}


def _paper() -> Paper:
    return Paper(
        layout=layouts.load("nha-nuoc", DAY),
        issuer_lines=("Hội cấp trên", "Ban Thường vụ"),
        number_sign="BC-BTV",
        place_name="Hà Nội",
        day=DAY,
        kind="Báo cáo",
        about="Tổng kết chương trình phối hợp",
        blocks=[block for number in range(SECTIONS) for block in _section(number)],
        recipients=("Cấp trên (b/c)", "Lưu: VT"),
        signatories=(Signatory("TM. Ban Thường vụ", "Chủ tịch"),),
    )


def _section(number: int) -> list[Block]:
    prose = [Block("paragraph", (Run(BEFORE), _figure(number, one), Run(AFTER))) for one in range(PARAGRAPHS)]
    rows = [
        [[Run(cell)] if not place else [_figure(number, int(cell))] for place, cell in enumerate(_row(one))]
        for one in range(ROWS)
    ]
    return [Block("heading1", (Run(f"{number}. KẾT QUẢ"),)), *prose, Block("table", rows=rows)]


def _figure(section: int, number: int) -> Run:
    return Run(str(number), tag=f"f:{section}-{number}", label="Số buổi", href="/so-lieu/xem/")
