"""P10: strangers guess passwords and codes for days; none succeeds, and the officer signs in meanwhile.

A guess every ten seconds, each from a browser that nobody knows or with an invented device. Every second guess is made
by somebody who has the password and tries codes of the app. Of all these few are looked at (`_most`): so many times
three codes that are good at a moment, of a million, is the chance that one of them had been right: for ten thousand
guesses, 28 hours, below 1 in 7,000. A password drawn by lot has 78 bits.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random

import pyotp
from django.http.response import HttpResponseBase
from django.test import Client
from django.test.utils import override_settings
from django.urls import reverse

from ketnoi.audit import installation, moments, switching
from ketnoi.main.proving.promise import Outcome, Promise, outcome
from ketnoi.officers import actions, devices, guessing, passwords
from ketnoi.officers.factors import authenticator
from ketnoi.officers.models import Officer

START = 4_102_444_800 * guessing.SECOND  # in the year 2100: no session of the scratch expires before
GAP = 10  # seconds between two guesses
INSIDERS, CHECKS = 4, 4  # browsers of whoever has the password; how often the officer signs in meanwhile
NAME = "proof-officer"
BAD_REQUEST, WAIT = 400, 429
STATIC = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}


@dataclass
class _Siege:
    """An officer on a device of his own, strangers around him, and what came of it."""

    chance: Random
    password: str
    secret: str
    officer: Officer
    own: Client = field(default_factory=Client)
    insiders: list[Client] = field(default_factory=list)
    looked_at: dict[str, int] = field(default_factory=lambda: {"password": 0, "code": 0})

    def sign_in(self, number: int) -> Iterator[str]:
        """The officer, on his own device."""
        first = self._typed(self.own, self.password)
        second = self._code(self.own, pyotp.TOTP(self.secret).at(moments.now() // guessing.SECOND))
        if not (_let_in(first) and _let_in(second)):
            yield f"lần {number}: cán bộ không vào được từ máy quen"
        self.own.post(reverse("officers:sign_out"))

    def begin(self) -> None:
        """Somebody else has found out the password and signs in with it from several browsers, up to the code."""
        for _ in range(INSIDERS):
            stranger = Client()
            self._typed(stranger, self.password)
            self.insiders.append(stranger)

    def guess(self, number: int) -> Iterator[str]:
        if number % 2:
            kind, answer = "password", self._typed(self._stranger(), f"doan {self.chance.getrandbits(64)}")
        else:
            insider = self.insiders[number // 2 % INSIDERS]
            kind, answer = "code", self._code(insider, f"{self.chance.randrange(10**6):06d}")
        self.looked_at[kind] += answer.status_code != WAIT
        if _let_in(answer):
            yield f"lần {number}: người lạ vào được"

    def _stranger(self) -> Client:
        """A browser that nobody knows; every third says that it is known."""
        stranger = Client()
        if self.chance.randrange(3) == 0:
            stranger.cookies[devices.COOKIE] = f"{self.officer.pk}.{self.chance.getrandbits(64):016x}.{'0' * 64}"
        return stranger

    def _typed(self, client: Client, password: str) -> HttpResponseBase:
        return client.post(reverse("officers:sign_in"), {"username": NAME, "password": password})

    def _code(self, client: Client, code: str) -> HttpResponseBase:
        client.get(reverse("officers:account"))
        return client.post(reverse("officers:challenge"), {"ma-xac-thuc": code})


def _run(size: int, seed: int) -> Outcome:
    with override_settings(STORAGES=STATIC):
        return _siege(size, Random(seed))  # noqa: S311 - a run that can be repeated


def _siege(size: int, chance: Random) -> Outcome:
    siege = _made(chance)
    findings: list[str] = []
    for number in range(size):
        with moments.stamped(START + number * GAP * guessing.SECOND):
            if number % max(1, size // CHECKS) == 0:
                findings += siege.sign_in(number)
            if number == 0:
                siege.begin()
            findings += siege.guess(number)
    with moments.stamped(START + size * GAP * guessing.SECOND):
        findings += siege.sign_in(size)
    most = _most(size * GAP)
    findings += [f"{kind}: xem xét {count} lần đoán" for kind, count in siege.looked_at.items() if count > most]
    return outcome(size, findings)


def _made(chance: Random) -> _Siege:
    """Only a demo may stamp moments; it is switched to ask for the second factor."""
    installation.mark_demo("proof")
    switching.ask_second_factor(asked=True)
    password = passwords.drawn()
    officer = actions.add_officer(NAME, password, "Người Mẫu")
    secret = "".join(chance.choices("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", k=32))
    authenticator.add(officer.pk, secret, 1)
    return _Siege(chance, password, secret, officer)


def _most(seconds: int) -> int:
    """How many tries one bucket lets through in this time: the free ones, then each after twice the wait before."""
    tries, passed, wait = guessing.FREE, 0, guessing.FIRST_WAIT // guessing.SECOND
    while passed + wait <= seconds:
        tries, passed, wait = tries + 1, passed + wait, min(2 * wait, guessing.LONGEST_WAIT // guessing.SECOND)
    return tries


def _let_in(answer: HttpResponseBase) -> bool:
    """Led on; who is refused or has to wait is shown the same page again."""
    return answer.status_code < BAD_REQUEST and bool(answer.headers.get("Location"))


PROMISE = Promise(
    "P10",
    "Người lạ đoán mật khẩu và mã xác thực, cứ mười giây một lần, từ máy lạ và máy giả làm quen; cán bộ vẫn đăng nhập"
    " từ máy quen giữa chừng",
    _run,
    size=10_000,
    fast=12,
)
