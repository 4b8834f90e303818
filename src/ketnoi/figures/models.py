"""The ledger of facts, its roll-ups, and the words that facts are sorted by.

Facts are appended; the only update a fact ever sees is `superseded_at`, once. Its keys carry `province` first,
and no foreign key points into it, so that it can be spread over several servers.
Moments are microseconds since 1970; months are year * 12 + month - 1.
"""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ketnoi.orgs.models import Unit

CURRENT = Q(superseded_at__isnull=True)


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


class Cell(models.Model):
    """One combination of single-valued dimensions, interned; 0 stands for "does not apply"."""

    kind = models.PositiveIntegerField()
    audience = models.PositiveIntegerField()
    counting = models.PositiveIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "audience", "counting"], name="figures_cell_key")]


class CategorySet(models.Model):
    """A set of programmes (closed upward) or of topics, interned. The empty set is 0 and has no row."""

    class Family(models.TextChoices):
        PROGRAMME = "p", _("chương trình")
        TOPIC = "t", _("chuyên đề")

    family = models.CharField(max_length=1, choices=Family.choices)
    key = models.CharField(max_length=400)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["family", "key"], name="figures_set_key")]


class SetMember(models.Model):
    """A member of an interned set; asked as `programmes IN (SELECT set …)`."""

    family = models.CharField(max_length=1)
    set = models.PositiveIntegerField()
    member = models.PositiveBigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["family", "member", "set"], name="figures_setmember_key")]
        indexes = [models.Index(fields=["family", "set"], name="figures_setmember_set")]


class Fact(models.Model):
    """What one record counts for, credited to one unit. See the module's and `ledger.post`'s rules."""

    pk = models.CompositePrimaryKey("province", "id")
    province = models.SmallIntegerField()
    id = models.BigIntegerField()
    indicator = models.IntegerField()
    cell = models.IntegerField()
    programmes = models.IntegerField()
    tags = models.IntegerField()
    unit = models.IntegerField()
    agency = models.SmallIntegerField()
    first_any = models.SmallIntegerField()
    first_agency = models.SmallIntegerField()
    first_any_now = models.SmallIntegerField()
    first_agency_now = models.SmallIntegerField()
    place = models.IntegerField()
    day = models.DateField()
    month = models.SmallIntegerField()
    value = models.BigIntegerField()
    record_kind = models.SmallIntegerField()
    record = models.BigIntegerField()
    recorded_at = models.BigIntegerField()
    superseded_at = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(superseded_at__isnull=True) | Q(superseded_at__gt=F("recorded_at")),
                name="figures_fact_order",
            ),
            models.CheckConstraint(condition=Q(province__gte=0, province__lte=99), name="figures_fact_province"),
        ]
        indexes = [
            models.Index(
                fields=["province", "unit", "indicator", "day"],
                include=["value", "first_any", "first_agency", "cell", "programmes"],
                condition=CURRENT,
                name="figures_fact_unit",
            ),
            models.Index(
                fields=["province", "place", "indicator", "day"], condition=CURRENT, name="figures_fact_place"
            ),
            models.Index(fields=["province", "indicator", "day"], condition=CURRENT, name="figures_fact_day"),
            models.Index(
                fields=["programmes", "indicator", "day"],
                condition=CURRENT & Q(first_any=0),
                name="figures_fact_programme",
            ),
            models.Index(fields=["record_kind", "record"], name="figures_fact_record"),
            models.Index(fields=["province", "recorded_at"], name="figures_fact_recorded"),
            models.Index(
                fields=["province", "superseded_at"],
                condition=Q(superseded_at__isnull=False),
                name="figures_fact_superseded",
            ),
        ]


class ProvinceClock(models.Model):
    """The last moment stamped in a province; its row is the lock that orders writers."""

    province = models.SmallIntegerField(primary_key=True)
    last = models.BigIntegerField(default=0)


class RollupMark(models.Model):
    """Facts known up to this moment are inside the roll-ups of the province; later ones are its tail."""

    province = models.SmallIntegerField(primary_key=True)
    upto = models.BigIntegerField(default=0)


class Cut(models.Model):
    """What a roll-up row counts; 0 stands for "any"."""

    indicator = models.IntegerField()
    kind = models.IntegerField()
    programme = models.BigIntegerField()
    audience = models.IntegerField()
    pattern = models.SmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "pattern", "programme", "kind", "audience"], name="figures_cut_key"
            )
        ]


