"""A unit adds a village that nobody had entered yet."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ketnoi.activities.views.access import WRITERS
from ketnoi.activities.villages import VillageForm
from ketnoi.officers import policy
from ketnoi.officers.policy import staff
from ketnoi.places.queries import name_path


@require_http_methods(["GET", "POST"])
@policy.roles(*WRITERS)
def add(request: HttpRequest) -> HttpResponse:
    """Add a village to a commune of the own province; `ten` is the name typed in the activity's form."""
    acting = staff(request)
    form = VillageForm(request.POST or None, acting.post, request.GET.get("ten", "")[:80])
    village = form.add(acting.user.pk) if form.is_valid() else None
    if village is None:
        return render(request, "activities/village.html", {"form": form}, status=422 if form.is_bound else 200)
    messages.success(
        request, _("Đã thêm %(place)s. Gõ tên này ở ô “Nơi khác” của phiếu.") % {"place": name_path(village)}
    )
    return redirect("activities:add_village")
