"""What came or went after a unit had confirmed: "đã thay đổi sau khi xác nhận". Set-based for any number of units."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import Q

from ketnoi.figures.models import Fact
from ketnoi.orgs.models import Unit
from ketnoi.periods import figures
from ketnoi.periods.models import Regime
from ketnoi.periods.spans import Span

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
    moved = _moved(regime, span, confirmed)
    found: dict[int, int] = {}
    for unit, facts in moved.items():
        number = _records(facts, confirmed[unit])
        if number:
            found[unit] = number
    return found


def _moved(regime: Regime, span: Span, confirmed: Mapping[int, int]) -> dict[int, list[Moved]]:
    """Facts by the confirmed unit that they belong to: their own unit, or one above it."""
    earliest = min(confirmed.values())
    provinces = Unit.objects.filter(pk__in=confirmed).order_by().values_list("province", flat=True).distinct()
    later = Q(superseded_at__isnull=True, recorded_at__gt=earliest) | Q(superseded_at__gt=earliest)
    facts = Fact.objects.filter(figures.counted(regime, span) & later, province__in=list(provinces))
    rows = list(facts.order_by().values_list("unit", *COLUMNS))
    paths = dict(Unit.objects.filter(pk__in={row[0] for row in rows}).values_list("pk", "path")) if rows else {}
    found: dict[int, list[Moved]] = defaultdict(list)
    for unit, kind, record, indicator, cell, value, came, went in rows:
        for step in paths[unit].split("."):
            if step and int(step) in confirmed:
                found[int(step)].append(Moved((kind, record), (indicator, cell), value, came, went))
    return found


def _records(facts: list[Moved], moment: int) -> int:
    """Records whose numbers differ between the moment and now; those rewritten with the same number do not."""
    differences: dict[tuple[tuple[int, int], tuple[int, int]], int] = defaultdict(int)
    for fact in facts:
        differences[fact.record, fact.line] += fact.now() - fact.at(moment)
    return len({record for (record, _line), number in differences.items() if number})
