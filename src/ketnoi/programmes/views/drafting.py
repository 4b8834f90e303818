"""The discussion of a draft: send it round, comment clause by clause, answer, take back, sign."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from ketnoi.officers import policy
from ketnoi.officers.enums import Role
from ketnoi.programmes import circulation, discussion, drafting_forms
from ketnoi.programmes import policy as may
from ketnoi.programmes.models import Comment, Programme
from ketnoi.programmes.views import frame

EDITORS = (Role.LEAD, Role.ADMINISTRATOR)
SPEAKERS = (Role.LEAD, Role.RECORDER)


@policy.signed_in
@require_GET
def comments(request: HttpRequest, slug: str) -> HttpResponse:
    return _page(request, frame.opened(request, slug, may.may_follow))


@policy.roles(*EDITORS)
@require_POST
def circulate(request: HttpRequest, slug: str) -> HttpResponse:
    programme = frame.opened(request, slug, may.may_circulate)
    form = drafting_forms.CirculateForm(request.POST)
    if form.is_valid():
        try:
            circulation.circulate(programme.pk, form.cleaned_data["due_on"], timezone.localdate(), _actor(request))
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("Đã gửi dự thảo lấy ý kiến các cơ quan tham gia."))
            return redirect("programmes:comments", slug)
    return _page(request, programme, 422, circulate_form=form)


@policy.roles(*SPEAKERS)
@require_POST
def comment(request: HttpRequest, slug: str) -> HttpResponse:
    programme = frame.opened(request, slug, may.may_comment)
    form = drafting_forms.CommentForm(request.POST, programme=programme)
    if form.is_valid():
        try:
            circulation.comment(programme.pk, form.cleaned_data["text"], form.chosen(), _said(request))
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("Đã gửi ý kiến."))
            return redirect("programmes:comments", slug)
    return _page(request, programme, 422, comment_form=form)


@policy.roles(*SPEAKERS)
@require_POST
def agree(request: HttpRequest, slug: str) -> HttpResponse:
    programme = frame.opened(request, slug, may.may_comment)
    try:
        circulation.agree(programme.pk, _said(request))
    except ValidationError as refusal:
        messages.warning(request, " ".join(refusal.messages))
    else:
        messages.success(request, _("Đã báo thống nhất với dự thảo."))
    return redirect("programmes:comments", slug)


@policy.roles(*EDITORS)
@require_POST
def answer(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    programme = frame.opened(request, slug, may.may_settle)
    said = get_object_or_404(Comment, pk=number, round__programme=programme, round__closed_on=None, agreed=False)
    form = drafting_forms.AnswerForm(request.POST, prefix=discussion.prefix(said))
    if form.is_valid():
        told = form.cleaned_data
        try:
            circulation.answer(programme.pk, said.pk, told["outcome"], told["reply"], _actor(request))
        except ValidationError as refusal:
            form.add_error("reply", refusal)
        else:
            return redirect("programmes:comments", slug)
    return _page(request, programme, 422, answered=form)


@policy.roles(*EDITORS)
@require_POST
def take_back(request: HttpRequest, slug: str) -> HttpResponse:
    programme = frame.opened(request, slug, may.may_settle)
    try:
        circulation.take_back(programme.pk, timezone.localdate(), _actor(request))
    except ValidationError as refusal:
        messages.warning(request, " ".join(refusal.messages))
    else:
        messages.success(request, _("Đã rút về để sửa; ý kiến đã nhận vẫn xem được."))
    return redirect("programmes:comments", slug)


@policy.roles(*EDITORS)
@require_POST
def sign(request: HttpRequest, slug: str) -> HttpResponse:
    programme = frame.opened(request, slug, may.may_settle)
    form = drafting_forms.SignForm(request.POST)
    if form.is_valid():
        paper = circulation.Signing(**form.cleaned_data)
        try:
            circulation.sign(programme.pk, paper, timezone.localdate(), _actor(request))
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("Đã ghi việc ký kết; chương trình bắt đầu thực hiện."))
            return redirect("programmes:document", slug)
    return _page(request, programme, 422, sign_form=form)


def _page(request: HttpRequest, programme: Programme, status: int = 200, **bound: Any) -> HttpResponse:
    """The discussion with the forms that this officer may fill in; a form that was refused comes bound."""
    post = policy.staff(request).post
    shown: dict[str, Any] = {"rounds": discussion.rounds(programme, answered=bound.pop("answered", None))}
    if may.may_circulate(post, programme):
        shown["circulate_form"] = drafting_forms.CirculateForm()
    if may.may_comment(post, programme):
        shown["comment_form"] = drafting_forms.CommentForm(programme=programme)
    shown["may_settle"] = may.may_settle(post, programme)
    now = [one for one in shown["rounds"] if one.round.closed_on is None]
    waiting = sum(party.waiting for one in now for party in one.parties)
    if shown["may_settle"] and not waiting:
        shown["sign_form"] = drafting_forms.SignForm()
    shown["may_write"] = may.may_write_clauses(post, programme)
    return frame.page(request, programme, "comments", status, title=_("Góp ý dự thảo"), **shown | bound)


def _actor(request: HttpRequest) -> int:
    return policy.staff(request).user.pk


def _said(request: HttpRequest) -> circulation.Said:
    staff = policy.staff(request)
    return circulation.Said(policy.home(staff.post.unit).pk, staff.user.pk)
