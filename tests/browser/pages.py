"""Every page there is: found by following the links an officer is given, one page for each kind of address."""

from __future__ import annotations

import re
from collections import Counter, deque
from dataclasses import dataclass
from html import unescape
from typing import Any
from urllib.parse import urljoin, urlsplit

from django.urls import Resolver404, resolve
from playwright.sync_api import APIRequestContext

from tests.browser.visits import Visits

HREF = re.compile(r'<a [^>]*?href="([/?][^"#]*)')
FORM = "/hoat-dong/moi/?loai=TT_LONG_GHEP"
STARTS = (FORM, "/hom-nay/", "/tat-ca/", "/tim/?q=hoi", "/ui/", "/tai-khoan/", "/khong-co-trang-nay/")
EACH = 3  # pages looked into of each kind of address
Kind = tuple[str, bool]


@dataclass(frozen=True)
class Found:
    """A page, and who may open it."""

    name: str
    path: str
    account: dict[str, Any]


def every(visits: Visits, roles: list[str]) -> list[Found]:
    """One page for each kind of address that somebody of these roles is led to, in the order of discovery.

    The same address with a question behind it is another kind: a list that is narrowed, a form that is begun.
    """
    found: dict[Kind, Found] = {}
    for role in roles:
        account = visits.site.account(role)
        with visits.visit(account) as page:
            for kind, path in _walk(page.request):
                found.setdefault(kind, Found(kind[0], path, account))
    return list(found.values())


def _walk(request: APIRequestContext) -> list[tuple[Kind, str]]:
    """(kind of address, path) of the pages behind the links, a few of each kind."""
    waiting, seen = deque(STARTS), set(STARTS)
    opened: Counter[Kind] = Counter()
    found: list[tuple[Kind, str]] = []
    while waiting:
        path = waiting.popleft()
        kind = (name_of(path), "?" in path)
        if opened[kind] >= EACH:
            continue
        opened[kind] += 1
        answer = request.get(path)
        if not answer.headers.get("content-type", "").startswith("text/html"):
            continue
        found.append((kind, path))
        for link in HREF.findall(answer.text()):
            target = urljoin(path, unescape(link))
            if target not in seen:
                seen.add(target)
                waiting.append(target)
    return found


def name_of(path: str) -> str:
    """The name of the address: "room:name"; "" where there is none."""
    try:
        return resolve(urlsplit(path).path).view_name
    except Resolver404:
        return ""
