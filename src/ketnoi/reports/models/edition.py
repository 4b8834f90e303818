"""What was fixed: editions, their figures, and the signed papers bound to them."""

from __future__ import annotations

from django.db import models

from ketnoi.reports.models.report import Report


class Edition(models.Model):
    """The figures of a report as they were fixed at one moment, and why.

    `paragraphs` holds [kind, text] of each paragraph as they stood when a later edition took its place; until then
    it is empty, and the report's own paragraphs are this edition's. `letterhead` is the one it was issued under, empty
    until then. `settled` names the questions whose records have changed and whose fixed number was let stand: {query:
    {"now", "at", "by"}}.
    """

    report = models.ForeignKey(Report, models.CASCADE, related_name="editions")
    number = models.PositiveSmallIntegerField()
    frozen_at = models.BigIntegerField()
    frozen_by = models.BigIntegerField(null=True)
    reason = models.CharField(max_length=400, blank=True)
    paragraphs = models.JSONField(default=list)
    letterhead = models.JSONField(default=dict)
    settled = models.JSONField(default=dict)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["report", "number"], name="reports_edition_number")]


class FrozenFigure(models.Model):
    """A figure as an edition shows it: the question, its number, the words in the text, and what was counted then.

    `query` is the question as an address (`figures.links`), its moment included. `entered` names the sources of the
    part that has no records behind it. `basis` is what the number is compared with, {"label", "query", "value",
    "notes"}; empty where it is not. `given` is what a leader wrote over it (`reports.given`); empty where nobody did.
    """

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="figures")
    key = models.CharField(max_length=64)
    query = models.CharField(max_length=400)
    value = models.BigIntegerField()
    shown = models.CharField(max_length=160)
    entered = models.JSONField(default=list)
    basis = models.JSONField(default=dict)
    given = models.JSONField(default=dict)
    name = models.CharField(max_length=160)
    unit = models.CharField(max_length=40)
    definition = models.TextField()
    leaves_out = models.TextField(blank=True)
    definition_version = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["id"]
        constraints = [models.UniqueConstraint(fields=["edition", "key"], name="reports_frozen_key")]


class KeptRecords(models.Model):
    """The records behind one question of an edition as its annex shows them; `lines` are packed by `behind`."""

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="kept_records")
    query = models.CharField(max_length=400)
    lines = models.BinaryField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["edition", "query"], name="reports_kept_records_once")]


class SignedCopy(models.Model):
    """The signed and sealed paper as it came back, bound to the edition it shows. The newest is the official one."""

    report = models.ForeignKey(Report, models.CASCADE, related_name="signed_copies")
    edition = models.ForeignKey(Edition, models.PROTECT, related_name="+")
    attachment = models.BigIntegerField(unique=True)
    sha256 = models.CharField(max_length=64)
    added_at = models.BigIntegerField()
    added_by = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["id"]
