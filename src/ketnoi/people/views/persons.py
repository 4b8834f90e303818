"""Finding, registering and opening a person. Texts that are searched are posted and kept nowhere."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ketnoi.access import policy, reading, sections
from ketnoi.access import reader as readers
from ketnoi.access.enums import Action
from ketnoi.access.views.records import WATCH
from ketnoi.audit import journal
from ketnoi.officers import policy as officers
from ketnoi.officers.enums import Role
from ketnoi.officers.policy import staff
from ketnoi.people import actions, contacting, finding, matching, shown
from ketnoi.people import entry as entries
from ketnoi.people.entry import Entry
from ketnoi.people.enums import Purpose
from ketnoi.people.forms import FindForm, PersonForm, PurposeForm
from ketnoi.people.models import KIND, Person
from ketnoi.ui.numbers import plain

ON_A_PAGE = 25
WRITERS = (Role.RECORDER, Role.LEAD)
READERS = (*WRITERS, Role.SUPERVISOR)  # who counts or administers reads no person
UNREADABLE = 422


@require_http_methods(["GET", "HEAD", "POST"])
@officers.protected
@officers.roles(*READERS)
def index(request: HttpRequest) -> HttpResponse:
    """The newest records of the reader's scope, masked; a posted name finds persons in it."""
    form = FindForm(request.POST or None)
    status = UNREADABLE if form.is_bound else 200
    context: dict[str, Any] = {"form": form}
    if form.is_valid():
        try:
            context |= {"found": _found(request, form.cleaned_data["text"]), "asked": True}
            status = 200
        except finding.TooWide:
            form.add_error("text", _("Phạm vi của bạn quá rộng để tìm theo tên; hãy tìm ở đơn vị giữ hồ sơ."))
    if "found" not in context:
        context["page"] = _newest(request)
    reader = readers.of(request)
    context |= {"writes": reader.may_begin(staff(request).post), "waiting": contacting.waiting(reader)}
    return render(request, "people/index.html", context, status=status)


def _found(request: HttpRequest, text: str) -> list[tuple[Person, tuple[str, str, str]]]:
    """Persons of that name, each with its line in the journal before it is shown; the search itself, too."""
    reader = readers.of(request)
    with transaction.atomic():
        journal.read(KIND, "", reader.officer, reader.unit, verb="search")
    persons = finding.find(reader, text)
    may = reading.listed(request, KIND, [person.pk for person in persons], [sections.IDENTITY])
    return [(person, shown.name_and_year(person)) for person in persons if person.pk in may]


def _newest(request: HttpRequest) -> Any:
    rows = policy.visible_to(readers.of(request), KIND).select_related("owner")
    return Paginator(rows, ON_A_PAGE).get_page(plain(request.GET.get("trang", "")) or 1)


@require_http_methods(["GET", "HEAD", "POST"])
@officers.protected
@officers.roles(*WRITERS)
def register(request: HttpRequest) -> HttpResponse:
    """Enter a person; who seems to be known to the reader already is pointed out first."""
    reader, post = readers.of(request), staff(request).post
    if not reader.may_begin(post):
        raise Http404
    form = PersonForm(request.POST or None, initial={"version": 0})
    context: dict[str, Any] = {"form": form, "title": _("Đăng ký hồ sơ người"), "back": reverse("people:index")}
    if form.is_valid():
        known = [] if "another" in request.POST else _known(request, form.entry())
        if not known:
            person = actions.register(reader, form.entry(), post)
            messages.success(
                request, _("Đã lập hồ sơ %(code)s. Thông tin được mã hóa và che sẵn.") % {"code": person.code}
            )
            return redirect("people:person", person.code)
        context["known"] = known
    return render(request, "people/form.html", context, status=UNREADABLE if form.is_bound else 200)


def _known(request: HttpRequest, entry: Entry) -> list[Person]:
    """Whom the reader seems to know already, each with its line in the journal; nobody once he compared too often."""
    reader, said = readers.of(request), matching.digests(entry)
    if not said:
        return []
    if not matching.tried(reader):
        messages.warning(request, _("Hôm nay bạn đã lập nhiều hồ sơ; hồ sơ này không được so với hồ sơ đã có."))
        return []
    found = matching.among(reader, said)
    told = {section for exacts in found.values() for exact in exacts for section in matching.TELLS[exact]}
    may = reading.listed(request, KIND, list(found), told)
    return list(policy.visible_to(reader, KIND).filter(pk__in=may))


@require_http_methods(["GET", "HEAD", "POST"])
@officers.protected
@officers.roles(*READERS)
def person(request: HttpRequest, code: str) -> HttpResponse:
    """One person, masked; a posted section is opened for its purpose, with a line in the journal before the answer."""
    found, reader = one(request, code), readers.of(request)
    may = policy.sections(reader, found)
    asked = _asked(request, may)
    form = _purpose(asked, request.POST or None)
    opened = frozenset([asked]) if asked and form.is_valid() else frozenset()
    if opened:
        reveal(request, found, [asked], Purpose(form.cleaned_data["purpose"]))
    else:
        reading.opened(request, found, [sections.WORKFLOW])
    writes = policy.can(reader, Action.WRITE, found)
    context = {
        "person": found,
        "sections": [
            (one, form if one.code == asked else _purpose(one.code)) for one in shown.sections(found, may, opened)
        ],
        "asked": asked,
        "opened": opened,
        "writes": writes,
        "asking": _purpose("hoi"),
        "inquiries": contacting.asked_about(found) if writes else [],
        "joined": _joined(request, found),
        "watches": policy.by_rules(reader, KIND, WATCH).filter(pk=found.pk).exists(),
    }
    return render(request, "people/person.html", context, status=UNREADABLE if asked and not opened else 200)


def _purpose(of: str, data: Any = None) -> PurposeForm:
    """One of several forms on a page: ids of its own."""
    return PurposeForm(data, auto_id=f"id_{of}_%s")


def _asked(request: HttpRequest, may: frozenset[str]) -> str:
    """The section that a post asks for, "" for a page that is only looked at. Raises Http404 for one he cannot read."""
    if request.method != "POST":
        return ""
    section = request.POST.get("section", "")
    if section not in may or section not in entries.SECTIONS:
        raise Http404
    return section


def one(request: HttpRequest, code: str) -> Person:
    """The person of this code, or the 404 of what does not exist."""
    found: Person = reading.found(request, KIND, code)
    return found


@transaction.atomic
def reveal(request: HttpRequest, found: Person, wanted: list[str], purpose: Purpose) -> None:
    """Journal that these sections are opened, and what for. Raises Http404 where he reads none of them."""
    may = reading.opened(request, found, wanted)
    reader = readers.of(request)
    journal.read(KIND, found.pk, reader.officer, reader.unit, may, reason_code=purpose.value, verb="reveal")


def _joined(request: HttpRequest, found: Person) -> dict[str, Any]:
    """The records this one was joined with, as far as the reader knows of them."""
    seen = policy.visible_to(readers.of(request), KIND)
    return {
        "into": seen.filter(pk=found.merged_into_id).first() if found.merged_into_id else None,
        "others": list(seen.filter(merged_into=found.pk)),
    }
