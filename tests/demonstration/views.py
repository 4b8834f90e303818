import csv

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ketnoi.access import policy, reader, reading
from ketnoi.deadlines import running
from ketnoi.officers import policy as pages
from ketnoi.vault import freshness
from tests.demonstration.models import KIND, Leaf


def rows(request: HttpRequest) -> list[tuple[Leaf, str]]:
    """What the list and the export show: each leaf he may know of, with its name where he may read it."""
    leaves = list(policy.visible_to(reader.of(request), KIND).order_by("pk"))
    freshness.check(leaves)
    shown = reading.listed(request, KIND, [leaf.pk for leaf in leaves], ["identity"])
    return [(leaf, leaf.name.open() if leaf.pk in shown else "") for leaf in leaves]


@pages.protected
@require_safe
def index(request: HttpRequest) -> HttpResponse:
    count = policy.visible_to(reader.of(request), KIND).count()
    return render(request, "demonstration/index.html", {"rows": rows(request), "count": count})


@pages.protected
@require_safe
def detail(request: HttpRequest, code: str) -> HttpResponse:
    leaf = reading.found(request, KIND, code)
    sections = reading.opened(request, leaf)
    name = leaf.name.open() if "identity" in sections else leaf.name
    clocks = running.of(KIND, [leaf.pk])
    return render(request, "demonstration/detail.html", {"leaf": leaf, "name": name, "clocks": clocks})


@pages.stepped_up
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    answer = HttpResponse(content_type="text/csv; charset=utf-8")
    csv.writer(answer).writerows((leaf.code, name) for leaf, name in rows(request))
    return answer
