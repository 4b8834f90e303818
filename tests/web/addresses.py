"""Every address of the product, as the resolver knows them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

View = Callable[..., Any]


def every(resolver: URLResolver | None = None, prefix: str = "") -> Iterator[tuple[str, View]]:
    """("room:name", view) of every address; one without a name shows as its pattern."""
    for one in (resolver or get_resolver()).url_patterns:
        if isinstance(one, URLPattern):
            yield f"{prefix}{one.name or one.pattern}", one.callback
        else:
            yield from every(one, f"{prefix}{one.namespace}:" if one.namespace else prefix)
