"""What lately happened to an account, in words: so that its officer notices what he did not do himself."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ketnoi.audit.models import Line
from ketnoi.officers.models import Officer
from ketnoi.officers.queries import names

MOST = 12
WORDS = {
    "sign_in": gettext_lazy("Đăng nhập"),
    "second_factor": gettext_lazy("Xác thực lớp hai"),
    "second_factor_refused": gettext_lazy("Mã xác thực sai"),
    "unlock_refused": gettext_lazy("Mã mở khóa sai"),
    "copied_key": gettext_lazy("Khóa bảo mật bị từ chối vì có dấu hiệu sao chép"),
    "add_factor": gettext_lazy("Thêm cách xác thực"),
    "remove_factor": gettext_lazy("Bỏ cách xác thực"),
    "end_session": gettext_lazy("Kết thúc một phiên đăng nhập"),
    "end_sessions": gettext_lazy("Kết thúc các phiên ở nơi khác"),
    "choose_password": gettext_lazy("Đổi mật khẩu"),
    "choose_pin": gettext_lazy("Đặt mã PIN"),
    "start_anew": gettext_lazy("Được cấp lại mật khẩu ban đầu"),
    "start_recovery": gettext_lazy("Bắt đầu cấp lại xác thực"),
    "confirm_recovery": gettext_lazy("Xác nhận cấp lại xác thực"),
    "withdraw_recovery": gettext_lazy("Hủy cấp lại xác thực"),
    "confirm_post": gettext_lazy("Được xác nhận vị trí công tác"),
    "recover": gettext_lazy("Dùng mã cấp lại, các cách xác thực cũ hết hiệu lực"),
}


@dataclass(frozen=True)
class Happening:
    """When (microseconds since 1970), what, and by whom: "" for the officer himself."""

    at: int
    what: str
    by: str


def of(officer: Officer) -> list[Happening]:
    """The newest first, in two questions."""
    lines = Line.objects.filter(kind="officer", object=str(officer.pk), verb__in=WORDS).order_by("-at", "-pk")
    rows = list(lines.values_list("at", "verb", "actor")[:MOST])
    others = names(actor for _at, _verb, actor in rows if actor != officer.pk)
    return [
        Happening(at, str(WORDS[verb]), "" if actor == officer.pk else others.get(actor or 0, _("hệ thống")))
        for at, verb, actor in rows
    ]
