"""Saying that two records are of one person, and deciding it."""

from __future__ import annotations

from typing import Any, Final

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ketnoi.access import policy
from ketnoi.access import reader as readers
from ketnoi.access.enums import Action
from ketnoi.officers import policy as officers
from ketnoi.officers.enums import Role
from ketnoi.people import merging
from ketnoi.people.enums import MergeState
from ketnoi.people.forms import MergeForm
from ketnoi.people.models import KIND, Merge, Person
from ketnoi.people.views.persons import UNREADABLE, one

WRITERS = (Role.RECORDER, Role.LEAD)
SHOWN = 50
VERBS: Final = {"duyet": merging.approve, "khong": merging.refuse, "tach": merging.undo}


@require_http_methods(["GET", "HEAD", "POST"])
@officers.protected
@officers.roles(*WRITERS)
def propose(request: HttpRequest, code: str) -> HttpResponse:
    """Propose that another record is of the person of this one, which goes on."""
    kept, reader = one(request, code), readers.of(request)
    if not policy.can(reader, Action.WRITE, kept):
        raise Http404
    form = MergeForm(request.POST or None)
    if form.is_valid():
        try:
            made = _proposed(request, kept, form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Đã đề nghị gộp; lãnh đạo đơn vị giữ hồ sơ sẽ xem."))
            return redirect("people:merge", made.uuid)
    context = {"form": form, "person": kept}
    return render(request, "people/propose.html", context, status=UNREADABLE if form.is_bound else 200)


def _proposed(request: HttpRequest, kept: Person, said: dict[str, Any]) -> Merge:
    """Raises ValidationError, alike for a code that is none and one of a record he may not know of."""
    reader = readers.of(request)
    gone = policy.visible_to(reader, KIND).filter(code=said["other"]).first()
    if gone is None:
        raise ValidationError({"other": [_("Không có hồ sơ nào mang mã này trong phạm vi của bạn.")]})
    return merging.propose(reader, kept, gone, said["exact"])


@require_safe
@officers.protected
@officers.roles(*WRITERS)
def merges(request: HttpRequest) -> HttpResponse:
    """What was proposed and decided about records the reader knows of."""
    rows = list(merging.visible_to(readers.of(request))[:SHOWN])
    return render(request, "people/merges.html", {"merges": _with_codes(request, rows)})


def _with_codes(request: HttpRequest, rows: list[Merge]) -> list[tuple[Merge, Person | None, Person | None]]:
    """Each with its two records, None for one that the reader no longer knows of."""
    seen = policy.visible_to(readers.of(request), KIND).select_related("owner")
    ids = {pk for row in rows for pk in (row.kept_id, row.gone_id)}
    persons = {person.pk: person for person in seen.filter(pk__in=ids)}
    return [(row, persons.get(row.kept_id), persons.get(row.gone_id)) for row in rows]


@require_http_methods(["GET", "HEAD", "POST"])
@officers.protected
@officers.roles(*WRITERS)
def merge(request: HttpRequest, uuid: Any) -> HttpResponse:
    """One proposal with its two records; a lead of an owner decides, or parts them again."""
    reader = readers.of(request)
    found = merging.visible_to(reader).filter(uuid=uuid).first()
    if found is None:
        raise Http404
    if request.method == "POST":
        return _decided(request, found)
    row, kept, gone = _with_codes(request, [found])[0]
    decides = merging.can_decide(reader, found)
    context = {
        "merge": row,
        "kept": kept,
        "gone": gone,
        "approvals": row.approvals.select_related("officer", "unit"),
        "decides": decides and row.state == MergeState.PROPOSED,
        "approves": row.proposed_by_id != reader.officer,
        "parts": decides and row.state == MergeState.DONE,
    }
    return render(request, "people/merge.html", context)


def _decided(request: HttpRequest, found: Merge) -> HttpResponse:
    verb = VERBS.get(request.POST.get("verb", ""))
    if verb is None:
        raise Http404
    try:
        verb(readers.of(request), found)
    except PermissionDenied as error:
        raise Http404 from error
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("Đã ghi quyết định."))
    return redirect(reverse("people:merge", args=[found.uuid]))
