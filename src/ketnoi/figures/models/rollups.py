"""Facts added up by month, province and cut; and when the sums were held against the facts."""

from __future__ import annotations

from django.db import models


class RollupMark(models.Model):
    """Facts known up to this moment are inside the roll-ups of the province; later ones are its tail."""

    province = models.SmallIntegerField(primary_key=True)
    upto = models.BigIntegerField(default=0)


class Cut(models.Model):
    """What a roll-up row counts; 0 stands for "any"."""

    indicator = models.IntegerField()
    kind = models.IntegerField()
    programme = models.BigIntegerField()
    audience = models.IntegerField()
    pattern = models.SmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "pattern", "programme", "kind", "audience"], name="figures_cut_key"
            )
        ]


class Rollup(models.Model):
    """A month of a province under one cut. Agency 0 is any agency, by `first_any`; else by `first_agency`.

    `flag` is 0 (the record's first in the nation), 1 (first in the province) or 2 (neither).
    """

    pk = models.CompositePrimaryKey("province", "cut", "agency", "flag", "month")
    province = models.SmallIntegerField()
    cut = models.IntegerField()
    agency = models.SmallIntegerField()
    flag = models.SmallIntegerField()
    month = models.SmallIntegerField()
    value = models.BigIntegerField()
    n = models.BigIntegerField()

    class Meta:
        indexes = [
            models.Index(
                fields=["cut", "agency", "flag", "month"], include=["province", "value"], name="figures_rollup_read"
            )
        ]


class VerifyRun(models.Model):
    """One run of `ketnoi figures verify`: what was compared, and how many differences there were."""

    ran_at = models.BigIntegerField()
    facts = models.PositiveBigIntegerField()
    rollups = models.PositiveBigIntegerField()
    differences = models.PositiveBigIntegerField()
