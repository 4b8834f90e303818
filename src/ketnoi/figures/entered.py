"""Numbers entered without records behind them: old totals, stocks. Each names its source wherever it shows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from ketnoi.audit import journal
from ketnoi.figures import catalogue, ledger, sources, stocks
from ketnoi.figures.models import EnteredValue
from ketnoi.officers import policy
from ketnoi.officers.models import Officer
from ketnoi.ui import dates

NUMBER = stocks.ENTERED


@dataclass(frozen=True)
class Entry:
    """A number and where it stands. `programmes` are ids, closed upward; kind and audience category ids (0 none).

    `reason` says why it comes after its period was confirmed; the rooms above ask for it.
    """

    indicator: str
    unit: int
    value: int
    holds_on: dt.date
    source_name: str
    source_number: str = ""
    source_day: dt.date | None = None
    qualifier: str = ""
    incomplete: bool = False
    programmes: tuple[int, ...] = ()
    place: int = 0
    kind: int = 0
    audience: int = 0
    reason: str = ""


@transaction.atomic
def enter(entry: Entry, actor: int | None = None) -> EnteredValue:
    """Enter a number; without a source document it is refused."""
    row = _made(entry, actor)
    row.entered_at = ledger.post(SOURCE, list(_count([row.pk])))
    row.save(update_fields=["entered_at"])
    journal.write("enter", "entered_value", row.pk, actor=actor, unit=entry.unit, indicator=entry.indicator)
    return row


def _made(entry: Entry, actor: int | None) -> EnteredValue:
    """The number as a row, which counts for nothing until it is posted."""
    if not entry.source_name.strip():
        raise ValidationError(_("Hãy ghi văn bản nguồn của số liệu, ví dụ báo cáo số, ngày."))
    if entry.value < 0:
        raise ValidationError(_("Số liệu nhập không được âm."))
    fields = {name: getattr(entry, name) for name in Entry.__dataclass_fields__ if name not in {"indicator", "unit"}}
    fields |= {"programmes": sorted(entry.programmes), "entered_by": actor}
    indicator = catalogue.indicator(entry.indicator)
    _check_narrowed(entry, indicator)
    _check_stock(entry, indicator)
    return EnteredValue.objects.create(indicator_id=indicator.id, unit_id=entry.unit, **fields)


def _check_narrowed(entry: Entry, indicator: catalogue.Counting) -> None:
    """A derived indicator counts some kinds and audiences only: a number that names none of them counts nowhere."""
    if indicator.formula is not None:
        raise ValidationError(_("Chỉ tiêu này tính từ các chỉ tiêu khác: hãy nhập số của các chỉ tiêu ấy."))
    if indicator.topics:
        raise ValidationError(_("Chỉ tiêu này lọc theo chuyên đề của phiếu, không nhập được."))
    for asked, counted in ((entry.kind, indicator.kinds), (entry.audience, indicator.audiences)):
        if counted and asked not in counted:
            raise ValidationError(_("Chỉ tiêu này chỉ tính một số loại, đối tượng: hãy chọn đúng loại, đối tượng."))


def _check_stock(entry: Entry, indicator: catalogue.Counting) -> None:
    """A stock is a unit's: its newest number holds, whichever programme or paper it stood in."""
    if indicator.covers:
        raise ValidationError(_("Số xã được đếm từ sổ, không nhập."))
    if indicator.accumulates and (entry.programmes or entry.place):
        raise ValidationError(_("Số hiện có ghi cho đơn vị; muốn ghi cho một xã thì chọn đơn vị của xã đó."))


@transaction.atomic
def replace(pk: int, entry: Entry, actor: int | None = None) -> EnteredValue:
    """Enter a number in place of another, under one moment; the other stays to be read, withdrawn.

    Raises ValidationError as `enter` does, and when the other was withdrawn meanwhile.
    """
    old = EnteredValue.objects.select_for_update().get(pk=pk)
    if old.withdrawn:
        raise ValidationError(_("Số này vừa được người khác rút hoặc thay. Hãy mở lại danh sách."))
    row = _made(entry, actor)
    old.withdrawn = True
    old.save(update_fields=["withdrawn"])
    row.entered_at = ledger.post(SOURCE, list(_count([row.pk])), removed=[pk])
    row.save(update_fields=["entered_at"])
    journal.write("enter", "entered_value", row.pk, actor=actor, unit=entry.unit, indicator=entry.indicator, instead=pk)
    return row


@transaction.atomic
def withdraw(pk: int, actor: int | None = None) -> None:
    """Withdraw an entered number: it counts no longer, and what it said then stays known."""
    row = EnteredValue.objects.select_for_update().get(pk=pk)
    row.withdrawn = True
    row.save(update_fields=["withdrawn"])
    ledger.post(SOURCE, [], removed=[pk])
    journal.write("withdraw", "entered_value", pk, actor=actor, unit=row.unit_id)


def _count(ids: Sequence[int]) -> Iterable[sources.Counted]:
    rows = EnteredValue.objects.filter(pk__in=ids, withdrawn=False).select_related("indicator", "unit")
    for row in rows:
        stock = catalogue.indicator(row.indicator.code).accumulates
        place = row.unit.place_id or 0 if stock else row.place
        line = sources.Line(row.indicator.code, row.value, kind=row.kind, audience=row.audience)
        yield sources.Counted(row.pk, (row.unit_id,), row.holds_on, place, (line,), frozenset(row.programmes))


def _ids() -> Iterable[int]:
    return EnteredValue.objects.order_by("pk").values_list("pk", flat=True).iterator(chunk_size=2000)


def source_text(row: EnteredValue) -> str:
    """The source document in words: name, number, day, and whether the count was complete."""
    parts = [row.source_name]
    if row.source_number:
        parts.append(_("số %(number)s") % {"number": row.source_number})
    if row.source_day:
        parts.append(_("ngày %(day)s") % {"day": dates.day(row.source_day)})
    if row.incomplete:
        parts.append(_("thống kê chưa đầy đủ"))
    return ", ".join(parts)


def _rows(ids: Sequence[int], _as_of: int | None) -> list[sources.Row]:
    found = EnteredValue.objects.filter(pk__in=ids).select_related("indicator", "unit")
    return [
        sources.Row(
            record=row.pk,
            day=row.holds_on,
            title=_("Số nhập: %(name)s") % {"name": row.indicator.name},
            where="",
            who=row.unit.name,
            url="",
            note=source_text(row),
        )
        for row in found
    ]


def _visible(officer: Officer) -> QuerySet[EnteredValue, int]:
    return EnteredValue.objects.filter(unit__in=policy.scope(officer)).values_list("pk", flat=True)


SOURCE = sources.Source(NUMBER, "entered_value", _count, _ids, _rows, _visible)


def register() -> None:
    sources.register(SOURCE)
