"""Standing things with who keeps them and who works in them; what they tell each month; lists of people; products.

Months are year * 12 + month - 1, moments microseconds since 1970. Actors and the unit that wrote are plain keys.
"""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from ketnoi.figures.models import Category
from ketnoi.orgs.models import Unit
from ketnoi.places.models import Place
from ketnoi.registers.enums import Done, Of, Verb

LONGEST_NAME = 200


class Standing(models.Model):
    """A trusted address, a club, a team, a hotline, a mailbox: opened, kept by a unit, perhaps closed.

    `unit` and `place` are those of its last stay. `address` is never in a revision, a figure or the journal.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.ForeignKey(Category, models.PROTECT, related_name="+", verbose_name=_("loại"))
    name = models.CharField(_("tên gọi"), max_length=LONGEST_NAME)
    folded = models.CharField(max_length=LONGEST_NAME, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("đơn vị giữ sổ"))
    place = models.ForeignKey(Place, models.PROTECT, related_name="+", null=True, verbose_name=_("địa bàn"))
    address = models.CharField(_("địa chỉ cụ thể"), max_length=300, blank=True)
    telephone = models.CharField(_("số điện thoại công khai"), max_length=40, blank=True)
    schedule = models.CharField(_("lịch hoạt động"), max_length=300, blank=True)
    equipment = models.CharField(_("trang thiết bị"), max_length=500, blank=True)
    document = models.CharField(_("quyết định thành lập"), max_length=200, blank=True)
    opened_on = models.DateField(_("ngày bắt đầu"))
    closed_on = models.DateField(_("ngày đóng"), null=True)
    closing_reason = models.CharField(_("lý do đóng"), max_length=500, blank=True)
    version = models.PositiveIntegerField(default=1)
    created_by = models.BigIntegerField()
    created_unit = models.IntegerField()

    class Meta:
        ordering = ["kind", "folded", "id"]
        indexes = [
            models.Index(fields=["unit", "kind"], name="standing_unit_kind"),
            models.Index(fields=["kind", "opened_on"], name="standing_kind_opened"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_on=None) | Q(closed_on__gte=F("opened_on")), name="standing_closed_after_opened"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Stay(models.Model):
    """The unit that keeps a thing, and where it is, from a day on; the first begins when it was opened."""

    standing = models.ForeignKey(Standing, models.CASCADE, related_name="stays")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    place = models.ForeignKey(Place, models.PROTECT, related_name="+", null=True)
    since = models.DateField(_("từ ngày"))

    class Meta:
        ordering = ["since", "id"]
        constraints = [models.UniqueConstraint(fields=["standing", "since"], name="stay_one_a_day")]


class Member(models.Model):
    """An officer or a volunteer who works in a thing, from-to. A telephone stands here only where it is public."""

    standing = models.ForeignKey(Standing, models.CASCADE, related_name="members")
    name = models.CharField(_("họ và tên"), max_length=120)
    role = models.CharField(_("vai trò"), max_length=30)
    organisation = models.CharField(_("đơn vị công tác"), max_length=160, blank=True)
    telephone = models.CharField(_("số điện thoại công khai"), max_length=40, blank=True)
    since = models.DateField(_("từ ngày"))
    until = models.DateField(_("đến ngày"), null=True)

    class Meta:
        ordering = ["until", "since", "id"]


class Revision(models.Model):
    """The thing as it was from `at` on, the moment of its facts. No address, telephone or person stands in it."""

    standing = models.ForeignKey(Standing, models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    at = models.BigIntegerField()
    actor = models.BigIntegerField()
    unit = models.IntegerField()
    verb = models.CharField(max_length=12, choices=Verb.choices)
    reason = models.CharField(_("lý do"), max_length=500, blank=True)
    snapshot = models.JSONField()

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["standing", "number"], name="standing_revision_number")]


class MonthReport(models.Model):
    """What a thing told for a month: its numbers, or that nothing happened. A month without one was not told.

    `unit` and `place` are those that kept it on the month's last day, as they were when it was told first.
    """

    standing = models.ForeignKey(Standing, models.PROTECT, related_name="months")
    month = models.SmallIntegerField()
    nothing = models.BooleanField(_("không phát sinh"), default=False)
    numbers = models.JSONField(default=dict, help_text="by code of the output")
    reason = models.CharField(_("lý do ghi sau khi xác nhận"), max_length=500, blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    place = models.IntegerField(default=0)
    version = models.PositiveIntegerField(default=1)
    at = models.BigIntegerField(default=0)
    actor = models.BigIntegerField()

    class Meta:
        ordering = ["-month"]
        constraints = [models.UniqueConstraint(fields=["standing", "month"], name="month_report_once")]


class Person(models.Model):
    """One line of a roster: who, of which unit, from-to."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.ForeignKey(Category, models.PROTECT, related_name="+", verbose_name=_("danh sách"))
    name = models.CharField(_("họ và tên"), max_length=120)
    folded = models.CharField(max_length=120, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("đơn vị"))
    field = models.CharField(_("lĩnh vực"), max_length=200, blank=True)
    since = models.DateField(_("từ ngày"))
    until = models.DateField(_("đến ngày"), null=True)
    version = models.PositiveIntegerField(default=1)
    created_by = models.BigIntegerField()

    class Meta:
        ordering = ["kind", "folded", "id"]
        indexes = [models.Index(fields=["unit", "kind"], name="person_unit_kind")]
        constraints = [
            models.CheckConstraint(condition=Q(until=None) | Q(until__gte=F("since")), name="person_until_after_since"),
        ]


