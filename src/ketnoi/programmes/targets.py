"""A programme's targets: what was asked, what is done, and what is said of it (thirteenth rule of figures)."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from fractions import Fraction

from django.utils.translation import gettext as _

from ketnoi.figures import answers, catalogue
from ketnoi.figures.figure import Figure
from ketnoi.orgs import queries as orgs
from ketnoi.orgs.models import Level, Succession, Unit
from ketnoi.programmes import judging
from ketnoi.programmes.enums import PartyRole, Per, TargetKind, Verdict
from ketnoi.programmes.lens import Numbers, is_known
from ketnoi.programmes.models import Programme, Target
from ketnoi.ui.numbers import grouped


@dataclass(frozen=True)
class Result:
    """A target as it stands.

    `done` of `goal`: counts; for "per unit" and "per year" how many of them reached the number, of how many there are.
    `percent` is of the goal, None where that is 0; `least` and `most` are over the units or years.
    """

    target: Target
    verdict: Verdict
    done: int = 0
    goal: Fraction = Fraction(0)
    percent: Fraction | None = None
    least: int | None = None
    most: int | None = None

    @property
    def summed(self) -> bool:
        """Does a count stand against a count, so that a bar can show it?"""
        kind, per = self.target.kind, self.target.per
        return bool(self.goal) and (kind == TargetKind.NORM or (kind == TargetKind.AT_LEAST and per == Per.TOTAL))

    @property
    def title(self) -> str:
        return title(self.target)

    @property
    def unit(self) -> str:
        return catalogue.indicator(self.target.indicator).unit if self.target.indicator else ""


def title(target: Target) -> str:
    """The target's own title, else its indicator's name."""
    return target.title or (catalogue.indicator(target.indicator).name if target.indicator else "")


def computable(target: Target) -> bool:
    """Are its indicators declared? A target whose room is not installed is left out."""
    return all(is_known(code) for code in (target.indicator, target.base_indicator) if code)


def evaluate(target: Target, base: Figure, day: dt.date, numbers: Numbers | None = None) -> Result:
    """Judge a target at the end of `day`. `base` is a figure of the programme's whole period, of any indicator."""
    numbers = numbers or Numbers()
    programme = target.programme
    share = judging.elapsed(programme.starts_on, programme.ends_on, day)
    if target.kind == TargetKind.YES_NO:
        return Result(target, _yes_no(target.fulfilled))
    figure = base.but(indicator=target.indicator)
    if target.kind == TargetKind.PERCENT_OF:
        return _percent_of(target, figure, share, numbers)
    if target.kind == TargetKind.NORM:
        return _counted(target, numbers.total(figure), _norm(target, day), share)
    if target.per == Per.TOTAL:
        return _counted(target, numbers.total(figure), Fraction(target.amount), share)
    return _each(target, _parts(target, figure, day, numbers))


def _parts(target: Target, figure: Figure, day: dt.date, numbers: Numbers) -> list[judging.Part]:
    """The units, the years, or the units' years that the amount is asked of."""
    if target.per == Per.YEAR:
        return _by_year(target, figure, day, numbers)
    if target.per == Per.UNIT_YEAR:
        return _by_unit_and_year(target, figure, day)
    share = judging.elapsed(target.programme.starts_on, target.programme.ends_on, day)
    return [judging.Part(number, share) for number in _by_unit(target, figure, day)]


def units_of(target: Target, day: dt.date, level: str = "") -> frozenset[int]:
    """The units a norm or a "per unit" is about: one agency's of one level under its party, on that day or the last."""
    programme = target.programme
    agency = target.agency_id or programme.chair.agency_id
    roots = programme.parties.filter(role=PartyRole.PARTY, unit__agency=agency).values_list("unit_id", flat=True)
    under = orgs.scope(roots)
    there = Unit.objects.on(min(day, programme.ends_on)).filter(agency=agency, level=level or target.level)
    return frozenset(there.values_list("pk", flat=True)) & under


def norms_of(target: Target) -> dict[str, int]:
    """So many for each unit of each level, the highest first."""
    # a database keeps the keys of JSON in an order of its own
    ordered = {level: target.norms[level] for level in Level.values if level in target.norms}
    return ordered or {target.level: target.amount}


def _norm(target: Target, day: dt.date) -> Fraction:
    return Fraction(sum(each * len(units_of(target, day, level)) for level, each in norms_of(target).items()))


def _yes_no(fulfilled: bool | None) -> Verdict:
    if fulfilled is None:
        return Verdict.UNKNOWN
    return Verdict.MET if fulfilled else Verdict.BELOW


def _counted(target: Target, done: int, goal: Fraction, share: Fraction) -> Result:
    verdict = judging.count(done, goal, share, target.nearly_percent)
    return Result(target, verdict, done, goal, judging.percent_of_goal(done, goal))


