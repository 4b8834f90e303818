"""Rosters: who is on which list; somebody comes, somebody goes."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from ketnoi.officers import policy as officers
from ketnoi.officers.policy import staff
from ketnoi.registers import entry as entries
from ketnoi.registers import kinds, policy, queries, rosters
from ketnoi.registers.forms import DayForm, PersonForm
from ketnoi.registers.kinds import Family
from ketnoi.registers.models import Person
from ketnoi.registers.views.access import doer, step, writes
from ketnoi.ui import dates
from ketnoi.ui.text import fold

ON_A_PAGE = 50


@require_GET
@officers.signed_in
def people(request: HttpRequest) -> HttpResponse:
    """The lists of the officer's units; those who left only when asked for."""
    asked = kinds.called(request.GET.get("loai", ""), Family.ROSTER)
    left, text = request.GET.get("da-thoi") == "1", request.GET.get("q", "").replace("\x00", "")[:100]
    found = policy.people_visible_to(staff(request).user).filter(until__isnull=not left)
    found = found.filter(kind=asked.id) if asked else found
    for word in fold(text).split():
        found = found.filter(folded__contains=word)
    rows = found.order_by("folded", "pk").values_list(
        "uuid", "name", "kind__name", "field", "since", "until", "unit__short_name", "unit__name", "unit"
    )
    context = {
        "page": Paginator(rows, ON_A_PAGE).get_page(request.GET.get("trang")),
        "kinds": kinds.of(Family.ROSTER),
        "asked": asked,
        "left": left,
        "q": text,
        "writes": writes(request),
        "mine": policy.writing_scope([staff(request).post]) if writes(request) else frozenset(),
    }
    return render(request, "registers/roster.html", context)


def _shown(title: str, lede: str, submit: str) -> dict[str, Any]:
    back = reverse("registers:roster")
    crumbs = [(reverse("registers:overview"), _("Sổ bộ")), (back, _("Đội ngũ"))]
    return {"title": title, "lede": lede, "submit": submit, "back": back, "crumbs": crumbs}


@require_http_methods(["GET", "POST"])
@officers.roles(*policy.WRITERS)
def add(request: HttpRequest) -> HttpResponse:
    units = queries.keepers(staff(request).post, entries.today())
    asked = kinds.called(request.GET.get("loai", ""), Family.ROSTER)
    initial = {"version": 0, "kind": asked.id if asked else None}
    form = PersonForm(request.POST or None, initial=initial, units=units, kinds=kinds.of(Family.ROSTER))

    def act(said: dict[str, Any]) -> None:
        person = Person(
            kind_id=said["kind"], name=said["name"], unit_id=said["unit"], field=said["field"], since=said["since"]
        )
        rosters.add([person], **doer(request))
        messages.success(request, _("Đã thêm vào danh sách."))

    lede = _("Một người có thể ở nhiều danh sách; mỗi danh sách tính một lần.")
    return step(request, form, act, _shown(_("Thêm người"), lede, _("Thêm vào danh sách")), "registers:roster")


@require_http_methods(["GET", "POST"])
@officers.roles(*policy.WRITERS)
def end(request: HttpRequest, uuid: UUID) -> HttpResponse:
    acting = staff(request)
    one = policy.people_visible_to(acting.user).filter(uuid=uuid, until=None).first()
    if one is None or not policy.can_write(acting.post, one.unit_id):
        raise Http404
    form = DayForm(request.POST or None, initial={"version": one.version})

    def act(said: dict[str, Any]) -> None:
        rosters.end(one, said["day"], said["version"], **doer(request))
        messages.success(request, _("Đã ghi thôi tham gia."))

    def theirs(other: Person) -> list[tuple[str, str, str]]:
        return [(_("Ngày thôi"), "", dates.day(other.until))] if other.until else []

    shown = _shown(_("Thôi tham gia"), one.name, _("Ghi thôi tham gia"))
    return step(request, form, act, shown, "registers:roster", theirs)