class MembershipMonth(models.Model):
    """How many joined a unit of the Union in a month, and how many left it."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    month = models.SmallIntegerField()
    came = models.PositiveIntegerField(_("kết nạp, chuyển đến"))
    went = models.PositiveIntegerField(_("chuyển đi, thôi tham gia"))
    version = models.PositiveIntegerField(default=1)
    at = models.BigIntegerField(default=0)
    actor = models.BigIntegerField()

    class Meta:
        ordering = ["-month"]
        constraints = [models.UniqueConstraint(fields=["unit", "month"], name="membership_month_once")]


class Product(models.Model):
    """A communication product: of a kind, in languages, so many copies."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.ForeignKey(Category, models.PROTECT, related_name="+", verbose_name=_("loại sản phẩm"))
    title = models.CharField(_("tên sản phẩm"), max_length=LONGEST_NAME)
    folded = models.CharField(max_length=LONGEST_NAME, editable=False)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("đơn vị làm ra"))
    languages = models.JSONField(_("ngôn ngữ"), default=list)
    items = models.PositiveIntegerField(_("số bản"))
    made_on = models.DateField(_("ngày hoàn thành"))
    withdrawn = models.CharField(_("lý do rút"), max_length=500, blank=True)
    version = models.PositiveIntegerField(default=1)
    created_by = models.BigIntegerField()

    class Meta:
        ordering = ["-made_on", "-id"]
        indexes = [models.Index(fields=["unit", "made_on"], name="product_unit_day")]


class Broadcast(models.Model):
    """So many times a product was on the air, on a channel, on a day."""

    product = models.ForeignKey(Product, models.CASCADE, related_name="broadcasts")
    day = models.DateField(_("ngày"))
    channel = models.CharField(_("kênh phát"), max_length=120)
    times = models.PositiveIntegerField(_("số lần"))

    class Meta:
        ordering = ["-day", "-id"]


class Step(models.Model):
    """What was done to a month's report, a line of a roster, a month of members or a product: who, when, why.

    `told` are its numbers and days from `at` on, the moment of its facts. Nobody is named in it.
    """

    of = models.CharField(max_length=12, choices=Of.choices)
    record = models.BigIntegerField()
    number = models.PositiveIntegerField()
    at = models.BigIntegerField()
    actor = models.BigIntegerField()
    unit = models.IntegerField()
    verb = models.CharField(max_length=12, choices=Done.choices)
    reason = models.CharField(_("lý do"), max_length=500, blank=True)
    told = models.JSONField(default=dict)

    class Meta:
        ordering = ["at", "id"]
        indexes = [models.Index(fields=["of", "record"], name="registers_step_of")]
