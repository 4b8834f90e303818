"""A practice (mô hình), the versions that were published of it, and the edition of the whole library.

Moments are microseconds since 1970. Actors and the unit that wrote are plain keys.
"""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ketnoi.orgs.models import Unit
from ketnoi.practices.enums import Outcome, Reuse, Status

LONGEST_NAME = 200


class Practice(models.Model):
    """A way of working that a unit writes down so that others can do the same.

    `parent` is the practice it was adopted from, as published in `parent_edition`, and `root` the first of the family;
    both are empty where the unit began it. Words are plain text; `steps` has one step a line. `edition` is the number
    of the last published version, 0 before the first.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("đơn vị"))
    status = models.CharField(max_length=10, choices=Status, default=Status.DRAFT)
    parent = models.ForeignKey("self", models.PROTECT, null=True, related_name="adoptions")
    parent_edition = models.PositiveIntegerField(default=0)
    root = models.ForeignKey("self", models.PROTECT, null=True, related_name="family")
    adopted_on = models.DateField(_("ngày áp dụng"), null=True)
    work = models.ForeignKey("works.Work", models.PROTECT, related_name="+", null=True, verbose_name=_("công trình"))

    name = models.CharField(_("tên mô hình"), max_length=LONGEST_NAME)
    field = models.CharField(_("lĩnh vực"), max_length=20)
    problem = models.TextField(_("vấn đề"))
    audience = models.CharField(_("dành cho ai"), max_length=300, blank=True)
    steps = models.TextField(_("cách làm từng bước"), blank=True)
    composition = models.CharField(_("thành phần"), max_length=500, blank=True)
    schedule = models.CharField(_("lịch hoạt động"), max_length=300, blank=True)
    cost = models.CharField(_("chi phí"), max_length=300, blank=True)
    conditions = models.TextField(_("điều kiện cần có"), blank=True)
    lessons = models.TextField(_("điều chưa được và bài học"), blank=True)
    outcome = models.CharField(_("hiệu quả"), max_length=8, choices=Outcome, default=Outcome.UNSURE)
    evidence = models.CharField(_("mức minh chứng"), max_length=12)
    terrains = models.JSONField(_("kiểu địa bàn phù hợp"), default=list)
    means = models.JSONField(_("phương tiện cần có"), default=list)
    staff_least = models.PositiveIntegerField(_("số người cần ít nhất"), null=True)
    begun_on = models.DateField(_("bắt đầu từ"), null=True)
    reuse = models.CharField(_("cho phép dùng lại"), max_length=6, choices=Reuse, default=Reuse.FREE)
    contact = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("đơn vị liên hệ"))
    telephone = models.CharField(_("điện thoại trực"), max_length=40, blank=True)
    video = models.CharField(_("đường dẫn phim ngắn"), max_length=300, blank=True)

    public = models.BooleanField(_("đưa ra công khai"), default=False)
    edition = models.PositiveIntegerField(default=0)
    published_on = models.DateField(null=True)
    retired_on = models.DateField(null=True)
    retiring_reason = models.CharField(_("lý do thôi áp dụng"), max_length=500, blank=True)
    version = models.PositiveIntegerField(default=1)
    created_by = models.BigIntegerField()
    created_unit = models.IntegerField()

    class Meta:
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["unit", "status"], name="practice_unit_status"),
            models.Index(fields=["status", "published_on"], name="practice_status_day"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(parent=None, root=None) | Q(parent__isnull=False, root__isnull=False),
                name="practice_parent_with_root",
            ),
            models.CheckConstraint(condition=Q(parent=None) | ~Q(parent=F("pk")), name="practice_not_its_parent"),
            models.CheckConstraint(
                condition=~Q(status=Status.PUBLISHED) | Q(published_on__isnull=False, edition__gt=0),
                name="practice_published_has_edition",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def first(self) -> int:
        """The id of the practice that its family began with."""
        return self.root_id or self.pk


class Edition(models.Model):
    """A practice as it was published: its words (`content.Content` as a dict) and its results, as they stood then."""

    practice = models.ForeignKey(Practice, models.CASCADE, related_name="editions")
    number = models.PositiveIntegerField()
    at = models.BigIntegerField()
    actor = models.BigIntegerField()
    unit = models.IntegerField()
    note = models.CharField(_("sửa gì"), max_length=500, blank=True)
    content = models.JSONField()
    results = models.JSONField(default=list)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["practice", "number"], name="practice_edition_number")]


class Library(models.Model):
    """One row: how often what the library shows has changed. Its row is the lock of whoever publishes."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    changed = models.PositiveBigIntegerField(default=0)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(id=1), name="practices_library_one")]
