"""What the officer follows, what was issued of it, and what else may be followed."""

from __future__ import annotations

import uuid as uuids

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ketnoi.officers import policy
from ketnoi.programmes import queries as programmes
from ketnoi.reports import following
from ketnoi.reports.models import Following
from ketnoi.reports.views import found
from ketnoi.ui.numbers import plain


@policy.signed_in
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    officer = policy.staff(request).user
    followed, notices = following.shown(officer), following.notices(officer)
    known = {one.programme_id for one in followed}
    offered = [one for one in programmes.offered(officer) if one[0] not in known]
    context = {
        "followed": followed,
        "notices": notices,
        "programmes": offered,
        "newest": notices[0].at if notices else 0,
    }
    return render(request, "reports/following.html", context)


@policy.signed_in
@require_POST
def follow(request: HttpRequest, uuid: uuids.UUID) -> HttpResponse:
    report = found.visible(request, uuid)
    following.follow(policy.staff(request).user, report)
    messages.success(request, _("Đang theo dõi: khi báo cáo được ban hành hoặc đính chính, Hôm nay sẽ báo."))
    return redirect("reports:report", report.uuid)


@policy.signed_in
@require_POST
def follow_programme(request: HttpRequest) -> HttpResponse:
    """`chuong-trinh` is its id."""
    officer = policy.staff(request).user
    asked = request.POST.get("chuong-trinh", "")
    if not asked:
        messages.error(request, _("Hãy chọn chương trình."))
        return redirect("reports:following")
    programme = get_object_or_404(programmes.visible_to(officer), pk=plain(asked) or 0)
    following.follow(officer, programme)
    messages.success(request, _("Đang theo dõi các báo cáo của chương trình."))
    return redirect("reports:following")


@policy.signed_in
@require_POST
def unfollow(request: HttpRequest, number: int) -> HttpResponse:
    try:
        following.unfollow(policy.staff(request).user, number)
    except (Following.DoesNotExist, OverflowError) as error:
        raise Http404 from error
    messages.success(request, _("Đã thôi theo dõi."))
    return redirect("reports:following")


@policy.signed_in
@require_POST
def seen(request: HttpRequest) -> HttpResponse:
    """`den`: the moment of the newest notice that the page showed."""
    following.saw(policy.staff(request).user, plain(request.POST.get("den", "")) or 0)
    return redirect("reports:following")
