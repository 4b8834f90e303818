"""Batches of rows read from a workbook: staged, then published whole, and undone whole."""

from __future__ import annotations

from django.db import models
from django.db.models import Exists, OuterRef, Q, QuerySet

from ketnoi.workbooks.enums import WORKING, Status


class Batch(models.Model):
    """One file brought in by one unit. `unit` and `actor` are plain keys; moments are microseconds since 1970.

    `layout` as in `layouts.Layout`; `notes` {"left_out": [[sheet, line, why, what it says] …], "remarks": [text …]}.
    `done` of its rows are worked on so far; `worked_at`, `worked_by`: when and by whom last, while that goes on.
    `agreed`: what is doubtful in its rows was agreed to. `problem`: why the last work on it failed.
    """

    template = models.CharField(max_length=60)
    version = models.CharField(max_length=20)
    file_name = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    unit = models.BigIntegerField()
    actor = models.BigIntegerField()
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.STAGING)
    layout = models.JSONField(default=dict)
    notes = models.JSONField(default=dict)
    total = models.PositiveIntegerField(default=0)
    bad = models.PositiveIntegerField(default=0)
    doubtful = models.PositiveIntegerField(default=0)
    warned = models.PositiveIntegerField(default=0)
    repeated = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    agreed = models.BooleanField(default=False)
    problem = models.CharField(max_length=500, blank=True)
    worked_at = models.BigIntegerField(default=0)
    worked_by = models.CharField(max_length=32, blank=True)
    created_at = models.BigIntegerField()
    published_at = models.BigIntegerField(null=True)
    undone_at = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["unit", "status", "id"], name="batch_unit_status"),
            models.Index(fields=["worked_at"], condition=Q(status__in=WORKING), name="batch_working"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["template", "unit", "digest"],
                condition=Q(status=Status.PUBLISHED),
                name="batch_published_once",
            )
        ]

    def __str__(self) -> str:
        return self.file_name

    @property
    def fresh(self) -> int:
        """How many rows publishing would add once all doubts are agreed to."""
        return self.total - self.bad - self.repeated

    @property
    def sure(self) -> int:
        """How many rows publishing would add without agreeing to anything."""
        return self.fresh - self.doubtful

    @property
    def is_working(self) -> bool:
        return self.status in WORKING


class Row(models.Model):
    """One row of a sheet; `sheet` is that sheet's place in the file, `number` its line there (1 first).

    `cells` {column key: text as read}; `values` {…} what the domain's check made of them; `errors`, `doubts`,
    `warnings` {column key: message}, the key "" for the whole row. A row with doubts is published once they are agreed
    to. `key` is the digest of template, unit and cells; `live` while its record stands, so that the same row cannot be
    published twice. `repeats`: it already was.
    """

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="rows", db_index=False)
    sheet = models.PositiveSmallIntegerField(default=0)
    number = models.PositiveIntegerField()
    cells = models.JSONField(default=dict)
    values = models.JSONField(default=dict)
    errors = models.JSONField(default=dict)
    doubts = models.JSONField(default=dict)
    warnings = models.JSONField(default=dict)
    key = models.CharField(max_length=64)
    repeats = models.BooleanField(default=False)
    live = models.BooleanField(default=False)
    record = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["batch", "sheet", "number"], name="row_line_in_batch"),
            models.UniqueConstraint(fields=["key"], condition=Q(live=True), name="row_live_once"),
        ]


class Upload(models.Model):
    """The file itself, kept only until its rows are staged."""

    batch = models.OneToOneField(Batch, on_delete=models.CASCADE, related_name="upload")
    content = models.BinaryField()


class RememberedLayout(models.Model):
    """What the columns of a header are, as somebody of the unit said: `fields` {place: key}, `given` {key: text}."""

    template = models.CharField(max_length=60)
    unit = models.BigIntegerField()
    fingerprint = models.CharField(max_length=64)
    fields = models.JSONField(default=dict)
    given = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["template", "unit", "fingerprint"], name="remembered_layout_once")
        ]


def publishable(batch: Batch, *, agreed: bool) -> QuerySet[Row]:
    """The rows of a batch that make records and have not yet, in the order of the file."""
    rows = batch.rows.filter(errors={}, repeats=False, live=False).order_by("pk")
    return rows if agreed else rows.filter(doubts={})


IS_LIVE = Exists(Row.objects.filter(live=True, key=OuterRef("key")))
"""Does the same row count already, from this file or another?"""
