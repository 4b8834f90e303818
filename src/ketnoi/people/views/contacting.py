"""Asking whether another unit knows a person, and answering such a request as the owner."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ketnoi.access import policy, reading
from ketnoi.access import reader as readers
from ketnoi.access import sections as named
from ketnoi.officers import policy as officers
from ketnoi.officers.enums import Role
from ketnoi.people import contacting
from ketnoi.people.enums import Answer, Purpose
from ketnoi.people.forms import PurposeForm
from ketnoi.people.models import KIND, ContactRequest
from ketnoi.people.views.persons import one

WRITERS = (Role.RECORDER, Role.LEAD)
SHOWN = 50


@require_POST
@officers.protected
@officers.roles(*WRITERS)
def ask(request: HttpRequest, code: str) -> HttpResponse:
    """Ask about a person of the own unit. What is answered is the same, whoever else knows this person."""
    found, form = one(request, code), PurposeForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Chọn mục đích trước khi gửi đề nghị."))
        return redirect("people:person", code)
    try:
        contacting.ask(readers.of(request), found, Purpose(form.cleaned_data["purpose"]))
    except PermissionDenied as error:
        raise Http404 from error
    except contacting.TooMany:
        messages.warning(request, _("Hôm nay đã gửi đủ số đề nghị cho phép; hãy gửi tiếp vào ngày mai."))
    else:
        told = _("Đã ghi đề nghị. Nếu có đơn vị khác biết người này, đơn vị đó sẽ tự liên hệ với bạn.")
        messages.success(request, told)
    return redirect("people:person", code)


@require_safe
@officers.protected
@officers.roles(*WRITERS)
def contacts(request: HttpRequest) -> HttpResponse:
    """Requests about records that the reader works on."""
    rows = contacting.visible_to(readers.of(request))[:SHOWN]
    return render(request, "people/contacts.html", {"requests": rows})


@require_http_methods(["GET", "HEAD", "POST"])
@officers.protected
@officers.roles(*WRITERS)
def contact(request: HttpRequest, uuid: Any) -> HttpResponse:
    """One request: which record, who asked and what for; and what was done about it."""
    reader = readers.of(request)
    found = contacting.visible_to(reader).filter(uuid=uuid).first()
    if found is None:
        raise Http404
    person = policy.visible_to(reader, KIND).get(pk=found.person_id)
    if request.method == "POST":
        return _answered(request, found)
    reading.opened(request, person, [named.WORKFLOW])
    return render(request, "people/contact.html", {"asked": found, "person": person, "answers": _answers()})


def _answers() -> list[tuple[str, Any]]:
    return [(one.value, one.label) for one in (Answer.CALLED, Answer.REFUSED)]


def _answered(request: HttpRequest, found: ContactRequest) -> HttpResponse:
    said = request.POST.get("answer", "")
    if said not in {Answer.CALLED, Answer.REFUSED}:
        raise Http404
    contacting.answer(readers.of(request), found, Answer(said))
    messages.success(request, _("Đã ghi. Đơn vị hỏi không được báo gì qua phần mềm."))
    return redirect(reverse("people:contacts"))
