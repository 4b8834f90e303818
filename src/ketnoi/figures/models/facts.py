"""The ledger of facts. They are appended; the only update a fact ever sees is `superseded_at`, once.

Its keys carry `province` first, and no foreign key points into it, so that it can be spread over several servers.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

CURRENT = Q(superseded_at__isnull=True)
IN_ORDER = CURRENT | Q(superseded_at__gt=F("recorded_at"))


class Cell(models.Model):
    """One combination of single-valued dimensions, interned; 0 stands for "does not apply"."""

    kind = models.PositiveIntegerField()
    audience = models.PositiveIntegerField()
    counting = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "audience", "counting"], name="figures_cell_key")]


class CategorySet(models.Model):
    """A set of programmes (closed upward) or of topics, interned. The empty set is 0 and has no row."""

    class Family(models.TextChoices):
        PROGRAMME = "p", _("chương trình")
        TOPIC = "t", _("chuyên đề")

    family = models.CharField(max_length=1, choices=Family.choices)
    key = models.CharField(max_length=400)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["family", "key"], name="figures_set_key")]


class SetMember(models.Model):
    """A member of an interned set; asked as `programmes IN (SELECT set …)`."""

    family = models.CharField(max_length=1)
    set = models.PositiveIntegerField()
    member = models.PositiveBigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["family", "member", "set"], name="figures_setmember_key")]
        indexes = [models.Index(fields=["family", "set"], name="figures_setmember_set")]


class Fact(models.Model):
    """What one record counts for, credited to one unit. See the module's and `ledger.post`'s rules."""

    pk = models.CompositePrimaryKey("province", "id")
    province = models.SmallIntegerField()
    id = models.BigIntegerField()
    indicator = models.IntegerField()
    cell = models.IntegerField()
    programmes = models.IntegerField()
    tags = models.IntegerField()
    unit = models.IntegerField()
    agency = models.SmallIntegerField()
    first_any = models.SmallIntegerField()
    first_agency = models.SmallIntegerField()
    first_any_now = models.SmallIntegerField()
    first_agency_now = models.SmallIntegerField()
    place = models.IntegerField()
    day = models.DateField()
    month = models.SmallIntegerField()
    value = models.BigIntegerField()
    record_kind = models.SmallIntegerField()
    record = models.BigIntegerField()
    recorded_at = models.BigIntegerField()
    superseded_at = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=IN_ORDER, name="figures_fact_order"),
            models.CheckConstraint(condition=Q(province__gte=0, province__lte=99), name="figures_fact_province"),
        ]
        indexes = [
            models.Index(
                fields=["province", "unit", "indicator", "day"],
                include=["value", "first_any", "first_agency", "cell", "programmes"],
                condition=CURRENT,
                name="figures_fact_unit",
            ),
            models.Index(
                fields=["province", "place", "indicator", "day"], condition=CURRENT, name="figures_fact_place"
            ),
            models.Index(fields=["province", "indicator", "day"], condition=CURRENT, name="figures_fact_day"),
            models.Index(
                fields=["programmes", "indicator", "day"],
                condition=CURRENT & Q(first_any=0),
                name="figures_fact_programme",
            ),
            models.Index(fields=["record_kind", "record"], name="figures_fact_record"),
            models.Index(fields=["province", "recorded_at"], name="figures_fact_recorded"),
            models.Index(
                fields=["province", "superseded_at"],
                condition=Q(superseded_at__isnull=False),
                name="figures_fact_superseded",
            ),
        ]


class ProvinceClock(models.Model):
    """The last moment stamped in a province; its row is the lock that orders writers."""

    province = models.SmallIntegerField(primary_key=True)
    last = models.BigIntegerField(default=0)
