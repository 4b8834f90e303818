"""The search for a place as one types: a fragment of radio buttons for htmx."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET

from ketnoi.places import queries
from ketnoi.places.models import Kind, Place
from ketnoi.ui.dates import parse_day
from ketnoi.ui.numbers import plain

LONGEST = 100  # characters of a search


def asked_day(request: HttpRequest) -> date:
    """Return the day in `ngay`, today where there is none or it cannot be read."""
    try:
        return parse_day(request.GET.get("ngay", ""))
    except ValueError:
        return timezone.localdate()


@require_GET
def search(request: HttpRequest) -> HttpResponse:
    """Answer `q` on the day `ngay`; `trong` keeps within a place, `cap` (repeated) to kinds; `ten` names inputs."""
    day, text = asked_day(request), request.GET.get("q", "")[:LONGEST].strip()
    inside = plain(request.GET.get("trong", ""))
    home = None if inside is None else Place.objects.filter(pk=inside).first()
    kinds = [kind for kind in request.GET.getlist("cap") if kind in Kind.values]
    shown = {
        "places": queries.find(text, day, within=home, kinds=kinds),
        "text": text,
        "day": day,
        "name": request.GET.get("ten", "noi"),
    }
    return render(request, "places/options.html", shown)


# Officers lie above this room, so their decorator cannot stand here; the middleware reads the mark.
search.policy = "signed_in"  # type: ignore[attr-defined]  # read by the policy middleware
