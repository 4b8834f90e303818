"""One grant: what is asked or told, answered by who received it, taken back by who gave it."""

from __future__ import annotations

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ketnoi.access import answering, granting, policy, protecting, reader, telling
from ketnoi.access.enums import Action, Form, State
from ketnoi.access.forms import NumberForm, ReasonForm
from ketnoi.access.models import Grant
from ketnoi.access.reader import CASEWORK, Reader
from ketnoi.access.views import asking
from ketnoi.audit import moments
from ketnoi.officers import policy as pages
from ketnoi.officers.reading import typed
from ketnoi.places.models import Place


@pages.protected
@require_http_methods(["GET", "HEAD", "POST"])
def grant(request: HttpRequest, code: uuid.UUID) -> HttpResponse:
    """Read it; the unit that was asked answers, the unit that was told acknowledges."""
    who, found = reader.of(request), _found(request, code)
    mine = found.unit_id in who.units(CASEWORK)
    form = _form(request, found) if mine else None
    if request.method == "POST":
        if form is None:
            raise Http404
        if _answered(request, who, found, form):
            return redirect("access:grant", found.uuid)
    return _page(request, found, {"form": form, "mine": mine})


@pages.protected
@require_http_methods(["GET", "HEAD", "POST"])
def revoke(request: HttpRequest, code: uuid.UUID) -> HttpResponse:
    """Take back what was given."""
    who, found = reader.of(request), _found(request, code)
    protected = protecting.of(found.kind)
    record = policy.permitted(who, found.kind, Action.ASSIGN).filter(pk=found.record).first()
    if record is None or not Grant.objects.filter(pk=found.pk).live(moments.now()).exists():
        raise Http404
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        if asking.tried(form, lambda: granting.revoke(who, found, reason)):
            messages.success(request, _("Đã thu hồi; quyền xem hết ngay."))
            return redirect("access:record", found.kind, record.code)
    lede = _("Người hoặc đơn vị này không xem được hồ sơ nữa, kể từ lúc thu hồi.")
    return asking.form_page(request, form, asking.about(protected, record, _("Thu hồi"), lede, _("Thu hồi")))


def _found(request: HttpRequest, code: uuid.UUID) -> Grant:
    every = Grant.objects.select_related("data_key", "unit", "giver", "post__officer", "answered_by").filter(uuid=code)
    found: Grant | None = telling.grants_of(reader.of(request), every).first()
    if found is None:
        raise Http404
    return found


def _form(request: HttpRequest, found: Grant) -> Any:
    """What is asked of the receiver; nothing once it is answered, or is over."""
    open_ = Grant.objects.filter(pk=found.pk, answered_at=None).live(moments.now()).exists()
    if not open_ or found.form == Form.ASSIGNMENT:
        return None
    if found.form == Form.NOTICE:
        return NumberForm(request.POST or None)
    returning = ReasonForm(request.POST if "khong-nhan" in request.POST else None)
    returning.fields["reason"].label = _("Lý do, nếu không nhận")
    return returning


def _answered(request: HttpRequest, who: Reader, found: Grant, form: Any) -> bool:
    if found.form == Form.NOTICE:
        done = form.is_valid() and asking.tried(
            form, lambda: answering.acknowledge(who, found.uuid, form.cleaned_data["number"])
        )
        told = _("Đã xác nhận nhận thông báo.")
    elif "khong-nhan" in request.POST:
        done = form.is_valid() and asking.tried(
            form, lambda: answering.give_back(who, found.uuid, form.cleaned_data["reason"])
        )
        told = _("Đã trả lời không nhận; đơn vị giữ hồ sơ được báo.")
    else:
        done = _accepted(who, found)
        told = _("Đã nhận phối hợp; các phần được chia sẻ nay xem được.")
    if done:
        messages.success(request, told)
    return bool(done)


def _accepted(who: Reader, found: Grant) -> bool:
    try:
        answering.accept(who, found.uuid)
    except Grant.DoesNotExist:
        raise Http404 from None
    return True


def _page(request: HttpRequest, found: Grant, said: dict[str, Any]) -> HttpResponse:
    protected, who = protecting.of(found.kind), reader.of(request)
    record = policy.visible_to(who, found.kind).filter(pk=found.record).first()
    (words,) = typed(request, granting.GRANT, found.uuid, found)
    context = said | {
        "grant": found,
        "words": words,
        "protected": protected,
        "record": record,
        "url": protected.url(record) if record else "",
        "sections": [protected.word(one) for one in found.sections],
        "commune": Place.objects.filter(pk=found.commune).first() if found.commune else None,
        "offered": found.state == State.OFFERED,
        "leads": record is not None and policy.can(who, Action.ASSIGN, record),
        "live": Grant.objects.filter(pk=found.pk).live(moments.now()).exists(),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "access/grant.html", context, status=status)
