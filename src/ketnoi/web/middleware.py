"""Around every page: whose request it is behind a proxy; the ledger that was changed under whoever writes."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from ketnoi.figures.ledger import LedgerConflict
from ketnoi.web.views import errors


class ProxyMiddleware:
    """Behind the proxy all requests come from this machine: whose one is, stands last in X-Forwarded-For.

    In production alone: nobody but the proxy reaches the server there, and it always writes that header (deploy.md).
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if told := request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip():
            request.META["REMOTE_ADDR"] = told
        return self.get_response(request)


class LedgerMiddleware:
    """Whoever writes while the map is redrawn is asked to send the same again."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return errors.send_again(request, exception) if isinstance(exception, LedgerConflict) else None
