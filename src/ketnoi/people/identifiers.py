"""Numbers that name one person: the identity number of twelve digits, and a telephone; tidied, and looked at."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Final

from django.utils.translation import gettext as _

from ketnoi.people.births import Birth
from ketnoi.people.enums import Sex

ID_DIGITS: Final = 12
_APART: Final = re.compile(r"[\s.()-]+")
_TELEPHONE: Final = re.compile(r"0[0-9]{8,10}")
_CODED_FROM: Final = (
    1900  # the fourth digit is 0 for a man and 1 for a woman born from this year on, 2 and 3 a century later
)


def id_number(typed: str) -> str:
    """Twelve digits without what stands between; "" for none. Raises ValueError with a message for the user."""
    number = _APART.sub("", typed)
    if number and not (number.isascii() and number.isdigit() and len(number) == ID_DIGITS):
        raise ValueError(_("Số định danh cá nhân có 12 chữ số"))
    return number


def telephone(typed: str) -> str:
    """A Vietnamese number from its 0, "+84" and "84" read as it; "" for none. Raises ValueError with a message."""
    number = _APART.sub("", typed).removeprefix("+")
    if number.startswith("84") and len(number) >= 11:  # noqa: PLR2004 - 84 and nine digits
        number = "0" + number[2:]
    if number and not (number.isascii() and _TELEPHONE.fullmatch(number)):
        raise ValueError(_("Ghi số điện thoại bắt đầu bằng số 0, ví dụ 0900 000 000"))
    return number


def doubts(number: str, birth: Birth | None, sex: str, provinces: Collection[str]) -> list[str]:
    """What looks wrong about an identity number, in words; it may be right all the same.

    `provinces` are the two-digit codes of provinces on every map. How the number is made up, and where that is said:
    data/SOURCES.md.
    """
    if not number:
        return []
    said = []
    if number[0] != "0" or number[1:3] not in provinces:
        said.append(_("Ba số đầu không phải mã của một tỉnh."))
    if birth is not None and int(number[4:6]) != birth.year % 100:
        said.append(_("Số thứ năm và thứ sáu không khớp với năm sinh."))
    if birth is not None and (birth.year - _CODED_FROM) // 100 != int(number[3]) // 2:
        said.append(_("Số thứ tư không khớp với thế kỷ sinh."))
    if sex in {Sex.FEMALE, Sex.MALE} and int(number[3]) % 2 != (sex == Sex.FEMALE):
        said.append(_("Số thứ tư không khớp với giới tính."))
    return said
