"""P13: every address of the product answers with exactly the headers of its kind, for whoever asks.

Every address that needs no argument is asked for by nobody, by an officer without a post, and by one of each role, with
and without a second factor; and addresses that do not exist. Headers are compared word by word with `GOLDEN`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.test import Client
from django.test.utils import override_settings
from django.urls import URLPattern, URLResolver, get_resolver

from ketnoi.main.proving.promise import Outcome, Promise, outcome
from ketnoi.officers import actions, strength
from ketnoi.officers.enums import Role
from ketnoi.officers.models import Officer
from ketnoi.orgs import build
from ketnoi.orgs.models import Level, Unit

CSP = (
    "base-uri 'none'; connect-src 'self'; default-src 'none'; font-src 'self'; form-action 'self'; "
    "frame-ancestors 'none'; img-src 'self' data:; media-src 'self'; script-src 'self'; style-src 'self'"
)
GOLDEN = {
    "Content-Security-Policy": CSP,
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
}
NO_STORE = "private, no-store"
INLINE = re.compile(rb"<script(?![^>]*\ssrc=)[^>]*>|<style|\son[a-z]+=\"|\sstyle=\"|href=\"javascript:", re.IGNORECASE)
MISSING = ("/khong-co-trang-nay/", "/quan-tri/khong-co/", "/tep/khong-co")
STATIC = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}


def _run(size: int, seed: int) -> Outcome:
    """`size` is how many addresses are asked for, all of them at most; `seed` is from which one on."""
    known = [*_addresses(), *MISSING]
    asked = [known[(seed + number) % len(known)] for number in range(min(size, len(known)))]
    with override_settings(STORAGES=STATIC):
        visitors = _visitors()
        findings = [
            finding for who in visitors for address in asked for finding in _asked(who, *visitors[who], address)
        ]
    return outcome(len(asked) * len(visitors), findings)


def _asked(who: str, client: Client, officer: Officer | None, address: str) -> Iterator[str]:
    """What is wrong with the answer to a page asked for, in words."""
    if officer is not None and not client.session.get("_auth_user_id"):
        client.force_login(officer)
    answer = client.get(address)
    told = {name: answer.headers.get(name, "") for name in GOLDEN}
    told["Content-Security-Policy"] = "; ".join(sorted(told["Content-Security-Policy"].split("; ")))
    yield from (f"{who} {address}: {name}" for name, value in GOLDEN.items() if told[name] != value)
    if officer is not None and answer.headers.get("Cache-Control") != NO_STORE:
        yield f"{who} {address}: Cache-Control"
    if answer.status_code >= 500:  # noqa: PLR2004 - errors of the server
        yield f"{who} {address}: {answer.status_code}"
    if INLINE.search(_body(answer)):
        yield f"{who} {address}: nội dung nhúng trong trang"


def _body(answer: HttpResponseBase) -> bytes:
    return answer.content if isinstance(answer, HttpResponse) else b""


def _visitors() -> dict[str, tuple[Client, Officer | None]]:
    """Nobody, an officer without a post, one of each role; and those that gave a second factor."""
    unit = Unit.objects.create(agency=build.agencies()["hoi"], level=Level.PROVINCE, name="Hội tỉnh Mẫu", path="")
    unit.path = f"{unit.pk}."
    unit.save()
    made: dict[str, tuple[Client, Officer | None]] = {"không ai": (Client(), None)}
    made["chưa có vị trí"] = (Client(), actions.add_officer("proof-nobody", None, "Người Mẫu"))
    for role in Role:
        officer = actions.add_officer(f"proof-{role.value}", None, "Người Mẫu")
        actions.give_post(officer, unit.pk, role, actor=None)
        made[role.value] = (Client(), officer)
        made[f"{role.value}, hai lớp"] = (_strong(officer), officer)
    return made


def _strong(officer: Officer) -> Client:
    client = Client()
    client.force_login(officer)
    session = client.session
    now = session[strength.PASSWORD_AT]
    session.update({strength.FACTOR_AT: now, strength.FRESH_AT: now, strength.SEEN_AT: now})
    session.save()
    return client


def _addresses(patterns: list[URLPattern | URLResolver] | None = None, before: str = "/") -> Iterator[str]:
    """Every address that needs no argument, in the order of the product's table of contents."""
    for one in patterns if patterns is not None else get_resolver().url_patterns:
        address = before + str(one.pattern)
        if isinstance(one, URLResolver):
            yield from _addresses(one.url_patterns, address)
        elif not one.pattern.regex.groups:
            yield address


PROMISE = Promise(
    "P13",
    "Hỏi mọi địa chỉ không cần tham số, với mọi loại người dùng; tiêu đề khớp từng chữ, trang không nhúng mã, trang của"
    " cán bộ không nằm lại trong bộ nhớ đệm",
    _run,
    size=1_000,
    fast=6,
)
