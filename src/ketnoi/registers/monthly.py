"""What things told for a month: numbers, or that nothing happened. One grid is one transaction."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from ketnoi.audit import journal, versions
from ketnoi.figures import ledger, months
from ketnoi.registers import entry as entries
from ketnoi.registers import facts, keepers, kinds, late, sources, trail
from ketnoi.registers.enums import Done, Of
from ketnoi.registers.models import MonthReport, Standing
from ketnoi.ui.numbers import LARGEST_COUNT, grouped


@dataclass(frozen=True)
class Told:
    """One thing's month. `version` is the one the writer saw, 0 where nothing had been told."""

    thing: int
    nothing: bool = False
    numbers: Mapping[str, int] = field(default_factory=dict)
    version: int = 0


def standing_in(things: QuerySet[Standing], month: int) -> QuerySet[Standing]:
    """Those of these things that stood on some day of the month."""
    first, last = months.first_day(month), months.last_day(month)
    return things.filter(Q(closed_on=None) | Q(closed_on__gte=first), opened_on__lte=last)


@transaction.atomic
def tell(month: int, told: Sequence[Told], actor: int, unit: int, reason: str = "") -> int:
    """Write a month of several things, all or none; answers how many changed.

    Raises ValidationError with messages by "<thing>" or "<thing>-<output>", and of "reason" where the month's period
    was confirmed before; versions.Stale with {thing: its report}.
    """
    wanted = {one.thing: one for one in told}
    locked = Standing.objects.select_for_update().filter(pk__in=wanted).order_by("pk").prefetch_related("stays")
    things = {one.pk: one for one in locked}
    known = {one.standing_id: one for one in MonthReport.objects.filter(standing__in=things, month=month)}
    _check(month, wanted, things)
    changed = [one for one in told if _differs(one, known.get(one.thing))]
    others = {one.thing: known.get(one.thing) for one in changed if _version(known.get(one.thing)) != one.version}
    if others:
        raise versions.Stale(others)
    if not changed:
        return 0
    written = _write(month, changed, things, known, actor)
    late.demand(((one.unit_id, months.last_day(month)) for one in written), reason)
    moment = ledger.post(sources.MONTHS, list(facts.count_months([one.pk for one in written])))
    MonthReport.objects.filter(pk__in=[one.pk for one in written]).update(at=moment, reason=reason)
    _keep(written, moment, actor, unit, reason)
    journal.write("tell", "standing_month", written[0].pk, actor=actor, unit=unit, count=len(written), month=month)
    return len(written)


def _keep(written: Sequence[MonthReport], at: int, actor: int, unit: int, reason: str) -> None:
    for verb, some in (
        (Done.TELL, [one for one in written if one.version == 1]),
        (Done.CHANGE, [one for one in written if one.version > 1]),
    ):
        steps = [trail.Told(one.pk, one.version, {"nothing": 1} if one.nothing else dict(one.numbers)) for one in some]
        trail.keep(Of.MONTH, verb, steps, at, actor, unit, reason)


def _version(known: MonthReport | None) -> int:
    return known.version if known else 0


def _differs(told: Told, known: MonthReport | None) -> bool:
    if known is None:
        return told.nothing or bool(told.numbers)
    return (told.nothing, dict(told.numbers)) != (known.nothing, known.numbers)


def _check(month: int, wanted: Mapping[int, Told], things: Mapping[int, Standing]) -> None:
    errors: dict[str, list[str]] = {}
    for number, told in wanted.items():
        for name, message in _problems(month, told, things.get(number)):
            errors.setdefault(name, []).append(message)
    if errors:
        raise ValidationError(errors)


def _problems(month: int, told: Told, thing: Standing | None) -> Iterator[tuple[str, str]]:
    row = str(told.thing)
    if thing is None or not _stood(thing, month):
        yield row, _("Nơi này không hoạt động trong tháng đó.")
        return
    if months.first_day(month) > entries.today():
        yield row, _("Tháng này chưa đến.")
    if not told.nothing and not told.numbers:
        yield row, _("Ghi số, hoặc chọn “không phát sinh”.")
    if told.nothing and any(told.numbers.values()):
        yield row, _("Vừa ghi “không phát sinh” vừa ghi số. Hãy bỏ một trong hai.")
    outputs = {one.code: one for one in kinds.by_id(thing.kind_id).outputs}
    for code, number in told.numbers.items():
        if code not in outputs or not 0 <= number <= LARGEST_COUNT:
            yield row, _("Số này không ghi được cho nơi này.")
            continue
        whole = outputs[code].within
        if whole and number > told.numbers.get(whole, 0):
            said = {"part": grouped(number), "whole": grouped(told.numbers.get(whole, 0))}
            yield f"{row}-{code}", _("%(part)s nhiều hơn số chung (%(whole)s).") % said


def _stood(thing: Standing, month: int) -> bool:
    ended = thing.closed_on is not None and thing.closed_on < months.first_day(month)
    return thing.opened_on <= months.last_day(month) and not ended


def _write(
    month: int, changed: Sequence[Told], things: Mapping[int, Standing], known: Mapping[int, MonthReport], actor: int
) -> list[MonthReport]:
    """Make or change the reports; what was told first keeps its unit and place."""
    day = months.last_day(month)
    stays = keepers.stays_on((things[one.thing] for one in changed), day)
    kept = keepers.on((stay.unit_id for stay in stays.values()), day)
    written: list[MonthReport] = []
    for one in changed:
        stay = stays[one.thing]
        report = known.get(one.thing) or MonthReport(
            standing_id=one.thing, month=month, unit_id=kept[stay.unit_id], place=stay.place_id or 0, version=0
        )
        report.nothing, report.numbers, report.actor = one.nothing, dict(one.numbers), actor
        report.version += 1
        report.save()
        written.append(report)
    return written
