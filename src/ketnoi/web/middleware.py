"""What any page that writes may meet: the ledger was changed under it, and nothing was written."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from ketnoi.figures.ledger import LedgerConflict
from ketnoi.web.views import errors


class LedgerMiddleware:
    """Whoever writes while the map is redrawn is asked to send the same again."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        return errors.send_again(request, exception) if isinstance(exception, LedgerConflict) else None
