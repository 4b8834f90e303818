"""Units that move, close or are split; each is one verb, one transaction, one journal line. Nothing is deleted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F, Value
from django.db.models.functions import Concat, Substr
from django.utils import timezone
from django.utils.translation import gettext as _

from ketnoi.audit import journal, versions
from ketnoi.orgs import areas
from ketnoi.orgs.actions import check_new
from ketnoi.orgs.models import FormerParent, Succession, Unit, searchable
from ketnoi.orgs.site import create
from ketnoi.ui.text import tidy


@transaction.atomic
def move(unit: Unit, parent: Unit, day: date, seen: int, actor: int | None = None) -> Unit:
    """Put a unit, with all under it, under another of its agency from `day` on; where it stood before is kept.

    Raises ValidationError by field, versions.Stale.
    """
    parent = _held(unit, parent)
    locked = _locked(unit, seen)
    _check_day(locked, day)
    if parent.agency_id != locked.agency_id or parent.valid_to is not None:
        raise ValidationError({"parent": [_("Đơn vị cấp trên phải cùng ngành và đang hoạt động.")]})
    if parent.path.startswith(locked.path) or parent.pk == locked.parent_id:
        raise ValidationError({"parent": [_("Chọn đơn vị khác với đơn vị này, cấp dưới và cấp trên hiện nay của nó.")]})
    FormerParent.objects.create(unit=locked, parent=locked.parent, valid_to=day - timedelta(days=1))
    put_under(locked, parent)
    journal.write("move", "orgs.unit", unit.pk, actor=actor, day=day.isoformat(), parent=parent.pk)
    return locked


@transaction.atomic
def close(unit: Unit, day: date, seen: int, actor: int | None = None) -> Unit:
    """Let a unit end with `day`, its last. Raises ValidationError (units under it still work), versions.Stale."""
    locked = _locked(unit, seen)
    _check_day(locked, day + timedelta(days=1))
    if Unit.objects.under([locked.path]).exclude(pk=locked.pk).filter(valid_to=None).exists():
        raise ValidationError(_("Còn đơn vị trực thuộc đang hoạt động: hãy chuyển hoặc kết thúc các đơn vị ấy trước."))
    locked.valid_to, locked.version = day, locked.version + 1
    locked.save(update_fields=["valid_to", "version"])
    journal.write("close", "orgs.unit", unit.pk, actor=actor, day=day.isoformat())
    return locked


@transaction.atomic
def split(unit: Unit, names: Sequence[str], day: date, seen: int, actor: int | None = None) -> list[Unit]:
    """Let a unit become several beside it from `day` on, the first of which is the default: its past is counted there.

    What stands under it goes under the default. Raises ValidationError by field, versions.Stale.
    """
    locked = _locked(unit, seen)
    _check_day(locked, day)
    if len({tidy(name) for name in names}) < 2:  # noqa: PLR2004 - into one is no split
        raise ValidationError({"second": [_("Chia tách thì có từ hai đơn vị mới, tên khác nhau.")]})
    columns = areas.of(locked.place).columns()
    made = []
    for name in map(tidy, names):
        check_new(locked.agency, name, locked.parent, day, None)
        made.append(
            Unit(
                agency=locked.agency, level=locked.level, name=name, folded=searchable(name, ""), parent=locked.parent,
                place=locked.place, valid_from=day, **columns,
            )
        )  # fmt: skip
    create(made)
    first = Unit.objects.get(pk=made[0].pk)
    for child in Unit.objects.select_for_update().filter(parent=locked, valid_to=None).order_by("pk"):
        FormerParent.objects.create(unit=child, parent=locked, valid_to=day - timedelta(days=1))
        put_under(child, first)
    for position, new in enumerate(made):
        Succession.objects.create(old=locked, new=new, is_default=position == 0)
    locked.valid_to, locked.version = day - timedelta(days=1), locked.version + 1
    locked.save(update_fields=["valid_to", "version"])
    journal.write("split", "orgs.unit", unit.pk, actor=actor, units=[one.pk for one in made], day=day.isoformat())
    return made


def put_under(unit: Unit, parent: Unit) -> None:
    """Hang a unit and all under it below another, in one statement for all their paths."""
    old, new = unit.path, f"{parent.path}{unit.pk}."
    Unit.objects.under([old]).update(path=Concat(Value(new), Substr("path", len(old) + 1)))
    Unit.objects.filter(pk=unit.pk).update(parent=parent, version=F("version") + 1)
    unit.refresh_from_db()


def _held(unit: Unit, parent: Unit) -> Unit:
    """The parent as it stands now; both rows are held in the order of their ids, so that no two moves make a circle."""
    rows = Unit.objects.select_for_update().filter(pk__in=[unit.pk, parent.pk]).order_by("pk")
    return {row.pk: row for row in rows}[parent.pk]


def _locked(unit: Unit, seen: int) -> Unit:
    locked = Unit.objects.select_for_update(of=("self",)).select_related("agency", "parent", "place").get(pk=unit.pk)
    versions.check(locked, seen)
    if locked.valid_to is not None:
        raise ValidationError(_("Đơn vị này đã kết thúc hoạt động."))
    return locked


def _check_day(unit: Unit, day: date) -> None:
    if day > timezone.localdate() + timedelta(days=1):
        raise ValidationError({"day": [_("Chỉ ghi khi đã có hiệu lực: ngày này còn ở phía trước.")]})
    if unit.valid_from and unit.valid_from >= day:
        raise ValidationError({"day": [_("Ngày này phải sau ngày đơn vị bắt đầu hoạt động.")]})
