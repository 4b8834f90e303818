"""Places on every map: each is valid from a day to a day and names what it became part of."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ketnoi.ui.text import fold


class Kind(models.TextChoices):
    """What a place is, from large to small; a map of today has no districts."""

    PROVINCE = "province", _("Tỉnh, thành phố")
    DISTRICT = "district", _("Huyện, quận, thị xã")
    COMMUNE = "commune", _("Xã, phường, đặc khu")
    VILLAGE = "village", _("Thôn, bản, tổ dân phố")


class PlaceQuerySet(models.QuerySet["Place"]):
    """Questions about places that stay lazy."""

    def on(self, day: date) -> PlaceQuerySet:
        """Keep what was valid on `day`; an unknown beginning counts as always."""
        return self.filter(Q(valid_from=None) | Q(valid_from__lte=day), Q(valid_to=None) | Q(valid_to__gte=day))

    def named(self) -> PlaceQuerySet:
        """Bring the places above along, so that labels ask no further query."""
        return self.select_related("parent__parent__parent")

    def labelled(self) -> PlaceQuerySet:
        """Bring what a label says along, and nothing else."""
        above = (f"{step}__{name}" for step in ("parent", "parent__parent") for name in ("division", "name"))
        return self.select_related("parent__parent").only("kind", "division", "name", *above)


class Map(models.Model):
    """A named map: "địa giới 30/6/2025" shows what was valid on its day; administrators may add earlier ones."""

    name = models.CharField(max_length=100, unique=True)
    day = models.DateField(unique=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["day"]

    def __str__(self) -> str:
        return self.name


class Place(models.Model):
    """One unit of administration on one map; `name` carries its division ("Xã Hoa Ban")."""

    id = models.AutoField(primary_key=True)
    code = models.CharField(max_length=8, blank=True)
    kind = models.CharField(max_length=8, choices=Kind)
    division = models.CharField(max_length=30)
    name = models.CharField(max_length=120)
    folded = models.CharField(max_length=120, db_index=True, editable=False)
    folded_name = models.CharField(max_length=150, db_index=True, editable=False)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    lat = models.FloatField(null=True, blank=True)
    lon = models.FloatField(null=True, blank=True)
    area_km2 = models.FloatField(null=True, blank=True)
    created_by = models.IntegerField(null=True, blank=True, editable=False)

    objects = PlaceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "code", "valid_from"],
                condition=~Q(code="") & Q(valid_from__isnull=False),
                name="place_code_from",
            ),
            # a beginning that is not known is NULL, and NULLs would never collide
            models.UniqueConstraint(
                fields=["kind", "code"],
                condition=~Q(code="") & Q(valid_from__isnull=True),
                name="place_code_always",
            ),
            models.UniqueConstraint(fields=["parent", "name"], condition=Q(kind="village"), name="place_village_once"),
            models.CheckConstraint(
                condition=Q(valid_from=None) | Q(valid_to=None) | Q(valid_from__lte=F("valid_to")),
                name="place_from_before_to",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def bare(self) -> str:
        """The name without its division: "Hoa Ban"."""
        return bare(self.name, self.division)

    @property
    def inner(self) -> str:
        """The name as it stands inside a sentence: "xã Hoa Ban"."""
        return f"{self.division} {self.bare}"

    @property
    def label(self) -> str:
        """The name with what it lies in: "Xã Hoa Ban, huyện Hoa Mận"; a village names its district too."""
        above = self.parent
        if above is None:
            return self.name
        if self.kind == Kind.VILLAGE and above.parent is not None:
            return f"{self.name}, {above.inner}, {above.parent.inner}"
        return f"{self.name}, {above.inner}"


class Succession(models.Model):
    """`old` became part of `new`; where `old` was split among several, one of them is the default."""

    old = models.ForeignKey(Place, models.PROTECT, related_name="became")
    new = models.ForeignKey(Place, models.PROTECT, related_name="came_from")
    is_default = models.BooleanField(default=True)
    split = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["old", "new"], name="place_succession_once"),
            models.UniqueConstraint(fields=["old"], condition=Q(is_default=True), name="place_succession_one_default"),
            models.CheckConstraint(condition=~Q(old=F("new")), name="place_succession_not_itself"),
        ]


class FormerName(models.Model):
    """What a place was called until a day; its present name stands in the place."""

    place = models.ForeignKey(Place, models.PROTECT, related_name="former_names")
    name = models.CharField(max_length=120)
    division = models.CharField(max_length=30)
    valid_to = models.DateField()

    class Meta:
        ordering = ["valid_to"]
        constraints = [models.UniqueConstraint(fields=["place", "valid_to"], name="place_former_name_once")]


class Change(models.Model):
    """A change of the map by hand: what, from which day, on the strength of which paper. `at` in microseconds."""

    class Kind(models.TextChoices):
        MERGE = "merge", _("Sáp nhập")
        SPLIT = "split", _("Chia tách")
        RENAME = "rename", _("Đổi tên")

    kind = models.CharField(max_length=6, choices=Kind.choices)
    day = models.DateField(_("có hiệu lực từ ngày"))
    places = models.ManyToManyField(Place, related_name="changes")
    document_name = models.CharField(_("văn bản"), max_length=200)
    document_number = models.CharField(_("số, ký hiệu"), max_length=60, blank=True)
    document_day = models.DateField(_("ngày văn bản"), null=True, blank=True)
    at = models.BigIntegerField()
    by = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["-day", "-id"]


def bare(name: str, division: str) -> str:
    """Take the division off the front of a name, where it stands there."""
    head = name[: len(division)]
    if head.lower() == division.lower() and name[len(division) :].startswith(" "):
        return name[len(division) + 1 :]
    return name


def searchable(name: str, division: str) -> dict[str, str]:
    """Return the two folded columns of a place: its bare name and its full one, without marks."""
    core = bare(name, division)
    return {"folded": fold(core), "folded_name": fold(f"{division} {core}")}
