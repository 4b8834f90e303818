"""From a figure to the facts it asks: conditions on the ledger, and whether records can still repeat among them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from ketnoi.audit import kept
from ketnoi.figures import catalogue, together
from ketnoi.figures.figure import EVERY, Figure, Level
from ketnoi.figures.flags import COMMUNE_NOW
from ketnoi.figures.models import Cell, Fact, SetMember
from ketnoi.orgs import queries as orgs
from ketnoi.orgs.models import Agency, Unit
from ketnoi.places import queries as places
from ketnoi.places.models import Kind, Place


@dataclass(frozen=True)
class Scope:
    """Conditions on facts. `repeats`: the same record can stand in several of them and is to be counted once."""

    where: Q
    repeats: bool = False


def of(figure: Figure, each: str = "") -> Scope:
    """Who the facts are credited to, and which of a record's facts speaks for it.

    `each` is "unit" or "agency" where every unit's or every agency's own number is wanted beside the others'.
    """
    if each == "unit" or catalogue.of(figure).taking_part:
        return Scope(_credited(figure) & _located(figure))
    if each == "agency" and not figure.unit:
        return Scope(_credited(figure) & _located(figure) & _first(figure, "first_agency"))
    if figure.unit and figure.below:
        tree = together.once(("tree", figure.unit), lambda: _tree(figure.unit))
        return Scope(tree.where & _located(figure), tree.repeats)
    if figure.unit:
        return Scope(together.once(("unit", figure.unit), lambda: _of([figure.unit])) & _located(figure))
    who = "first_agency" if figure.agency else "first_any"
    if _ended(figure):
        # flags were rewritten for what it became part of: each record is counted once by itself
        return Scope(_credited(figure) & _located(figure), repeats=True)
    return Scope(_credited(figure) & _located(figure) & _first(figure, who))


def _located(figure: Figure) -> Q:
    if not figure.place:
        return Q()
    return together.once(("inside", figure.place), lambda: _inside(figure.place))


def _inside(asked: int) -> Q:
    place = Place.objects.get(pk=asked)
    today = place.valid_to is None and place.kind != Kind.DISTRICT
    return Q(place__in=sorted(places.gathered(place) if today else places.within(place)))


def _credited(figure: Figure) -> Q:
    """Whose facts: an agency's, an area's, a unit's; all when nothing is said."""
    where = Q(agency=figure.agency) if figure.agency else Q()
    if figure.unit:
        where &= _of(orgs.scope([figure.unit]) if figure.below else [figure.unit])
    if figure.level == Level.NATION or figure.area == EVERY:
        return where
    if figure.level == Level.PROVINCE:
        return where & Q(province=figure.area)
    return where & together.once(("area", figure.level, figure.area, figure.agency), lambda: _standing_in(figure))


def _standing_in(figure: Figure) -> Q:
    """Units of an area; where that is a commune of today's map that is no more, those that stood on it."""
    if place := _ended(figure):
        return _of(orgs.standing_on(places.gathered(place)))
    return _of(orgs.in_area(figure.level, figure.area, _agency_code(figure.agency)))


def _ended(figure: Figure) -> Place | None:
    """The commune asked about where it is one of today's map that is no more: its units then go on answering for it."""
    if figure.level != Level.COMMUNE_NOW or figure.area in {0, EVERY}:
        return None
    ended = Place.objects.filter(pk=figure.area, kind=Kind.COMMUNE, valid_to__isnull=False)
    return kept.once(("ended", figure.area), ended.first)


def _of(units: Collection[int]) -> Q:
    """Facts of these units; their provinces are said too, since every index of the ledger begins with one."""
    return Q(province__in=orgs.provinces(units), unit__in=sorted(units))


def _agency_code(agency: int) -> str | None:
    return Agency.objects.get(pk=agency).code if agency else None


def _first(figure: Figure, who: str) -> Q:
    """The fact that speaks for its record in the area asked: its first there, of any agency or of one."""
    return Q(first_any=0) if figure.lead else _up_to(who, figure.level)