def _percent_of(target: Target, figure: Figure, share: Fraction, numbers: Numbers) -> Result:
    done, of = numbers.total(figure), numbers.total(figure.but(indicator=target.base_indicator))
    verdict = judging.rate(done, of, target.amount, share, target.nearly_percent)
    goal = Fraction(target.amount * of, 100)
    return Result(target, verdict, done, goal, judging.percent_of_goal(done, goal))


def _each(target: Target, parts: list[judging.Part]) -> Result:
    numbers = [part.done for part in parts]
    reached, there = judging.reaching(parts, target.amount), Fraction(len(parts))
    return Result(
        target,
        judging.each(parts, target.amount, target.nearly_percent, target.reach_percent),
        reached,
        there,
        judging.percent_of_goal(reached, there),
        min(numbers, default=None),
        max(numbers, default=None),
    )


def _by_unit(target: Target, figure: Figure, day: dt.date) -> list[int]:
    """Each unit's own number, with that of the units that became part of it; a unit without records has 0."""
    wanted = units_of(target, day)
    found = _credited(answers.breakdown(figure, "unit"), wanted)
    return [found[(unit,)] for unit in sorted(wanted)]


def _by_unit_and_year(target: Target, figure: Figure, day: dt.date) -> list[judging.Part]:
    """The same for every calendar year of the programme."""
    wanted = units_of(target, day)
    found = _credited(answers.breakdown(figure, "unit", "year"), wanted)
    shares = _shares(target.programme, day)
    return [judging.Part(found[unit, year], share) for unit in sorted(wanted) for year, share in shares.items()]


def _credited(numbers: Mapping[tuple[int, ...], int], wanted: frozenset[int]) -> Counter[tuple[int, ...]]:
    """Numbers by unit (and more), those of former units added to the one among `wanted` they became part of."""
    into = _successors({unit for unit, *_ in numbers} - wanted, wanted)
    found: Counter[tuple[int, ...]] = Counter()
    for (unit, *rest), number in numbers.items():
        found[(into.get(unit, unit), *rest)] += number
    return found


def _successors(units: Collection[int], wanted: frozenset[int]) -> dict[int, int]:
    """Follow units to the one among `wanted` they became part of."""
    into = {unit: unit for unit in units}
    open_ends = set(units)
    while open_ends:
        steps = dict(Succession.objects.filter(old__in=open_ends, is_default=True).values_list("old_id", "new_id"))
        into = {unit: steps.get(end, end) for unit, end in into.items()}
        open_ends = set(steps.values()) - wanted
    return {unit: end for unit, end in into.items() if end in wanted}


def _by_year(target: Target, figure: Figure, day: dt.date, numbers: Numbers) -> list[judging.Part]:
    """Each calendar year of the programme, with the share of it that has passed."""
    found = numbers.years(figure)
    return [judging.Part(found.get(year, 0), share) for year, share in _shares(target.programme, day).items()]


def _shares(programme: Programme, day: dt.date) -> dict[int, Fraction]:
    """The share of each calendar year of the programme that has passed."""
    shares = {}
    for year in programme.years:
        start = max(programme.starts_on, dt.date(year, 1, 1))
        end = min(programme.ends_on, dt.date(year, 12, 31))
        shares[year] = judging.elapsed(start, end, day)
    return shares


def asked(target: Target) -> str:
    """The target in words: "ít nhất 240 buổi mỗi năm"."""
    if target.kind == TargetKind.YES_NO:
        return _("thực hiện")
    if target.kind == TargetKind.NORM:
        return _norm_words(target)
    amount = f"{grouped(target.amount)} {catalogue.indicator(target.indicator).unit}"
    if target.kind == TargetKind.PERCENT_OF:
        base = catalogue.indicator(target.base_indicator).name
        return _("%(amount)s%% của: %(base)s") % {"amount": grouped(target.amount), "base": base}
    if target.per in (Per.UNIT, Per.UNIT_YEAR):
        return _each_words(target, amount)
    words = _("ít nhất %(amount)s mỗi năm") if target.per == Per.YEAR else _("ít nhất %(amount)s")
    return words % {"amount": amount}


def _norm_words(target: Target) -> str:
    unit = catalogue.indicator(target.indicator).unit
    return " + ".join(
        _("%(amount)s × số đơn vị %(level)s")
        % {"amount": f"{grouped(each)} {unit}", "level": str(Level(level).label).lower()}
        for level, each in norms_of(target).items()
    )


def _each_words(target: Target, amount: str) -> str:
    said = {"amount": amount, "level": target.get_level_display().lower(), "reach": target.reach_percent}
    words = _("ít nhất %(amount)s mỗi đơn vị %(level)s")
    if target.per == Per.UNIT_YEAR:
        words = _("ít nhất %(amount)s mỗi đơn vị %(level)s mỗi năm")
    if target.reach_percent < 100:  # noqa: PLR2004  # percents
        words += _(", ở %(reach)s%% số đơn vị")
    return words % said
