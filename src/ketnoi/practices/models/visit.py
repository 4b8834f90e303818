"""Visits to learn from a practice, and meetings of units about it. Who comes is a number, never a name.

Moments are microseconds since 1970; actors are plain keys.
"""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ketnoi.activities.models import Activity
from ketnoi.orgs.models import Unit
from ketnoi.practices.models.practice import Practice


class VisitState(models.TextChoices):
    """Where a request stands, and whose turn it is."""

    ASKED = "asked", _("chờ đơn vị khởi xướng trả lời")
    OFFERED = "offered", _("được đề nghị ngày khác, chờ đồng ý")
    ACCEPTED = "accepted", _("đã nhận lời")
    DECLINED = "declined", _("chưa tiếp được")
    WITHDRAWN = "withdrawn", _("đã rút")


class Visit(models.Model):
    """A unit asks to come and learn; `first_day` to `last_day` are the days that stand now, proposed or agreed."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    practice = models.ForeignKey(Practice, models.PROTECT, related_name="visits")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("đơn vị đến"))
    first_day = models.DateField(_("từ ngày"))
    last_day = models.DateField(_("đến ngày"))
    people = models.PositiveIntegerField(_("số người đến"))
    purpose = models.CharField(_("muốn học điều gì"), max_length=500)
    state = models.CharField(max_length=10, choices=VisitState.choices, default=VisitState.ASKED)
    reply = models.CharField(_("trả lời"), max_length=500, blank=True)
    asked_by = models.BigIntegerField()
    asked_at = models.BigIntegerField()
    replied_at = models.BigIntegerField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["practice"], condition=Q(state=VisitState.ASKED), name="practice_visit_asked"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(last_day__gte=F("first_day")), name="practice_visit_days"),
            models.CheckConstraint(condition=Q(people__gt=0), name="practice_visit_people"),
        ]


class Exchange(models.Model):
    """An activity in which units exchanged what they know of a practice; of a visit where one was asked for."""

    practice = models.ForeignKey(Practice, models.PROTECT, related_name="exchanges")
    activity = models.OneToOneField(Activity, models.PROTECT, related_name="+")
    visit = models.OneToOneField(Visit, models.PROTECT, null=True, related_name="exchange")

    class Meta:
        ordering = ["-pk"]
