"""What came or went after a unit had confirmed: "đã thay đổi sau khi xác nhận". Set-based for any number of units."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Max, Q, QuerySet

from ketnoi.figures.models import Fact
from ketnoi.orgs import queries as orgs
from ketnoi.orgs.models import Unit
from ketnoi.periods import figures, queries
from ketnoi.periods.models import Regime
from ketnoi.periods.spans import Span

Facts = QuerySet[Fact]
COLUMNS = ("record_kind", "record", "indicator", "cell", "value", "recorded_at", "superseded_at")


@dataclass(frozen=True)
class Moved:
    """A fact that came or went."""

    record: tuple[int, int]
    line: tuple[int, int]
    value: int
    recorded_at: int
    superseded_at: int | None

    def at(self, moment: int) -> int:
        """What it counted for at that moment."""
        return self.value if self.recorded_at <= moment and not self.gone_by(moment) else 0

    def now(self) -> int:
        return 0 if self.superseded_at else self.value

    def gone_by(self, moment: int) -> bool:
        return self.superseded_at is not None and self.superseded_at <= moment


def since(regime: Regime, span: Span, confirmed: Mapping[int, int]) -> dict[int, int]:
    """{unit: how many records of it, or of units under it, count for something else than when it confirmed}.

    `confirmed` is {unit: the moment}; units where nothing changed are left out.
    """
    if not confirmed:
        return {}
    found: dict[int, int] = {}
    for unit, facts in _moved(regime, span, confirmed).items():
        number = _records(facts, confirmed[unit])
        if number:
            found[unit] = number
    return found


def _moved(regime: Regime, span: Span, confirmed: Mapping[int, int]) -> dict[int, list[Moved]]:
    """Facts that came or went, by the confirmed unit that they belong to: their own unit, or one above it.

    Most units record before they confirm: only where something came or went afterwards are facts read one by one.
    """
    facts = _later(regime, span, confirmed)
    owners = _owners(facts, confirmed)
    rows = facts.filter(unit__in=owners).values_list("unit", *COLUMNS) if owners else ()
    found: dict[int, list[Moved]] = defaultdict(list)
    for unit, kind, record, indicator, cell, value, came, went in rows:
        for owner in owners[unit]:
            found[owner].append(Moved((kind, record), (indicator, cell), value, came, went))
    return found


def _later(regime: Regime, span: Span, confirmed: Mapping[int, int]) -> Facts:
    """What the form counts in the period that came or went after the first of these had confirmed."""
    earliest = min(confirmed.values())
    later = Q(superseded_at__isnull=True, recorded_at__gt=earliest) | Q(superseded_at__gt=earliest)
    where = figures.counted(regime, span) & later & Q(province__in=orgs.provinces(confirmed))
    return Fact.objects.filter(where).order_by()


def _owners(facts: Facts, confirmed: Mapping[int, int]) -> dict[int, list[int]]:
    """{unit of facts: confirmed units it belongs to that spoke before the last of them came or went}."""
    last = facts.values_list("unit").annotate(came=Max("recorded_at"), went=Max("superseded_at"))
    moments = {unit: max(came, went or 0) for unit, came, went in last}
    paths = Unit.objects.filter(pk__in=moments).values_list("pk", "path") if moments else ()
    found = {
        unit: [one for one in queries.ancestors(path) if confirmed.get(one, moments[unit]) < moments[unit]]
        for unit, path in paths
    }
    return {unit: owners for unit, owners in found.items() if owners}


def _records(facts: list[Moved], moment: int) -> int:
    """Records whose numbers differ between the moment and now; those rewritten with the same number do not."""
    differences: dict[tuple[tuple[int, int], tuple[int, int]], int] = defaultdict(int)
    for fact in facts:
        differences[fact.record, fact.line] += fact.now() - fact.at(moment)
    return len({record for (record, _line), number in differences.items() if number})
