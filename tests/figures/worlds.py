"""A small country with every trap in it, random records, and the naive counter that figures are measured by."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field, replace

from django.db import transaction
from django.db.models import QuerySet

from ketnoi.figures import catalogue, clocks, ledger, sources
from ketnoi.figures.figure import Figure, Level
from ketnoi.figures.models import Category, Indicator
from ketnoi.orgs import actions as orgs
from ketnoi.orgs.models import Agency, Unit
from ketnoi.orgs.models import Level as UnitLevel
from ketnoi.places.models import Map, Place, Succession

OLD_END, NEW_START = dt.date(2025, 6, 30), dt.date(2025, 7, 1)
PATTERNS = ["kind", "kind+audience", "programme+kind", "programme+kind+audience"]


@dataclass(frozen=True)
class Record:
    """What a test's record says; `counts` maps an audience to attendances."""

    units: tuple[int, ...]
    day: dt.date
    place: int
    kind: int
    counts: tuple[tuple[int, int], ...]
    women: int = 0
    programmes: frozenset[int] = frozenset()
    topics: frozenset[int] = frozenset()
    last: dt.date | None = None


@dataclass
class Book:
    """The records of a test world with their whole history: what the ledger has to agree with."""

    records: dict[int, Record] = field(default_factory=dict)
    history: list[tuple[int, dict[int, Record]]] = field(default_factory=list)

    def at(self, moment: int | None) -> dict[int, Record]:
        if moment is None:
            return self.records
        known: dict[int, Record] = {}
        for when, records in self.history:
            if when <= moment:
                known = records
        return known


BOOK = Book()


def _count(ids):
    for number in ids:
        if number in BOOK.records:
            one = BOOK.records[number]
            lines = [sources.Line("t_hoat_dong", 1, kind=one.kind), sources.Line("t_nu", one.women, kind=one.kind)]
            lines += [sources.Line("t_luot", count, kind=one.kind, audience=who) for who, count in one.counts]
            lines += [sources.Line("t_xong", 1, kind=one.kind)] if one.last else []
            said = (one.day, one.place, tuple(lines), one.programmes, one.topics, one.last)
            yield sources.Counted(number, one.units, *said)


def _rows(ids, as_of):
    return [sources.Row(n, BOOK.records[n].day, f"Phiếu {n}", "", "", "") for n in ids if n in BOOK.records]


def _visible(officer) -> QuerySet:
    return Unit.objects.none().values_list("pk", flat=True)


SOURCE = sources.register(sources.Source(99, "test", _count, lambda: sorted(BOOK.records), _rows, _visible))


def declare() -> None:
    """Base and derived indicators of the test, and the categories they use."""
    for order, code in enumerate(["K1", "K2", "K3"]):
        Category.objects.create(dimension="kind", code=f"T_{code}", name=code, order=order)
    for order, code in enumerate(["A1", "A2"]):
        Category.objects.create(dimension="audience", code=f"T_{code}", name=code, order=order)
    said = {"owner": "thử", "definition": "thử"}
    base = Indicator.objects.create(
        code="t_hoat_dong", name="h", unit="h", measure="records", cuts=PATTERNS[::2], **said
    )
    luot = Indicator.objects.create(code="t_luot", name="l", unit="l", measure="sum", cuts=PATTERNS, **said)
    Indicator.objects.create(code="t_nu", name="n", unit="n", measure="sum", cuts=["kind"], lead_only=True, **said)
    Indicator.objects.create(
        code="t_xong", name="x", unit="x", measure="records", on_last_day=True, cuts=["kind"], **said
    )
    Indicator.objects.create(code="t_lan", name="p", unit="p", measure="taking_part", base=base, **said)
    Indicator.objects.create(code="t_k1", name="k1", unit="b", measure="records", base=base, kinds=["T_K1"], **said)
    Indicator.objects.create(
        code="t_luot_k12", name="k12", unit="l", measure="sum", base=luot, kinds=["T_K1", "T_K2"], **said
    )
    catalogue.forget()


