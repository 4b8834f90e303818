"""What keeps units connected around a practice: questions with their answers, units that follow it, thanks.

Moments are microseconds since 1970. Actors are plain keys. Words that were withdrawn are gone, not hidden.
"""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ketnoi.orgs.models import Unit
from ketnoi.practices.models.practice import Practice


class Question(models.Model):
    """What a unit asks the originating one; without an answer while `answered_at` is None."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    practice = models.ForeignKey(Practice, models.PROTECT, related_name="questions")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("đơn vị hỏi"))
    words = models.TextField(_("câu hỏi"), blank=True)
    asked_by = models.BigIntegerField()
    asked_at = models.BigIntegerField()
    answer = models.TextField(_("trả lời"), blank=True)
    answered_by = models.BigIntegerField(null=True)
    answered_unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", null=True)
    answered_at = models.BigIntegerField(null=True)
    withdrawn_at = models.BigIntegerField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-pk"]
        indexes = [
            models.Index(
                fields=["practice"], condition=Q(answered_at=None, withdrawn_at=None), name="practice_question_open"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at=None, answered_by=None, answered_unit=None, answer="")
                | Q(answered_at__isnull=False, answered_by__isnull=False, answered_unit__isnull=False),
                name="practice_question_answer_whole",
            ),
        ]


class Follow(models.Model):
    """A unit that is told when something is new about a practice."""

    practice = models.ForeignKey(Practice, models.CASCADE, related_name="follows")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    since = models.BigIntegerField()
    actor = models.BigIntegerField()

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["practice", "unit"], name="practice_follow_once")]


class Thanks(models.Model):
    """What a unit says in thanks, once. Never counted against another practice."""

    practice = models.ForeignKey(Practice, models.CASCADE, related_name="thanks")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    words = models.CharField(_("lời cảm ơn"), max_length=300)
    at = models.BigIntegerField()
    actor = models.BigIntegerField()

    class Meta:
        ordering = ["-pk"]
        constraints = [models.UniqueConstraint(fields=["practice", "unit"], name="practice_thanks_once")]
