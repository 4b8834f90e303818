"""Every page there is: found by following the links an officer is given, one page for each kind of address."""

from __future__ import annotations

import re
from collections import Counter, deque
from collections.abc import Iterator
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
FILES = {  # answer with a file, which leads nowhere and is dear to write: not opened
    "web:schedule_file",
    "attachments:file",
    "attachments:small",
    "activities:template",
    "activities:left",
    "activities:paper",
    "programmes:export",
    "figures:export",
    "figures:release_file",
    "privacy:paper",
    "lists:xlsx",
    "lists:csv",
    "reports:docx",
    "reports:paper",
    "reports:pdf",
    "reports:pptx",
    "reports:statistical_file",
    "reports:annex",
}
EACH = 3  # pages looked into of each kind of address
AGAIN = 1  # where somebody before found that kind: for links that only this officer is given
Kind = tuple[str, bool]


@dataclass(frozen=True)
class Found:
    """A page, who may open it, and how long it is in characters."""

    name: str
    path: str
    account: dict[str, Any]
    length: int


def every(visits: Visits, accounts: list[dict[str, Any]], beginnings: list[str]) -> list[Found]:
    """One page for each kind of address that any of these is led to: the fullest of those looked into.

    `beginnings` are looked into first: pages made for this, which stand behind many others of their kind.
    The same address with a question behind it is another kind: a list that is narrowed, a form that is begun.
    """
    fullest: dict[Kind, Found] = {}
    for account in accounts:
        with visits.visit(account) as page:
            for kind, path, length in _walk(page.request, [*beginnings, *STARTS], set(fullest)):
                known = fullest.get(kind)
                if known is None or known.length < length:
                    fullest[kind] = Found(kind[0], path, account, length)
    return [fullest[kind] for kind in sorted(fullest)]


def _walk(request: APIRequestContext, starts: list[str], known: set[Kind]) -> Iterator[tuple[Kind, str, int]]:
    """(kind of address, path, length) of the pages behind the links: all that are begun with, a few of each kind."""
    waiting, seen, meant = deque(starts), set(starts), frozenset(starts)
    opened: Counter[Kind] = Counter()
    while waiting:
        path = waiting.popleft()
        kind = _kind(path)
        if kind[0] in FILES or (path not in meant and opened[kind] >= (AGAIN if kind in known else EACH)):
            continue
        opened[kind] += 1
        answer = request.get(path)
        if not answer.headers.get("content-type", "").startswith("text/html"):
            continue
        text, arrived = answer.text(), _path(answer.url)
        yield _kind(arrived), arrived, len(text)
        for link in HREF.findall(text):
            target = urljoin(arrived, unescape(link))
            if target not in seen:
                seen.add(target)
                waiting.append(target)


def _path(url: str) -> str:
    """Where a request was led in the end, without the host."""
    parts = urlsplit(url)
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def _kind(path: str) -> Kind:
    return name_of(path), "?" in path


def name_of(path: str) -> str:
    """The name of the address: "room:name"; "" where there is none."""
    try:
        return resolve(urlsplit(path).path).view_name
    except Resolver404:
        return ""
