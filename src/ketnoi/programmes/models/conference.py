"""Conferences that review or close programmes, and what they concluded as tasks with days.

The days are those the parties set themselves, never a deadline of a law.
"""

from __future__ import annotations

import datetime as dt

from django.db import models
from django.utils.translation import gettext_lazy as _

from ketnoi.orgs.models import Unit
from ketnoi.programmes.enums import ConferenceKind, TaskState, TaskVerb
from ketnoi.programmes.models.programme import Programme


class Conference(models.Model):
    """A conference on one or several programmes of one chair. `notice` is the paper that announced its conclusions."""

    chair = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    programmes = models.ManyToManyField(Programme, related_name="conferences")
    kind = models.CharField(max_length=8, choices=ConferenceKind.choices)
    name = models.CharField(_("tên hội nghị"), max_length=240)
    held_on = models.DateField(_("ngày"))
    venue = models.CharField(_("địa điểm"), max_length=200, blank=True)
    notice = models.CharField(_("số thông báo kết luận"), max_length=80, blank=True)
    notice_on = models.DateField(_("ngày thông báo"), null=True, blank=True)

    class Meta:
        ordering = ["-held_on", "-id"]

    def __str__(self) -> str:
        return self.name


class Task(models.Model):
    """One conclusion as a piece of work: who does it by when; done only with what shows it. `version` counts steps."""

    conference = models.ForeignKey(Conference, models.CASCADE, related_name="tasks")
    text = models.CharField(_("việc phải làm"), max_length=500)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    due_on = models.DateField(_("hoàn thành trước ngày"))
    state = models.CharField(max_length=8, choices=TaskState.choices, default=TaskState.OPEN)
    done_on = models.DateField(null=True, blank=True)
    evidence = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["due_on", "id"]

    def __str__(self) -> str:
        return self.text

    def overdue(self, day: dt.date) -> int:
        """Days past the due day: of an open task on that day, of a finished one on the day it was done; 0 if none."""
        if self.state == TaskState.DROPPED:
            return 0
        return max(((self.done_on or day) - self.due_on).days, 0)


class Step(models.Model):
    """What happened to a task, in order. `due_on` is the new day where it was put off."""

    task = models.ForeignKey(Task, models.CASCADE, related_name="steps")
    verb = models.CharField(max_length=8, choices=TaskVerb.choices)
    note = models.TextField(blank=True)
    due_on = models.DateField(null=True, blank=True)
    at = models.BigIntegerField()
    actor = models.BigIntegerField(null=True)
    unit = models.IntegerField()

    class Meta:
        ordering = ["id"]
