"""The words that facts are sorted by, and what is counted: categories, indicators, and what they said when."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _


class Category(models.Model):
    """One word of a dimension: a kind of activity, an audience, a way of counting, a topic, a unit of measure.

    What a room `declared` is never taken away; what was `edited` by hand keeps its words when declarations change.
    """

    class Dimension(models.TextChoices):
        KIND = "kind", _("Loại")
        AUDIENCE = "audience", _("Đối tượng")
        COUNTING = "counting", _("Cách đếm")
        TOPIC = "topic", _("Chuyên đề")
        MEASURE = "measure", _("Đơn vị tính")
        STANDING = "standing", _("Sổ bộ")
        WORK = "work", _("Lĩnh vực công trình, mô hình")
        RESULT = "result", _("Kết quả công trình, phần việc")

    dimension = models.CharField(max_length=12, choices=Dimension.choices)
    code = models.CharField(max_length=40)
    name = models.CharField(max_length=160)
    noun = models.CharField(max_length=40, blank=True, help_text="đơn vị đếm: buổi, cuộc, lớp")
    order = models.PositiveSmallIntegerField(default=0)
    retired = models.BooleanField(default=False)
    declared = models.BooleanField(default=False)
    edited = models.BooleanField(default=False)
    version = models.PositiveSmallIntegerField(default=1)

    class Meta:
        ordering = ["dimension", "order", "id"]
        constraints = [models.UniqueConstraint(fields=["dimension", "code"], name="figures_category_code")]


class Indicator(models.Model):
    """What is counted, how, and how it adds up.

    A derived indicator narrows a base one to some kinds, audiences and topics. One by `way` is made of `terms` (codes)
    and stores nothing of its own. `declared` and `edited` as of categories.
    """

    class Way(models.TextChoices):
        NONE = "", _("lọc một chỉ tiêu có sẵn")
        SUM = "sum", _("tổng các chỉ tiêu")
        DIFFERENCE = "difference", _("hiệu các chỉ tiêu")
        RATIO = "ratio", _("tỷ lệ phần trăm")

    class Measure(models.TextChoices):
        RECORDS = "records", _("số phiếu")
        SUM = "sum", _("cộng một trường của phiếu")
        TAKING_PART = "taking_part", _("số lần tham gia")
        STOCK = "stock", _("số hiện có đến một ngày")
        PLACES = "places", _("số xã có")
        FORMULA = "formula", _("tính từ chỉ tiêu khác")

    code = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=160)
    unit = models.CharField(max_length=40)
    measure = models.CharField(max_length=12, choices=Measure.choices)
    base = models.ForeignKey("self", models.PROTECT, null=True, related_name="derived")
    kinds = models.JSONField(default=list)
    audiences = models.JSONField(default=list)
    topics = models.JSONField(default=list)
    way = models.CharField(max_length=12, choices=Way.choices, blank=True)
    terms = models.JSONField(default=list)
    cuts = models.JSONField(default=list, help_text="declared roll-ups: kind, kind+audience, programme+kind …")
    lead_only = models.BooleanField(default=False)
    on_last_day = models.BooleanField(default=False, help_text="what lasts counts on its last day, not on its first")
    owner = models.CharField(max_length=160)
    definition = models.TextField()
    leaves_out = models.TextField(blank=True)
    version = models.PositiveSmallIntegerField(default=1)
    order = models.PositiveSmallIntegerField(default=0)
    retired = models.BooleanField(default=False)
    declared = models.BooleanField(default=False)
    edited = models.BooleanField(default=False)

    class Meta:
        ordering = ["order", "code"]


class Definition(models.Model):
    """What a category or an indicator said from a moment on: a change makes a new version, the earlier ones stay.

    A question as of a moment is answered by the version of that moment. `said` holds the columns that may change.
    """

    class Of(models.TextChoices):
        CATEGORY = "category", _("mục phân loại")
        INDICATOR = "indicator", _("chỉ tiêu thống kê")

    of = models.CharField(max_length=10, choices=Of.choices)
    item = models.IntegerField()
    version = models.PositiveSmallIntegerField()
    said = models.JSONField()
    at = models.BigIntegerField()
    by = models.BigIntegerField(null=True)
    why = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["version"]
        constraints = [models.UniqueConstraint(fields=["of", "item", "version"], name="figures_definition_version")]
