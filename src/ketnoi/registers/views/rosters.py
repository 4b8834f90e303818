"""Rosters: who is on which list; somebody comes, somebody goes."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from ketnoi.lists import listing
from ketnoi.officers import policy as officers
from ketnoi.officers.policy import staff
from ketnoi.registers import entry as entries
from ketnoi.registers import kinds, policy, queries, rosters, tables, trail
from ketnoi.registers.enums import Of
from ketnoi.registers.forms import DayForm, PersonForm
from ketnoi.registers.kinds import Family
from ketnoi.registers.models import Person
from ketnoi.registers.views.access import doer, step, writes
from ketnoi.ui import dates


@require_GET
@officers.signed_in
def people(request: HttpRequest) -> HttpResponse:
    """The lists of the officer's units; those who left only when asked for."""
    shown = listing.of(request, tables.PEOPLE)
    asked = kinds.called(shown.asked.chosen["loai"], Family.ROSTER)
    context = {"list": shown, "kinds": kinds.of(Family.ROSTER), "asked": asked, "writes": writes(request)}
    return render(request, "registers/roster.html", context)


@require_GET
@officers.signed_in
def one(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """A line of a roster with its history; for the units of its own unit only."""
    acting = staff(request)
    found = policy.people_visible_to(acting.user).filter(uuid=uuid).select_related("unit", "kind").first()
    if found is None:
        raise Http404
    context = {
        "person": found,
        "slug": kinds.by_id(found.kind_id).slug,
        "steps": trail.shown(Of.PERSON, [found.pk]),
        "can": found.until is None and policy.can_write(acting.post, found.unit_id),
    }
    return render(request, "registers/person.html", context)


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
        rosters.add([person], **doer(request), reason=form.why)
        messages.success(request, _("Đã thêm vào danh sách."))

    lede = _("Một người có thể ở nhiều danh sách; mỗi danh sách tính một lần.")
    return step(request, form, act, _shown(_("Thêm người"), lede, _("Thêm vào danh sách")), "registers:roster")


@require_http_methods(["GET", "POST"])
@officers.roles(*policy.WRITERS)
def end(request: HttpRequest, uuid: UUID) -> HttpResponse:
    acting = staff(request)
    found = policy.people_visible_to(acting.user).filter(uuid=uuid, until=None).first()
    if found is None or not policy.can_write(acting.post, found.unit_id):
        raise Http404
    form = DayForm(request.POST or None, initial={"version": found.version})

    def act(said: dict[str, Any]) -> None:
        rosters.end(found, said["day"], said["version"], **doer(request), reason=form.why)
        messages.success(request, _("Đã ghi thôi tham gia."))

    def theirs(other: Person) -> list[tuple[str, str, str]]:
        return [(_("Ngày thôi"), "", dates.day(other.until))] if other.until else []

    shown = _shown(_("Thôi tham gia"), found.name, _("Ghi thôi tham gia"))
    return step(request, form, act, shown, "registers:roster", theirs)
