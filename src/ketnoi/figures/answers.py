"""Answer a figure: its number, or its numbers by something; fresh at commit, from roll-ups or from the ledger."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import product

from django.db.models import Max, QuerySet, Sum
from django.utils.translation import gettext as _

from ketnoi.figures import (
    catalogue,
    coverage,
    entered,
    folds,
    formulas,
    maps,
    over_time,
    parting,
    rollups,
    scopes,
    stocks,
)
from ketnoi.figures.figure import EVERY, Figure, Level
from ketnoi.figures.models import EnteredValue, Fact
from ketnoi.places import queries as places
from ketnoi.ui.numbers import grouped as grouped_words

Key = tuple[int, ...]
Facts = QuerySet[Fact]
SOURCES = 50  # named beside a number


@dataclass(frozen=True)
class Answer:
    """A figure's number. `entered` names the sources of the part that has no records behind it.

    Of a stock `oldest` is the day of the oldest entered number in it; of communes that have something, `whole` is
    how many communes there are; a `ratio` is a part and its base, and its value in hundredths of a percent. A `blank`
    one is unknown, not zero: nobody entered anything of what is only ever entered (figures.md, rule 15).
    """

    value: int
    qualifier: str = ""
    entered: tuple[str, ...] = ()
    oldest: dt.date | None = None
    whole: int | None = None
    ratio: formulas.Ratio | None = None
    blank: bool = False

    @property
    def words(self) -> str:
        """The exact number as it is written: "52.718", of a ratio "85,71"."""
        if self.blank:
            return _("chưa có số")
        return self.ratio.words if self.ratio else grouped_words(self.value)


def answer(figure: Figure) -> Answer:
    """The number, and what must be said beside it."""
    if formula := catalogue.of(figure).formula:
        return _by_formula(figure, formula)
    whole = coverage.communes(figure) if catalogue.of(figure).covers else None
    return Answer(value(figure), *_said_beside(figure), whole=whole, blank=_is_blank(figure))


def value(figure: Figure) -> int:
    """The number alone; raises `maps.LaterThanMap` for a question by old units about days when they were no more."""
    maps.check(figure)
    if formula := catalogue.of(figure).formula:
        return _combined(figure, formula, ()).get((), 0)
    if catalogue.of(figure).covers:
        return len(_reached(figure, ()))
    covered = rollups.value(figure)
    return from_ledger(figure) if covered is None else covered + stocks.Stock(figure).correction()


def _by_formula(figure: Figure, formula: catalogue.Formula) -> Answer:
    """The terms' numbers put together; what must be said beside any of them is said beside the whole.

    A ratio whose part nobody entered is unknown; one without a base is none.
    """
    parts = [answer(one) for _sign, one in formulas.terms(figure, formula)]
    said = {part.qualifier for part in parts if part.qualifier}
    told = tuple(dict.fromkeys(source for part in parts for source in part.entered))
    ratio = formulas.Ratio(parts[0].value, parts[1].value) if catalogue.of(figure).is_ratio else None
    number = formulas.together(formula, [{(): part.value} for part in parts]).get((), 0)
    blank = ratio is not None and bool(ratio.base) and parts[0].blank
    return Answer(number, said.pop() if len(said) == 1 else "", told, ratio=ratio, blank=blank)


def _combined(figure: Figure, formula: catalogue.Formula, by: tuple[str, ...]) -> dict[Key, int]:
    """Numbers of a formula by what its terms' numbers are by."""
    asked = [one for _sign, one in formulas.terms(figure, formula)]
    return formulas.together(formula, [breakdown(one, *by) if by else {(): value(one)} for one in asked])


def from_ledger(figure: Figure) -> int:
    """The number, asked from the facts themselves."""
    if formula := catalogue.of(figure).formula:
        parts = [{(): from_ledger(one)} for _sign, one in formulas.terms(figure, formula)]
        return formulas.together(formula, parts).get((), 0)
    return sum(number for *_, number in rows(*scopes.facts(figure), [])) + stocks.Stock(figure).correction()


def breakdown(figure: Figure, *by: str) -> dict[Key, int]:
    """Numbers by one or several of the names in `folds.COLUMNS`.

    Keys are tuples of ids (categories, programmes, units, agencies, today's province codes, places), of months
    (year * 12 + month - 1) or of years; 0 is "chưa xác định". "commune" is today's, "district" the old map's, which
    a later period is refused for (`maps.LaterThanMap`), as for "commune_then". A stock by month or year is what stood
    at the end of each. By unit and by agency each gets its own count, so that joint
    work stands in several; programmes and topics overlap too. Everything else sums to the figure's value, but of a
    ratio: that is worked out anew for each key.
    """
    maps.check(figure, by)
    if formula := catalogue.of(figure).formula:
        return _combined(figure, formula, by)
    if catalogue.of(figure).covers:
        return _reached_by(figure, by)
    asked = _credit(figure, by)
    covered = rollups.breakdown(asked, by)
    numbers = grouped(asked, by) if covered is None else covered
    return _stock(asked, by, numbers) if stocks.accumulates(asked) else numbers


def _stock(figure: Figure, by: tuple[str, ...], changes: dict[Key, int]) -> dict[Key, int]:
    """What came and went, as what stands."""
    stock, over = stocks.Stock(figure), over_time.name(by)
    if over:
        return over_time.running(figure, by, over, changes, lambda day: _corrections(stock, by, day))
    for key, number in _corrections(stock, by, None).items():
        changes[key] = changes.get(key, 0) + number
    return changes


