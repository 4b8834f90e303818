"""What every protected record has; grants, conflicts of interest, broken glass and logged reasons.

Moments are microseconds since 1970. Grants and the rest name a record by its kind and key, without a foreign key: they
stand below the rooms whose records they open.
"""

from __future__ import annotations

import uuid
from typing import Any, ClassVar, Self

from django.db import models
from django.db.models import F, Q

from ketnoi.access import codes
from ketnoi.access.enums import Form, How, Purpose, State, Urgency
from ketnoi.access.guarded import GuardedQuery, ProtectedManager, ProtectedQuerySet, SavingManager, Unscoped, admit
from ketnoi.access.sections import NOTICE
from ketnoi.officers.models import Officer, Post
from ketnoi.orgs.models import Unit
from ketnoi.vault.fields import SealedText
from ketnoi.vault.typed import Typed


class ProtectedRecord(models.Model):
    """A record that only those see who need to know.

    `owner` is the unit that keeps it, `lead` the one named for it, without whom a sealed record has no lead;
    `closed_at` ends what others were referred. Its managers refuse every question that comes without a reader.
    """

    owner_id: int
    lead_id: int | None

    code = models.CharField(max_length=codes.LENGTH, unique=True, default=codes.draw, editable=False)
    owner = models.ForeignKey(Unit, models.DO_NOTHING, related_name="+")  # the database itself refuses a deletion
    lead = models.ForeignKey(Officer, models.DO_NOTHING, null=True, blank=True, related_name="+")
    sealed = models.BooleanField(default=False)
    closed_at = models.BigIntegerField(null=True, blank=True, editable=False)

    objects: ClassVar[ProtectedManager[Any]] = ProtectedManager()
    saving: ClassVar[SavingManager[Any]] = SavingManager()

    class Meta:
        abstract = True
        base_manager_name = "saving"
        default_manager_name = "objects"

    def refresh_from_db(self, using: str | None = None, fields: Any = None, from_queryset: Any = None) -> None:
        """Read the own row again: whoever holds the record was shown it."""
        own = from_queryset if from_queryset is not None else self.own_row()
        super().refresh_from_db(using, fields, own)

    def own_row(self, using: str | None = None) -> ProtectedQuerySet[Any]:
        """The own row, for what whoever holds the record does with it; a sealed record's version is asked so, too.

        Raises Unscoped for one that was never read nor saved: a key alone is no record.
        """
        if self._state.adding or not self._state.db:
            raise Unscoped(f"{type(self)}: no row is held.")
        rows: ProtectedQuerySet[Any] = ProtectedQuerySet(type(self), GuardedQuery(type(self)), using)
        return admit(rows.filter(pk=self.pk), "own row")


class AboutRecord(models.Model):
    """Something said of one record."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=40)
    record = models.BigIntegerField()

    class Meta:
        abstract = True


class LastingQuerySet(models.QuerySet["Any"]):
    def of(self, kind: str, record: int) -> Self:
        """What is said of one record."""
        return self.filter(kind=kind, record=record)

    def live(self, moment: int) -> Self:
        """What has begun, has not run out and was not ended."""
        begun = Q(starts_at__lte=moment)
        running = Q(ends_at=None) | Q(ends_at__gt=moment)
        return self.filter(begun, running, Q(ended_at=None) | Q(ended_at__gt=moment))


class Lasting(AboutRecord):
    """What holds from a moment to another one. `ended_at` ends it before its time; nothing is deleted."""

    starts_at = models.BigIntegerField()
    ends_at = models.BigIntegerField(null=True)
    ended_at = models.BigIntegerField(null=True)
    ended_by = models.BigIntegerField(null=True)

    objects: ClassVar[models.Manager[Any]] = LastingQuerySet.as_manager()

    class Meta:
        abstract = True


class Grant(Lasting, Typed):
    """What the owner gave to an officer under a post, or to a unit.

    `giver` is the unit that gave it: a grant holds while that unit keeps the record. `ticked` are the sections of R11
    that may cross agencies; `urgency` and `commune` are what an offer shows. `number` is the receiver's own, by which
    a notice was acknowledged.
    """

    form = models.CharField(max_length=12, choices=Form)
    state = models.CharField(max_length=10, choices=State, default=State.ACCEPTED)
    giver = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    given_by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+")
    post = models.ForeignKey(Post, models.PROTECT, null=True, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, related_name="+")
    sections = models.JSONField(default=list)
    ticked = models.JSONField(default=list)
    purpose = models.CharField(max_length=40, choices=Purpose)
    ground = SealedText(null=True, section=NOTICE)
    urgency = models.CharField(max_length=20, choices=Urgency, blank=True)
    commune = models.BigIntegerField(null=True)
    answered_at = models.BigIntegerField(null=True)
    answered_by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+")
    number = SealedText(null=True, section=NOTICE)
    reason = SealedText(null=True, section=NOTICE)

    class Meta:
        ordering = ["starts_at", "id"]
        indexes = [
            models.Index(fields=["kind", "record"], name="access_grant_record"),
            models.Index(fields=["post", "kind"], name="access_grant_post"),
            models.Index(fields=["unit", "kind"], name="access_grant_unit"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(form=Form.ASSIGNMENT, post__isnull=False, unit=None)
                | (~Q(form=Form.ASSIGNMENT) & Q(post=None, unit__isnull=False)),
                name="access_grant_to_one",
            ),
            models.CheckConstraint(
                condition=~Q(form=Form.REFERRAL) | Q(ends_at__isnull=False), name="access_referral_ends"
            ),
            models.CheckConstraint(
                condition=Q(ends_at=None) | Q(starts_at__lte=F("ends_at")), name="access_grant_from_before_to"
            ),
        ]


class Conflict(Lasting):
    """An officer who must not know of a record: for him it does not exist. Overrides everything."""

    officer = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    how = models.CharField(max_length=10, choices=How)
    told_by = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["starts_at", "id"]
        indexes = [models.Index(fields=["officer", "kind"], name="access_conflict_officer")]


class Glass(Lasting, Typed):
    """A record opened in an emergency, by an officer under a post; somebody else looks at it afterwards.

    `told_at` is when the owner's lead and supervisor were told: before that moment nothing is open. `reviewers` are
    those who were told; where the unit has no lead, the lead above it.
    """

    post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    reason = SealedText(null=True, section=NOTICE)
    told_at = models.BigIntegerField(null=True)
    review_by = models.BigIntegerField()
    reviewers = models.ManyToManyField(Officer, related_name="+")
    reviewed_at = models.BigIntegerField(null=True)
    reviewed_by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+")
    justified = models.BooleanField(null=True)
    finding = SealedText(null=True, section=NOTICE)

    class Meta:
        ordering = ["-starts_at", "-id"]
        verbose_name_plural = "glasses"
        indexes = [
            models.Index(fields=["kind", "record"], name="access_glass_record"),
            models.Index(fields=["post", "kind"], name="access_glass_post"),
        ]


class Reveal(Lasting, Typed):
    """A supervisor's logged reason, after which he reads who a record is about for a while (R3)."""

    post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    reason = SealedText(null=True, section=NOTICE)

    class Meta:
        ordering = ["-starts_at", "-id"]
        indexes = [models.Index(fields=["post", "kind"], name="access_reveal_post")]
