"""Numbers without records behind them."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from ketnoi.figures.models.words import Indicator
from ketnoi.orgs.models import Unit


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