CODES = ["t_hoat_dong", "t_luot", "t_nu", "t_lan", "t_k1", "t_luot_k12", "t_xong"]


@dataclass
class Country:
    """Places by a short name, units, and ids of the categories."""

    places: dict[str, Place]
    units: list[Unit]
    kinds: list[int]
    audiences: list[int]


def _place(kind, name, parent=None, *, old, code=""):
    days = {"valid_to": OLD_END} if old else {"valid_from": NEW_START}
    return Place.objects.create(kind=kind, name=name, division=kind, parent=parent, folded=name, code=code, **days)


def country() -> Country:
    """Two provinces of today; the second is two old ones merged. One old commune was split."""
    if not Map.objects.exists():
        Map.objects.create(name="địa giới 30/6/2025", day=OLD_END, valid_to=OLD_END)
        Map.objects.create(name="địa giới từ 01/7/2025", day=NEW_START, valid_from=NEW_START)
    p: dict[str, Place] = {}
    for name, code in (("P1", "14"), ("P2", "25")):
        p[name] = _place("province", name, old=False, code=code)
    for name, code in (("A", "14"), ("B", "25"), ("C", "26")):
        p[name] = _place("province", name, old=True, code=code)
    for name in ("A1", "A2", "B1", "C1"):
        p[name] = _place("district", name, p[name[0]], old=True, code=f"9{name}")
    for name in ("A1a", "A1b", "A2a", "B1a", "C1a"):
        p[name] = _place("commune", name, p[name[:2]], old=True, code=f"9{name}")
    for name, parent in (("NA1", "P1"), ("NA2", "P1"), ("NB", "P2"), ("NC", "P2")):
        p[name] = _place("commune", name, p[parent], old=False, code=f"8{name}")
    p["va"] = _place("village", "va", p["A1a"], old=True)
    p["vn"] = _place("village", "vn", p["NA1"], old=False)
    for old, new, default in (
        ("A", "P1", 1), ("B", "P2", 1), ("C", "P2", 1), ("A1a", "NA1", 1), ("A1b", "NA1", 1), ("A2a", "NA2", 1),
        ("B1a", "NB", 1), ("C1a", "NC", 1), ("C1a", "NB", 0),
    ):  # fmt: skip
        Succession.objects.create(old=p[old], new=p[new], is_default=bool(default), split=old == "C1a")
    kinds = [c.pk for c in Category.objects.filter(code__startswith="T_K").order_by("order")]
    audiences = [c.pk for c in Category.objects.filter(code__startswith="T_A").order_by("order")]
    return Country(p, _units(p), kinds, audiences)


def _units(p: dict[str, Place]) -> list[Unit]:
    """Of three agencies: centre, provinces, districts, communes then and now, one section inside a province's unit."""
    units: list[Unit] = []
    for number, code in ((51, "x1"), (52, "x2"), (53, "x3")):
        agency = Agency.objects.create(id=number, code=code, name=code, short=code, css=code, order=number)
        made: dict[str, Unit] = {}

        def make(level, name, above, place, agency=agency, made=made, **days):
            made[name] = orgs.create_unit(
                agency, level, f"{agency.code} {name}", made.get(above), place=p.get(place), **days
            )

        make(UnitLevel.CENTRE, "TW", None, None)
        for province in ("P1", "P2"):
            make(UnitLevel.PROVINCE, province, "TW", province)
        for district, above in (("A1", "P1"), ("A2", "P1"), ("B1", "P2"), ("C1", "P2")):
            make(UnitLevel.DISTRICT, district, above, district, valid_to=OLD_END)
        for commune in ("A1a", "A1b", "A2a", "C1a"):
            make(UnitLevel.COMMUNE, commune, commune[:2], commune, valid_to=OLD_END)
        for commune, above in (("NA1", "P1"), ("NB", "P2")):
            make(UnitLevel.COMMUNE, commune, above, commune, valid_from=NEW_START)
        make(UnitLevel.SECTION, "phòng", "P1", "P1")
        units += made.values()
    return [Unit.objects.get(pk=unit.pk) for unit in units]


