"""The chained journal and the mark that says what kind of database this is.

Actor, unit and object are plain keys without foreign keys: a line outlives what it names.
"""

from __future__ import annotations

from django.db import models

CHAINS = 8


class Line(models.Model):
    """One thing done. `hash` covers every other column and the previous line's hash."""

    chain = models.PositiveSmallIntegerField()
    seq = models.PositiveBigIntegerField()
    at = models.BigIntegerField(help_text="microseconds since 1970")
    actor = models.BigIntegerField(null=True)
    unit = models.BigIntegerField(null=True)
    verb = models.CharField(max_length=40)
    kind = models.CharField(max_length=40)
    object = models.CharField(max_length=64)
    detail = models.JSONField(default=dict)
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["chain", "seq"], name="audit_line_chain_seq")]
        indexes = [models.Index(fields=["kind", "object"], name="audit_line_object")]


class Head(models.Model):
    """The last line of a chain; its row is the chain's lock."""

    chain = models.PositiveSmallIntegerField(primary_key=True)
    seq = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, default="")
    changed = models.BigIntegerField(default=0, help_text="microseconds since 1970; moves on with every change told")


class Installation(models.Model):
    """What this database is. One row; a demo database may do things that a real one must not."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    demo = models.BooleanField(default=False)
    second_factor = models.BooleanField(default=True)
    seed = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(id=1), name="audit_installation_one"),
            models.CheckConstraint(
                condition=models.Q(demo=True) | models.Q(second_factor=True), name="audit_installation_second_factor"
            ),
        ]


class Check(models.Model):
    """One walk through the journal: lines read, anchors they were held against, places that did not hold."""

    ran_at = models.BigIntegerField(db_index=True, help_text="microseconds since 1970")
    lines = models.PositiveBigIntegerField()
    anchors = models.PositiveIntegerField()
    findings = models.PositiveIntegerField()
    whole = models.BooleanField()


class Failure(models.Model):
    """A row that a piece of the worker's work failed for: tried again at `next_try`, ever later; gone when done."""

    work = models.CharField(max_length=40)
    row = models.BigIntegerField()
    tries = models.PositiveIntegerField(default=0)
    next_try = models.BigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["work", "row"], name="audit_failure_once")]
