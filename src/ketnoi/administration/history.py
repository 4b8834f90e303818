"""Who changed what: lines of the journal about one thing, in words."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ketnoi.audit.models import Line
from ketnoi.officers.queries import names as officer_names

MOST = 20
WORDS = {
    "create": gettext_lazy("Thêm mới"),
    "give_post": gettext_lazy("Giao vị trí"),
    "confirm_post": gettext_lazy("Xác nhận vị trí"),
    "end_post": gettext_lazy("Kết thúc vị trí"),
    "start_anew": gettext_lazy("Cấp lại mật khẩu ban đầu"),
    "choose_password": gettext_lazy("Đổi mật khẩu"),
    "choose_pin": gettext_lazy("Đặt mã PIN"),
    "add_factor": gettext_lazy("Thêm cách xác thực"),
    "remove_factor": gettext_lazy("Bỏ cách xác thực"),
    "start_recovery": gettext_lazy("Bắt đầu cấp lại xác thực"),
    "confirm_recovery": gettext_lazy("Xác nhận cấp lại xác thực"),
    "withdraw_recovery": gettext_lazy("Hủy cấp lại xác thực"),
    "recover": gettext_lazy("Dùng mã cấp lại xác thực"),
    "describe": gettext_lazy("Sửa thông tin"),
    "stop": gettext_lazy("Ngừng sử dụng"),
    "resume": gettext_lazy("Mở lại"),
    "grant_leave": gettext_lazy("Ghi nghỉ phép"),
    "cancel_leave": gettext_lazy("Hủy nghỉ phép"),
    "rename": gettext_lazy("Đổi tên"),
    "move": gettext_lazy("Chuyển đơn vị cấp trên"),
    "close": gettext_lazy("Kết thúc hoạt động"),
    "merge": gettext_lazy("Sáp nhập"),
    "split": gettext_lazy("Chia tách"),
    "change": gettext_lazy("Sửa"),
    "hide": gettext_lazy("Ngừng dùng"),
    "show": gettext_lazy("Dùng lại"),
    "enter": gettext_lazy("Nhập số"),
    "withdraw": gettext_lazy("Rút"),
}


@dataclass(frozen=True)
class Told:
    """One line: when (microseconds since 1970), who, what."""

    at: int
    who: str
    what: str


def of(kind: str, object_id: object) -> list[Told]:
    """The newest lines about one thing, in two queries; signing in and out is left out."""
    lines = Line.objects.filter(kind=kind, object=str(object_id), verb__in=WORDS).order_by("-at", "-pk")
    rows = list(lines.values_list("at", "actor", "verb")[:MOST])
    names = officer_names(actor for _at, actor, _verb in rows)
    return [Told(at, names.get(actor or 0, _("hệ thống")), str(WORDS[verb])) for at, actor, verb in rows]