class Rollup(models.Model):
    """A month of a province under one cut. Agency 0 is any agency, by `first_any`; else by `first_agency`.

    `flag` is 0 (the record's first in the nation), 1 (first in the province) or 2 (neither).
    """

    pk = models.CompositePrimaryKey("province", "cut", "agency", "flag", "month")
    province = models.SmallIntegerField()
    cut = models.IntegerField()
    agency = models.SmallIntegerField()
    flag = models.SmallIntegerField()
    month = models.SmallIntegerField()
    value = models.BigIntegerField()
    n = models.BigIntegerField()

    class Meta:
        indexes = [
            models.Index(
                fields=["cut", "agency", "flag", "month"], include=["province", "value"], name="figures_rollup_read"
            )
        ]


class EnteredValue(models.Model):
    """A number without records behind it: an old total, a stock. It always names its source and says so."""

    class Qualifier(models.TextChoices):
        EXACT = "", _("đúng bằng")
        OVER = "over", _("trên")
        NEARLY = "nearly", _("gần")
        ABOUT = "about", _("khoảng")
        AT_LEAST = "at_least", _("ít nhất")

    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    place = models.IntegerField(default=0)
    programmes = models.JSONField(default=list, help_text="ids, closed upward")
    kind = models.PositiveIntegerField(default=0)
    audience = models.PositiveIntegerField(default=0)
    holds_on = models.DateField(_("số liệu tính đến ngày"))
    value = models.BigIntegerField(_("giá trị"))
    qualifier = models.CharField(max_length=12, choices=Qualifier.choices, blank=True)
    source_name = models.CharField(_("văn bản nguồn"), max_length=200)
    source_number = models.CharField(_("số, ký hiệu"), max_length=60, blank=True)
    source_day = models.DateField(_("ngày văn bản"), null=True, blank=True)
    incomplete = models.BooleanField(_("thống kê chưa đầy đủ"), default=False)
    reason = models.CharField(_("lý do ghi sau khi xác nhận"), max_length=500, blank=True)
    withdrawn = models.BooleanField(default=False)
    entered_at = models.BigIntegerField(default=0)
    entered_by = models.BigIntegerField(null=True)


class VerifyRun(models.Model):
    """One run of `ketnoi figures verify`: what was compared, and how many differences there were."""

    ran_at = models.BigIntegerField()
    facts = models.PositiveBigIntegerField()
    rollups = models.PositiveBigIntegerField()
    differences = models.PositiveBigIntegerField()


class ProtectedFact(models.Model):
    """What one protected record counts for, in a ledger of its own that no open figure reads (`released.ledger`).

    It says the month and not the day, a keyed handle and not the record, the owner's agency and today's province and
    not the unit, and `categories`: a code for each dimension of its source, in their order.
    """

    source = models.SmallIntegerField()
    agency = models.SmallIntegerField()
    province = models.SmallIntegerField()
    month = models.SmallIntegerField()
    categories = models.CharField(max_length=200)
    value = models.BigIntegerField()
    handle = models.CharField(max_length=64)
    recorded_at = models.BigIntegerField()
    superseded_at = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(superseded_at__isnull=True) | Q(superseded_at__gt=F("recorded_at")),
                name="figures_protectedfact_order",
            ),
        ]
        indexes = [
            models.Index(fields=["source", "agency", "month"], name="figures_protectedfact_month"),
            models.Index(fields=["source", "handle"], condition=CURRENT, name="figures_protectedfact_handle"),
        ]


class Release(models.Model):
    """Tables of protected figures for one period and area: drawn up by one officer, signed and published by another.

    `content` is what everybody may see and nothing else: hidden numbers are null in it. `area` is today's province, 0
    the nation; `as_of` the moment whose knowledge was counted. What was published stays: a new version has a row of
    its own, and what was withdrawn says so, with the reason.
    """

    class Status(models.TextChoices):
        DRAFT = "draft", _("Dự thảo")
        ASKED = "asked", _("Chờ ký")
        PUBLISHED = "published", _("Đã công bố")
        REPLACED = "replaced", _("Đã có bản mới")
        WITHDRAWN = "withdrawn", _("Đã thu hồi")
        DROPPED = "dropped", _("Đã bỏ")

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    source = models.SmallIntegerField()
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    agency = models.SmallIntegerField()
    area = models.SmallIntegerField()
    period = models.CharField(max_length=8)
    tables = models.JSONField()
    number = models.PositiveSmallIntegerField(default=1)
    replaces = models.ForeignKey("self", models.PROTECT, null=True, related_name="replacements")
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.DRAFT)
    as_of = models.BigIntegerField()
    content = models.JSONField()
    made_by = models.BigIntegerField()
    signed_by = models.BigIntegerField(null=True)
    published_at = models.BigIntegerField(null=True)
    withdrawn_at = models.BigIntegerField(null=True)
    reason = models.CharField(_("lý do"), max_length=500, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-published_at", "-id"]
        indexes = [models.Index(fields=["source", "agency", "published_at"], name="figures_release_known")]
