"""A secret on three sheets of paper, of which any two give it back.

A sheet carries nine groups of four signs and a fifth that checks them, in an alphabet of 31 signs without 0, 1, I, L
and O. 31 is prime: a wrong sign, or two that changed places, is found in its own group, and one knows where to look.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from Crypto.Protocol.SecretSharing import Shamir

ALPHABET: Final = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
SECRET: Final = 16  # bytes that are shared
SHEETS: Final = 3
ENOUGH: Final = 2
GROUPS: Final = 9
_SIGNS: Final = 4  # of a group, before the one that checks them
_BASE: Final = len(ALPHABET)
_CHECK_WEIGHT: Final = _SIGNS + 1
_CHECKSUM: Final = 2  # bytes
_BYTES: Final = 2 + SECRET + _CHECKSUM


class Mistyped(ValueError):
    """What was typed is no sheet; the message says in which group to look, and nothing of what was typed."""


@dataclass(frozen=True)
class Share:
    """One sheet: which of the three, of which set (a number that all three carry), and its bytes."""

    number: int
    of_set: int
    content: bytes

    def __repr__(self) -> str:
        return f"Share({self.number}, {self.of_set})"


def split(secret: bytes) -> list[Share]:
    """Three sheets of a fresh set. `secret` has 16 bytes."""
    of_set = hashlib.sha256(b"set" + secret).digest()[0]
    return [Share(number, of_set, content) for number, content in Shamir.split(ENOUGH, SHEETS, secret)]


def joined(shares: Sequence[Share]) -> bytes:
    """The secret, from two different sheets of one set. Raises Mistyped."""
    if len({share.of_set for share in shares}) > 1:
        raise Mistyped("Hai tờ không cùng một bộ.")
    if len({share.number for share in shares}) < ENOUGH:
        raise Mistyped("Cần hai tờ khác nhau.")
    secret = bytes(Shamir.combine([(share.number, share.content) for share in shares[:ENOUGH]]))
    if hashlib.sha256(b"set" + secret).digest()[0] != shares[0].of_set:
        raise Mistyped("Hai tờ không khớp nhau.")
    return secret


def written(share: Share) -> str:
    """The nine groups, separated by spaces."""
    body = bytes([share.number, share.of_set]) + share.content
    number = int.from_bytes(body + _checksum(body), "big")
    digits = [number // _BASE**place % _BASE for place in reversed(range(GROUPS * _SIGNS))]
    groups = [digits[start : start + _SIGNS] for start in range(0, len(digits), _SIGNS)]
    return " ".join(_spelled([*group, _check(group, place)]) for place, group in enumerate(groups, 1))


def read(text: str) -> Share:
    """A sheet as somebody typed it: small letters, hyphens and spaces as they come. Raises Mistyped."""
    signs = "".join(text.replace("-", " ").split()).upper()
    if len(signs) != GROUPS * (_SIGNS + 1):
        raise Mistyped(f"Tờ khóa có {GROUPS} nhóm, mỗi nhóm {_SIGNS + 1} ký tự; đã nhập {len(signs)} ký tự.")
    number = 0
    for place in range(1, GROUPS + 1):
        for digit in _group(signs[(place - 1) * (_SIGNS + 1) : place * (_SIGNS + 1)], place):
            number = number * _BASE + digit
    return _share(number)


def _group(signs: str, place: int) -> list[int]:
    if not set(signs) <= set(ALPHABET):
        raise Mistyped(f"Nhóm {place} có ký tự không dùng trên tờ khóa.")
    *group, check = (ALPHABET.index(sign) for sign in signs)
    if check != _check(group, place):
        raise Mistyped(f"Nhóm {place} không đúng: hãy so lại với tờ giấy.")
    return group


def _share(number: int) -> Share:
    if number >= 256**_BYTES:
        raise Mistyped("Các nhóm không cùng một tờ.")
    content = number.to_bytes(_BYTES, "big")
    body, checksum = content[:-_CHECKSUM], content[-_CHECKSUM:]
    if _checksum(body) != checksum:
        raise Mistyped("Các nhóm không cùng một tờ.")
    return Share(body[0], body[1], body[2:])


def _checksum(body: bytes) -> bytes:
    return hashlib.sha256(b"sheet" + body).digest()[:_CHECKSUM]


def _check(group: Sequence[int], place: int) -> int:
    """The digit that makes the weighted sum of all five the group's place, modulo 31."""
    weighted = sum(weight * digit for weight, digit in enumerate(group, 1))
    return (place - weighted) * pow(_CHECK_WEIGHT, -1, _BASE) % _BASE


def _spelled(digits: Sequence[int]) -> str:
    return "".join(ALPHABET[digit] for digit in digits)
