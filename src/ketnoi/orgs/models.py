"""Agencies and their units: a tree inside each agency, versioned in time."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ketnoi.places.models import Place
from ketnoi.ui.text import fold


class Level(models.TextChoices):
    """At which level a unit works; sections are units inside units (phòng, ban, đội)."""

    CENTRE = "centre", _("Trung ương")
    PROVINCE = "province", _("Cấp tỉnh")
    DISTRICT = "district", _("Cấp huyện")
    REGION = "region", _("Khu vực")
    COMMUNE = "commune", _("Cấp xã")
    BRANCH = "branch", _("Chi hội, chi nhánh")
    TEAM = "team", _("Tổ, nhóm")
    SECTION = "section", _("Phòng, ban, bộ phận")


class Agency(models.Model):
    """One of the agencies that work together; ids are fixed in `data/agencies.csv` and never given twice."""

    id = models.SmallIntegerField(primary_key=True)
    code = models.CharField(max_length=10, unique=True)
    name = models.CharField(max_length=120)
    short = models.CharField(max_length=40)
    css = models.CharField(max_length=20)
    order = models.SmallIntegerField()

    class Meta:
        ordering = ["order"]
        constraints = [
            # the ledger keeps the id with every fact, in a small number
            models.CheckConstraint(condition=Q(id__gt=0) & Q(id__lt=60), name="agency_id_small"),
        ]

    def __str__(self) -> str:
        return self.name


class UnitQuerySet(models.QuerySet["Unit"]):
    """Questions about units that stay lazy."""

    def on(self, day: date) -> UnitQuerySet:
        """Keep what existed on `day`; an unknown beginning counts as always."""
        return self.filter(Q(valid_from=None) | Q(valid_from__lte=day), Q(valid_to=None) | Q(valid_to__gte=day))

    def under(self, paths: list[str]) -> UnitQuerySet:
        """Keep the units at and below these paths; a path ends in a dot, so "1.1." never means "1.11."."""
        if not paths:
            return self.none()
        any_of = Q()
        for path in paths:
            any_of |= Q(path__below=path)
        return self.filter(any_of)


class Unit(models.Model):
    """A unit of an agency.

    `path` holds the ids from the root to itself ("1.14.233."). The area columns are what the ledger asks:
    `province` is today's code (0 for the centre), the others are place ids, 0 where there is none;
    `…_then` stand on the map of 30/6/2025 and are 0 for units that never were on it. `areas.of` sets them.
    """

    id = models.AutoField(primary_key=True)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="units")
    level = models.CharField(max_length=8, choices=Level)
    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=120, blank=True)
    folded = models.CharField(max_length=330, editable=False)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    path = models.CharField(max_length=200, db_index=True, editable=False)
    place = models.ForeignKey(Place, models.PROTECT, null=True, blank=True, related_name="+")
    covers = models.ManyToManyField(Place, blank=True, related_name="+")
    province = models.SmallIntegerField(default=0, editable=False)
    province_then = models.IntegerField(default=0, editable=False)
    district_then = models.IntegerField(default=0, editable=False)
    commune_then = models.IntegerField(default=0, editable=False)
    commune_now = models.IntegerField(default=0, editable=False)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = UnitQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["province", "agency", "level"], name="unit_province_agency"),
            models.Index(fields=["agency", "place"], name="unit_agency_place"),
            models.Index(fields=["province_then"], name="unit_province_then"),
            models.Index(fields=["district_then"], name="unit_district_then"),
            models.Index(fields=["commune_then"], name="unit_commune_then"),
            models.Index(fields=["commune_now"], name="unit_commune_now"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_from=None) | Q(valid_to=None) | Q(valid_from__lte=F("valid_to")),
                name="unit_from_before_to",
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """The short name where there is one: "Hội LHPN xã Hoa Ban"."""
        return self.short_name or self.name


class Succession(models.Model):
    """`old` became part of `new`; of several, the default is the one its past is counted with."""

    old = models.ForeignKey(Unit, models.PROTECT, related_name="became")
    new = models.ForeignKey(Unit, models.PROTECT, related_name="came_from")
    is_default = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["old", "new"], name="unit_succession_once"),
            models.UniqueConstraint(fields=["old"], condition=Q(is_default=True), name="unit_succession_one_default"),
            models.CheckConstraint(condition=~Q(old=F("new")), name="unit_succession_not_itself"),
        ]


class FormerName(models.Model):
    """What a unit was called until a day; its present name stands in the unit."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="former_names")
    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=120, blank=True)
    valid_to = models.DateField()

    class Meta:
        ordering = ["valid_to"]
        constraints = [models.UniqueConstraint(fields=["unit", "valid_to"], name="unit_former_name_once")]

    @property
    def label(self) -> str:
        """The short name where there was one."""
        return self.short_name or self.name


class FormerParent(models.Model):
    """Which unit a unit stood under until a day; the present one stands in the unit."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="former_parents")
    parent = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    valid_to = models.DateField()

    class Meta:
        ordering = ["valid_to"]


def searchable(name: str, short_name: str) -> str:
    """Return the folded column of a unit: the short name, a bar, the full name, without marks."""
    return f"{fold(short_name or name)} | {fold(name)}"
