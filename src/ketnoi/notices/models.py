"""What officers are told, by which ways, and who is on duty. Moments are microseconds since 1970.

Nothing here names a person, a case or a place that a notice is about: only a kind, and what the kind's room calls it.
"""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ketnoi.notices.enums import Channel, Outcome, State
from ketnoi.officers.models import Officer
from ketnoi.orgs.models import Unit
from ketnoi.vault.fields import SealedText
from ketnoi.vault.typed import Typed


class Notice(models.Model):
    """One thing an officer was told of; `object_id` is known to the kind's room alone."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    officer = models.ForeignKey(Officer, models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=40)
    object_id = models.CharField(max_length=64)
    at = models.BigIntegerField()
    at_once = models.BooleanField(default=False)
    seen_at = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [
            models.Index(fields=["officer", "-at"], name="notices_notice_of_officer"),
            models.Index(fields=["officer"], condition=Q(seen_at__isnull=True), name="notices_notice_unseen"),
        ]


class Delivery(models.Model):
    """The outbox: a notice on its way by one channel, written in the transaction of the deed it tells of.

    `message` is the message it went out in; those of a daily digest share one.
    """

    notice = models.ForeignKey(Notice, models.CASCADE, related_name="deliveries")
    channel = models.CharField(max_length=8, choices=Channel.choices)
    digest = models.BooleanField(default=False)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    due_at = models.BigIntegerField()
    tries = models.PositiveSmallIntegerField(default=0)
    claimed_at = models.BigIntegerField(null=True)
    sent_at = models.BigIntegerField(null=True)
    message = models.UUIDField(null=True)
    problem = models.CharField(max_length=80, blank=True)

    class Meta:
        ordering = ["due_at", "id"]
        indexes = [
            models.Index(fields=["due_at"], condition=Q(state__in=["waiting", "sending"]), name="notices_delivery_due"),
            models.Index(fields=["state"], condition=Q(state__in=["failed", "unsure"]), name="notices_delivery_bad"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["notice", "channel"], name="notices_delivery_once"),
        ]


class Preference(models.Model):
    """Where an officer is reached and when he is left alone; `choices` {kind: {channel: how}}, where he chose.

    Hours are those of a day in Viet Nam; from `quiet_from` to `quiet_to` (over midnight where it is the smaller one)
    only what must be known at once goes out.
    """

    officer = models.OneToOneField(Officer, models.CASCADE, related_name="+")
    email = models.EmailField(_("thư điện tử công vụ"), blank=True)
    phone = models.CharField(_("điện thoại nhận tin"), max_length=20, blank=True)
    quiet_from = models.PositiveSmallIntegerField(default=21)
    quiet_to = models.PositiveSmallIntegerField(default=6)
    choices = models.JSONField(default=dict)
    version = models.PositiveIntegerField(default=1)


class DutyLine(models.Model):
    """A telephone that somebody of a unit answers: `week` holds for each day, Monday first, its [from, to] in minutes.

    A stretch past 1440 runs into the next day. Where several lines are on duty the lower `order` is called first.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    name = models.CharField(_("tên số trực"), max_length=120)
    phone = models.CharField(_("số điện thoại"), max_length=20)
    order = models.PositiveSmallIntegerField(_("thứ tự gọi"), default=1)
    week = models.JSONField(default=list)
    ended = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["order", "id"]
        indexes = [models.Index(fields=["unit", "ended"], name="notices_line_unit")]


class DutyChange(models.Model):
    """A day on which a line is on duty otherwise than every week; an empty `hours` means not at all."""

    line = models.ForeignKey(DutyLine, models.CASCADE, related_name="changes")
    day = models.DateField(_("ngày"))
    hours = models.JSONField(default=list)
    note = models.CharField(_("ghi chú"), max_length=120, blank=True)

    class Meta:
        ordering = ["day", "id"]
        constraints = [models.UniqueConstraint(fields=["line", "day"], name="notices_change_day")]


class Call(Typed):
    """Something a unit must know at once: until somebody took it, it is called for, ever further up.

    `caller` is the unit that has to reach `unit`. `level` counts how often it was told further up. A call is met by
    who took it and when: an e-mail alone never meets it. `risen` are the units above whose leads were told.
    """

    kind = models.CharField(max_length=40)
    object_id = models.CharField(max_length=64)
    caller = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    begun_at = models.BigIntegerField()
    next_look = models.BigIntegerField(null=True)
    level = models.PositiveSmallIntegerField(default=0)
    risen = models.ManyToManyField(Unit, related_name="+")
    taken_at = models.BigIntegerField(null=True)
    taken_by = SealedText(null=True)
    taken_on = models.CharField(max_length=8, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["begun_at", "id"]
        indexes = [
            models.Index(fields=["next_look"], condition=Q(taken_at__isnull=True), name="notices_call_next"),
            models.Index(fields=["caller"], condition=Q(taken_at__isnull=True), name="notices_call_of_caller"),
            models.Index(fields=["unit"], condition=Q(taken_at__isnull=True), name="notices_call_of_unit"),
        ]


class Try(models.Model):
    """One telephone call that was made for a duty call."""

    call = models.ForeignKey(Call, models.CASCADE, related_name="tries")
    line = models.ForeignKey(DutyLine, models.PROTECT, related_name="+")
    at = models.BigIntegerField()
    outcome = models.CharField(max_length=10, choices=Outcome.choices)
    actor = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["at", "id"]
