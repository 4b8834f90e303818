"""A printed card of codes for whoever has no smartphone. Codes are asked for one after the other, each once."""

from __future__ import annotations

import re
import secrets

from django.db import transaction
from django.utils.crypto import constant_time_compare

from ketnoi.audit import moments
from ketnoi.officers.factors import changing
from ketnoi.officers.models import CardCode, CodeCard, Officer
from ketnoi.vault import keyed

KIND = "card"
PURPOSE = "officers.card"
COUNT = 40  # fits one A4 sheet, and lasts a month of one sign-in and one export a day
DIGITS = 8
FEW = 5  # so many left: time for a new card


def plain(typed: str) -> str:
    """A code as it counts: with spaces, dots and dashes taken out."""
    return re.sub(r"[\s.\-]", "", typed)


@transaction.atomic
def make(pk: int) -> list[str]:
    """Draw a new card; answers its codes in order, told this once only. The one in use stays so until it begins."""
    officer = changing.locked(pk)
    CodeCard.objects.filter(officer=officer, begun_at=0).delete()
    card = CodeCard.objects.create(officer=officer, made_at=moments.now())
    codes = [f"{secrets.randbelow(10**DIGITS):0{DIGITS}d}" for _ in range(COUNT)]
    CardCode.objects.bulk_create(
        CardCode(card=card, number=number, digest=_digest(card, number, code)) for number, code in enumerate(codes, 1)
    )
    return codes


@transaction.atomic
def begin(pk: int, typed: str) -> bool:
    """Use the new card from now on, if this is its first code: who types it has the card at hand."""
    officer = changing.locked(pk)
    waiting = CodeCard.objects.filter(officer=officer, begun_at=0).first()
    if waiting is None or not _use_next(waiting, typed):
        return False
    CodeCard.objects.filter(officer=officer, begun_at__gt=0).delete()
    CodeCard.objects.filter(pk=waiting.pk).update(begun_at=moments.now())
    changing.added(officer, KIND)
    return True


@transaction.atomic
def remove(pk: int) -> None:
    """Make the card void. Raises ValidationError when it is the last way."""
    officer = changing.locked(pk)
    gone, _rows = CodeCard.objects.filter(officer=officer).delete()
    if gone:
        changing.removed(officer, KIND)


@transaction.atomic
def is_right(officer: Officer, typed: str) -> bool:
    """Whether this is the card's next code; it is used up by that."""
    card = CodeCard.objects.filter(officer=officer, begun_at__gt=0).first()
    return card is not None and _use_next(card, typed)


def _use_next(card: CodeCard, typed: str) -> bool:
    following = CardCode.objects.select_for_update().filter(card=card, used_at=0).first()
    if following is None or not constant_time_compare(following.digest, _digest(card, following.number, plain(typed))):
        return False
    return bool(CardCode.objects.filter(pk=following.pk, used_at=0).update(used_at=moments.now()))


def _digest(card: CodeCard, number: int, code: str) -> str:
    return keyed.digest(PURPOSE, f"{card.pk}.{number}.{code}")
