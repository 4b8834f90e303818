"""The API put together: its operations, its schema, and the one way in which each of them is reached.

A session opens nothing here: every operation asks for a token of its own, and one that does not breaks the start.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, wraps
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from ninja import NinjaAPI

from ketnoi.api import problems
from ketnoi.api.resources import activities, figures, reference, reports, values
from ketnoi.officers import policy

VERSION: Final = "v1"
ROOT: Final = f"/api/{VERSION}/"
_WRITTEN_BY: Final = "application/json"

api = NinjaAPI(title="Kết Nối", version="1", docs_url=None, openapi_url=None, urls_namespace="api")
problems.handle(api)
for _router in (figures.router, reports.router, activities.router, values.router, reference.router):
    api.add_router("", _router)


@cache
def schema() -> dict[str, Any]:
    """The OpenAPI description. Refusals are problem details, which ninja cannot say by itself."""
    told: dict[str, Any] = dict(api.get_openapi_schema(path_prefix=ROOT))
    for operations in told["paths"].values():
        for operation in operations.values():
            for status, answer in operation["responses"].items():
                if int(status) >= 400 and "content" in answer:  # noqa: PLR2004 - where refusals begin
                    answer["content"] = {problems.TYPE: answer["content"][_WRITTEN_BY]}
    return told


@cache
def _parameters(route: str, method: str) -> frozenset[str]:
    """What may stand in a query of this address."""
    operation = schema()["paths"][f"/{route.replace('<', '{').replace('>', '}')}"].get(method.lower(), {})
    return frozenset(one["name"] for one in operation.get("parameters", ()) if one["in"] == "query")


def _reached(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The view as the site serves it: open in the sense of sessions, since it asks for a token itself."""

    @csrf_exempt  # no cookie is looked at
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response = _misspelt(request) or view(request, *args, **kwargs)
        if response.status_code == 405:  # noqa: PLR2004 - ninja's own answer to other methods
            response = problems.not_allowed(request, response["Allow"])
        response["Cache-Control"] = "private, no-store"
        return response

    return policy.public(answer)


def _misspelt(request: HttpRequest) -> HttpResponse | None:
    """A narrowing that nobody reads would answer another question than the one that was asked."""
    assert request.resolver_match is not None
    known = _parameters(request.resolver_match.route, request.method or "")
    unread = sorted(set(request.GET) - known)
    if not unread or request.method not in {"GET", "POST", "PUT"}:
        return None
    said = {name: [_("Không có tham số này; hãy xem lại tên.")] for name in unread}
    return problems.response(problems.Refused(422, errors=said))


def urls() -> list[URLPattern]:
    """Every operation's address. Raises RuntimeError for one that asks for no token."""
    patterns = [one for one in api.urls[0] if isinstance(one, URLPattern) and one.name != "api-root"]
    for address, operations in schema()["paths"].items():
        for method, operation in operations.items():
            if not operation.get("security"):
                raise RuntimeError(f"{method} {address} asks for no token.")
    return [path(str(one.pattern), _reached(one.callback), name=one.name) for one in patterns]
