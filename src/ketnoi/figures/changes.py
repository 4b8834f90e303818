"""What has changed behind a figure since a moment: the records, each with its number then and now."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from django.db.models import Case, F, Max, Q, Sum, When

from ketnoi.figures import catalogue, formulas, scopes, stocks
from ketnoi.figures.figure import Figure
from ketnoi.figures.models import Fact, ProvinceClock


@dataclass(frozen=True)
class Change:
    """One record whose contribution differs: its number at the earlier moment and at the later."""

    record_kind: int
    record: int
    before: int
    after: int

    @property
    def difference(self) -> int:
        return self.after - self.before


def since(figure: Figure, moment: int) -> list[Change]:
    """Records whose number behind `figure` differs between `moment` and the figure's own as-of, by kind and id.

    What counts is as it was defined at the earlier moment: a new definition changes no record. The differences add up
    to the figure's difference under that definition; a ratio's changes are those of its two figures, and none of its
    own. Facts rewritten with the same number do not show.
    """
    then, until = figure.but(as_of=moment), figure.as_of
    if catalogue.of(then).formula is None:
        return _since(then, until)
    numbers: dict[tuple[int, int], list[int]] = defaultdict(lambda: [0, 0])
    for sign, one in formulas.simple(then) if not catalogue.of(then).is_ratio else ():
        for change in _since(one, until):
            known = numbers[change.record_kind, change.record]
            known[0] += sign * change.before
            known[1] += sign * change.after
    return [Change(*key, *known) for key, known in sorted(numbers.items()) if known[0] != known[1]]


def _since(figure: Figure, until: int | None) -> list[Change]:
    """From the moment that the figure asks about until another, None now."""
    moment = figure.as_of or 0
    scope = scopes.of(figure)
    behind = Fact.objects.filter(scope.where & scopes.sorted_by(figure))
    touched = behind.filter(_moved(moment)).order_by().values("record")
    # a record that repeats counts once for each combination of its categories, as in answers
    add = Max if scopes.repeats(figure, scope) else Sum
    counted = (
        behind.filter(record__in=touched)
        .values("record_kind", "record", "cell")
        .annotate(before=add(_of(scopes.known_at(moment))), after=add(_of(scopes.known_at(until))))
    )
    numbers: dict[tuple[int, int], list[int]] = defaultdict(lambda: [0, 0])
    entered = _entered(figure, until)
    for row in counted.order_by():
        known = numbers[row["record_kind"], row["record"]]
        known[0] += row["before"]
        known[1] += row["after"]
    numbers |= {(stocks.ENTERED, record): pair for record, pair in entered.items()}
    return [Change(*key, *known) for key, known in sorted(numbers.items()) if known[0] != known[1]]


def _entered(figure: Figure, until: int | None) -> dict[int, list[int]]:
    """{record: what it adds to a stock then and now}: a number entered adds less once registers hold what it told."""
    if not stocks.accumulates(figure):
        return {}
    before, after = (stocks.Stock(figure.but(as_of=known)).left() for known in (figure.as_of, until))
    return {record: [before.get(record, 0), after.get(record, 0)] for record in before.keys() | after.keys()}


def touched(moment: int) -> set[int]:
    """Stored indicators any of whose facts came or went since `moment`: a figure of another one has not changed."""
    provinces = ProvinceClock.objects.filter(last__gt=moment).values("province")
    return set(
        Fact.objects.filter(_moved(moment), province__in=provinces)
        .order_by()
        .values_list("indicator", flat=True)
        .distinct()
    )


def _moved(moment: int) -> Q:
    return Q(recorded_at__gt=moment) | Q(superseded_at__gt=moment)


def _of(known: Q) -> Case:
    return Case(When(known, then=F("value")), default=0)
