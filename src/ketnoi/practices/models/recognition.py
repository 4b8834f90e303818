"""A council of a level above recognises a practice, or says why not yet; later it may take its recognition back."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ketnoi.orgs.models import Level, Unit
from ketnoi.practices.models.practice import Practice


class Result(models.TextChoices):
    """What the council said."""

    WAITING = "waiting", _("chờ hội đồng xét")
    GRANTED = "granted", _("công nhận")
    REFUSED = "refused", _("chưa công nhận")
    DROPPED = "dropped", _("đơn vị rút đề nghị")


class Recognition(models.Model):
    """What the originating unit proposed to the council of `unit`, and the decision, of `decided_edition`.

    `level` is the unit's when it was proposed. Moments are microseconds since 1970; actors are plain keys.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    practice = models.ForeignKey(Practice, models.PROTECT, related_name="recognitions")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("hội đồng của"))
    level = models.CharField(max_length=8, choices=Level.choices)
    result = models.CharField(max_length=8, choices=Result.choices, default=Result.WAITING)
    note = models.CharField(_("lý do đề nghị"), max_length=500, blank=True)
    proposed_at = models.BigIntegerField()
    proposed_by = models.BigIntegerField()
    decision = models.CharField(_("số quyết định"), max_length=80, blank=True)
    decided_on = models.DateField(_("ngày quyết định"), null=True)
    decided_edition = models.PositiveIntegerField(default=0)
    reason = models.CharField(_("lý do"), max_length=1000, blank=True)
    withdrawn_on = models.DateField(_("ngày thôi công nhận"), null=True)
    withdrawal_reason = models.CharField(_("lý do thôi công nhận"), max_length=500, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["unit"], condition=Q(result=Result.WAITING), name="recognition_waiting"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["practice", "unit"], condition=Q(result=Result.WAITING), name="recognition_one_waiting"
            ),
            models.UniqueConstraint(
                fields=["practice", "level"],
                condition=Q(result=Result.GRANTED, withdrawn_on=None),
                name="recognition_one_of_a_level",
            ),
            models.CheckConstraint(
                condition=~Q(result=Result.GRANTED) | Q(decided_on__isnull=False, decided_edition__gt=0),
                name="recognition_granted_whole",
            ),
        ]

    @property
    def stands(self) -> bool:
        return self.result == Result.GRANTED and self.withdrawn_on is None


class Seat(models.Model):
    """A member of the council that decided: the office held, and who held it where that is an officer of the unit."""

    recognition = models.ForeignKey(Recognition, models.CASCADE, related_name="seats")
    title = models.CharField(_("chức danh"), max_length=160)
    officer = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["pk"]