def _up_to(who: str, level: int) -> Q:
    if level == Level.COMMUNE_NOW:
        return Q(**{f"{who}_now__lte": COMMUNE_NOW})
    return Q(**{f"{who}__lte": level})


def _tree(asked: int) -> Scope:
    """A unit and all under it. Where these are all of their agency in an area, its flag counts each record once."""
    unit = Unit.objects.select_related("agency").get(pk=asked)
    under = orgs.scope([unit.pk])
    where = _of(under)
    for level, area in _areas(unit):
        if frozenset(orgs.in_area(level, area, unit.agency.code)) == under:
            return Scope(where & _up_to("first_agency", level))
    return Scope(where, repeats=True)


def _areas(unit: Unit) -> list[tuple[Level, int]]:
    """Areas a unit may fill with all under it, by its level."""
    choices = {
        "province": [(Level.PROVINCE, unit.province), (Level.PROVINCE_THEN, unit.province_then)],
        "district": [(Level.DISTRICT_THEN, unit.district_then)],
        "commune": [(Level.COMMUNE_THEN, unit.commune_then), (Level.COMMUNE_NOW, unit.commune_now)],
    }
    return [(level, area) for level, area in choices.get(unit.level, []) if area]


def known_at(moment: int | None) -> Q:
    """Facts that were current at that moment; now when None."""
    if moment is None:
        return Q(superseded_at__isnull=True)
    return Q(recorded_at__lte=moment) & (Q(superseded_at__isnull=True) | Q(superseded_at__gt=moment))


def sorted_by(figure: Figure, stored: Collection[int] = ()) -> Q:
    """What the facts are about: indicator (or any of `stored`), period, programme, categories."""
    indicator = catalogue.of(figure)
    where = Q(indicator__in=stored) if stored else Q(indicator=indicator.stored)
    where &= Q(day__gte=figure.start) if figure.start and not indicator.accumulates else Q()
    where &= Q(day__lte=figure.end) if figure.end else Q()
    cells = cell_filter(figure, indicator)
    where &= Q(cell__in=cells) if cells is not None else Q()
    where &= Q(programmes__in=sets_with("p", figure.programme)) if figure.programme else Q()
    where &= Q(tags__in=sets_with("t", figure.topic)) if figure.topic else Q()
    return where & (Q(tags__in=sets_with("t", *indicator.topics)) if indicator.topics else Q())


def sets_with(family: str, *members: int) -> QuerySet[SetMember, int]:
    """The sets that any of these belongs to."""
    return SetMember.objects.filter(family=family, member__in=members).values_list("set", flat=True)


def cell_filter(figure: Figure, indicator: catalogue.Counting) -> QuerySet[Cell, int] | None:
    """Cells of the kinds and audiences asked; None when all are."""
    asked = wanted(figure, indicator)
    if not asked:
        return None
    return Cell.objects.filter(**{f"{name}__in": ids for name, ids in asked.items()}).values_list("pk", flat=True)


def wanted(figure: Figure, indicator: catalogue.Counting) -> dict[str, list[int]]:
    """Kinds and audiences that both the indicator and the question leave; a dimension left out is not narrowed."""
    asked: dict[str, list[int]] = {}
    for name, own, also in (
        ("kind", indicator.kinds, figure.kind),
        ("audience", indicator.audiences, figure.audience),
    ):
        if own or also:
            asked[name] = [one for one in own or (also,) if not also or one == also]
    return asked


def facts(figure: Figure, each: str = "", stored: Collection[int] = ()) -> tuple[QuerySet[Fact], bool]:
    """All facts behind a figure, and whether a record can stand in several of them.

    With `stored` those of several base counts that are counted alike, asked as one.
    """
    scope = of(figure, each)
    facts = Fact.objects.filter(scope.where & sorted_by(figure, stored) & known_at(figure.as_of))
    return facts, repeats(figure, scope)


def repeats(figure: Figure, scope: Scope) -> bool:
    """Whether a record counts once among several facts; what comes and goes is credited to one unit at a time."""
    return scope.repeats and not catalogue.of(figure).accumulates
