"""Leaves: protected records with one sealed field; petals point at them."""

from django.db import models

from ketnoi.access.fields import ProtectedKey
from ketnoi.access.models import ProtectedRecord
from ketnoi.vault.fields import SealedText
from ketnoi.vault.models import SealedModel

KIND = "leaf"
SECTIONS = ("identity", "address", "shelter", "medical", "reporter", "notice", "notes")


class Leaf(ProtectedRecord, SealedModel):
    name = SealedText(section="identity", null=True)

    class Meta(ProtectedRecord.Meta):
        pass


class Petal(models.Model):
    leaf = ProtectedKey(Leaf, models.DO_NOTHING, related_name="petals")
