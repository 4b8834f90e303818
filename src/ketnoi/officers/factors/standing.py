"""Which second factors an account has."""

from __future__ import annotations

from dataclasses import dataclass

from ketnoi.officers.models import Authenticator, CardCode, Officer, Passkey


@dataclass(frozen=True)
class Standing:
    """`since` is when the authenticator was added (0 without one); of the card: codes left, the number of the next."""

    since: int
    passkeys: tuple[Passkey, ...]
    card_since: int
    codes_left: int
    next_code: int

    @property
    def count(self) -> int:
        """How many ways there are to prove oneself; a card without codes is none."""
        return bool(self.since) + len(self.passkeys) + bool(self.codes_left)


def of(officer: Officer) -> Standing:
    """What stands now, in three questions."""
    since = Authenticator.objects.filter(officer=officer).values_list("made_at", flat=True).first() or 0
    unused = CardCode.objects.filter(card__officer=officer, card__begun_at__gt=0, used_at=0)
    codes = list(unused.values_list("number", "card__made_at"))
    first = codes[0] if codes else (0, 0)
    return Standing(since, tuple(Passkey.objects.filter(officer=officer)), first[1], len(codes), first[0])
