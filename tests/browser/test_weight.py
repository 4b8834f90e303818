"""What the first load weighs over the wire, fonts and all, and that nothing comes from elsewhere."""

from __future__ import annotations

import gzip

import pytest

from tests.browser import preparing

STAFF_LIMIT = 150 * 1024
PUBLIC_LIMIT = 30 * 1024
FONT = "font/woff2"


def _load(page, path: str) -> list[tuple[str, str, int]]:
    """(address, type, bytes as sent) of everything the page asks for."""
    answers = []
    page.on("response", lambda answer: answers.append(answer) if answer.ok else None)
    page.goto(path, wait_until="networkidle")
    return [_weighed(answer) for answer in answers if answer.status == 200]


def _weighed(answer) -> tuple[str, str, int]:
    kind = answer.headers.get("content-type", "")
    body = answer.body()
    return answer.url, kind, len(body) if kind == FONT else len(gzip.compress(body))


STAFF_PAGES = ["hom-nay", "hoat-dong", "chuong-trinh", "bao-cao", "so-lieu", "so-bo", "ky-bao-cao", "lich", "tim"]


@pytest.mark.parametrize("path", [f"/{name}/" for name in STAFF_PAGES])
def test_staff_pages_are_light(visits, site, path: str) -> None:
    with visits.visit(site.account("recorder")) as page:
        parts = _load(page, path)
    assert {url.startswith(site.address) for url, _kind, _size in parts} == {True}
    assert sum(size for _url, _kind, size in parts) < STAFF_LIMIT, parts


def test_the_page_before_signing_in_is_light(visits, site) -> None:
    with visits.visit() as page:
        parts = _load(page, "/dang-nhap/")
    assert sum(size for _url, kind, size in parts if kind != FONT) < PUBLIC_LIMIT, parts


def test_the_page_of_a_link_is_light(visits, site) -> None:
    """What a village head loads over a weak line, all of it."""
    with visits.visit(site.account("recorder")) as page:
        address = preparing.report_link(page)
    with visits.visit(None, 390) as page:
        parts = _load(page, address)
    assert {url.startswith(site.address) for url, _kind, _size in parts} == {True}
    assert sum(size for _url, _kind, size in parts) < PUBLIC_LIMIT, parts
