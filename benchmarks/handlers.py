"""The product and the bare page as callables of one process, asked without a network in between."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.test import Client, RequestFactory, override_settings

from benchmarks.baselines import bare_page
from ketnoi.officers.models import Officer

Ask = Callable[[str], tuple[int, bytes]]


def product(officer: Officer | None) -> Ask:
    """Ask the product with all its middleware, signed in as this officer or not at all."""
    client = Client()
    if officer is not None:
        client.force_login(officer)
    return _asking(WSGIHandler(), client.cookies.output(header="", sep=";").strip())


def bare() -> Ask:
    """Ask the page of the baseline."""
    with override_settings(MIDDLEWARE=[f"{bare_page.__name__}.own_urls"]):
        return _asking(WSGIHandler(), "")


def _asking(handler: WSGIHandler, cookies: str) -> Ask:
    def ask(path: str) -> tuple[int, bytes]:
        request = RequestFactory(headers={"cookie": cookies}, SERVER_NAME=settings.ALLOWED_HOSTS[0]).get(path)
        response = handler(request.environ, lambda *_: None)
        content = b"".join(response)
        response.close()
        return response.status_code, content

    return ask
