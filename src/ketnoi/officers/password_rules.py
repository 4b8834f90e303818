"""What a new password must be: long, and not made of what anybody guesses first. No rules of composition, no renewal.

Lengths are those of NIST SP 800-63B-4, 3.1.1.2: fifteen where the password stands alone, eight beside a second factor.
Django's list of common passwords is asked besides (settings).
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from ketnoi.officers.models import Officer
from ketnoi.ui.text import fold

ALONE, BESIDE_A_FACTOR = 15, 8
SHORTEST_WORD = 3
# Tried first against an office of this country; each counts as one sign, with marks or without.
EXPECTED = frozenset(
    [
        "ket noi",
        "ketnoi",
        "mat khau",
        "matkhau",
        "password",
        "phu nu",
        "phunu",
        "hoi lhpn",
        "lhpn",
        "cong an",
        "congan",
        "vien kiem sat",
        "kiemsat",
        "toa an",
        "toaan",
        "tre em",
        "treem",
        "bao ve",
        "baove",
        "viet nam",
        "vietnam",
        "qwerty",
        "asdfgh",
        "iloveyou",
        "xin chao",
        "admin",
    ]
)


def least(officer: Officer | None) -> int:
    """How many signs a password of this account has at least."""
    return BESIDE_A_FACTOR if officer is not None and officer.strong_since else ALONE


def weight(password: str, officer: Officer | None = None) -> int:
    """How many signs are left when expected words and the officer's own names count as one each, and rows not at all.

    "abcdef", "111111" and "987654" are rows: from the third sign on, one that goes on as before is not counted.
    """
    text = fold(password)
    for word in sorted({*EXPECTED, *_names(officer)}, key=len, reverse=True):
        text = text.replace(word, "\0")
    steps = [ord(after) - ord(before) for before, after in pairwise(text)]
    going_on = sum(1 for before, after in pairwise(steps) if before == after in {-1, 0, 1})
    return len(text) - going_on


class LongEnough:
    """Long enough for an account with, or without, a second factor."""

    def validate(self, password: str, user: Officer | None = None) -> None:
        if len(password) < least(user):
            raise ValidationError(self.get_help_text(user), code="password_too_short")

    def get_help_text(self, user: Officer | None = None) -> str:
        return _("Mật khẩu cần từ %(least)s ký tự.") % {"least": least(user)}


class NotExpected:
    """Not a name, a word of this product, or a row of signs, with little beside it."""

    def validate(self, password: str, user: Officer | None = None) -> None:
        if weight(password, user) < least(user) <= len(password):
            raise ValidationError(self.get_help_text(), code="password_expected")

    def get_help_text(self) -> str:
        return _("Mật khẩu này dễ đoán: phần lớn là tên, từ quen thuộc hoặc dãy phím liền nhau. Hãy ghép vài từ khác.")


def _names(officer: Officer | None) -> Iterable[str]:
    """The user name and the words of the name, as somebody would type them."""
    if officer is None:
        return ()
    words = fold(f"{officer.username} {officer.username.replace('.', ' ')} {officer.name}").split()
    return (word for word in (*words, "".join(fold(officer.name).split())) if len(word) >= SHORTEST_WORD)
