"""The product and the bare page as callables of one process, asked without a network in between."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from functools import partial

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler
from django.test import Client, RequestFactory, override_settings

from benchmarks.baselines import bare_page
from benchmarks.measures import Measure, in_turns
from ketnoi.officers.models import Officer
from ketnoi.orgs.models import Unit

TYPICAL, REPEATS = 15, 15
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


def typical(officer: Officer, asked: Mapping[str, str]) -> list[Measure]:
    """T4 of {what is told: address}: the processor's time of each page against a bare page with one query."""
    ask, plain, one = product(officer), bare(), f"/{Unit.objects.order_by('pk')[0].pk}/"
    found = []
    for told, address in asked.items():
        assert ask(address)[0] == 200, address
        sides = in_turns(partial(ask, address), lambda: plain(one), REPEATS, time.process_time)
        found.append(Measure("T4", told, *sides, TYPICAL))
    return found


def _asking(handler: WSGIHandler, cookies: str) -> Ask:
    def ask(path: str) -> tuple[int, bytes]:
        request = RequestFactory(headers={"cookie": cookies}, SERVER_NAME=settings.ALLOWED_HOSTS[0]).get(path)
        response = handler(request.environ, lambda *_: None)
        content = b"".join(response)
        response.close()
        return response.status_code, content

    return ask