def _corrections(stock: stocks.Stock, by: tuple[str, ...], day: dt.date | None) -> dict[Key, int]:
    """What entered numbers add beside the ledger, by the keys of a breakdown."""
    columns = sorted({folds.COLUMNS[name] for name in by})
    rows = [(*(getattr(fact, name) for name in columns), number) for fact, number in stock.corrections(day)]
    return _folded(rows, columns, by)


def _reached(figure: Figure, by: tuple[str, ...]) -> set[Key]:
    """Keys of communes, on the map asked, in which something stands; by something else before it."""
    commune = "commune_then" if maps.asks_old(figure) else "commune"
    asked = _credit(figure, by)
    numbers = grouped(asked, (*by, commune))
    standing = _stock(asked, (*by, commune), numbers) if stocks.accumulates(asked) else numbers
    return {key for key, number in standing.items() if number > 0 and key[-1]}


def _reached_by(figure: Figure, by: tuple[str, ...]) -> dict[Key, int]:
    return dict(Counter(key[:-1] for key in _reached(figure, by)))


def _credit(figure: Figure, by: Iterable[str]) -> Figure:
    """By province a record is credited to its lead, so that provinces sum to the nation; an agency's own need not."""
    if "province" not in by or figure.level != Level.NATION:
        return figure
    each_for_itself = figure.agency or "agency" in by
    return figure.but(level=Level.PROVINCE, area=EVERY) if each_for_itself else figure.but(lead=True)


def grouped(figure: Figure, by: tuple[str, ...]) -> dict[Key, int]:
    """The breakdown, asked from the facts themselves."""
    each = next((name for name in ("unit", "agency") if name in by), "")
    columns = sorted({folds.COLUMNS[name] for name in by})
    return _folded(rows(*scopes.facts(figure, each), columns), columns, by)


def _folded(rows: list[tuple[int, ...]], columns: list[str], by: tuple[str, ...]) -> dict[Key, int]:
    """Rows by columns of the ledger, their number last, as what a breakdown shows."""
    parts = []
    for name in by:
        position = columns.index(folds.COLUMNS[name])
        parts.append((position, folds.fold(name, {row[position] for row in rows})))
    numbers: dict[Key, int] = defaultdict(int)
    for row in rows:
        for key in product(*(fold[row[position]] for position, fold in parts)):
            numbers[key] += row[-1]
    return dict(numbers)


def rows(facts: Facts, repeats: bool, columns: list[str]) -> list[tuple[int, ...]]:
    """Sums by columns, the sum last; a record that repeats counts once for each combination of its categories."""
    if repeats:
        once = facts.values("record_kind", "record", "cell", *columns).annotate(once=Max("value"))
        counted: dict[tuple[int, ...], int] = defaultdict(int)
        for row in once:
            counted[tuple(row[name] for name in columns)] += row["once"]
        return [(*key, number) for key, number in counted.items()]
    if not columns:
        return [(facts.aggregate(all=Sum("value"))["all"] or 0,)]
    return list(facts.order_by().values_list(*columns).annotate(all=Sum("value")))


def combinations(figure: Figure) -> dict[frozenset[int], int]:
    """Numbers by the set of agencies that took part together; each record is in one, so they sum to the value."""
    speaking, _repeats = scopes.facts(figure)
    records = speaking.values("record_kind", "record").annotate(number=Sum("value"))
    together: dict[tuple[int, int], set[int]] = defaultdict(set)
    taking_part = Fact.objects.filter(scopes.sorted_by(figure) & scopes.known_at(figure.as_of))
    for kind, record, agency in taking_part.order_by().values_list("record_kind", "record", "agency").distinct():
        together[kind, record].add(agency)
    numbers: dict[frozenset[int], int] = defaultdict(int)
    for row in records.order_by():
        numbers[frozenset(together[row["record_kind"], row["record"]])] += row["number"]
    return dict(numbers)


def converted(figure: Figure) -> set[int]:
    """Today's communes that records of a split commune were brought to by its default only: "quy đổi"."""
    found: set[int] = set()
    for _sign, one in formulas.simple(figure):
        facts, _repeats = scopes.facts(one)
        located = facts.order_by().values_list("place", flat=True).distinct()
        found |= set(places.today(places.converted(located)).values())
    return found


def _said_beside(figure: Figure) -> tuple[str, tuple[str, ...], dt.date | None]:
    """Qualifier and sources of entered numbers inside this figure; of a stock the day of the oldest that holds."""
    rows = list(EnteredValue.objects.filter(pk__in=_entered(figure)[:SOURCES]))
    said = {str(row.get_qualifier_display()) for row in rows if row.qualifier}
    days = [row.holds_on for row in rows] if stocks.accumulates(figure) else []
    told = dict.fromkeys([*map(entered.source_text, rows), *parting.left_over(rows)])
    return (said.pop() if len(said) == 1 else "", tuple(told), min(days, default=None))


def _is_blank(figure: Figure) -> bool:
    if not catalogue.of(figure).only_entered:
        return False
    facts = stocks.Stock(figure).facts if stocks.accumulates(figure) else scopes.facts(figure)[0][:1]
    return not facts


def _entered(figure: Figure) -> list[int]:
    """Entered numbers inside this figure, the oldest first; of a stock those that still hold."""
    if stocks.accumulates(figure):
        stock = stocks.Stock(figure)
        left = stock.left()
        holding = [fact for fact in stock.facts if left[fact.record]]
        return [fact.record for fact in sorted(holding, key=lambda fact: (fact.day, fact.record))]
    facts, _repeats = scopes.facts(figure)
    ids = facts.filter(record_kind=entered.NUMBER).order_by().values_list("record", flat=True)
    return list(ids.distinct()[:SOURCES])
