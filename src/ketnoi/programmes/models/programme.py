"""A programme of several agencies: what was signed, by whom, for which years, and what it promises."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ketnoi.orgs.models import Agency, Level, Unit
from ketnoi.programmes.enums import ContentKind, PartyRole, Per, Status, TargetKind, Words

SESSIONS, ATTENDANCE = "buoi_tuyen_truyen", "luot_tuyen_truyen"
# codes, each with the words that follow "trong đó"
WITHIN = (("nu_tuyen_truyen", "nữ"), ("dan_toc_tuyen_truyen", "dân tộc thiểu số"))


def within_by_default() -> list[list[str]]:
    """The "trong đó" figures a programme shows beside its audiences unless it names others."""
    return [list(pair) for pair in WITHIN]


class Programme(models.Model):
    """A signed programme. `chair` is the unit that leads it and whose layout its reports use.

    `sessions`, `attendance` and `within` are the codes of the indicators its charts show: records, people coming,
    and what is "trong đó" of those (pairs of code and words). `predecessor` is the programme that this one carries on
    in a new term. `version` counts edits, for the check that nobody overwrites another.
    """

    slug = models.SlugField(max_length=80, unique=True)
    name = models.CharField(_("tên chương trình"), max_length=240)
    short_name = models.CharField(_("tên gọi ngắn"), max_length=80)
    document_number = models.CharField(_("số, ký hiệu văn bản"), max_length=80, blank=True)
    signed_on = models.DateField(_("ngày ký"), null=True, blank=True)
    signatory = models.CharField(_("người ký"), max_length=240, blank=True)
    starts_on = models.DateField(_("từ ngày"))
    ends_on = models.DateField(_("đến ngày"))
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    predecessor = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="successors")
    chair = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    status = models.CharField(_("tình trạng"), max_length=12, choices=Status.choices, default=Status.RUNNING)
    summary = models.TextField(_("tóm tắt"), blank=True)
    sessions = models.SlugField(max_length=60, default=SESSIONS)
    attendance = models.SlugField(max_length=60, default=ATTENDANCE)
    within = models.JSONField(default=within_by_default)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-ends_on", "name"]
        constraints = [
            models.CheckConstraint(condition=Q(starts_on__lte=F("ends_on")), name="programmes_from_before_to"),
            models.CheckConstraint(condition=~Q(parent=F("id")), name="programmes_not_own_parent"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def years(self) -> list[int]:
        """The calendar years the period touches, ascending."""
        return list(range(self.starts_on.year, self.ends_on.year + 1))


class Party(models.Model):
    """An agency's unit that signed, or follows, the programme."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="parties")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    role = models.CharField(max_length=8, choices=PartyRole.choices, default=PartyRole.PARTY)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "id"]
        constraints = [models.UniqueConstraint(fields=["programme", "unit"], name="programmes_party_once")]


class Content(models.Model):
    """One of the contents the parties agreed on, a project above contents, or a group of activities below one.

    The rows in their order are the tree: a row belongs to the nearest row before it of a wider kind.
    """

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="contents")
    order = models.PositiveSmallIntegerField(default=0)
    code = models.CharField(max_length=40, blank=True)
    title = models.CharField(max_length=300)
    kind = models.CharField(max_length=8, choices=ContentKind.choices, default=ContentKind.CONTENT)

    class Meta:
        ordering = ["order", "id"]


class Tile(models.Model):
    """A head figure of the programme's page.

    `note` may hold `{code}` and `{code@agency}`: the exact number of that indicator, or of those records a unit of the
    agency took part in. A `minor` one stands in the line under the strip instead of in it.
    """

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="tiles")
    order = models.PositiveSmallIntegerField(default=0)
    indicator = models.SlugField(max_length=60)
    caption = models.CharField(max_length=160)
    note = models.CharField(max_length=240, blank=True)
    words = models.CharField(max_length=8, choices=Words.choices, default=Words.EXACT)
    minor = models.BooleanField(default=False)

    class Meta:
        ordering = ["order", "id"]


class Target(models.Model):
    """What the programme promises of one indicator (thirteenth rule of figures: see `targets`).

    `amount` is a count, or percents for `percent_of`. `level` and `agency` say which units are meant by "per unit"
    and by a norm; without an agency they are the chair's. A norm over several levels has `norms`, {level: so many for
    each unit of it}, instead. Of the units asked, `reach_percent` must reach the amount. From `nearly_percent` of the
    goal on it is "đạt cơ bản".
    """

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="targets")
    order = models.PositiveSmallIntegerField(default=0)
    indicator = models.SlugField(max_length=60, blank=True)
    title = models.CharField(max_length=160, blank=True)
    kind = models.CharField(max_length=12, choices=TargetKind.choices, default=TargetKind.AT_LEAST)
    per = models.CharField(max_length=12, choices=Per.choices, default=Per.TOTAL)
    amount = models.PositiveIntegerField(default=0)
    base_indicator = models.SlugField(max_length=60, blank=True)
    level = models.CharField(max_length=8, choices=Level.choices, blank=True)
    agency = models.ForeignKey(Agency, models.PROTECT, null=True, blank=True, related_name="+")
    norms = models.JSONField(default=dict)
    fulfilled = models.BooleanField(null=True)
    reach_percent = models.PositiveSmallIntegerField(default=100)
    nearly_percent = models.PositiveSmallIntegerField(default=90)

    class Meta:
        ordering = ["order", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(nearly_percent__gt=0) & Q(nearly_percent__lte=100), name="programmes_target_nearly"
            ),
            models.CheckConstraint(
                condition=Q(reach_percent__gt=0) & Q(reach_percent__lte=100), name="programmes_target_reach"
            ),
        ]


class Grade(models.Model):
    """A word for the whole programme: it is earned when so many percent of its judged targets are met."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="grades")
    order = models.PositiveSmallIntegerField(default=0)
    name = models.CharField(_("xếp loại"), max_length=80)
    least_percent = models.PositiveSmallIntegerField(_("từ bao nhiêu % chỉ tiêu đạt"))

    class Meta:
        ordering = ["-least_percent", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(least_percent__lte=100), name="programmes_grade_percent"),
        ]
