"""An activity is entered once; who took part, for whom, how many; every state it was in is kept as a revision.

Moments are microseconds since 1970. Actors and the unit that entered it are plain keys.
"""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ketnoi.activities.enums import LinkState, Part, SentStatus, Status, Verb
from ketnoi.figures.models import Category
from ketnoi.orgs.models import Unit
from ketnoi.places.models import Place

LONGEST_TITLE = 300
MOST_TRIES = 20  # refused answers before a link closes


class Activity(models.Model):
    """A session, a talk, a class and the rest. `version` rises with every change; `folded` is the title without marks.

    `women`, `minority` are "trong đó" of all who came; `people_listed` are distinct people on a signed list.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.ForeignKey(
        Category, models.PROTECT, related_name="+", db_index=False, verbose_name=_("loại hoạt động")
    )
    title = models.CharField(_("tên, nội dung"), max_length=LONGEST_TITLE)
    folded = models.CharField(max_length=LONGEST_TITLE, editable=False)
    starts_on = models.DateField(_("ngày"))
    ends_on = models.DateField(_("đến ngày"), null=True, blank=True)
    start_time = models.TimeField(_("giờ bắt đầu"), null=True, blank=True)
    place = models.ForeignKey(Place, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("nơi"))
    venue = models.CharField(_("địa điểm cụ thể"), max_length=200, blank=True)
    result = models.TextField(_("kết quả"), blank=True)
    counting = models.ForeignKey(
        Category, models.PROTECT, related_name="+", null=True, blank=True, verbose_name=_("cách đếm")
    )
    women = models.PositiveIntegerField(_("nữ"), null=True, blank=True)
    minority = models.PositiveIntegerField(_("dân tộc thiểu số"), null=True, blank=True)
    people_listed = models.PositiveIntegerField(_("số người trong danh sách"), null=True, blank=True)
    status = models.CharField(max_length=10, choices=Status.choices)
    corrected = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)
    recorded_at = models.BigIntegerField(null=True)
    created_by = models.BigIntegerField()
    created_unit = models.IntegerField()
    units = models.ManyToManyField(Unit, through="ActivityUnit", related_name="+")
    programmes = models.ManyToManyField("programmes.Programme", through="ActivityProgramme", related_name="+")
    topics = models.ManyToManyField(Category, related_name="+")

    class Meta:
        ordering = ["-starts_on", "-id"]
        indexes = [
            models.Index(fields=["-starts_on", "-id"], name="activity_newest"),
            models.Index(fields=["kind", "starts_on"], name="activity_kind_day"),
            models.Index(fields=["created_unit", "starts_on"], name="activity_created_unit"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="activity_ends_after_start"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class ActivityUnit(models.Model):
    """A unit that took part; the lead stands at position 0."""

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="parts", db_index=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", db_index=False)
    part = models.CharField(max_length=8, choices=Part.choices)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]
        indexes = [models.Index(fields=["unit", "activity"], name="activity_unit_unit")]
        constraints = [
            models.UniqueConstraint(fields=["activity", "unit"], name="activity_unit_once"),
            models.UniqueConstraint(fields=["activity"], condition=Q(part=Part.LEAD), name="activity_unit_one_lead"),
        ]


class ActivityProgramme(models.Model):
    """The programme an activity was entered for; it counts for those above it too."""

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="programme_links", db_index=False)
    programme = models.ForeignKey("programmes.Programme", models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["activity", "programme"], name="activity_programme_once")]


class Attendance(models.Model):
    """How many of one audience came. The audiences part the whole: their sum is all who came."""

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="attendance", db_index=False)
    audience = models.ForeignKey(Category, models.PROTECT, related_name="+")
    count = models.PositiveIntegerField()

    class Meta:
        ordering = ["audience__order"]
        constraints = [models.UniqueConstraint(fields=["activity", "audience"], name="activity_audience_once")]


class Revision(models.Model):
    """The activity as it was from `at` on. `at` is the moment under which its facts stand in the ledger.

    `snapshot` is what `snapshots.of` makes: ids, numbers and the record's own words, never a person.
    """

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="revisions", db_index=False)
    number = models.PositiveIntegerField()
    at = models.BigIntegerField()
    actor = models.BigIntegerField()
    unit = models.IntegerField()
    verb = models.CharField(max_length=10, choices=Verb.choices)
    reason = models.CharField(_("lý do"), max_length=500, blank=True)
    snapshot = models.JSONField()

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["activity", "number"], name="activity_revision_number")]
        indexes = [models.Index(fields=["activity", "at"], name="activity_revision_at")]


class ReportLink(models.Model):
    """A link by which somebody without an account reports one activity of a unit, once.

    Of its token only the SHA-256 is kept. `activity` is the plan it asks about; `addressee` says who was sent it, by
    office and place, never by name. Moments are microseconds since 1970.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    activity = models.ForeignKey(Activity, models.PROTECT, related_name="+", null=True, blank=True)
    addressee = models.CharField(_("gửi cho ai"), max_length=120)
    made_at = models.BigIntegerField()
    made_by = models.BigIntegerField()
    expires_at = models.BigIntegerField()
    used_at = models.BigIntegerField(null=True)
    revoked_at = models.BigIntegerField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["unit", "-id"], name="activity_link_unit")]

    def state(self, now: int) -> LinkState:
        """Whether somebody may still report by it."""
        if self.used_at is not None:
            return LinkState.USED
        if self.revoked_at is not None:
            return LinkState.REVOKED
        if self.tries >= MOST_TRIES:
            return LinkState.BLOCKED
        return LinkState.EXPIRED if self.expires_at <= now else LinkState.OPEN


class SentReport(models.Model):
    """What came by a link; an officer of the unit confirms it into a record or turns it down with a reason.

    `said` holds kind and audience ids, a day as ISO text, numbers, and the sender's own words: title and venue.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    link = models.OneToOneField(ReportLink, models.PROTECT, related_name="sent")
    said = models.JSONField()
    sent_at = models.BigIntegerField()
    status = models.CharField(max_length=10, choices=SentStatus.choices, default=SentStatus.WAITING)
    reason = models.CharField(_("lý do"), max_length=500, blank=True)
    decided_at = models.BigIntegerField(null=True)
    decided_by = models.BigIntegerField(null=True)
    record = models.ForeignKey(Activity, models.PROTECT, related_name="+", null=True)

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["status", "-id"], name="activity_sent_status")]
