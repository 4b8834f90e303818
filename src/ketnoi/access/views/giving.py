"""Giving a record: to an officer of the own unit, to a unit that is asked or must be told; and sealing it."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ketnoi.access import granting, reader
from ketnoi.access.enums import Action, Form
from ketnoi.access.forms import AssignForm, ShareForm
from ketnoi.access.models import ProtectedRecord
from ketnoi.access.reader import BLIND
from ketnoi.access.views import asking
from ketnoi.officers import policy as pages
from ketnoi.officers.enums import Role
from ketnoi.officers.models import Post


@pages.protected
@pages.stepped_up
@require_http_methods(["GET", "HEAD", "POST"])
def assign(request: HttpRequest, kind: str, code: str) -> HttpResponse:
    """Name an officer of the unit."""
    protected, found = asking.record(request, kind, code, Action.ASSIGN)
    who = reader.of(request)
    form = AssignForm(request.POST or None, _posts(found).exclude(role__in=BLIND).exclude(officer=who.officer))
    if form.is_valid() and asking.tried(form, lambda: granting.assign(who, found, form.chosen(), form.end())):
        messages.success(request, _("Đã phân công; cán bộ được báo."))
        return redirect("access:record", kind, code)
    lede = _("Người được phân công xem và ghi cả hồ sơ, cho đến khi hết hạn, bị thu hồi hoặc rời vị trí.")
    said = asking.about(protected, found, _("Phân công"), lede, _("Phân công"))
    return asking.form_page(request, form, said)


@pages.protected
@pages.stepped_up
@require_http_methods(["GET", "HEAD", "POST"])
def refer(request: HttpRequest, kind: str, code: str) -> HttpResponse:
    """Ask another unit to take part."""
    lede = _("Trước khi nhận lời, đơn vị ấy chỉ thấy loại việc, mức khẩn và địa bàn. Nhận rồi mới thấy các phần chọn.")
    return _share(request, (kind, code), Form.REFERRAL, _("Đề nghị phối hợp"), lede)


@pages.protected
@pages.stepped_up
@require_http_methods(["GET", "HEAD", "POST"])
def notify(request: HttpRequest, kind: str, code: str) -> HttpResponse:
    """Tell a unit that the law says must be told."""
    lede = _("Đơn vị nhận xem ngay tin báo, danh tính và nơi ở theo căn cứ pháp lý; không từ chối được, phải xác nhận.")
    return _share(request, (kind, code), Form.NOTICE, _("Thông báo theo luật"), lede)


@pages.protected
@pages.stepped_up
@require_http_methods(["GET", "HEAD", "POST"])
def seal(request: HttpRequest, kind: str, code: str) -> HttpResponse:
    """Close a record to all but its assignees and one named lead."""
    protected, found = asking.record(request, kind, code, Action.ASSIGN)
    who = reader.of(request)
    form = AssignForm(request.POST or None, _posts(found).filter(role=Role.LEAD))
    del form.fields["ends_at"]
    form.fields["post"].label = _("Lãnh đạo được xem")
    if form.is_valid() and asking.tried(form, lambda: granting.seal(who, found, form.chosen())):
        messages.success(request, _("Hồ sơ được giữ kín: chỉ người được phân công và lãnh đạo được chỉ định xem."))
        return redirect("access:index")
    lede = _(
        "Dành cho việc xâm hại tình dục trẻ em, mua bán người và việc cần giữ kín đặc biệt. Mọi chia sẻ dừng ngay."
    )
    said = asking.about(protected, found, _("Giữ kín hồ sơ"), lede, _("Giữ kín"))
    return asking.form_page(request, form, said)


def _share(request: HttpRequest, asked: tuple[str, str], form_of: Form, title: str, lede: str) -> HttpResponse:
    protected, found = asking.record(request, *asked, Action.REFER)
    who, form = reader.of(request), ShareForm(request.POST or None, protected, form_of)
    give = granting.refer if form_of is Form.REFERRAL else granting.notify
    if form.is_valid() and asking.tried(form, lambda: give(who, found, form.target(), form.terms())):
        messages.success(request, _("Đã gửi; đơn vị nhận được báo."))
        return redirect("access:record", *asked)
    return asking.form_page(request, form, asking.about(protected, found, title, lede, _("Gửi")))


def _posts(record: ProtectedRecord) -> QuerySet[Post]:
    """Posts held today in the unit that keeps it."""
    held = Post.objects.working(timezone.localdate()).filter(unit=record.owner_id, officer__is_active=True)
    found: QuerySet[Post] = held.select_related("officer", "unit").order_by("officer__name_key")
    return found
