"""Make data keys: one for each person, case or sealed file."""

from __future__ import annotations

from ketnoi.audit import moments
from ketnoi.vault import aead
from ketnoi.vault.models import DataKey
from ketnoi.vault.providers import Provider, provider
from ketnoi.vault.refusals import KeyUnavailable


def new(owner_kind: str) -> DataKey:
    """A fresh key, saved, for one owner of this kind (a code, at most 40 signs). Raises KeyUnavailable."""
    key = _made(owner_kind, provider())
    key.save(force_insert=True)
    return key


def new_many(owner_kind: str, count: int) -> list[DataKey]:
    """As many fresh keys, saved at once."""
    holder = provider()
    return DataKey.objects.bulk_create([_made(owner_kind, holder) for _ in range(count)])


def unsaved(owner_kind: str) -> DataKey:
    """A fresh key that nobody saved yet, for who writes it in his own way."""
    return _made(owner_kind, provider())


def _made(owner_kind: str, holder: Provider) -> DataKey:
    if not (versions := holder.versions()):
        raise KeyUnavailable("Chưa có khóa chính: hãy chạy ketnoi keys init.")
    key = DataKey(owner_kind=owner_kind, master=versions[-1], created_at=moments.now())
    key.wrapped = holder.wrap(key.master, aead.new_key(), key.context(key.master))
    return key
