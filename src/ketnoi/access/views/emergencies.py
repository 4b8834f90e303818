"""Opening a record in an emergency, and looking at it afterwards."""

from __future__ import annotations

import uuid

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ketnoi.access import glass, policy, protecting, reader
from ketnoi.access.forms import GlassForm, ReviewForm
from ketnoi.access.models import Glass
from ketnoi.access.views import asking
from ketnoi.audit import moments
from ketnoi.officers import policy as pages
from ketnoi.officers.enums import Role
from ketnoi.officers.reading import typed


@pages.roles(Role.RECORDER, Role.LEAD, Role.SUPERVISOR)
@pages.protected
@pages.stepped_up
@require_http_methods(["GET", "HEAD", "POST"])
def open_record(request: HttpRequest) -> HttpResponse:
    """By its code, with a reason; who answers for the record has been told before it opens."""
    form = GlassForm(request.POST or None)
    if form.is_valid():
        said, made = form.cleaned_data, list[Glass]()
        who = reader.of(request)
        if asking.tried(form, lambda: made.append(glass.break_glass(who, said["code"], said["reason"], said["hours"]))):
            messages.warning(request, _("Đã mở khẩn cấp. Lãnh đạo và người theo dõi của đơn vị giữ hồ sơ đã được báo."))
            return redirect("access:review", made[0].uuid)
    status = 422 if request.method == "POST" else 200
    return render(request, "access/break_glass.html", {"form": form}, status=status)


@pages.protected
@require_http_methods(["GET", "HEAD", "POST"])
def review(request: HttpRequest, code: uuid.UUID) -> HttpResponse:
    """One emergency: for him who opened it, the way to the record; for those who answer for it, the review."""
    who = reader.of(request)
    found = (
        Glass.objects.select_related("data_key", "post__officer", "post__unit", "reviewed_by").filter(uuid=code).first()
    )
    reviews = found is not None and glass.to_review(who).filter(pk=found.pk).exists()
    if found is None or not (reviews or found.post.officer_id == who.officer):
        raise Http404
    form = ReviewForm(request.POST or None) if reviews and found.reviewed_at is None else None
    if request.method == "POST":
        if form is None:
            raise Http404
        if form.is_valid() and asking.tried(form, lambda: glass.review(who, found, **form.cleaned_data)):
            messages.success(request, _("Đã ghi nhận xét."))
            return redirect("access:review", code)
    protected = protecting.of(found.kind)
    record = policy.visible_to(who, found.kind).filter(pk=found.record).first()
    (words,) = typed(request, glass.GLASS, found.uuid, found)
    context = {
        "glass": found,
        "words": words,
        "protected": protected,
        "record": record,
        "url": protected.url(record) if record else "",
        "form": form,
        "reviews": reviews,
        "open": (found.ended_at or found.ends_at or 0) > moments.now(),
        "late": found.reviewed_at is None and found.review_by < moments.now(),
    }
    return render(request, "access/review.html", context, status=422 if request.method == "POST" else 200)
