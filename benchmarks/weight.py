"""T9: what a first and a next load weigh, compressed as the product sends it."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

from django.conf import settings
from django.urls import reverse

from benchmarks import handlers, pages
from benchmarks.measures import Measure
from ketnoi.officers.models import Officer

PUBLIC, STAFF_FIRST, STAFF_NEXT = 30, 150, 20
LINKED = re.compile(rb'(?:href|src)="(?:' + settings.STATIC_URL.encode() + rb')([^"#]+)')
IN_CSS = re.compile(rb"url\([\"']?(?!data:)([^)\"'#?]+)")


def measure() -> list[Measure]:
    """Kilobytes against what they may be."""
    public = _page(None, reverse("officers:sign_in"))
    staff = _page(pages.recorder(), pages.addresses()["a programme (dashboard)"][0])
    rows = [
        ("sign-in page, first load without web fonts", _html(public) + _files(public, fonts=False), PUBLIC),
        (
            "programme's page, first load with everything and fonts",
            _html(staff) + _files(staff, fonts=True),
            STAFF_FIRST,
        ),
        ("programme's page, next load", _html(staff), STAFF_NEXT),
    ]
    return [Measure("T9", name, size / 1024, limit, 1, "KB") for name, size, limit in rows]


def _page(officer: Officer | None, address: str) -> bytes:
    status, content = handlers.product(officer)(address)
    assert status == 200, f"{address} answers {status}"
    return content


def _html(content: bytes) -> int:
    return len(gzip.compress(content))


def _files(content: bytes, *, fonts: bool) -> int:
    """Everything the page links to, and what its style sheets do; each once."""
    found = {Path(settings.STATIC_ROOT) / name.decode() for name in LINKED.findall(content)}
    for sheet in [path for path in found if path.suffix == ".css"]:
        found |= {(sheet.parent / name.decode()).resolve() for name in IN_CSS.findall(sheet.read_bytes())}
    return sum(_sent(path) for path in found if fonts or path.suffix != ".woff2")


def _sent(path: Path) -> int:
    return path.stat().st_size if path.suffix == ".woff2" else len(gzip.compress(path.read_bytes()))
