"""The data-protection desk: requests of data subjects, breaches, what was disposed of, who is in charge.

Moments are microseconds since 1970. Whoever asked stands in sealed fields only, and whatever was typed in own words;
breaches and disposals name kinds and counts, never a person.
"""

from __future__ import annotations

from typing import Final

from django.db import models
from django.utils.translation import gettext_lazy as _

from ketnoi.access import sections
from ketnoi.access.models import ProtectedRecord
from ketnoi.officers.models import Officer, Post
from ketnoi.orgs.models import Unit
from ketnoi.privacy.enums import BreachState, Channel, Checked, Outcome
from ketnoi.vault.fields import SealedText
from ketnoi.vault.models import SealedModel
from ketnoi.vault.typed import Typed

KIND: Final = "subject_request"


class SubjectRequest(ProtectedRecord, SealedModel):
    """Somebody asks what is kept of him, or wants it corrected, deleted, no longer used.

    `kind` is a code of `kinds`; its clocks are kept by room deadlines. `ground` is the law a refusal leans on;
    `extended_for` why its limit was extended, as the person was told.
    """

    kind = models.CharField(max_length=20)
    channel = models.CharField(max_length=20, choices=Channel)
    checked = models.CharField(max_length=20, choices=Checked, default=Checked.NOT_YET)
    received_at = models.BigIntegerField()
    registered_by = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    subject = SealedText(section=sections.IDENTITY)
    contact = SealedText(section=sections.ADDRESS, null=True)
    said = SealedText(section=sections.NOTICE)
    acknowledged_at = models.BigIntegerField(null=True)
    outcome = models.CharField(max_length=20, choices=Outcome, default=Outcome.OPEN)
    answer = SealedText(section=sections.NOTICE, null=True)
    ground = SealedText(section=sections.NOTICE, null=True)
    answered_at = models.BigIntegerField(null=True)
    extended_for = SealedText(section=sections.NOTICE, null=True)
    disposed_at = models.BigIntegerField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta(ProtectedRecord.Meta):
        ordering = ["-received_at", "-id"]


class InCharge(models.Model):
    """The officer in charge of personal data in a unit, named by a paper; the last named is in charge."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    paper = models.CharField(_("văn bản phân công"), max_length=120)
    named_at = models.BigIntegerField()
    named_by = models.BigIntegerField()

    class Meta:
        ordering = ["-named_at", "-id"]


class Breach(Typed):
    """Personal data reached somebody it was not for, was lost or was changed. `persons` is at most how many."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    found_at = models.BigIntegerField()
    kinds = models.JSONField(default=list)
    persons = models.PositiveIntegerField()
    what = SealedText(section=sections.NOTICE, null=True)
    measures = SealedText(section=sections.NOTICE, null=True)
    lessons = SealedText(section=sections.NOTICE, null=True)
    state = models.CharField(max_length=10, choices=BreachState, default=BreachState.OPEN)
    entered_by = models.BigIntegerField()
    closed_at = models.BigIntegerField(null=True)
    disposed_at = models.BigIntegerField(null=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-found_at", "-id"]
        verbose_name_plural = "breaches"


class Told(Typed):
    """Whom a breach was told, and when: the competent agency, those concerned, a superior.

    `number` lies under the breach's own key, and goes with it.
    """

    class Whom(models.TextChoices):
        AGENCY = "agency", _("Cơ quan chuyên trách bảo vệ dữ liệu cá nhân")
        SUBJECTS = "subjects", _("Những người có dữ liệu bị ảnh hưởng")
        SUPERIOR = "superior", _("Cơ quan cấp trên")

    breach = models.ForeignKey(Breach, models.PROTECT, related_name="told")
    whom = models.CharField(max_length=10, choices=Whom)
    at = models.BigIntegerField()
    number = SealedText(section=sections.NOTICE, null=True)
    by = models.BigIntegerField()

    class Meta:
        ordering = ["at", "id"]


class Disposal(Typed):
    """Records past their retention: proposed by one officer, decided by another. It keeps the kind and the count.

    `records` are the keys proposed; they are dropped when it is decided, so that nothing leads back.
    """

    class State(models.TextChoices):
        PROPOSED = "proposed", _("Chờ duyệt")
        DONE = "done", _("Đã hủy")
        REFUSED = "refused", _("Không duyệt")

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=40)
    count = models.PositiveIntegerField()
    records = models.JSONField(default=list)
    state = models.CharField(max_length=10, choices=State, default=State.PROPOSED)
    proposed_by = models.BigIntegerField()
    proposed_at = models.BigIntegerField()
    decided_by = models.BigIntegerField(null=True)
    decided_at = models.BigIntegerField(null=True)
    reason = SealedText(section=sections.NOTICE, null=True)

    class Meta:
        ordering = ["-proposed_at", "-id"]
