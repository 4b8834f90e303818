from django.db import models

from ketnoi.access.fields import ProtectedKey
from ketnoi.access.models import ProtectedRecord


class Leaf(ProtectedRecord):
    pass


class Petal(models.Model):
    leaf = ProtectedKey(Leaf, models.DO_NOTHING, related_name="petals")


class Unplucked(models.Model):
    leaf = models.ForeignKey(Leaf, models.DO_NOTHING, related_name="+")

    class Meta:
        abstract = True
