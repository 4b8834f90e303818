"""The search for units as one types: a fragment of radio buttons or check boxes for htmx."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from ketnoi.orgs import queries
from ketnoi.orgs.models import Unit
from ketnoi.places.views import LONGEST, asked_day
from ketnoi.ui.numbers import plain

INPUTS = ("radio", "checkbox")


@require_GET
def search(request: HttpRequest) -> HttpResponse:
    """Answer `q` on the day `ngay`; `nganh` (repeated) keeps to agencies, `trong` to a unit and its own.

    `ten` names the inputs; `kieu` is "radio" (one unit) or "checkbox" (several).
    """
    day, text = asked_day(request), request.GET.get("q", "")[:LONGEST].strip()
    inside, kind = plain(request.GET.get("trong", "")), request.GET.get("kieu", "")
    home = None if inside is None else Unit.objects.filter(pk=inside).first()
    shown = {
        "units": queries.find(text, day, agencies=_agencies(request), within=home),
        "text": text,
        "day": day,
        "name": request.GET.get("ten", "don_vi"),
        "input": kind if kind in INPUTS else "radio",
    }
    return render(request, "orgs/options.html", shown)


def _agencies(request: HttpRequest) -> list[str] | None:
    """The codes in `nganh`; None where nothing is said. A database may refuse what no code can hold."""
    said = request.GET.getlist("nganh")
    return [code for code in said if code.isprintable()] if said else None


# Officers lie above this room, so their decorator cannot stand here; the middleware reads the mark.
search.policy = "signed_in"  # type: ignore[attr-defined]  # read by the policy middleware
