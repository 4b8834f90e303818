"""A generated month of the whole country: what every commune's Women's Union recorded, confirmed and put right later.

Today's map and units as every installation loads them, all else by the product's own actions. Nobody's numbers.
"""

from __future__ import annotations

import datetime as dt
import time
from collections import defaultdict
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise
from random import Random

from benchmarks.measures import tell
from ketnoi.activities import actions as activities
from ketnoi.activities import snapshots
from ketnoi.activities.entry import Entry
from ketnoi.activities.models import Activity
from ketnoi.audit import installation, moments
from ketnoi.figures import catalogue, folding
from ketnoi.main import ground
from ketnoi.officers import actions as officers
from ketnoi.officers.enums import Role
from ketnoi.officers.models import Officer
from ketnoi.orgs.models import Level, Unit
from ketnoi.periods import actions, regimes, spans
from ketnoi.periods.enums import Answer, Kind
from ketnoi.periods.models import Regime
from ketnoi.periods.spans import Span
from ketnoi.ui import dates

FORM = ("hoat_dong", "luot", "nu", "buoi_tuyen_truyen", "lop_tap_huan")
MONTH = dt.date(2025, 8, 1)
MISSING, LATE, IDLE, PUT_RIGHT = SHARES = (0.04, 0.06, 0.08, 0.02)  # of the communes
MOST = 4  # records of a commune
TOO_FEW = 5  # people whom a record had forgotten


@dataclass(frozen=True)
class Country:
    """A regime and its month; by ids of units which communes said nothing, said it late, changed after they had."""

    regime: Regime
    span: Span
    communes: tuple[Unit, ...]
    missing: frozenset[int]
    late: frozenset[int]
    idle: frozenset[int]
    changed: frozenset[int]


def build() -> Country:
    """In an empty database that has its tables."""
    installation.mark_demo("benchmark")  # only such a database may say that it is earlier
    ground.lay()
    units = Unit.objects.filter(agency__code="hoi", valid_to=None)
    communes = tuple(units.filter(level=Level.COMMUNE).select_related("place").order_by("province", "pk"))
    tell(f"a month of {len(communes):,} communes …")
    start = time.perf_counter()
    regime = _regime(units.get(level=Level.CENTRE))
    span = spans.starting(regime, MONTH)
    assert span is not None
    month = Country(regime, span, communes, *_parts(communes, Random(1)))
    _live(month, officers.add_officer("nguoi.ghi", None, "Người Mẫu").pk)
    tell(f"{Activity.objects.count():,} records, {time.perf_counter() - start:.0f} s")
    return month


def reader(name: str, unit: Unit) -> Officer:
    """Somebody new who watches over a unit."""
    made = officers.add_officer(name, None, "Người Mẫu")
    officers.give_post(made, unit.pk, Role.RECORDER, actor=None)
    return made


def _regime(centre: Unit) -> Regime:
    return regimes.create(
        regimes.Terms(
            name="Số liệu tháng mẫu", indicators=FORM, kind=Kind.MONTH, level=Level.COMMUNE, under=centre,
            valid_from=MONTH,
        )
    )  # fmt: skip


def _parts(communes: tuple[Unit, ...], dice: Random) -> list[frozenset[int]]:
    """Drawn communes, no one twice, as many of each as `SHARES` says."""
    drawn = dice.sample([one.pk for one in communes], len(communes))
    ends = [0, *(round(share * len(drawn)) for share in accumulate(SHARES))]
    return [frozenset(drawn[first:last]) for first, last in pairwise(ends)]


def _live(month: Country, actor: int) -> None:
    """The month, its confirmations in time and late, and what was put right after them."""
    span, after = month.span, dt.timedelta(days=1)
    with moments.stamped(_evening(span.end)):
        _record([one for one in month.communes if one.pk not in month.idle], actor)
    silent = month.missing | month.late
    with moments.stamped(_evening(span.end + after)):
        _confirm(month, [one for one in month.communes if one.pk not in silent], actor)
    with moments.stamped(_evening(span.due + after)):
        _confirm(month, [one for one in month.communes if one.pk in month.late], actor)
    with moments.stamped(_evening(span.due + 2 * after)):
        for commune in sorted(month.changed):
            _put_right(commune, actor)
    folding.fold()


def _evening(day: dt.date) -> int:
    return dates.to_us(dt.datetime.combine(day, dt.time(20), dates.ZONE))


def _record(busy: list[Unit], actor: int) -> None:
    """A province at a time."""
    dice = Random(2)
    provinces: dict[int, list[Entry]] = defaultdict(list)
    for one in busy:
        provinces[one.province] += [_entry(one, dice) for _ in range(dice.randint(1, MOST))]
    for entries in provinces.values():
        activities.record_many(entries, actor, entries[0].lead)


def _entry(unit: Unit, dice: Random) -> Entry:
    came = dice.randint(15, 90)
    return Entry(
        kind=dice.choice(catalogue.categories("kind")[:6]).pk,
        title=f"Buổi mẫu của {unit.label}",
        starts_on=MONTH + dt.timedelta(days=dice.randrange(31)),
        lead=unit.pk,
        place=unit.place_id,
        attendance={catalogue.category("audience", "HOI_VIEN").pk: came},
        women=came // 2,
    )


def _confirm(month: Country, units: list[Unit], actor: int) -> None:
    for unit in units:
        answer = Answer.NONE if unit.pk in month.idle else Answer.FULL
        actions.confirm(month.regime, unit, month.span, actions.Word(answer=answer), actor, unit.pk)


def _put_right(commune: int, actor: int) -> None:
    record = Activity.objects.filter(units=commune).prefetch_related(*snapshots.PARTS).order_by("pk")[0]
    entry = snapshots.current(record)
    came = {audience: count + TOO_FEW for audience, count in entry.attendance.items()}
    activities.correct(record, replace(entry, attendance=came), "Cộng thiếu", record.version, actor, commune)
