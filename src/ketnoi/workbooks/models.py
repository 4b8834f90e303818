"""Batches of rows read from a workbook: staged, then published whole, and undone whole."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from ketnoi.workbooks.enums import Status


class Batch(models.Model):
    """One file brought in by one unit. `unit` and `actor` are plain keys; moments are microseconds since 1970."""

    template = models.CharField(max_length=60)
    version = models.CharField(max_length=20)
    file_name = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    unit = models.BigIntegerField()
    actor = models.BigIntegerField()
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.STAGING)
    total = models.PositiveIntegerField(default=0)
    bad = models.PositiveIntegerField(default=0)
    warned = models.PositiveIntegerField(default=0)
    repeated = models.PositiveIntegerField(default=0)
    created_at = models.BigIntegerField()
    published_at = models.BigIntegerField(null=True)
    undone_at = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["unit", "status", "id"], name="batch_unit_status")]
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
        """How many rows publishing would add."""
        return self.total - self.bad - self.repeated


class Row(models.Model):
    """One row of the sheet.

    `cells` {column key: text as read}; `values` {…} what the domain's check made of them; `errors`, `warnings`
    {column key: message}, the key "" for the whole row. `key` is the digest of template, unit and cells;
    `live` while its record stands, so that the same row cannot be published twice. `repeats`: it already was.
    """

    batch = models.ForeignKey(Batch, on_delete=models.CASCADE, related_name="rows")
    number = models.PositiveIntegerField()
    cells = models.JSONField(default=dict)
    values = models.JSONField(default=dict)
    errors = models.JSONField(default=dict)
    warnings = models.JSONField(default=dict)
    key = models.CharField(max_length=64)
    repeats = models.BooleanField(default=False)
    live = models.BooleanField(default=False)
    record = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["batch", "number"], name="row_number_in_batch"),
            models.UniqueConstraint(fields=["key"], condition=Q(live=True), name="row_live_once"),
        ]
