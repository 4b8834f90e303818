"""Second factors of an account. Moments are microseconds since 1970."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from ketnoi.officers.models.accounts import Officer
from ketnoi.vault.fields import SealedText
from ketnoi.vault.models import SealedModel


class Authenticator(SealedModel):
    """An app that shows a new code each half minute. `last_step` is the half minute of the code last used."""

    officer = models.OneToOneField(Officer, models.CASCADE, related_name="authenticator")
    secret = SealedText(section="sign_in")
    last_step = models.BigIntegerField()
    made_at = models.BigIntegerField()


class Passkey(models.Model):
    """A passkey or hardware key. `credential` is what WebAuthn attests: the key's own id and its public key.

    `uses` is the key's own counter; keys that keep none leave it at 0.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    officer = models.ForeignKey(Officer, models.CASCADE, related_name="passkeys")
    name = models.CharField(_("tên khóa"), max_length=60)
    credential = models.BinaryField()
    uses = models.BigIntegerField(default=0)
    made_at = models.BigIntegerField()
    used_at = models.BigIntegerField(default=0)

    class Meta:
        ordering = ["made_at"]


class CodeCard(models.Model):
    """A printed card of numbered codes, each good once.

    It counts from the moment its first code was typed in (`begun_at`); the one before it counts until then.
    """

    officer = models.ForeignKey(Officer, models.CASCADE, related_name="code_cards")
    made_at = models.BigIntegerField()
    begun_at = models.BigIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["officer"], condition=models.Q(begun_at__gt=0), name="officers_one_card_in_use"
            ),
            models.UniqueConstraint(
                fields=["officer"], condition=models.Q(begun_at=0), name="officers_one_card_to_begin"
            ),
        ]


class CardCode(models.Model):
    """One code of a card, as a keyed digest."""

    card = models.ForeignKey(CodeCard, models.CASCADE, related_name="codes")
    number = models.PositiveSmallIntegerField()
    digest = models.CharField(max_length=64)
    used_at = models.BigIntegerField(default=0)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["card", "number"], name="officers_card_number")]
