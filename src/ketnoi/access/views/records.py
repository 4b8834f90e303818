"""One record: who can see it and why, who saw it; conflicts of interest, and a supervisor's logged reason."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ketnoi.access import conflicts, policy, protecting, reader, reading, revealing, seeing
from ketnoi.access.enums import Action
from ketnoi.access.forms import OfficerForm, ReasonForm
from ketnoi.access.models import Conflict, Grant
from ketnoi.access.sections import WORKFLOW
from ketnoi.access.views import asking
from ketnoi.audit import moments
from ketnoi.officers import policy as pages
from ketnoi.officers.models import Officer
from ketnoi.ui.numbers import plain

ON_A_PAGE = 50  # lines of the journal
WATCH = frozenset({"R1", "R2", "R3"})  # who may know who else sees it: those of the unit that keeps it, and above


@pages.protected
@require_safe
def record(request: HttpRequest, kind: str, code: str) -> HttpResponse:
    """Who can see this record, who saw it, to whom it was given; with ways to give it and to declare a conflict."""
    protected, found = asking.record(request, kind, code)
    who = reader.of(request)
    if not policy.by_rules(who, kind, WATCH).filter(pk=found.pk).exists():
        raise Http404
    reading.opened(request, found, [WORKFLOW])
    page = Paginator(seeing.reads_of(found), ON_A_PAGE).get_page(plain(request.GET.get("trang", "")) or 1)
    context = {
        "protected": protected,
        "record": found,
        "url": protected.url(found),
        "seers": seeing.who_can(found),
        "page": page,
        "seen": seeing.who_saw(found, list(page)),
        "grants": Grant.objects.of(kind, found.pk).select_related("post__officer", "unit"),
        "conflicts": Conflict.objects.of(kind, found.pk).live(moments.now()).select_related("officer"),
        "now": moments.now(),
        "leads": policy.can(who, Action.ASSIGN, found),
        "supervises": revealing.supervising(who, found) is not None,
    }
    return render(request, "access/record.html", context)


@pages.protected
@require_http_methods(["GET", "HEAD", "POST"])
def declare(request: HttpRequest, kind: str, code: str) -> HttpResponse:
    """The officer's own conflict: the record is gone for him afterwards."""
    protected, found = asking.record(request, kind, code)
    if request.method == "POST":
        conflicts.declare(reader.of(request), found)
        messages.success(request, _("Đã ghi nhận. Từ lúc này bạn không xem được hồ sơ ấy; lãnh đạo đã được báo."))
        return redirect("access:index")
    return render(request, "access/declare.html", {"protected": protected, "record": found})


@pages.protected
@require_http_methods(["GET", "HEAD", "POST"])
def name_conflict(request: HttpRequest, kind: str, code: str) -> HttpResponse:
    """The lead says it of somebody who can see the record."""
    protected, found = asking.record(request, kind, code, Action.ASSIGN)
    who = reader.of(request)
    seers = {seer.post.officer_id for seer in seeing.who_can(found)} - {who.officer}
    form = OfficerForm(request.POST or None, Officer.objects.filter(pk__in=seers).order_by("name_key"))
    if form.is_valid() and asking.tried(form, lambda: conflicts.name(who, found, form.chosen())):
        messages.success(request, _("Đã ghi nhận; cán bộ này không còn xem được hồ sơ."))
        return redirect("access:record", kind, code)
    lede = _("Người có quan hệ thân thích hoặc lợi ích liên quan không được biết hồ sơ này tồn tại.")
    said = asking.about(protected, found, _("Ghi nhận xung đột lợi ích"), lede, _("Ghi nhận"))
    return asking.form_page(request, form, said)


@pages.protected
@require_http_methods(["GET", "HEAD", "POST"])
def conflict(request: HttpRequest, code: uuid.UUID) -> HttpResponse:
    """One conflict of interest, for those who lead or supervise the record; the lead may end it."""
    found = get_object_or_404(Conflict.objects.select_related("officer"), uuid=code)
    who, protected = reader.of(request), protecting.of(found.kind)
    record = policy.by_rules(who, found.kind, {"R2", "R3"}).filter(pk=found.record).first()
    if record is None:
        raise Http404
    leads = policy.can(who, Action.ASSIGN, record)
    if request.method == "POST":
        if not leads or found.ended_at is not None:
            raise Http404
        conflicts.lift(who, found)
        messages.success(request, _("Đã bỏ ghi nhận xung đột lợi ích."))
        return redirect("access:record", found.kind, record.code)
    context = {"conflict": found, "protected": protected, "record": record, "leads": leads}
    return render(request, "access/conflict.html", context)


@pages.protected
@require_http_methods(["GET", "HEAD", "POST"])
def reveal(request: HttpRequest, kind: str, code: str) -> HttpResponse:
    """A supervisor gives his reason for knowing whom the record is about."""
    protected, found = asking.record(request, kind, code)
    who = reader.of(request)
    if revealing.supervising(who, found) is None:
        raise Http404
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        if asking.tried(form, lambda: revealing.reveal(who, found, reason)):
            messages.success(request, _("Đã ghi lý do. Danh tính xem được trong một giờ; mỗi lần xem đều vào nhật ký."))
            return redirect(protected.url(found) or request.path.replace("danh-tinh/", ""))
    lede = _("Người theo dõi cấp dưới chỉ xem danh tính khi thật cần, và lý do được lưu cùng hồ sơ.")
    said = asking.about(protected, found, _("Xem danh tính có ghi lý do"), lede, _("Ghi lý do và xem"))
    return asking.form_page(request, form, said)
