"""Who began a practice beside those who adopted it, on the same indicator; what may not be compared is told, not shown.

Every number is asked anew and opens its records. Order is that of the family, never by size: nothing ranks anybody.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import median_low
from typing import Final

from django.utils.translation import gettext as _

from ketnoi.orgs import queries as orgs
from ketnoi.practices import lineage, measures, terrains, vocabulary
from ketnoi.practices.evidence import same_length
from ketnoi.practices.measures import Result
from ketnoi.practices.models import Measured, Practice

FEWEST: Final = 2
"""Records behind a number below which it is an event and no result (proposed; no document sets it)."""
MOST: Final = 24
"""Practices of a family that one page compares."""


@dataclass(frozen=True)
class Beside:
    """One practice's result. `reasons` tell why it is not held against the first; `notes` what is not known."""

    practice: Practice
    unit: str
    result: Result
    first: bool
    reasons: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def fair(self) -> bool:
        return not self.reasons


@dataclass(frozen=True)
class Comparison:
    """One indicator. `fair` may be held against one another, `refused` not; the first stands in front where it is fair.

    `without` names those who adopted it and have not measured this.
    """

    name: str
    unit: str
    ratio: bool
    way: str
    fair: list[Beside] = field(default_factory=list)
    refused: list[Beside] = field(default_factory=list)
    without: list[str] = field(default_factory=list)

    @property
    def possible(self) -> bool:
        return len(self.fair) > 1

    @property
    def changes(self) -> bool:
        """Whether each of them stands beside a number from before."""
        return self.possible and all(one.result.before is not None for one in self.fair)

    @property
    def spread(self) -> tuple[int, int, int] | None:
        """Lowest, middle and highest: of the changes where all have one, else of the numbers."""
        if not self.possible:
            return None
        told = [one.result.change if self.changes else one.result.now.value for one in self.fair]
        numbers = [one for one in told if one is not None]
        return min(numbers), median_low(numbers), max(numbers)


def comparisons(practice: Practice) -> list[Comparison]:
    """One for each indicator that the first of the family measures, or this one where the first measures none.

    What a unit has not published is nobody else's to read.
    """
    family = [one for one in lineage.family(practice) if one.edition or one.pk == practice.pk][:MOST]
    measured = Measured.objects.filter(practice__in=[one.pk for one in family]).order_by("pk")
    latest = {(one.practice_id, measures.question(one)): one for one in measured}
    answered = {(one.measured.practice_id, one.question): one for one in measures.results(latest.values())}
    asking = practice.first if any(pk == practice.first for pk, _asked in answered) else practice.pk
    known = terrains.of(one.unit for one in family)
    names = orgs.names(one.unit_id for one in family)
    found = []
    for (owner, asked), reference in answered.items():
        if owner == asking:
            others = [(one, answered.get((one.pk, asked))) for one in family if one.pk != owner]
            first = next(one for one in family if one.pk == owner)
            found.append(_comparison(first, reference, others, known, names))
    return found


def _comparison(
    first: Practice,
    reference: Result,
    others: Sequence[tuple[Practice, Result | None]],
    known: dict[int, str],
    names: dict[int, str],
) -> Comparison:
    made = Comparison(reference.name, reference.unit, reference.ratio, reference.way)
    few = _few(reference)
    head = Beside(first, names[first.unit_id], reference, first=True, reasons=few)
    (made.refused if few else made.fair).append(head)
    for one, result in others:
        if result is None:
            made.without.append(names[one.unit_id])
            continue
        reasons = (*_few(result), *_unlike(reference, result), *_elsewhere(first, one, known))
        reasons = reasons or tuple(_("nơi khởi xướng chưa đủ số liệu để so") for _one in few)
        beside = Beside(
            one, names[one.unit_id], result, first=False, reasons=reasons, notes=_unknown(first, one, known)
        )
        (made.refused if reasons else made.fair).append(beside)
    return made


def _few(result: Result) -> tuple[str, ...]:
    numbers = [result.now, *([result.before] if result.before else [])]
    least = min(one.records for one in numbers)
    if least >= FEWEST:
        return ()
    return (_("quá ít phiếu (%(count)s) để coi là kết quả") % {"count": least},)


def _unlike(reference: Result, result: Result) -> tuple[str, ...]:
    """Ways in which the measuring itself differs."""
    found = []
    if reference.way != result.way:
        found.append(_("đo khác cách: %(one)s, còn ở đây %(other)s") % {"one": reference.way, "other": result.way})
    if not same_length(reference.now.days, result.now.days):
        days = {"one": reference.now.days + 1, "other": result.now.days + 1}
        found.append(_("kỳ dài ngắn khác nhau: %(one)s ngày và %(other)s ngày") % days)
    if (reference.before is None) != (result.before is None):
        found.append(_("một nơi có số trước khi áp dụng, nơi kia không"))
    return tuple(found)


def _elsewhere(first: Practice, one: Practice, known: dict[int, str]) -> tuple[str, ...]:
    here, there = known.get(first.unit_id, ""), known.get(one.unit_id, "")
    if not here or not there or here == there:
        return ()
    named = vocabulary.names("terrains")
    return (_("khác kiểu địa bàn: %(one)s và %(other)s") % {"one": named[here], "other": named[there]},)


def _unknown(first: Practice, one: Practice, known: dict[int, str]) -> tuple[str, ...]:
    if first.unit_id in known and one.unit_id in known:
        return ()
    return (_("chưa biết kiểu địa bàn, nên đọc dè dặt"),)
