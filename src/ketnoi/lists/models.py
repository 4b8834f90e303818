"""What officers keep of lists: the columns they chose, and questions they gave a name."""

from __future__ import annotations

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from ketnoi.officers.models import Officer
from ketnoi.orgs.models import Unit

LONGEST_QUERY = 2_000


class ChosenColumns(models.Model):
    """The columns, by code, that an officer wants to see in a list."""

    officer = models.ForeignKey(Officer, models.CASCADE, related_name="+")
    table = models.SlugField(max_length=40)
    codes = models.JSONField(default=list)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["officer", "table"], name="lists_columns_once")]


class SavedView(models.Model):
    """A question to a list under a name. `query` is what stands in the list's address after "?".

    Its owner alone sees it, or, where `unit` is set, everybody of that unit; each sees only rows of his own.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    officer = models.ForeignKey(Officer, models.CASCADE, related_name="+")
    unit = models.ForeignKey(Unit, models.CASCADE, related_name="+", null=True)
    table = models.SlugField(max_length=40)
    name = models.CharField(_("tên danh sách"), max_length=80)
    query = models.CharField(max_length=LONGEST_QUERY, blank=True)

    class Meta:
        ordering = ["name", "id"]
        indexes = [models.Index(fields=["unit", "table"], name="lists_view_unit")]
        constraints = [models.UniqueConstraint(fields=["officer", "table", "name"], name="lists_view_name")]

    def __str__(self) -> str:
        return self.name
