"""Works that units register each year: who with, from what means, when, with which results, and how they ended.

Moments are microseconds since 1970. Actors and the unit that entered a row are plain keys.
"""

from __future__ import annotations

import datetime as dt
import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ketnoi.figures.models import Category
from ketnoi.officers.models import Officer
from ketnoi.orgs.models import Unit
from ketnoi.places.models import Place
from ketnoi.works.enums import Achieved, Consent, Kind, Status, Verb

LONGEST_TITLE = 300


class Work(models.Model):
    """A work or a task of one year. One that was carried over is a new row; `carried_from` is the year before.

    `people` it is to serve and `ended_on`, the day on which it was done or dropped, may be unknown: never 0 for that.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("đơn vị đăng ký"))
    kind = models.CharField(_("loại"), max_length=10, choices=Kind.choices)
    field = models.ForeignKey(Category, models.PROTECT, related_name="+", verbose_name=_("lĩnh vực"))
    title = models.CharField(_("tên"), max_length=LONGEST_TITLE)
    folded = models.CharField(max_length=LONGEST_TITLE, editable=False)
    year = models.PositiveSmallIntegerField(_("năm"))
    registered_on = models.DateField(_("ngày đăng ký"))
    aim = models.TextField(_("mục tiêu"), blank=True)
    place = models.ForeignKey(Place, models.PROTECT, related_name="+", null=True, verbose_name=_("nơi thực hiện"))
    people = models.PositiveIntegerField(_("số người được phục vụ"), null=True)
    programme = models.ForeignKey(
        "programmes.Programme", models.PROTECT, related_name="+", null=True, verbose_name=_("phong trào, chương trình")
    )
    responsible = models.ForeignKey(
        Officer, models.PROTECT, related_name="+", null=True, verbose_name=_("cán bộ phụ trách")
    )
    key = models.BooleanField(_("trọng điểm"), default=False)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.PROPOSED)
    ended_on = models.DateField(_("ngày kết thúc"), null=True)
    achieved = models.CharField(_("mức đạt"), max_length=10, choices=Achieved.choices, blank=True)
    evaluation = models.TextField(_("đánh giá"), blank=True)
    carried_from = models.OneToOneField("self", models.PROTECT, related_name="carried_to", null=True)
    version = models.PositiveIntegerField(default=1)
    created_by = models.BigIntegerField()
    created_unit = models.IntegerField()
    units = models.ManyToManyField(Unit, through="Part", related_name="+")

    class Meta:
        ordering = ["-year", "folded", "id"]
        indexes = [
            models.Index(fields=["-year", "-id"], name="work_newest"),
            models.Index(fields=["unit", "year"], name="work_unit_year"),
            models.Index(fields=["status", "year"], name="work_status_year"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=[Status.DONE, Status.DROPPED], ended_on__isnull=False)
                | (~Q(status__in=[Status.DONE, Status.DROPPED]) & Q(ended_on__isnull=True)),
                name="work_ended_when_it_ended",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def counted_on(self) -> dt.date:
        """The day of its year on which it counts as registered: one entered before or after its year counts in it."""
        first, last = dt.date(self.year, 1, 1), dt.date(self.year, 12, 31)
        return min(max(self.registered_on, first), last)


class Part(models.Model):
    """A unit that takes part, or was asked to; the one that registered stands at position 0."""

    work = models.ForeignKey(Work, models.CASCADE, related_name="parts")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    consent = models.CharField(max_length=8, choices=Consent.choices)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]
        indexes = [models.Index(fields=["unit", "work"], name="work_part_unit")]
        constraints = [models.UniqueConstraint(fields=["work", "unit"], name="work_part_once")]


class Resource(models.Model):
    """What one source gives: đồng, or days of work, as `data/resources.csv` says. What is unknown has no row."""

    work = models.ForeignKey(Work, models.CASCADE, related_name="resources")
    source = models.CharField(max_length=20)
    amount = models.PositiveBigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["work", "source"], name="work_resource_once")]


class Milestone(models.Model):
    """What is to be done by a day; `met_on` is when it was."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    work = models.ForeignKey(Work, models.CASCADE, related_name="milestones")
    day = models.DateField(_("ngày"))
    text = models.CharField(_("việc phải xong"), max_length=300)
    met_on = models.DateField(_("xong ngày"), null=True)

    class Meta:
        ordering = ["day", "id"]
        indexes = [models.Index(fields=["met_on", "day"], name="work_milestone_day")]


class Note(models.Model):
    """How far it is, in words, on a day; what stands behind them is linked."""

    work = models.ForeignKey(Work, models.CASCADE, related_name="notes")
    day = models.DateField(_("ngày"))
    text = models.TextField(_("tiến độ"))
    at = models.BigIntegerField()
    actor = models.BigIntegerField()

    class Meta:
        ordering = ["-day", "-id"]


class Evidence(models.Model):
    """A record entered elsewhere that shows what a note says, by its source's number; nothing of it is kept here."""

    note = models.ForeignKey(Note, models.CASCADE, related_name="evidence")
    record_kind = models.SmallIntegerField()
    record = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["note", "record_kind", "record"], name="work_evidence_once")]


class Question(models.Model):
    """An indicator that the unit chose to measure the work by: `query` is the figure's address, answered each time."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    work = models.ForeignKey(Work, models.CASCADE, related_name="questions")
    query = models.CharField(max_length=400)

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["work", "query"], name="work_question_once")]


class Result(models.Model):
    """A number the unit measured itself: what of, how much, when, and how it was measured."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    work = models.ForeignKey(Work, models.CASCADE, related_name="results")
    measure = models.ForeignKey(Category, models.PROTECT, related_name="+", verbose_name=_("kết quả"))
    value = models.PositiveBigIntegerField(_("số"))
    day = models.DateField(_("đến ngày"))
    how = models.CharField(_("đo bằng cách nào"), max_length=300)
    withdrawn = models.CharField(_("lý do rút"), max_length=500, blank=True)

    class Meta:
        ordering = ["day", "id"]


class Revision(models.Model):
    """The work as it was from `at` on, the moment of its facts. Nobody is named in it."""

    work = models.ForeignKey(Work, models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    at = models.BigIntegerField()
    actor = models.BigIntegerField()
    unit = models.IntegerField()
    verb = models.CharField(max_length=10, choices=Verb.choices)
    reason = models.CharField(_("lý do"), max_length=500, blank=True)
    snapshot = models.JSONField()

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["work", "number"], name="work_revision_number")]
        indexes = [models.Index(fields=["work", "at"], name="work_revision_at")]
