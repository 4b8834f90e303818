"""The workbook of activities: its columns as an official would fill them, and what other workbooks call them."""

from __future__ import annotations

import csv
from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import Final

from django.utils.translation import gettext as _

from ketnoi.figures import catalogue
from ketnoi.figures.models import Category
from ketnoi.workbooks import values
from ketnoi.workbooks.layouts import UNREAD
from ketnoi.workbooks.template import Column, Holds, Plain, Template

CODE = "activities"
AUDIENCE = "audience_"
SESSIONS: Final = "sessions"
UNDIVIDED: Final = "CHUA_XAC_DINH"
FIELDS = {"starts_on": "day", "start_time": "day"}
"""Where a problem of an entry's field shows when its column is called otherwise."""
_MINORITY: Final = ("DTTS", "dân tộc")
_PARTS: Final = {
    "total": (*_MINORITY, "nữ", "nam", "trẻ em", "hộ"),
    "men": (*_MINORITY, "nữ"),
    "women": (*_MINORITY, "nam"),
    "minority": ("nữ", "nam"),
}
_OTHERS: Final = (
    *("vắng", "chưa", "không", "năm trước", "kỳ trước", "tháng trước", "quý trước", "cùng kỳ", "lũy kế", "cộng dồn"),
    *("bị", "nghiện", "nghèo", "khuyết tật", "vi phạm", "nạn nhân", "hỗ trợ"),
)
DATA: Final = Path(__file__).parent / "data"


def form() -> Template:
    """The workbook as it is today: lists to choose from follow the catalogue."""
    fields = (*_what(), *_where_and_who(), *_numbers(), *_more())
    return Template(CODE, _("Phiếu hoạt động"), fields, ignored=words(UNREAD))


def audiences() -> dict[str, int]:
    """{column key: audience id}, in the catalogue's order."""
    return {AUDIENCE + one.code: one.pk for one in catalogue.categories("audience")}


def column_of(field: str) -> str:
    """The column in which a problem with this field of an entry is shown."""
    return next(iter(audiences())) if field == "attendance" else FIELDS.get(field, field)


def words(field: str) -> tuple[str, ...]:
    """Other headings under which this field stands in units' own workbooks (`data/headings.csv`)."""
    return _all_words().get(field, ())


@cache
def _all_words() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = defaultdict(list)
    for row in rows_of("headings.csv"):
        found[row["field"]].append(row["words"])
    return {field: tuple(said) for field, said in found.items()}


def rows_of(name: str) -> list[dict[str, str]]:
    """The lines of one of this room's data files."""
    with (DATA / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def _names(dimension: str) -> list[str]:
    return [one.name for one in catalogue.categories(dimension)]


def _is_day(value: Plain) -> bool:
    if isinstance(value, (int, float)):
        return value in values.SERIALS
    try:
        values.days(value)
    except ValueError:
        return False
    return True


def _what() -> list[Column]:
    return [
        Column(
            "day", _("Ngày"), required=True, hint=_("ngày/tháng/năm"), example="19/11/2022", words=words("day"),
            looks=_is_day,
        ),
        Column("ends_on", _("Đến ngày"), hint=_("Chỉ ghi khi kéo dài nhiều ngày"), words=words("ends_on")),
        Column(
            "kind", _("Loại hoạt động"), required=True, hint=_("Chọn trong danh sách"), choices=_names("kind"),
            words=words("kind"),
        ),
        Column(
            "title", _("Nội dung"), required=True, hint=_("Nói về gì"), example=_("Nhận biết thủ đoạn mua bán người"),
            words=words("title"),
        ),
    ]  # fmt: skip


def _where_and_who() -> list[Column]:
    semicolon = _("Nhiều tên thì cách nhau bằng dấu chấm phẩy")
    return [
        Column(
            "place",
            _("Nơi (bản, xã)"),
            hint=_("Tên theo địa giới vào ngày đó; trùng tên thì ghi thêm xã, huyện sau dấu phẩy"),
            example=_("Bản A, xã B"),
            words=words("place"),
        ),
        Column(
            "venue", _("Địa điểm cụ thể"), hint=_("Không bắt buộc khi đã ghi nơi"), example=_("nhà văn hóa bản"),
            words=words("venue"),
        ),
        Column("lead", _("Đơn vị chủ trì"), required=True, hint=_("Tên đơn vị vào ngày đó"), words=words("lead")),
        Column("partners", _("Đơn vị phối hợp"), hint=semicolon, words=words("partners")),
        Column(
            "programmes", _("Chương trình"), hint=_("Tên gọi ngắn của chương trình") + ". " + semicolon,
            words=words("programmes"),
        ),
        Column("topics", _("Chuyên đề"), hint=semicolon, words=words("topics")),
    ]  # fmt: skip


def _numbers() -> list[Column]:
    most = _("Không quá tổng số dự")
    return [
        *(_count(AUDIENCE + one.code, one.name, _audience_hint(one)) for one in catalogue.categories("audience")),
        _count(SESSIONS, _("Số buổi"), offered=False),
        _count("total", _("Tổng số dự"), offered=False),
        _count("men", _("Nam"), offered=False),
        _count("women", _("Trong đó nữ"), most),
        _count("minority", _("Trong đó dân tộc thiểu số"), most),
        _count("people_listed", _("Số người ký nhận"), _("Người khác nhau theo danh sách")),
        Column(
            "counting", _("Cách đếm"), hint=_("Chọn trong danh sách"), choices=_names("counting"),
            words=words("counting"),
        ),
    ]  # fmt: skip


def _count(key: str, title: str, hint: str = "", *, offered: bool = True) -> Column:
    return Column(
        key, title, hint=hint, words=words(key), holds=Holds.COUNT, offered=offered, never=_never(key)
    )  # fmt: skip


def _never(key: str) -> tuple[str, ...]:
    """Words beside which a column of counts is another one: "Số người vắng", "Nữ DTTS"."""
    if key == AUDIENCE + UNDIVIDED:
        return ()
    return (*_OTHERS, *_PARTS.get(key, _MINORITY))


def _audience_hint(one: Category) -> str:
    return _("Chỉ khi không chia được theo đối tượng") if one.code == UNDIVIDED else _("Số lượt người dự")


def _more() -> list[Column]:
    hint = _("Không ghi tên nạn nhân, trẻ em hay người trong vụ việc")
    return [Column("result", _("Kết quả"), hint=hint, words=words("result"))]
