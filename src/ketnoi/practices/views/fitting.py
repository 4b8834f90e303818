"""What fits my unit, and what my unit says of itself."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ketnoi.officers import policy as officers
from ketnoi.officers.policy import staff
from ketnoi.orgs.models import Unit
from ketnoi.practices import fitting, policy, showing
from ketnoi.practices.fitting import Own
from ketnoi.practices.models import Profile
from ketnoi.practices.policy import WRITERS
from ketnoi.practices.result_forms import ProfileForm
from ketnoi.practices.views.access import by
from ketnoi.registers.views.access import step


def own_unit(request: HttpRequest) -> Unit:
    """The organisation the officer works in, with its place."""
    return Unit.objects.select_related("place", "agency").get(pk=officers.home(staff(request).post.unit).pk)


@require_safe
@officers.signed_in
def suggested(request: HttpRequest) -> HttpResponse:
    """Practices that fit the unit, each with what is known, what is not, and why."""
    unit = own_unit(request)
    found = fitting.suggested(unit)
    cards = showing.cards([card.id for card, _told in found])
    told = {card.id: fits for card, fits in found}
    context = {
        "unit": unit,
        "cards": cards,
        "fits": [(card, told[card.practice.pk]) for card in cards],
        "described": Profile.objects.filter(unit=unit).exists(),
        "writes": staff(request).post.role in policy.WRITERS,
    }
    return render(request, "practices/suggested.html", context)


@require_http_methods(["GET", "POST"])
@officers.roles(*WRITERS)
def describe(request: HttpRequest) -> HttpResponse:
    unit = own_unit(request)
    form = ProfileForm(request.POST or None, initial=_said(unit))
    back = reverse("practices:suggested")

    def act(said: dict[str, Any]) -> None:
        means = frozenset(said["means"]) if said["means_known"] else None
        told = Own(said["terrain"], said["staff"], means, frozenset(said["fields"]))
        fitting.describe(unit, told, said["version"], by(request))
        messages.success(request, _("Đã ghi điều kiện của đơn vị; danh sách gợi ý đã xếp lại."))

    crumbs = [(reverse("practices:library"), _("Mô hình hay")), (back, _("Hợp với đơn vị mình"))]
    lede = _("Chỉ để chọn mô hình. Chưa rõ thì để trống: trang sẽ nói là chưa biết, không đoán thay.")
    words = {"title": _("Điều kiện của đơn vị"), "lede": lede, "submit": _("Lưu"), "back": back, "crumbs": crumbs}
    return step(request, form, act, words, back)


def _said(unit: Unit) -> dict[str, Any]:
    found = Profile.objects.filter(unit=unit).first()
    if found is None:
        return {"version": 0}
    told = {"terrain": found.terrain, "staff": found.staff, "fields": found.fields, "version": found.version}
    return told | {"means": found.means or [], "means_known": found.means is not None}
