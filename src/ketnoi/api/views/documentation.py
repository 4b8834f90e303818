"""The description of the API: for programs as OpenAPI, for people as a page drawn from it."""

from __future__ import annotations

from functools import cache

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from ketnoi.api import described, limits, service
from ketnoi.api.enums import Scope
from ketnoi.officers import policy


@policy.public
@require_safe
def openapi(request: HttpRequest) -> JsonResponse:  # noqa: ARG001  # Django's signature
    """The same for everybody: it tells how to ask, not what is known."""
    return JsonResponse(service.schema(), json_dumps_params={"ensure_ascii": False})


@policy.signed_in
@require_safe
def documentation(request: HttpRequest) -> HttpResponse:
    """Every operation with what it takes and answers."""
    shown = {
        "operations": _operations(),
        "scopes": Scope.choices,
        "root": request.build_absolute_uri(service.ROOT),
        "per_minute": limits.PER_MINUTE,
    }
    return render(request, "api/documentation.html", shown)


@cache
def _operations() -> SafeString:
    """The operations as they are drawn: the same until the program changes."""
    return render_to_string("api/operations.html", {"groups": described.groups(service.schema())})
