"""Uploaded files. The owner and the actor are plain keys: this room lies below those that own files."""

from __future__ import annotations

import uuid
from pathlib import Path

from django.conf import settings
from django.db import models
from django.db.models import Q

from ketnoi.attachments.cleaning import FILM
from ketnoi.vault import sealing
from ketnoi.vault.models import DataKey

LONGEST_CAPTION = 200


class Attachment(models.Model):
    """A cleaned file. `path` is relative to MEDIA_ROOT, by digest; moments are microseconds since 1970.

    One with a `data_key` lies sealed: its path is its uuid, `sha256` is that of the sealed bytes, and its name, which
    may name a person, is in `sealed_name`. `caption` says what a picture or film shows to whoever cannot see it; a
    sealed file has none, since it would lie in clear.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    owner_kind = models.CharField(max_length=40)
    owner_id = models.BigIntegerField()
    path = models.CharField(max_length=120)
    sha256 = models.CharField(max_length=64)
    media_type = models.CharField(max_length=100)
    bytes = models.PositiveIntegerField()
    width = models.PositiveIntegerField(null=True)
    height = models.PositiveIntegerField(null=True)
    name = models.CharField(max_length=150)
    caption = models.CharField(max_length=LONGEST_CAPTION, blank=True)
    data_key = models.ForeignKey(DataKey, models.PROTECT, null=True, related_name="+", editable=False)
    sealed_name = models.BinaryField(null=True)
    created_at = models.BigIntegerField()
    created_by = models.BigIntegerField()
    removed_at = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["owner_kind", "owner_id"], name="attachment_owner")]
        constraints = [
            models.CheckConstraint(condition=Q(data_key=None) | Q(caption=""), name="attachment_sealed_no_caption")
        ]

    def __str__(self) -> str:
        return self.name or str(self.uuid)

    def open_name(self) -> str:
        """The file's name, a sealed one's too. Raises vault.refusals.Refused where that does not open."""
        if self.data_key is None:
            return self.name
        return sealing.open_bytes(self.data_key, self.place("name"), bytes(self.sealed_name or b"")).decode()

    def place(self, part: str) -> str:
        """What the sealed bytes of a part ("file", "small", "name") are bound to: also to whose file it is."""
        return f"attachment|{self.uuid.hex}|{self.owner_kind}|{self.owner_id}|{part}"

    @property
    def is_picture(self) -> bool:
        return self.media_type.startswith("image/")

    @property
    def is_film(self) -> bool:
        return self.media_type == FILM

    @property
    def file(self) -> Path:
        return Path(settings.MEDIA_ROOT) / self.path

    @property
    def thumbnail(self) -> Path:
        """Where the small picture lies; only pictures have one."""
        return self.file.with_suffix(".small")
