"""Questions about a practice and their answers: read, asked, answered, taken back."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ketnoi.audit import versions
from ketnoi.officers import policy as officers
from ketnoi.officers.policy import staff
from ketnoi.practices import policy, talking
from ketnoi.practices.models import Practice, Question
from ketnoi.practices.policy import WRITERS
from ketnoi.practices.talk_forms import AnswerForm, QuestionForm
from ketnoi.practices.views.access import by, readable, shown
from ketnoi.registers.views.access import home, step
from ketnoi.ui.templatetags.ui import PAGE_PARAMETER

ON_A_PAGE = 20


@require_safe
@officers.signed_in
def questions(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """All questions about a practice, the newest first."""
    found, acting = readable(request, uuid), staff(request)
    rows = found.questions.filter(withdrawn_at=None).select_related("unit", "answered_unit")
    page = Paginator(rows, ON_A_PAGE).get_page(request.GET.get(PAGE_PARAMETER))
    context = {"practice": found, "page": page, "answers": policy.may_write(acting.post, found)}
    return render(request, "practices/questions.html", context | asking(request, found))


def asking(request: HttpRequest, found: Practice) -> dict[str, Any]:
    """Who reads questions, and whether he may ask."""
    own, writes = home(request), staff(request).post.role in WRITERS
    return {"home": own, "writes": writes, "asks": writes and found.edition > 0 and found.unit_id != own}


@require_http_methods(["GET", "POST"])
@officers.roles(*WRITERS)
def ask(request: HttpRequest, uuid: UUID) -> HttpResponse:
    found = readable(request, uuid)
    form = QuestionForm(request.POST or None, initial={"version": 0})

    def act(said: dict[str, Any]) -> None:
        talking.ask(found, said["words"], home(request), by(request), sure=form.sure)
        messages.success(request, _("Đã gửi câu hỏi. Có trả lời thì bạn nhận được thông báo."))

    lede = _("Câu hỏi đứng tên đơn vị của bạn; ai đọc được mô hình đều đọc được câu hỏi và trả lời.")
    title = _("Hỏi đơn vị áp dụng") if found.parent_id else _("Hỏi đơn vị khởi xướng")
    return step(request, form, act, shown(found, title, lede, _("Gửi câu hỏi")), _all(found))


@require_http_methods(["GET", "POST"])
@officers.roles(*WRITERS)
def reword(request: HttpRequest, uuid: UUID) -> HttpResponse:
    question = _own(request, uuid)
    form = QuestionForm(request.POST or None, initial={"version": question.version, "words": question.words})

    def act(said: dict[str, Any]) -> None:
        talking.reword(question, said["words"], said["version"], by(request), sure=form.sure)

    def theirs(current: Question) -> list[tuple[str, str, str]]:
        return [(_("Câu hỏi"), form.cleaned_data["words"], current.words), (_("Trả lời"), "", current.answer)]

    practice = question.practice
    return step(request, form, act, shown(practice, _("Sửa câu hỏi"), submit=_("Lưu")), _all(practice), theirs)


@require_http_methods(["GET", "POST"])
@officers.roles(*WRITERS)
def answer(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Answer a question, or say the answer otherwise."""
    question = _answerable(request, uuid)
    form = AnswerForm(request.POST or None, initial={"version": question.version, "answer": question.answer})

    def act(said: dict[str, Any]) -> None:
        talking.answer(question, said["answer"], home(request), said["version"], by(request), sure=form.sure)
        messages.success(request, _("Đã trả lời. Đơn vị hỏi nhận được thông báo."))

    def theirs(current: Question) -> list[tuple[str, str, str]]:
        return [
            (_("Câu hỏi"), question.words, current.words),
            (_("Trả lời"), form.cleaned_data["answer"], current.answer),
        ]

    practice = question.practice
    asked = _("%(unit)s hỏi: %(words)s") % {"unit": question.unit.label, "words": question.words}
    words = shown(practice, _("Trả lời câu hỏi"), asked, _("Gửi trả lời"))
    return step(request, form, act, words, _all(practice), theirs)


@require_POST
@officers.roles(*WRITERS)
def withdraw(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Take back a question that one's unit asked."""
    question = _own(request, uuid)
    return _taken(request, question, talking.withdraw, _("Đã rút câu hỏi."))


@require_POST
@officers.roles(*WRITERS)
def take_back(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Take back the answer."""
    question = _answerable(request, uuid)
    return _taken(request, question, talking.take_back, _("Đã rút trả lời; câu hỏi lại chờ trả lời."))


def _taken(request: HttpRequest, question: Question, act: Any, said: str) -> HttpResponse:
    try:
        act(question, versions.seen(request), by(request))
    except versions.Stale as stale:
        messages.warning(request, str(stale))
    else:
        messages.success(request, said)
    return redirect(_all(question.practice))


def _all(practice: Practice) -> str:
    return reverse("practices:questions", args=[practice.uuid])


def _found(request: HttpRequest, uuid: UUID) -> Question:
    rows = talking.visible_to(staff(request).user).filter(uuid=uuid).select_related("practice__unit", "unit")
    question = rows.first()
    if question is None:
        raise Http404
    return question


def _own(request: HttpRequest, uuid: UUID) -> Question:
    """A question that the officer's own organisation asked, else Http404."""
    question = _found(request, uuid)
    if question.unit_id != home(request):
        raise Http404
    return question


def _answerable(request: HttpRequest, uuid: UUID) -> Question:
    """A question about a practice that the officer may write, else Http404."""
    question = _found(request, uuid)
    if not policy.may_write(staff(request).post, question.practice):
        raise Http404
    return question
