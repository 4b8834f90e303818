"""Writes of communication products: what was made, how often it was on the air."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from ketnoi.audit import journal, versions
from ketnoi.figures import ledger
from ketnoi.orgs.models import Unit
from ketnoi.registers import entry as entries
from ketnoi.registers import facts, kinds, late, sources, trail
from ketnoi.registers.actions import reasoned
from ketnoi.registers.enums import Done, Of
from ketnoi.registers.models import Broadcast, Product
from ketnoi.ui import dates
from ketnoi.ui.text import fold, tidy


@transaction.atomic
def make(product: Product, actor: int, unit: int, reason: str = "") -> Product:
    """Enter a product. Raises ValidationError by field of Product, and of "reason" after a confirmed period."""
    product.title = tidy(product.title)
    product.folded, product.created_by = fold(product.title), actor
    _check(product)
    late.demand([(product.unit_id, product.made_on)], reason)
    product.save()
    moment = ledger.post(sources.PRODUCTS, list(facts.count_products([product.pk])))
    said: dict[str, int | str] = {"items": product.items, "day": product.made_on.isoformat()}
    trail.keep(Of.PRODUCT, Done.MAKE, [trail.Told(product.pk, 1, said)], moment, actor, unit, tidy(reason))
    journal.write("make", "product", product.pk, actor=actor, unit=unit, items=product.items)
    return product


def _check(product: Product) -> None:
    if not product.title:
        raise ValidationError({"title": [_("Ghi tên sản phẩm.")]})
    if product.made_on > entries.today():
        raise ValidationError({"made_on": [_("Ngày này chưa đến.")]})
    if not Unit.objects.on(product.made_on).filter(pk=product.unit_id).exists():
        said = {"day": dates.day(product.made_on)}
        raise ValidationError({"unit": [_("Đơn vị này không hoạt động vào ngày %(day)s.") % said]})
    if not set(product.languages) <= kinds.languages().keys():
        raise ValidationError({"languages": [_("Hãy chọn ngôn ngữ trong danh mục.")]})


@transaction.atomic
def broadcast(product: Product, told: Broadcast, actor: int, unit: int, reason: str = "") -> Broadcast:
    """Enter how often it was on the air on a day. Raises ValidationError by field of Broadcast, and of "reason"."""
    locked = Product.objects.select_for_update().get(pk=product.pk)
    if locked.withdrawn:
        raise ValidationError(_("Sản phẩm này đã rút."))
    if not locked.made_on <= told.day <= entries.today():
        raise ValidationError({"day": [_("Ngày phát phải từ ngày hoàn thành sản phẩm đến hôm nay.")]})
    late.demand([(locked.unit_id, told.day)], reason)
    told.product, told.channel = locked, tidy(told.channel)
    told.save()
    moment = ledger.post(sources.BROADCASTS, list(facts.count_broadcasts([told.pk])))
    said: dict[str, int | str] = {"times": told.times, "day": told.day.isoformat()}
    step = trail.Told(locked.pk, locked.version, said)
    trail.keep(Of.PRODUCT, Done.BROADCAST, [step], moment, actor, unit, tidy(reason))
    journal.write("broadcast", "product", locked.pk, actor=actor, unit=unit, times=told.times)
    return told


@transaction.atomic
def withdraw(product: Product, reason: str, version: int, actor: int, unit: int) -> Product:
    """Take a product back that was entered wrongly: it and its broadcasts count no longer."""
    locked = Product.objects.select_for_update().get(pk=product.pk)
    versions.check(locked, version)
    locked.withdrawn, locked.version = reasoned(reason), locked.version + 1
    locked.save(update_fields=["withdrawn", "version"])
    ledger.post(sources.BROADCASTS, [], removed=list(locked.broadcasts.values_list("pk", flat=True)))
    moment = ledger.post(sources.PRODUCTS, [], removed=[locked.pk])
    step = trail.Told(locked.pk, locked.version, {})
    trail.keep(Of.PRODUCT, Done.WITHDRAW, [step], moment, actor, unit, locked.withdrawn)
    journal.write("withdraw", "product", locked.pk, actor=actor, unit=unit)
    return locked
