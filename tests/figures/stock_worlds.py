"""Standing things of a test, what was entered beside them, and the naive account that stocks are measured by."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass

from django.db import transaction

from ketnoi.figures import catalogue, entered, ledger, sources
from ketnoi.figures.models import Category, Indicator
from ketnoi.orgs.models import Unit
from tests.figures import worlds


@dataclass(frozen=True)
class Thing:
    """Opened here, moved there perhaps, closed perhaps: [(day, unit, place, +1 or -1)]."""

    moves: tuple[tuple[dt.date, int, int, int], ...]
    kind: int


@dataclass(frozen=True)
class Told:
    """A number entered for a unit and all under it."""

    unit: int
    day: dt.date
    value: int


THINGS: dict[int, Thing] = {}


def _count(ids):
    for number in ids:
        thing = THINGS.get(number)
        for day, unit, place, sign in thing.moves if thing else ():
            flow = "t_mo" if sign > 0 else "t_dong"
            lines = (sources.Line("t_co", sign, kind=thing.kind), sources.Line(flow, 1, kind=thing.kind))
            yield sources.Counted(number, (unit,), day, place, lines)


def _rows(ids, as_of):
    return [sources.Row(n, THINGS[n].moves[0][0], f"Điểm {n}", "", "", "") for n in ids if n in THINGS]


def _visible(officer):
    return Unit.objects.none().values_list("pk", flat=True)


SOURCE = sources.register(sources.Source(97, "test_stock", _count, lambda: sorted(THINGS), _rows, _visible))


def start() -> worlds.Country:
    """The small country with a stock, its flows, and the communes that have something."""
    land = worlds.start()
    THINGS.clear()
    kind = Category.objects.create(dimension="standing", code="T_S1", name="S1")
    said = {"owner": "thử", "definition": "thử"}
    base = Indicator.objects.create(
        code="t_co", name="c", unit="c", measure="stock", lead_only=True, cuts=["kind"], **said
    )
    Indicator.objects.create(code="t_mo", name="m", unit="c", measure="sum", **said)
    Indicator.objects.create(code="t_dong", name="d", unit="c", measure="sum", **said)
    Indicator.objects.create(
        code="t_co_s1", name="s", unit="c", measure="stock", base=base, kinds=["T_S1"], lead_only=True, **said
    )
    Indicator.objects.create(code="t_xa", name="x", unit="xã", measure="places", base=base, lead_only=True, **said)
    catalogue.forget()
    land.kinds = [kind.pk]
    return land


def write(changes: dict[int, Thing | None]) -> int:
    """Open, correct or remove (None) things in one transaction; answers its moment."""
    with transaction.atomic():
        for number, thing in changes.items():
            if thing is None:
                THINGS.pop(number, None)
            else:
                THINGS[number] = thing
        gone = [number for number, thing in changes.items() if thing is None]
        return ledger.post(SOURCE, list(_count(sorted(changes.keys() - set(gone)))), gone)


def tell(told: Told, kind: int) -> int:
    return entered.enter(entered.Entry("t_co", told.unit, told.value, told.day, "Báo cáo", kind=kind)).pk


def naive(things: dict[int, Thing], told: list[Told], day: dt.date, land: worlds.Country) -> dict[int, int]:
    """{unit: what stands with it on that day}: a diary played forward, entered numbers after the day's changes.

    What an entered number holds beyond what is known under its unit lies with that unit; told of a unit inside
    another told before, it is moved out of that one.
    """
    under = {unit.pk: worlds.under(unit, land.units) for unit in land.units}
    known: dict[int, int] = defaultdict(int)
    spoke: list[int] = []
    diary = [(move[0], 0, 0, move[1], move[3]) for thing in things.values() for move in thing.moves]
    diary += [(one.day, 1, len(under[one.unit]), one.unit, one.value) for one in told]
    for when, is_told, _width, unit, number in sorted(diary, key=lambda line: line[:3]):
        if when > day:
            break
        if not is_told:
            known[unit] += number
            continue
        more = number - sum(known[one] for one in under[unit])
        known[unit] += more
        over = [one for one in spoke if one != unit and unit in under[one]]
        if over:
            known[min(over, key=lambda one: len(under[one]))] -= more
        spoke.append(unit)
    return dict(known)
