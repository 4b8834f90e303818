"""Writes of membership: how many joined and left a unit of the Union in a month. What there are follows."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from ketnoi.audit import journal, versions
from ketnoi.figures import ledger, months
from ketnoi.orgs.models import Unit
from ketnoi.registers import entry as entries
from ketnoi.registers import facts, late, sources, trail
from ketnoi.registers.enums import Done, Of
from ketnoi.registers.models import MembershipMonth
from ketnoi.ui.text import tidy

UNION = "hoi"
MOST = 10_000_000


@transaction.atomic
def tell(
    of: int, month: int, came: int, went: int, version: int, actor: int, unit: int, reason: str = ""
) -> MembershipMonth:
    """Write a month of a unit.

    Raises versions.Stale when it was told anew meanwhile, ValidationError by field, and of "reason" where the month's
    period was confirmed before.
    """
    keeper = Unit.objects.select_for_update(of=("self",), no_key=True).select_related("agency").get(pk=of)
    _check(keeper, month, came, went)
    known = MembershipMonth.objects.filter(unit=of, month=month).first()
    if (known.version if known else 0) != version:
        raise versions.Stale(known)
    report = known or MembershipMonth(unit_id=of, month=month, version=0)
    report.came, report.went, report.actor, report.version = came, went, actor, report.version + 1
    late.demand([(of, months.last_day(month))], reason)
    report.save()
    report.at = ledger.post(sources.MEMBERSHIP, list(facts.count_membership([report.pk])))
    report.save(update_fields=["at"])
    step = trail.Told(report.pk, report.version, {"came": came, "went": went})
    trail.keep(Of.MEMBERSHIP, Done.CHANGE if known else Done.TELL, [step], report.at, actor, unit, tidy(reason))
    journal.write("tell", "membership_month", report.pk, actor=actor, unit=unit, month=month)
    return report


def _check(keeper: Unit, month: int, came: int, went: int) -> None:
    if keeper.agency.code != UNION:
        raise ValidationError(_("Chỉ tổ chức Hội Liên hiệp Phụ nữ ghi hội viên."))
    if months.first_day(month) > entries.today():
        raise ValidationError({"month": [_("Tháng này chưa đến.")]})
    if not Unit.objects.on(months.last_day(month)).filter(pk=keeper.pk).exists():
        raise ValidationError({"month": [_("Đơn vị không hoạt động trong tháng này.")]})
    for name, number in (("came", came), ("went", went)):
        if not 0 <= number <= MOST:
            raise ValidationError({name: [_("Số này quá lớn")]})
