"""Contests of works: who may enter, in which rounds entries are marked by which criteria, and who marked what.

Moments are microseconds since 1970. Actors are plain keys.
"""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ketnoi.contests.enums import Stage, Status
from ketnoi.officers.models import Officer
from ketnoi.orgs.models import Agency, Level, Unit
from ketnoi.vault.models import DataKey
from ketnoi.works.models import Work

LONGEST_TITLE = 200
LONGEST_NAME = 120
LONGEST_WORDS = 600


class Contest(models.Model):
    """A contest of a unit. Where `level`, `agency` or `programme` is empty, entrants of every one are welcome.

    `called_off` is the state in which it was cancelled: by that, others see no more of it than they did.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("đơn vị tổ chức"))
    title = models.CharField(_("tên hội thi"), max_length=LONGEST_TITLE)
    about = models.TextField(_("giới thiệu"), blank=True)
    level = models.CharField(_("cấp dự thi"), max_length=12, choices=Level.choices, blank=True)
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+", null=True, verbose_name=_("cơ quan dự thi"))
    programme = models.ForeignKey(
        "programmes.Programme", models.PROTECT, related_name="+", null=True, verbose_name=_("cụm, phong trào")
    )
    opens_on = models.DateField(_("nhận bài từ ngày"))
    closes_on = models.DateField(_("đến hết ngày"))
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.DRAFT)
    reason = models.CharField(_("lý do hủy"), max_length=500, blank=True)
    called_off = models.CharField(max_length=10, choices=Status.choices, blank=True, editable=False)
    version = models.PositiveIntegerField(default=1)
    created_by = models.BigIntegerField()

    class Meta:
        ordering = ["-opens_on", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(closes_on__gte=models.F("opens_on")), name="contest_days_in_order")
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def reached(self) -> Status:
        """How far it came, cancelled or not."""
        return Status(self.called_off or self.status)


class Group(models.Model):
    """A group of entries (bảng): officers and the public vote for one entry in each."""

    contest = models.ForeignKey(Contest, models.CASCADE, related_name="groups")
    name = models.CharField(_("bảng"), max_length=LONGEST_NAME)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["contest", "position"], name="contest_group_once")]

    def __str__(self) -> str:
        return self.name


class Round(models.Model):
    """A round: how many entries go on from it (in the last: how many are awarded), and until when jurors mark."""

    contest = models.ForeignKey(Contest, models.CASCADE, related_name="rounds")
    number = models.PositiveSmallIntegerField()
    name = models.CharField(_("tên vòng"), max_length=LONGEST_NAME)
    places = models.PositiveIntegerField(_("số bài được chọn"))
    marks_until = models.DateField(_("chấm đến hết ngày"))
    stage = models.CharField(max_length=8, choices=Stage.choices, default=Stage.WAITING)
    tie_reason = models.CharField(_("lý do chọn giữa các bài bằng điểm"), max_length=500, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["contest", "number"], name="contest_round_once")]

    def __str__(self) -> str:
        return self.name


class Criterion(models.Model):
    """What is marked in a round, from 0 to `most` points."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="criteria")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(_("tiêu chí"), max_length=LONGEST_NAME)
    most = models.PositiveSmallIntegerField(_("điểm tối đa"))

    class Meta:
        ordering = ["position"]
        constraints = [models.UniqueConstraint(fields=["round", "position"], name="contest_criterion_once")]


class Juror(models.Model):
    """An officer whom the organiser named to mark."""

    contest = models.ForeignKey(Contest, models.CASCADE, related_name="jury")
    officer = models.ForeignKey(Officer, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["contest", "officer"], name="contest_juror_once")]


class Entry(models.Model):
    """A work in a contest, under the number it was given. `public` words are those its unit chose to show everybody."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    contest = models.ForeignKey(Contest, models.PROTECT, related_name="entries")
    number = models.PositiveIntegerField()
    group = models.ForeignKey(Group, models.PROTECT, related_name="entries", verbose_name=_("bảng"))
    work = models.ForeignKey(Work, models.PROTECT, related_name="+", verbose_name=_("công trình"))
    summary = models.TextField(_("thuyết minh"), blank=True)
    public = models.BooleanField(_("đưa ra bình chọn công khai"), default=False)
    public_title = models.CharField(_("tên công khai"), max_length=LONGEST_TITLE, blank=True)
    public_words = models.TextField(_("giới thiệu công khai"), blank=True)
    withdrawn = models.CharField(_("lý do rút"), max_length=500, blank=True)
    version = models.PositiveIntegerField(default=1)
    entered_at = models.BigIntegerField()
    entered_by = models.BigIntegerField()

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["contest", "number"], name="contest_entry_number"),
            models.UniqueConstraint(
                fields=["contest", "work"], condition=Q(withdrawn=""), name="contest_work_enters_once"
            ),
        ]


class Placing(models.Model):
    """An entry in a round. `points` of `sheets` jurors are fixed when it closes; `through` when it is decided."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="placings")
    entry = models.ForeignKey(Entry, models.PROTECT, related_name="placings")
    points = models.PositiveIntegerField(null=True)
    sheets = models.PositiveIntegerField(null=True)
    through = models.BooleanField(null=True)
    by_choice = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "entry"], name="contest_placing_once")]


class Sheet(models.Model):
    """What one juror gave one entry in a round."""

    round = models.ForeignKey(Round, models.CASCADE, related_name="sheets")
    entry = models.ForeignKey(Entry, models.PROTECT, related_name="sheets")
    juror = models.ForeignKey(Juror, models.PROTECT, related_name="sheets")
    version = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["round", "entry", "juror"], name="contest_sheet_once")]


class Mark(models.Model):
    """Points for one criterion."""

    sheet = models.ForeignKey(Sheet, models.CASCADE, related_name="marks")
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="+")
    points = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["sheet", "criterion"], name="contest_mark_once")]


class Ballot(models.Model):
    """Voting for the entries that came through a round: apart from the jury, and never mixed into its result."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    contest = models.OneToOneField(Contest, models.PROTECT, related_name="ballot")
    round = models.ForeignKey(Round, models.PROTECT, related_name="+", verbose_name=_("vòng"))
    closes_on = models.DateField(_("bình chọn đến hết ngày"))
    by_codes = models.BooleanField(_("người dân bình chọn bằng mã"), default=False)
    closed = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)
    data_key = models.ForeignKey(DataKey, models.PROTECT, related_name="+", editable=False)


class OfficerVote(models.Model):
    """One officer's vote in a group. `key` is a digest that only this installation can make; `choice` is sealed."""

    key = models.CharField(primary_key=True, max_length=64)
    ballot = models.ForeignKey(Ballot, models.CASCADE, related_name="officer_votes")
    choice = models.BinaryField()


class Code(models.Model):
    """A code that votes once. It is kept nowhere, only its digest; when it was used and for whom, not at all."""

    digest = models.CharField(primary_key=True, max_length=64)
    ballot = models.ForeignKey(Ballot, models.CASCADE, related_name="codes")
    used = models.BooleanField(default=False)


class CodeTally(models.Model):
    """How many votes by codes an entry has. No vote has a row of its own that could be laid beside a code."""

    ballot = models.ForeignKey(Ballot, models.CASCADE, related_name="tallies")
    entry = models.ForeignKey(Entry, models.PROTECT, related_name="+")
    votes = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["ballot", "entry"], name="contest_tally_once")]