def start() -> Country:
    """An empty book in a fresh country."""
    BOOK.records, BOOK.history = {}, []
    clocks.set_up()
    declare()
    return country()


def write(changes: dict[int, Record | None]) -> int:
    """Record, correct or withdraw (None) several records in one transaction; answers its moment."""
    with transaction.atomic():
        after = {**BOOK.records, **{n: one for n, one in changes.items() if one}}
        BOOK.records = {n: one for n, one in after.items() if changes.get(n, one) is not None}
        kept = [n for n in changes if n in BOOK.records]
        gone = [n for n in changes if n not in BOOK.records]
        moment = ledger.post(SOURCE, list(_count(kept)), gone)
    BOOK.history.append((moment, dict(BOOK.records)))
    return moment


# The naive counter: definitions only, no flags, no sets, no roll-ups.
AREA = {
    Level.PROVINCE: "province",
    Level.PROVINCE_THEN: "province_then",
    Level.DISTRICT_THEN: "district_then",
    Level.COMMUNE_THEN: "commune_then",
    Level.COMMUNE_NOW: "commune_now",
}


def under(unit: Unit, units: list[Unit]) -> set[int]:
    """The unit and all whose chain of parents reaches it."""
    by_id = {one.pk: one for one in units}
    found = set()
    for one in units:
        step: Unit | None = one
        while step is not None and step.pk != unit.pk:
            step = by_id.get(step.parent_id)
        if step is not None:
            found.add(one.pk)
    return found


def inside(place: Place, country: Country) -> set[int]:
    """Places in `place`, and for one of today all that became part of it (a split one by its default)."""
    every = {one.pk: one for one in Place.objects.all()}
    became = {s.old_id: s.new_id for s in Succession.objects.filter(is_default=True)}

    def chain(pk):
        while pk:
            yield pk
            parent = every[pk].parent_id
            pk = became[pk] if pk in became and place.valid_from and every[pk].kind != "district" else parent
            if pk is None:
                return

    return {pk for pk in every if place.pk in set(chain(pk))}


def naive(figure: Figure, country: Country) -> int:
    """Count as the definitions say, over the records themselves."""
    indicator = catalogue.indicator(figure.indicator)
    by_id = {unit.pk: unit for unit in country.units}
    asked = Unit.objects.get(pk=figure.unit) if figure.unit else None
    tree = (under(asked, country.units) if figure.below else {asked.pk}) if asked else set(by_id)
    located = inside(Place.objects.get(pk=figure.place), country) if figure.place else None

    def speaks(pk: int) -> bool:
        unit = by_id[pk]
        in_area = figure.level == Level.NATION or getattr(unit, AREA[figure.level]) == figure.area
        return pk in tree and in_area and figure.agency in {0, unit.agency_id}

    total = 0
    for one in BOOK.at(figure.as_of).values():
        day = (one.last or one.day) if indicator.on_last_day else one.day
        if (figure.start and day < figure.start) or (figure.end and day > figure.end):
            continue
        if figure.programme and figure.programme not in one.programmes:
            continue
        if (figure.topic and figure.topic not in one.topics) or (located is not None and one.place not in located):
            continue
        lead_only = indicator.lead_only or (figure.lead and not indicator.taking_part)
        who = [pk for pk in (one.units[:1] if lead_only else dict.fromkeys(one.units)) if speaks(pk)]
        if who:
            total += _worth(one, indicator, figure) * (len(who) if indicator.taking_part else 1)
    return total


def _worth(one: Record, indicator: catalogue.Counting, figure: Figure) -> int:
    if (indicator.kinds and one.kind not in indicator.kinds) or (figure.kind and one.kind != figure.kind):
        return 0
    if indicator.code in {"t_luot", "t_luot_k12"}:
        return sum(count for who, count in one.counts if figure.audience in {0, who})
    if figure.audience:
        return 0
    if indicator.code == "t_xong":
        return int(one.last is not None)
    return one.women if indicator.code == "t_nu" else 1


def corrected(one: Record, **changes) -> Record:
    return replace(one, **changes)
