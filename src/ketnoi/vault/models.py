"""Data keys, wrapped, and what every model with sealed fields is built on."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from typing import Any

from django.db import models, transaction

from ketnoi.audit.versions import Stale
from ketnoi.vault import providers
from ketnoi.vault.fields import SealedField
from ketnoi.vault.freshness import KEY_KIND
from ketnoi.vault.refusals import Shredded
from ketnoi.vault.sealed import is_pending


class DataKey(models.Model):
    """The key of one case, person or file; wrapped by a master key, and gone when it is shredded.

    `owner_kind` says what it was made for and is bound into the wrapping; moments are microseconds since 1970.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    owner_kind = models.CharField(max_length=40)
    master = models.PositiveIntegerField(help_text="version of the master key that wraps it")
    wrapped = models.BinaryField(null=True)
    created_at = models.BigIntegerField()
    shredded_at = models.BigIntegerField(null=True)

    class Meta:
        db_table = KEY_KIND
        indexes = [models.Index(fields=["master"], name="vault_datakey_master")]

    def __str__(self) -> str:
        return str(self.uuid)

    def context(self, master: int) -> bytes:
        """What the wrapping is bound to."""
        return f"datakey|{self.owner_kind}|{self.uuid.hex}|{master}".encode()

    def secret(self) -> bytes:
        """The key itself, for the moment of use; never kept. Raises Shredded, Tampered or KeyUnavailable."""
        if self.wrapped is None:
            raise Shredded("Khóa của hồ sơ này đã được hủy.")
        return providers.provider().unwrap(self.master, bytes(self.wrapped), self.context(self.master))


class Envelope(models.Model):
    """A key of the key folder, sealed for whoever holds two of the paper sheets; worthless without them."""

    name = models.CharField(max_length=40, unique=True, help_text="the key's file name")
    sealed = models.BinaryField()
    sealed_for = models.CharField(max_length=16, help_text="which sheets open it")
    created_at = models.BigIntegerField()

    def __str__(self) -> str:
        return self.name


class SealedModel(models.Model):
    """A row with sealed fields. Every change of one closes all of them anew, under the row's next version.

    The version is bound into each ciphertext and journalled as a line `seal`; the room's own `journal.write` takes that
    line along. Who saves a sealed change over somebody else's is refused with `audit.versions.Stale`; saving what is
    not sealed leaves the sealed columns alone.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    data_key = models.ForeignKey(DataKey, models.PROTECT, related_name="+", editable=False)
    row_version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True

    def save(
        self,
        force_insert: bool | tuple[models.base.ModelBase, ...] = False,
        force_update: bool = False,
        using: str | None = None,
        update_fields: Iterable[str] | None = None,
    ) -> None:
        """As Django's. Raises `Stale` when another change of a sealed field came first."""
        asked = None if update_fields is None else set(update_fields)
        with transaction.atomic(using=using, savepoint=False):
            if self._state.adding:
                super().save(force_insert=force_insert, force_update=force_update, using=using)
            elif self._has_pending(asked):
                self._save_sealed(force_update=force_update, using=using, asked=asked)
            else:
                fields = (self._loaded() if asked is None else asked) - self._sealed_columns()
                super().save(force_update=force_update, using=using, update_fields=fields)

    @classmethod
    def sealed_fields(cls) -> list[SealedField]:
        return [field for field in cls._meta.concrete_fields if isinstance(field, SealedField)]

    def own_row(self, using: str | None = None) -> models.QuerySet[Any]:
        """The own row in the database, as a question; a record that asks for a reader has a door of its own."""
        return type(self)._base_manager.using(using).filter(pk=self.pk)  # noqa: SLF001 - Django's own, documented

    def _has_pending(self, asked: set[str] | None) -> bool:
        pending = {field.name for field in self.sealed_fields() if is_pending(self, field)}
        return bool(pending if asked is None else pending & asked)

    def _save_sealed(self, *, force_update: bool, using: str | None, asked: set[str] | None) -> None:
        before = {field.attname: self.__dict__.get(field.attname) for field in self.sealed_fields()}
        seen = self.row_version
        self._lock(seen, using)
        for field in self.sealed_fields():
            field.reopen(self)
        self.row_version = seen + 1
        fields = (self._loaded() if asked is None else asked) | self._sealed_columns()
        try:
            super().save(force_update=force_update, using=using, update_fields=fields)
        except BaseException:
            self.row_version = seen
            self.__dict__.update(before)
            raise

    def _lock(self, seen: int, using: str | None) -> None:
        standing = self.own_row(using).select_for_update().first()
        if standing is not None and standing.row_version != seen:
            raise Stale(standing)

    def _loaded(self) -> set[str]:
        """Names of the columns that a save without names writes."""
        deferred = self.get_deferred_fields()
        columns = [field for field in self._meta.concrete_fields if not (field.primary_key or field.generated)]
        return {field.name for field in columns if field.attname not in deferred}

    @classmethod
    def _sealed_columns(cls) -> set[str]:
        return {field.name for field in cls.sealed_fields()} | {"row_version", "data_key"}
