"""What the centre changes: limits as they are re-read, days off as decided; and clocks kept beside records."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ketnoi.deadlines.enums import Measure, Status


class LimitChange(models.Model):
    """A later reading of a limit in `data/limits.csv`: what it is from a day on. Kept for ever; `number` counts up.

    Within a code the change in force on a day is the one that begins last; of two that begin together, the later.
    """

    code = models.CharField(max_length=40)
    number = models.PositiveSmallIntegerField()
    amount = models.SmallIntegerField(_("số lượng"))
    measure = models.CharField(_("đơn vị tính"), max_length=12, choices=Measure.choices)
    basis = models.CharField(_("văn bản"), max_length=200)
    article = models.CharField(_("điều, khoản"), max_length=80, blank=True)
    effective_from = models.DateField(_("có hiệu lực từ ngày"))
    effective_to = models.DateField(_("đến ngày"), null=True, blank=True)
    status = models.CharField(_("mức kiểm chứng"), max_length=10, choices=Status.choices)
    source = models.CharField(_("nguồn đã xem"), max_length=400, blank=True)
    reason = models.CharField(_("lý do thay đổi"), max_length=400)
    at = models.BigIntegerField()
    actor = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["code", "number"]
        constraints = [
            models.UniqueConstraint(fields=["code", "number"], name="deadlines_change_number"),
            models.CheckConstraint(
                condition=Q(effective_to__isnull=True) | Q(effective_from__lte=F("effective_to")),
                name="deadlines_change_from_before_to",
            ),
        ]


class DayOverride(models.Model):
    """A day that is off, or worked, otherwise than the calendar computes: a decision on days exchanged, a flood."""

    day = models.DateField(_("ngày"), unique=True)
    working = models.BooleanField(_("là ngày làm việc"))
    name = models.CharField(_("tên ngày hoặc lý do"), max_length=120)
    source = models.CharField(_("văn bản"), max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1)
    at = models.BigIntegerField()
    actor = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["day"]


class KeptClock(models.Model):
    """A limit that runs for a record of a room above; moments are microseconds since 1970.

    Only events are kept: when it ends is worked out anew each time (0042). `variant` is the case of the limit, where it
    has several. `dropped_at`: the work fell away. The worker looks at it at `next_look` (0: soon, None: never again)
    and has told what there was to tell up to `said_to`.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    owner_kind = models.CharField(max_length=40)
    owner_id = models.BigIntegerField()
    limit = models.CharField(max_length=40)
    variant = models.CharField(max_length=30, blank=True)
    started_at = models.BigIntegerField()
    met_at = models.BigIntegerField(null=True)
    dropped_at = models.BigIntegerField(null=True)
    next_look = models.BigIntegerField(null=True, default=0)
    said_to = models.BigIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["started_at", "id"]
        indexes = [
            models.Index(fields=["owner_kind", "owner_id"], name="deadlines_clock_owner"),
            models.Index(fields=["next_look"], condition=Q(next_look__isnull=False), name="deadlines_clock_next"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(met_at__isnull=True) | Q(dropped_at__isnull=True), name="deadlines_clock_met_or_dropped"
            ),
        ]


class ClockPause(models.Model):
    """From when to when a kept clock stood still, on which ground of its limit, by which paper."""

    clock = models.ForeignKey(KeptClock, models.CASCADE, related_name="pauses")
    since = models.BigIntegerField()
    until = models.BigIntegerField(null=True)
    ground = models.CharField(max_length=30)
    paper = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ["since", "id"]
        constraints = [
            models.UniqueConstraint(fields=["clock"], condition=Q(until__isnull=True), name="deadlines_one_open_pause"),
            models.CheckConstraint(
                condition=Q(until__isnull=True) | Q(since__lte=F("until")), name="deadlines_pause_since_before_until"
            ),
        ]


class ClockExtension(models.Model):
    """By how much a kept clock was extended, on which ground of its limit, by which paper, decided when."""

    clock = models.ForeignKey(KeptClock, models.CASCADE, related_name="extensions")
    amount = models.PositiveSmallIntegerField()
    measure = models.CharField(max_length=12, choices=Measure.choices)
    ground = models.CharField(max_length=30)
    paper = models.CharField(max_length=120)
    decided_at = models.BigIntegerField()

    class Meta:
        ordering = ["id"]
