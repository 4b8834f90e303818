"""The workbook of activities: its columns, in the order in which an official would fill them."""

from __future__ import annotations

from django.utils.translation import gettext as _

from ketnoi.figures import catalogue
from ketnoi.figures.models import Category
from ketnoi.workbooks.template import Column, Template

CODE = "activities"
AUDIENCE = "audience_"
FIELDS = {"starts_on": "day", "start_time": "day"}
"""Where a problem of an entry's field shows when its column is called otherwise."""


def form() -> Template:
    """The workbook as it is today: lists to choose from follow the catalogue."""
    return Template(CODE, _("Phiếu hoạt động"), (*_what(), *_where_and_who(), *_numbers(), *_more()))


def audiences() -> dict[str, int]:
    """{column key: audience id}, in the catalogue's order."""
    return {AUDIENCE + one.code: one.pk for one in catalogue.categories("audience")}


def column_of(field: str) -> str:
    """The column in which a problem with this field of an entry is shown."""
    return next(iter(audiences())) if field == "attendance" else FIELDS.get(field, field)


def _names(dimension: str) -> list[str]:
    return [one.name for one in catalogue.categories(dimension)]


def _what() -> list[Column]:
    return [
        Column("day", _("Ngày"), required=True, hint=_("ngày/tháng/năm"), example="19/11/2022"),
        Column("ends_on", _("Đến ngày"), hint=_("Chỉ ghi khi kéo dài nhiều ngày")),
        Column("kind", _("Loại hoạt động"), required=True, hint=_("Chọn trong danh sách"), choices=_names("kind")),
        Column(
            "title", _("Nội dung"), required=True, hint=_("Nói về gì"), example=_("Nhận biết thủ đoạn mua bán người")
        ),
    ]


def _where_and_who() -> list[Column]:
    semicolon = _("Nhiều tên thì cách nhau bằng dấu chấm phẩy")
    return [
        Column(
            "place",
            _("Nơi (bản, xã)"),
            hint=_("Tên theo địa giới vào ngày đó; trùng tên thì ghi thêm xã, huyện sau dấu phẩy"),
            example=_("Bản A, xã B"),
        ),
        Column("venue", _("Địa điểm cụ thể"), hint=_("Không bắt buộc khi đã ghi nơi"), example=_("nhà văn hóa bản")),
        Column("lead", _("Đơn vị chủ trì"), required=True, hint=_("Tên đơn vị vào ngày đó")),
        Column("partners", _("Đơn vị phối hợp"), hint=semicolon),
        Column("programmes", _("Chương trình"), hint=_("Tên gọi ngắn của chương trình") + ". " + semicolon),
        Column("topics", _("Chuyên đề"), hint=semicolon),
    ]


def _numbers() -> list[Column]:
    return [
        *(Column(AUDIENCE + one.code, one.name, hint=_audience_hint(one)) for one in catalogue.categories("audience")),
        Column("women", _("Trong đó nữ"), hint=_("Không quá tổng số dự")),
        Column("minority", _("Trong đó dân tộc thiểu số"), hint=_("Không quá tổng số dự")),
        Column("people_listed", _("Số người ký nhận"), hint=_("Người khác nhau theo danh sách")),
        Column("counting", _("Cách đếm"), hint=_("Chọn trong danh sách"), choices=_names("counting")),
    ]


def _audience_hint(one: Category) -> str:
    return _("Chỉ khi không chia được theo đối tượng") if one.code == "CHUA_XAC_DINH" else _("Số lượt người dự")


def _more() -> list[Column]:
    return [Column("result", _("Kết quả"), hint=_("Không ghi tên nạn nhân, trẻ em hay người trong vụ việc"))]
