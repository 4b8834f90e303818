"""Getting in again without any second factor: by two persons. Moments are microseconds since 1970."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from ketnoi.officers.models.accounts import Officer


class Recovery(models.Model):
    """Started by an administrator, confirmed by a second person, used once by the officer with the code of the second.

    A row without `ended_at` is under way; `code` is the digest of the code, once confirmed.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    officer = models.ForeignKey(Officer, models.CASCADE, related_name="recoveries")
    started_by = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    started_at = models.BigIntegerField()
    confirmed_by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+")
    confirmed_at = models.BigIntegerField(null=True)
    code = models.CharField(max_length=64, blank=True)
    ended_at = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["-started_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["officer"], condition=Q(ended_at__isnull=True), name="officers_one_recovery_under_way"
            ),
        ]
