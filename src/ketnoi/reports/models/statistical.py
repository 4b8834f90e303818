"""What units fixed of a statistical form."""

from __future__ import annotations

from django.db import models

from ketnoi.orgs.models import Unit


class FixedForm(models.Model):
    """A statistical form of a unit and a period as it was fixed at one moment; a later one takes its place, both stay.

    `content` is the whole form with its cells (`statistical.filled.write`): it is read, never asked again.
    """

    form = models.SlugField(max_length=60)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    start = models.DateField()
    number = models.PositiveSmallIntegerField()
    frozen_at = models.BigIntegerField()
    frozen_by = models.BigIntegerField(null=True)
    reason = models.CharField(max_length=400, blank=True)
    content = models.JSONField()

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["form", "unit", "start", "number"], name="reports_fixed_form")]
