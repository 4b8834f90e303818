"""Many base counts asked at once: a page that shows them all does not ask for each."""

from __future__ import annotations

from collections import defaultdict

from ketnoi.figures import answers, catalogue, folds, scopes
from ketnoi.figures.figure import Figure


def flows() -> dict[int, str]:
    """{number in facts: code} of the base counts that add up over time and units."""
    bases = catalogue.stored_ids().items()
    return {number: one.code for number, one in bases if one.additive and not one.accumulates}


def by_kind(figure: Figure) -> dict[str, dict[int, int]]:
    """{code: {kind: number}} of every flow, in the figure's period and scope; whatever the figure counts itself."""
    counted = flows()
    facts, repeats = _facts(figure, counted)
    rows = answers.rows(facts, repeats, ["cell", "indicator"])
    kinds = folds.fold("kind", {cell for cell, _indicator, _number in rows})
    found: dict[str, dict[int, int]] = {code: defaultdict(int) for code in counted.values()}
    for cell, indicator, number in rows:
        for kind in kinds[cell]:
            found[counted[indicator]][kind] += number
    return found


def years(figure: Figure) -> set[int]:
    """Years in which any flow has a fact in the figure's period and scope."""
    facts, _repeats = _facts(figure, flows())
    found = facts.order_by().values_list("month", flat=True).distinct()
    return {year for years in folds.fold("year", list(found)).values() for year in years}


def _facts(figure: Figure, counted: dict[int, str]) -> tuple[answers.Facts, bool]:
    code = next(iter(counted.values()))
    return scopes.facts(figure.but(indicator=code), stored=sorted(counted))
