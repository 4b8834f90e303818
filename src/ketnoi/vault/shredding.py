"""Destroy a data key: what it closed is unreadable from then on, the rows and the journal stay."""

from __future__ import annotations

from django.db import transaction

from ketnoi.audit import journal, moments
from ketnoi.vault.freshness import KEY_KIND, SHRED
from ketnoi.vault.models import DataKey


@transaction.atomic
def shred(data_key: DataKey, reason: str, actor: int | None = None, unit: int | None = None) -> None:
    """Destroy the key for good; `reason` is a code. Doing it twice changes nothing.

    The journal's line keeps the key destroyed, even if somebody puts the old row back. Backups made before still hold
    it, wrapped, until they expire.
    """
    key = DataKey.objects.select_for_update().get(pk=data_key.pk)
    if key.wrapped is not None:
        key.wrapped, key.shredded_at = None, moments.now()
        key.save(update_fields=["wrapped", "shredded_at"])
        journal.write(SHRED, KEY_KIND, key.uuid, actor=actor, unit=unit, reason=reason)
    data_key.wrapped, data_key.shredded_at = key.wrapped, key.shredded_at
