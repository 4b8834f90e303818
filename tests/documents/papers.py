"""A small paper for the tests of this room."""

from dataclasses import replace
from datetime import date

from ketnoi.documents import layouts
from ketnoi.documents.paper import Block, Paper, Run, Signatory


def paper(code="nha-nuoc", **changes):
    made = Paper(
        layout=layouts.declared(code, date(2026, 2, 5)),
        issuer_lines=("Hội cấp trên", "Ban Thường vụ"),
        number_sign="BC-BTV",
        place_name="Nơi Ấy",
        day=None,
        kind="Báo cáo",
        about="Tổng kết công tác\ngiai đoạn thử",
        blocks=(
            Block("heading1", (Run("I. KẾT QUẢ"),)),
            Block(
                "paragraph",
                (
                    Run("Tổ chức "),
                    Run("7", tag="f:buoi", label="Số buổi", href="/so-lieu/7/"),
                    Run(" buổi", bold=True),
                ),
            ),
            Block("bullet", (Run("một ý"),)),
            Block(
                "table",
                rows=(((Run("Loại"),), (Run("Số"),)), ((Run("Lớp"),), (Run("12", tag="f:lop"),))),
                aligns=("left", "right"),
            ),
        ),
        recipients=("Tỉnh ủy (b/c);", "Lưu: VT."),
        signatories=(Signatory("TM. Ban Thường vụ", "Chủ tịch", "Người Mẫu"),),
        year=2026,
    )
    return replace(made, **changes)
