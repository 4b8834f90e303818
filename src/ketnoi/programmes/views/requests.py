"""Recommendations out of supervision and policy comments: to whom, when, and what was answered."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from ketnoi.figures import records
from ketnoi.figures.figure import Figure
from ketnoi.figures.records import Identity
from ketnoi.figures.sources import Row
from ketnoi.officers import policy
from ketnoi.officers.enums import Role
from ketnoi.orgs import queries as orgs
from ketnoi.programmes import following, recommending, request_forms
from ketnoi.programmes import policy as may
from ketnoi.programmes.enums import Outcome, PartyRole
from ketnoi.programmes.models import Programme, Request
from ketnoi.programmes.views import frame

OFFERED = 50


@policy.signed_in
@require_GET
def requests(request: HttpRequest, slug: str) -> HttpResponse:
    """Every recommendation with its answer, and how many were answered and taken up."""
    programme = frame.opened(request, slug)
    found, today, officer = list(programme.requests.all()), timezone.localdate(), policy.staff(request).user
    rows = records.opened({(one.record_kind, one.record) for one in found}, officer)
    shown = [
        {
            "request": one,
            "row": rows.get((one.record_kind, one.record)),
            "late": following.answer_late(one, officer, today),
        }
        for one in found
    ]
    return frame.page(
        request, programme, "requests", title=_("Giám sát, phản biện: kiến nghị"), requests=shown,
        sent=len(found),
        answered=sum(one.replied_on is not None for one in found),
        accepted=sum(one.outcome == Outcome.ACCEPTED for one in found),
        partly=sum(one.outcome == Outcome.PARTLY for one in found),
        may_send=may.may_recommend(policy.staff(request).post, programme),
    )  # fmt: skip


@policy.roles(Role.LEAD, Role.RECORDER)
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, slug: str) -> HttpResponse:
    """Write one down; `tu` names the record that it came out of, where one comes from its page."""
    programme, staff = frame.opened(request, slug, may.may_recommend), policy.staff(request)
    parties = programme.parties.filter(role=PartyRole.PARTY).select_related("unit")
    units = [party.unit for party in parties]
    found = _oversight(request, programme)
    chosen = {"record": request.GET.get("tu", "")}
    form = request_forms.RequestForm(request.POST or None, found=found, units=units, initial=chosen)
    if form.is_valid():
        try:
            recommending.send(programme.pk, form.wanted(), policy.home(staff.post.unit).pk, staff.user.pk)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("Đã ghi kiến nghị."))
            return redirect("programmes:requests", slug)
    status = 422 if form.is_bound else 200
    shown: dict[str, Any] = {"form": form, "some": bool(found), "template": "request_new"}
    return frame.page(request, programme, "requests", status, title=_("Thêm kiến nghị"), **shown)


@policy.signed_in
@require_http_methods(["GET", "POST"])
def one(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """A recommendation and its answer; the addressee, or else the sender, writes the answer here."""
    programme = frame.opened(request, slug)
    asked = get_object_or_404(Request.objects.select_related("unit"), pk=number, programme=programme)
    allowed = may.may_reply(policy.staff(request).post, asked)
    if request.method == "GET":
        return _one(request, programme, asked, _reply_form(asked) if allowed else None)
    if not allowed:
        raise Http404
    return _replied(request, programme, asked, request_forms.ReplyForm(request.POST))


def _replied(request: HttpRequest, programme: Programme, asked: Request, form: request_forms.ReplyForm) -> HttpResponse:
    if not form.is_valid():
        return _one(request, programme, asked, form, 422)
    staff = policy.staff(request)
    try:
        recommending.reply(asked.pk, form.said(), policy.home(staff.post.unit).pk, staff.user.pk)
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return _one(request, programme, asked, form, 422)
    except recommending.Moved as moved:
        return _one(request, programme, moved.request, form, 409, overtaken=moved.request.version)
    messages.success(request, _("Đã ghi trả lời."))
    return redirect("programmes:requests", programme.slug)


def _reply_form(asked: Request) -> request_forms.ReplyForm:
    known = {"outcome": asked.outcome, "text": asked.reply, "number": asked.reply_number}
    return request_forms.ReplyForm(initial=known | {"replied_on": asked.replied_on, "version": asked.version})


def _one(
    request: HttpRequest,
    programme: Programme,
    asked: Request,
    form: request_forms.ReplyForm | None,
    status: int = 200,
    **shown: Any,
) -> HttpResponse:
    key, officer = (asked.record_kind, asked.record), policy.staff(request).user
    row = records.opened([key], officer).get(key)
    sender = orgs.names([asked.by_unit]).get(asked.by_unit, "")
    late = following.answer_late(asked, officer, timezone.localdate())
    shown |= {"asked": asked, "row": row, "sender": sender, "form": form, "late": late}
    return frame.page(request, programme, "requests", status, title=_("Kiến nghị"), template="request", **shown)


def _oversight(request: HttpRequest, programme: Programme) -> list[tuple[Identity, Row]]:
    """The programme's supervision and policy comments that the officer may read, the latest first."""
    oversight = following.oversight()
    if oversight is None:
        return []
    asked = Figure(oversight.code, programme=programme.pk)
    behind = records.behind(asked, policy.staff(request).user)[:OFFERED]
    found = [((one.record_kind, one.record), one.row) for one in behind if one.row is not None]
    return sorted(found, key=lambda one: one[1].day, reverse=True)
