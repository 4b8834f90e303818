"""Officers with second factors, and browsers in which they sign in; time stands still in these tests."""

from __future__ import annotations

import pyotp
import time_machine
from django.test import Client

from ketnoi.officers.factors import authenticator, cards
from ketnoi.officers.models import Officer
from tests.officers.worlds import PASSWORD

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
NOON = 1_790_000_010  # seconds since 1970; a half minute begins here
HALF_MINUTE, MINUTE, HOUR = 30, 60, 3600
CHALLENGE, SECURITY = "/dang-nhap/xac-thuc/", "/tai-khoan/bao-mat/"


def noon():
    return time_machine.travel(NOON, tick=False)


def code(at: float, secret: str = SECRET) -> str:
    """What the app shows at this moment."""
    return pyotp.TOTP(secret).at(int(at))


def with_app(officer: Officer) -> None:
    authenticator.add(officer.pk, SECRET, 1)
    officer.refresh_from_db()


def with_card(officer: Officer) -> list[str]:
    """The codes of a card in use, the first of them used up."""
    codes = cards.make(officer.pk)
    assert cards.begin(officer.pk, codes[0])
    officer.refresh_from_db()
    return codes


def password_given(username: str = "mot", client: Client | None = None) -> Client:
    client = client or Client()
    answer = client.post("/dang-nhap/", {"username": username, "password": PASSWORD})
    assert answer.status_code == 302
    return client


def gives(client: Client, typed: str):
    """Answer the page that asks for the second factor."""
    client.get("/tai-khoan/")
    return client.post(CHALLENGE, {"ma-xac-thuc": typed})
