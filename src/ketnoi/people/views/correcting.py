"""Correcting a person: the sections to be corrected are chosen first, and only they are opened."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ketnoi.access import policy
from ketnoi.access import reader as readers
from ketnoi.access.enums import Action
from ketnoi.audit.versions import Stale
from ketnoi.officers import policy as officers
from ketnoi.people import actions, shown
from ketnoi.people import entry as entries
from ketnoi.people.enums import Purpose
from ketnoi.people.forms import PersonForm, SectionsForm, initial
from ketnoi.people.models import Person
from ketnoi.people.views.persons import UNREADABLE, WRITERS, one, reveal

CONFLICT = 409


@require_http_methods(["GET", "HEAD", "POST"])
@officers.protected
@officers.roles(*WRITERS)
def correct(request: HttpRequest, code: str) -> HttpResponse:
    """Ask which sections; open these with a line in the journal; save them."""
    found, reader = one(request, code), readers.of(request)
    if not policy.can(reader, Action.WRITE, found):
        raise Http404
    may = [section for section in entries.SECTIONS if section in policy.sections(reader, found)]
    asked = SectionsForm(may, request.POST if request.method == "POST" else None)
    if not asked.is_valid():
        return _choose(request, found, asked)
    chosen: list[str] = asked.cleaned_data["sections"]
    reveal(request, found, chosen, Purpose.CORRECT)
    if "open" in request.POST:
        begun = initial(entries.of(found, chosen), found.row_version)
        return _shown(request, found, PersonForm(initial=begun, readable=chosen), chosen)
    return _saved(request, found, PersonForm(request.POST, readable=chosen), chosen)


def _choose(request: HttpRequest, found: Person, asked: SectionsForm) -> HttpResponse:
    context = {"person": found, "form": asked}
    return render(request, "people/choose.html", context, status=UNREADABLE if asked.is_bound else 200)


def _saved(request: HttpRequest, found: Person, form: PersonForm, chosen: list[str]) -> HttpResponse:
    if not form.is_valid():
        return _shown(request, found, form, chosen, UNREADABLE)
    try:
        actions.correct(readers.of(request), found, form.entry(), form.cleaned_data["version"], chosen)
    except PermissionDenied as gone:
        raise Http404 from gone
    except Stale as conflict:
        theirs = _theirs(form, conflict.current, chosen)
        form.seen(conflict.current.row_version)
        return _shown(request, found, form, chosen, CONFLICT, theirs)
    messages.success(request, _("Đã lưu đính chính."))
    return redirect("people:person", found.code)


def _shown(
    request: HttpRequest, found: Person, form: PersonForm, chosen: list[str], status: int = 200, theirs: Any = ()
) -> HttpResponse:
    context = {
        "form": form,
        "chosen": chosen,
        "theirs": theirs,
        "title": _("Đính chính hồ sơ %(code)s") % {"code": found.code},
        "back": reverse("people:person", args=[found.code]),
    }
    return render(request, "people/form.html", context, status=status)


def _theirs(form: PersonForm, current: Person, chosen: list[str]) -> list[tuple[str, str, str]]:
    """(field, what this editor wrote, what stands now) where they differ."""
    mine, other = form.entry(), entries.of(current, chosen)
    words, others = shown.in_words(mine), shown.in_words(other)
    return [(str(entries.LABELS[name]), words[name], others[name]) for name in entries.differing(mine, other)]
