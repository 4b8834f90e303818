"""What hangs on records of rooms above: their place in a programme, and what supervision asked of others.

A record is named as in the ledger: the number of its source and its own id. No foreign key points upward.
"""

from __future__ import annotations

import datetime as dt

from django.db import models
from django.utils.translation import gettext_lazy as _

from ketnoi.orgs.models import Unit
from ketnoi.programmes.enums import Outcome
from ketnoi.programmes.models.programme import Content, Programme


class Placement(models.Model):
    """A record under a content or group of its programme; at most once in each programme."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="placements")
    content = models.ForeignKey(Content, models.PROTECT, related_name="placements")
    record_kind = models.SmallIntegerField()
    record = models.BigIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["programme", "record_kind", "record"], name="programmes_placed_once"),
        ]


class Request(models.Model):
    """A recommendation that came out of a supervision or a policy comment: to whom, when, and what was answered.

    `unit` is the addressee where it has one here and may answer itself; `addressee` names it in any case.
    `due_on` is the day that was asked for, not a deadline of a law.
    """

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="requests")
    record_kind = models.SmallIntegerField()
    record = models.BigIntegerField()
    text = models.TextField(_("nội dung kiến nghị"))
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    addressee = models.CharField(_("gửi"), max_length=200)
    number = models.CharField(_("số văn bản"), max_length=80, blank=True)
    sent_on = models.DateField(_("ngày gửi"))
    due_on = models.DateField(_("đề nghị trả lời trước ngày"), null=True, blank=True)
    outcome = models.CharField(max_length=10, choices=Outcome.choices, default=Outcome.OPEN)
    replied_on = models.DateField(_("ngày trả lời"), null=True, blank=True)
    reply_number = models.CharField(_("số văn bản trả lời"), max_length=80, blank=True)
    reply = models.TextField(_("nội dung trả lời"), blank=True)
    by_unit = models.IntegerField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-sent_on", "-id"]

    def overdue(self, day: dt.date) -> bool:
        """Was an answer asked for by a day that has passed, and has none come?"""
        return self.due_on is not None and self.replied_on is None and self.due_on < day
