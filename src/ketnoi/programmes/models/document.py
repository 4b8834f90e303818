"""The paper behind a programme: its clauses, what each stands on, who witnessed it, and how the draft was discussed.

Moments are microseconds since 1970; who wrote something is a plain key.
"""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ketnoi.orgs.models import Unit
from ketnoi.programmes.enums import BasisStatus, Outcome
from ketnoi.programmes.models.programme import Programme


class Clause(models.Model):
    """One clause of the paper, in its words. Comments and legal bases point at it."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="clauses")
    order = models.PositiveSmallIntegerField(default=0)
    heading = models.CharField(_("tên điều khoản"), max_length=200)
    body = models.TextField(_("nội dung"), blank=True)

    class Meta:
        ordering = ["order", "id"]

    def __str__(self) -> str:
        return self.heading


class Basis(models.Model):
    """A document that the programme, or one of its clauses, stands on. `status` says how far that was checked."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="bases")
    order = models.PositiveSmallIntegerField(default=0)
    clause = models.ForeignKey(Clause, models.SET_NULL, null=True, blank=True, related_name="bases")
    document = models.CharField(_("tên văn bản"), max_length=300)
    number = models.CharField(_("số, ký hiệu"), max_length=80, blank=True)
    issued_on = models.DateField(_("ngày ban hành"), null=True, blank=True)
    agency = models.CharField(_("cơ quan ban hành"), max_length=160, blank=True)
    article = models.CharField(_("điều, khoản"), max_length=120, blank=True)
    status = models.CharField(max_length=10, choices=BasisStatus.choices, default=BasisStatus.MEMORY)

    class Meta:
        ordering = ["order", "id"]


class Witness(models.Model):
    """Who witnessed the signing: an organisation, and who stood there for it."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="witnesses")
    order = models.PositiveSmallIntegerField(default=0)
    organisation = models.CharField(_("cơ quan, tổ chức"), max_length=200)
    name = models.CharField(_("họ và tên"), max_length=160, blank=True)
    title = models.CharField(_("chức vụ"), max_length=160, blank=True)

    class Meta:
        ordering = ["order", "id"]


class Round(models.Model):
    """One time the draft went to the parties; closed when it is taken back for rewriting or signed."""

    programme = models.ForeignKey(Programme, models.CASCADE, related_name="rounds")
    number = models.PositiveSmallIntegerField()
    sent_on = models.DateField()
    due_on = models.DateField(_("đề nghị góp ý trước ngày"))
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "number"], name="programmes_round_once"),
            models.CheckConstraint(condition=Q(due_on__gte=F("sent_on")), name="programmes_round_due_after_sent"),
        ]


class Comment(models.Model):
    """What a party says of a clause, or of the whole draft; or that it agrees (`agreed`, without a text).

    `quoted` keeps the clause as it read when it was commented on.
    """

    round = models.ForeignKey(Round, models.CASCADE, related_name="comments")
    clause = models.ForeignKey(Clause, models.SET_NULL, null=True, blank=True, related_name="comments")
    heading = models.CharField(max_length=200, blank=True)
    quoted = models.TextField(blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    text = models.TextField(_("ý kiến"), blank=True)
    agreed = models.BooleanField(default=False)
    author = models.BigIntegerField()
    at = models.BigIntegerField()
    outcome = models.CharField(max_length=10, choices=Outcome.choices, default=Outcome.OPEN)
    reply = models.TextField(_("tiếp thu, giải trình"), blank=True)
    replied_at = models.BigIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["round", "unit"], condition=Q(agreed=True), name="programmes_agreed_once_a_round"
            ),
        ]
