"""T4's other side: a page of the same Django with one query, no middleware and no template."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.urls import path

from ketnoi.orgs.models import Unit

GetResponse = Callable[[HttpRequest], HttpResponse]


def page(_request: HttpRequest, unit: int) -> HttpResponse:
    """Name one unit."""
    one = Unit.objects.get(pk=unit)
    return HttpResponse(f"<!doctype html><title>{one.name}</title><p>{one.name}")


def own_urls(get_response: GetResponse) -> GetResponse:
    """Let a handler of its own answer from this module's addresses."""

    def answer(request: HttpRequest) -> HttpResponse:
        request.urlconf = __name__  # type: ignore[attr-defined]  # Django reads it
        return get_response(request)

    return answer


urlpatterns = [path("<int:unit>/", page)]
