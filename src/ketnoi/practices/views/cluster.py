"""What is new in one's cluster."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ketnoi.officers import policy as officers
from ketnoi.orgs import queries as orgs
from ketnoi.practices import cluster
from ketnoi.registers.views.access import home


@require_safe
@officers.signed_in
def news(request: HttpRequest) -> HttpResponse:
    """New practices and versions of the units that signed a programme with one's own."""
    own = home(request)
    context = {
        "news": cluster.news(own),
        "programmes": cluster.programmes(own),
        "units": sorted(orgs.names(cluster.units(own)).values()),
    }
    return render(request, "practices/cluster.html", context)
