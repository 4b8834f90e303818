"""What happened, that nothing was lost, and what to do."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string

from ketnoi.officers import doors
from ketnoi.officers.models import Officer


def _layout(request: HttpRequest) -> str:
    """Whoever signed in keeps the shell, so that every other place stays one step away."""
    return "web/shell.html" if isinstance(getattr(request, "user", None), Officer) else "ui/page.html"


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001  # Django's signature
    """Draw without the request: what was sent cannot be read, and reading it again fails again."""
    return HttpResponse(render_to_string("400.html"), status=400)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001  # Django's signature
    return render(request, "web/errors/forbidden.html", {"layout": _layout(request)}, status=403)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001  # Django's signature
    return render(request, "web/errors/not_found.html", {"layout": _layout(request)}, status=404)


def send_again(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Nothing was written; what was sent waits in the page's form."""
    context = {
        "layout": _layout(request),
        "told": str(exception),
        "typed": doors.typed(request),
        "files": bool(request.FILES),
    }
    return render(request, "web/errors/send_again.html", context, status=409)


def server_error(request: HttpRequest) -> HttpResponse:  # noqa: ARG001  # Django's signature
    """Draw without the request: what broke may be the database or the session."""
    return HttpResponse(render_to_string("web/errors/server_error.html"), status=500)
