"""Requests of data subjects: the desk's list, a new one, its page, its steps and its paper."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ketnoi.access import policy, reader, reading
from ketnoi.access.enums import Action
from ketnoi.audit import journal, versions
from ketnoi.deadlines import running, showing
from ketnoi.documents import docx
from ketnoi.officers import policy as doors
from ketnoi.officers.enums import Role
from ketnoi.privacy import actions, desk, gathering, kinds, papers
from ketnoi.privacy.enums import Outcome
from ketnoi.privacy.forms import AnswerForm, NameForm, RequestForm
from ketnoi.privacy.models import KIND, SubjectRequest
from ketnoi.privacy.views.asking import tried
from ketnoi.ui import dates

SHOWN = 200  # requests in the list, the newest first
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@require_safe
@doors.protected
def index(request: HttpRequest) -> HttpResponse:
    """What is open and what was answered, without a name; who is in charge of the unit."""
    return render(request, "privacy/index.html", _desk(request))


def _desk(request: HttpRequest, named: NameForm | None = None) -> dict[str, Any]:
    post, who = doors.staff(request).post, reader.of(request)
    rows = list(policy.visible_to(who, KIND).select_related("owner")[:SHOWN])
    in_charge = desk.in_charge([post.unit_id]).get(post.unit_id)
    return {
        "open": _open([row for row in rows if row.outcome == Outcome.OPEN]),
        "closed": [
            {"request": row, "kind": kinds.name(row.kind), "outcome": Outcome(row.outcome).label}
            for row in rows
            if row.outcome != Outcome.OPEN
        ],
        "in_charge": in_charge,
        "unit": post.unit,
        "sits": desk.sits_beside(post, in_charge),
        "may_enter": who.may_begin(post),
        "name_form": named or (NameForm(unit=post.unit) if desk.names(post) else None),
    }


def _open(rows: list[SubjectRequest]) -> list[dict[str, Any]]:
    """Requests with their clocks, in three queries however many."""
    clocks, now = running.of(KIND, [row.pk for row in rows]), timezone.now()
    told = {row.pk: showing.shown(clocks.get(row.pk, []), now) for row in rows}
    return [{"request": row, "kind": kinds.name(row.kind), "clocks": told[row.pk]} for row in rows]


@require_http_methods(["GET", "POST"])
@doors.protected
@doors.roles(Role.RECORDER, Role.LEAD)
def new(request: HttpRequest) -> HttpResponse:
    """Enter what somebody asks; what it says is sealed."""
    post = doors.staff(request).post
    if not reader.of(request).may_begin(post):
        raise Http404
    form = RequestForm(request.POST or None, initial={"received_on": timezone.localdate()})
    if form.is_valid():
        try:
            return redirect("privacy:request", actions.receive(form.entry(), post).code)
        except ValidationError as error:
            form.add_error(None, error)
    status = 422 if request.method == "POST" else 200
    return render(request, "privacy/new.html", {"form": form, "unit": post.unit}, status=status)


@require_safe
@doors.protected
def show(request: HttpRequest, code: str) -> HttpResponse:
    """One request, opened: that it was read stands in the journal before the answer."""
    found: SubjectRequest = reading.found(request, KIND, code)
    return render(request, "privacy/request.html", _page(request, found))


def _page(request: HttpRequest, found: SubjectRequest, form: AnswerForm | None = None) -> dict[str, Any]:
    held = reading.opened(request, found)
    may_write = policy.can(reader.of(request), Action.WRITE, found) and found.outcome == Outcome.OPEN
    gone = found.disposed_at is not None
    return {
        "request_kept": found,
        "kind": kinds.name(found.kind),
        "clocks": showing.shown(running.of(KIND, [found.pk]).get(found.pk, []), timezone.now()),
        "subject": found.subject.open() if "identity" in held and not gone else "",
        "contact": found.contact.open() if found.contact and "address" in held and not gone else "",
        "said": found.said.open() if "notice" in held and not gone else "",
        "answer": found.answer.open() if found.answer and "notice" in held and not gone else "",
        "ground": found.ground.open() if found.ground and "notice" in held and not gone else "",
        "may_write": may_write,
        "may_extend": may_write and actions.extensible(found) is not None,
        "extended_for": found.extended_for.open() if found.extended_for and "notice" in held and not gone else "",
        "form": form or (AnswerForm(initial={"checked": found.checked}) if may_write else None),
        "on_paper": bool(found.answer) and not gone,
        "gone": gone,
        "received": dates.from_us(found.received_at).date(),
    }


@require_POST
@doors.protected
@doors.roles(Role.RECORDER, Role.LEAD)
def acknowledge(request: HttpRequest, code: str) -> HttpResponse:
    """The person was told that the request arrived."""
    found = reading.found(request, KIND, code)
    try:
        actions.acknowledge(reader.of(request), found, versions.seen(request))
    except versions.Stale as stale:
        messages.warning(request, str(stale))
    except PermissionDenied as denied:
        raise Http404 from denied
    else:
        messages.success(request, _("Đã ghi việc báo nhận yêu cầu."))
    return redirect("privacy:request", found.code)


@require_POST
@doors.protected
@doors.roles(Role.RECORDER, Role.LEAD)
def answer(request: HttpRequest, code: str) -> HttpResponse:
    """Answer, or refuse with the law it leans on."""
    found = reading.found(request, KIND, code)
    who, form, status = reader.of(request), AnswerForm(request.POST), HTTPStatus.UNPROCESSABLE_ENTITY
    if form.is_valid():
        status = tried(request, form, lambda seen: actions.answer(who, found, form.answer(), seen))
        if status == HTTPStatus.OK:
            messages.success(request, _("Đã ghi trả lời. Hãy in văn bản và trao hoặc gửi thư cho người yêu cầu."))
            return redirect("privacy:request", found.code)
        found = reading.found(request, KIND, code)
    return render(request, "privacy/request.html", _page(request, found, form), status=status)


@require_safe
@doors.stepped_up
def paper(request: HttpRequest, code: str) -> HttpResponse:
    """The answer as a Word file, for printing; taking it out stands in the journal."""
    acting = doors.staff(request)
    found: SubjectRequest = reading.found(request, KIND, code)
    if not found.answer or found.disposed_at is not None or not policy.can(reader.of(request), Action.WRITE, found):
        raise Http404
    reading.opened(request, found)
    content = docx.build(papers.answer(found))
    with transaction.atomic():
        journal.write("export", KIND, found.pk, actor=acting.user.pk, unit=acting.post.unit_id, form="docx")
    named = f'attachment; filename="tra-loi-{found.code}.docx"'
    return HttpResponse(content, content_type=WORD, headers={"Content-Disposition": named})


@require_safe
@doors.protected
def gather(request: HttpRequest, code: str) -> HttpResponse:
    """What the system keeps about whoever asks, as far as the reader may see it: for the answer to be written."""
    found: SubjectRequest = reading.found(request, KIND, code)
    if found.disposed_at is not None or "identity" not in reading.opened(request, found, ["identity"]):
        raise Http404
    name = found.subject.open()
    context = {"request_kept": found, "name": name, "found": list(gathering.gathered(request, name))}
    return render(request, "privacy/gathered.html", context)


@require_POST
@doors.protected
@doors.roles(Role.LEAD)
def name(request: HttpRequest) -> HttpResponse:
    """Name the officer in charge of the unit."""
    post = doors.staff(request).post
    if not desk.names(post):
        raise Http404
    form = NameForm(request.POST, unit=post.unit)
    if not form.is_valid():
        return render(request, "privacy/index.html", _desk(request, form), status=422)
    desk.name(post.unit, form.cleaned_data["post"], form.cleaned_data["paper"], post)
    messages.success(request, _("Đã phân công cán bộ phụ trách."))
    return redirect("privacy:index")
