"""The exact security headers of every kind of page."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.web.world import World

pytestmark = pytest.mark.django_db

POLICY = (
    "default-src 'none'; base-uri 'none'; connect-src 'self'; font-src 'self'; form-action 'self'; "
    "frame-ancestors 'none'; img-src 'self' data:; media-src 'self'; script-src 'self'; style-src 'self'"
)
GOLDEN = {
    "Content-Security-Policy": POLICY,
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
}


def _canonical(policy: str) -> str:
    """The same policy, its directives in alphabetical order after the default."""
    first, *others = sorted(policy.split("; "), key=lambda part: (not part.startswith("default-src"), part))
    return "; ".join([first, *others])


def _security(headers: dict[str, str]) -> dict[str, str]:
    found = {name: headers.get(name, "") for name in GOLDEN}
    return found | {"Content-Security-Policy": _canonical(found["Content-Security-Policy"])}


@pytest.mark.parametrize("address", ["/dang-nhap/", "/khong-co/"])
def test_public_pages(client: Client, address: str) -> None:
    assert _security(dict(client.get(address).headers)) == GOLDEN


@pytest.mark.parametrize("address", ["/hom-nay/", "/tat-ca/", "/tai-khoan/", "/khong-co/", "/"])
def test_staff_pages_stay_in_no_cache(world: World, address: str) -> None:
    answer = world.client("recorder").get(address)
    assert _security(dict(answer.headers)) == GOLDEN
    assert answer.headers["Cache-Control"] == "private, no-store"


def test_signing_out_stays_in_no_cache_and_leaves_nothing_on_the_machine(world: World) -> None:
    headers = world.client("recorder").post("/dang-xuat/").headers
    assert (headers["Cache-Control"], headers["Clear-Site-Data"]) == ("private, no-store", '"cache", "storage"')


def test_sign_in_page_is_not_kept_either(client: Client) -> None:
    assert "no-store" in client.get("/dang-nhap/").headers["Cache-Control"]


def test_nothing_is_inline(world: World) -> None:
    """What the policy would block must not be on the page in the first place."""
    page = world.client("recorder").get("/hom-nay/").content.decode()
    assert " style=" not in page
    assert " onclick=" not in page
    assert "<style" not in page
    assert "<script>" not in page


def test_the_session_cookie_is_closed_to_scripts(world: World) -> None:
    client = Client()
    client.post("/dang-nhap/", {"username": "recorder", "password": world.password})
    cookie = client.cookies["sessionid"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
