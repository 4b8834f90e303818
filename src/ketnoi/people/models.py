"""Protected identities, what they are matched by, requests to get into touch, and persons joined into one.

Moments are microseconds since 1970.
"""

from __future__ import annotations

import uuid
from typing import Final

from django.db import models

from ketnoi.access import sections
from ketnoi.access.fields import ProtectedKey
from ketnoi.access.models import ProtectedRecord
from ketnoi.officers.models import Officer
from ketnoi.orgs.models import Unit
from ketnoi.people.enums import Answer, Exact, MergeState, Purpose
from ketnoi.vault.fields import SealedJSON, SealedText
from ketnoi.vault.models import SealedModel

KIND: Final = "person"
DIGEST: Final = 64


class Person(ProtectedRecord, SealedModel):
    """Somebody whom a unit protects or deals with. Nothing of a person lies in clear (`entry.Entry` reads it).

    `names` are the full name and then others; `merged_into` the record that stands for this one since they were
    joined.
    """

    names = SealedJSON(section=sections.IDENTITY)
    identity = SealedJSON(section=sections.IDENTITY)
    contact = SealedJSON(section=sections.ADDRESS, null=True)
    shelter = SealedText(section=sections.SHELTER, null=True)
    medical = SealedText(section=sections.MEDICAL, null=True)
    registered_at = models.BigIntegerField()
    registered_by = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    merged_into = ProtectedKey("self", models.PROTECT, null=True, related_name="+")

    class Meta(ProtectedRecord.Meta):
        ordering = ["-registered_at", "-id"]


class MatchKey(models.Model):
    """A keyed digest of a value that a person is found by exactly; it says nothing without the key."""

    person = ProtectedKey(Person, models.CASCADE, related_name="+")
    exact = models.CharField(max_length=12, choices=Exact)
    digest = models.CharField(max_length=DIGEST)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "exact", "digest"], name="people_matchkey_once")]
        indexes = [models.Index(fields=["digest", "exact"], name="people_matchkey_digest")]


class Inquiry(models.Model):
    """A unit asked whether others know a person of its own. Nothing in it says what was found.

    Work behind the pages looks (`contacting.settle`), so that a page cannot tell a hit from a miss.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = ProtectedKey(Person, models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=12, choices=Purpose)
    officer = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    at = models.BigIntegerField()
    settled_at = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [
            models.Index(fields=["settled_at"], name="people_inquiry_settled"),
            models.Index(fields=["officer", "at"], name="people_inquiry_officer"),
            models.Index(fields=["unit", "at"], name="people_inquiry_unit"),
        ]


class ContactRequest(models.Model):
    """The owner of `person` is asked to get into touch with whoever made the inquiry; only the owner sees it."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    inquiry = models.ForeignKey(Inquiry, models.PROTECT, related_name="+")
    person = ProtectedKey(Person, models.PROTECT, related_name="+")
    at = models.BigIntegerField()
    answer = models.CharField(max_length=8, choices=Answer, default=Answer.WAITING)
    answered_by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+")
    answered_at = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [models.UniqueConstraint(fields=["inquiry", "person"], name="people_contact_once")]


class Merge(models.Model):
    """Two records said to be of one person. `kept` goes on; `gone` leads to it, and keeps all that it holds."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kept = ProtectedKey(Person, models.PROTECT, related_name="+")
    gone = ProtectedKey(Person, models.PROTECT, related_name="+")
    exact = models.CharField(max_length=12, choices=Exact, blank=True)
    state = models.CharField(max_length=10, choices=MergeState, default=MergeState.PROPOSED)
    proposed_by = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    proposed_at = models.BigIntegerField()
    ended_by = models.ForeignKey(Officer, models.PROTECT, null=True, related_name="+")
    ended_at = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["-proposed_at", "-id"]


class Approval(models.Model):
    """A lead of one of the two owners agreed that the records are of one person."""

    merge = models.ForeignKey(Merge, models.CASCADE, related_name="approvals")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    officer = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    at = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["merge", "unit"], name="people_approval_once")]
