"""Submitting, returning, approving, issuing, binding the signed copy, correcting: one page, one step at a time."""

from __future__ import annotations

import uuid as uuids
from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ketnoi.attachments.models import Attachment
from ketnoi.officers import policy
from ketnoi.officers.queries import names as officer_names
from ketnoi.reports import editions, flow, letterheads, queries, required
from ketnoi.reports.enums import Move
from ketnoi.reports.forms import CorrectForm, IssueForm, RemarkForm, ReturnForm, SignedForm, SignerForms
from ketnoi.reports.models import Report, Signer, Step
from ketnoi.reports.required import Missing
from ketnoi.reports.views import found

FORMS: dict[Move, type[forms.Form]] = {
    Move.RETURN: ReturnForm,
    Move.ISSUE: IssueForm,
    Move.BIND: SignedForm,
    Move.CORRECT: CorrectForm,
}
DONE = {
    Move.SUBMIT: gettext_lazy("Đã trình."),
    Move.RETURN: gettext_lazy("Đã trả lại để sửa."),
    Move.APPROVE: gettext_lazy("Đã phê duyệt."),
    Move.ISSUE: gettext_lazy("Đã ban hành."),
    Move.BIND: gettext_lazy("Đã gắn bản đã ký. Đây là bản chính thức."),
    Move.CORRECT: gettext_lazy("Đã lập bản đính chính. Bản đã ban hành giữ nguyên."),
}


@policy.signed_in
def way(request: HttpRequest, uuid: uuids.UUID) -> HttpResponse:
    """Where the report is, what was said on its way, and the steps this officer may take now."""
    report = found.visible(request, uuid)
    moves = _moves(request, report)
    asked = request.POST.get("buoc", "") if request.method == "POST" else ""
    if asked and asked not in Move.values:
        raise Http404
    if asked and asked not in moves:
        return _too_late(request, report)
    shown = {move: _form(move)(prefix=move.value) for move in moves}
    if asked:
        move = Move(asked)
        shown[move] = _form(move)(request.POST, request.FILES, prefix=asked)
        if shown[move].is_valid() and (answer := _taken(request, report, move, shown[move])):
            return answer
    return render(request, "reports/way.html", _context(request, report, shown), status=422 if asked else 200)


@policy.roles(*queries.EDITORS)
def signers(request: HttpRequest, uuid: uuids.UUID) -> HttpResponse:
    """Who signs, one row each."""
    report = found.editable(request, uuid)
    known = [{"authority": one.authority, "title": one.title, "name": one.name} for one in report.signers.all()]
    rows = SignerForms(request.POST or None, initial=known)
    if request.method == "POST" and rows.is_valid():
        given = [Signer(**row.cleaned_data) for row in rows if row.cleaned_data.get("title")]
        try:
            flow.set_signers(report, given, actor=policy.staff(request).user.pk)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(request, _("Đã lưu người ký."))
        return redirect("reports:way", report.uuid)
    return render(request, "reports/signers.html", {"report": report, "rows": rows})


def _moves(request: HttpRequest, report: Report) -> list[Move]:
    post = policy.staff(request).post
    return flow.possible(report.stage, post.role) if policy.home(post.unit).pk == report.unit_id else []


def _form(move: Move) -> Callable[..., forms.Form]:
    return FORMS.get(move, RemarkForm)


def _taken(request: HttpRequest, report: Report, move: Move, form: forms.Form) -> HttpResponse | None:
    """Take the step and lead on; None with what is wrong in the form where it cannot be taken."""
    actor = policy.staff(request).user.pk
    try:
        led = _act(report, move, form.cleaned_data, actor)
    except ValidationError as error:
        for field, said in _by_field(error, form):
            form.add_error(field, said)
        return None
    messages.success(request, DONE[move])
    return redirect("reports:way", led.uuid)


def _act(report: Report, move: Move, said: dict[str, Any], actor: int) -> Report:
    """The report whose page is shown next."""
    if move is Move.ISSUE:
        flow.issue(report, said["number"], said["day"], actor)
    elif move is Move.BIND:
        flow.bind(report, said["file"], actor)
    elif move is Move.CORRECT:
        return flow.correct(report, said["remark"], actor)
    else:
        {Move.SUBMIT: flow.submit, Move.RETURN: flow.send_back, Move.APPROVE: flow.approve}[move](
            report, said["remark"], actor
        )
    return report


def _by_field(error: ValidationError, form: forms.Form) -> list[tuple[str | None, list[str]]]:
    """[(field, messages)]: an error without a field stands at the form's only one."""
    if hasattr(error, "error_dict"):
        return list(error.message_dict.items())
    return [(next(iter(form.fields)), error.messages)]


def _context(request: HttpRequest, report: Report, shown: dict[Move, forms.Form]) -> dict[str, Any]:
    steps = list(report.steps.all())
    copies = list(report.signed_copies.select_related("edition"))
    files = Attachment.objects.in_bulk([copy.attachment for copy in copies])
    return {
        "report": report,
        "numbered": letterheads.numbered(report) if report.issued_on else "",
        "forms": list(shown.items()),
        "steps": _told(steps),
        "copies": [(copy, files[copy.attachment]) for copy in reversed(copies)],
        "signers": list(report.signers.all()),
        "missing": _missing(report, shown),
        "correction": report.corrections.first(),
        "may_edit": found.may_edit(request, report),
        "unread": report.paragraphs.filter(accepted=False).count() if Move.SUBMIT in shown else 0,
    }


def _missing(report: Report, shown: dict[Move, forms.Form]) -> list[Missing]:
    """What the outline still asks for, to whoever submits the report or approves it."""
    asked = not shown.keys().isdisjoint({Move.SUBMIT, Move.APPROVE})
    return required.missing(report, editions.texts(report)) if asked else []


def _told(steps: list[Step]) -> list[tuple[Step, str]]:
    names = officer_names(step.actor for step in steps)
    return [(step, names.get(step.actor or 0, "")) for step in steps]


def _too_late(request: HttpRequest, report: Report) -> HttpResponse:
    """Somebody took a step meanwhile, or another post is needed."""
    messages.error(request, _("Bước này không còn làm được: báo cáo đã chuyển bước. Chưa có gì thay đổi."))
    return redirect("reports:way", report.uuid)
