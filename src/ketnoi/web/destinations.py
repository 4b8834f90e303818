"""The places to go: which exist, who may open them, and which one this page belongs to."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from django.urls import Resolver404, resolve
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from ketnoi.officers import policy
from ketnoi.officers.models import Post


@dataclass(frozen=True)
class Destination:
    """A place to go, by its address."""

    label: str | Promise
    url: str
    icon: str


@dataclass(frozen=True)
class Group:
    """Places to go that belong to one kind of work."""

    title: str | Promise
    destinations: tuple[Destination, ...]


TODAY = Destination(_("Hôm nay"), "/hom-nay/", "sun")
SCHEDULE = Destination(_("Lịch công tác"), "/lich/", "calendar-days")
RECORD = Destination(_("Ghi hoạt động"), "/hoat-dong/moi/", "plus")
ACTIVITIES = Destination(_("Hoạt động"), "/hoat-dong/", "megaphone")
REGISTERS = Destination(_("Sổ bộ"), "/so-bo/", "list")
PEOPLE = Destination(_("Hồ sơ người"), "/nguoi/", "shield")
PRIVACY = Destination(_("Dữ liệu cá nhân"), "/du-lieu-ca-nhan/", "shield-check")
WORKS = Destination(_("Công trình, phần việc"), "/cong-trinh/", "hammer")
PROGRAMMES = Destination(_("Chương trình phối hợp"), "/chuong-trinh/", "handshake")
REPORTS = Destination(_("Báo cáo"), "/bao-cao/", "file-text")
PERIODS = Destination(_("Kỳ báo cáo"), "/ky-bao-cao/", "circle-check")
DUTY = Destination(_("Trực ban"), "/truc-ban/", "phone")
PRACTICES = Destination(_("Mô hình hay"), "/mo-hinh/", "lightbulb")
DEADLINES = Destination(_("Thời hạn theo luật"), "/thoi-han/", "clock")
FIGURES = Destination(_("Số liệu"), "/so-lieu/", "chart-column")
ADMINISTRATION = Destination(_("Quản trị"), "/quan-tri/", "settings")
ENTERED = Destination(_("Số nhập"), "/quan-tri/so-nhap/", "pencil")
EVERYTHING = Destination(_("Tất cả"), "/tat-ca/", "menu")
NEED_TO_KNOW = Destination(_("Quyền xem hồ sơ"), "/quyen-xem/", "lock")
SEARCH = Destination(_("Tìm kiếm"), "/tim/", "search")

GROUPS = (
    Group(_("Hằng ngày"), (TODAY, SCHEDULE, ACTIVITIES, REGISTERS)),
    Group(_("Bảo vệ"), (PEOPLE, NEED_TO_KNOW, DUTY, PRIVACY)),
    Group(_("Phối hợp"), (PROGRAMMES, WORKS, PRACTICES, DEADLINES)),
    Group(_("Tổng hợp"), (PERIODS, REPORTS, FIGURES)),
    Group(_("Hệ thống"), (ENTERED, ADMINISTRATION)),
)


def may_open(destination: Destination, post: Post | None) -> bool:
    """Whether the address exists and lets somebody acting under `post` in."""
    stated = _policy(destination.url)
    return stated is not None and policy.allows(stated, post, authenticated=True)


@cache
def _policy(url: str) -> policy.Policy | None:
    """What the view at this address demands; None where there is no such address."""
    try:
        view = resolve(url).func
    except Resolver404:
        return None
    return getattr(view, "policy", None)
