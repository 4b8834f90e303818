"""What looks wrong or unusual in a unit's numbers before it confirms: rules as data, outliers from its own history."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from statistics import median

from django.utils.translation import gettext as _

from ketnoi.figures import catalogue
from ketnoi.ui.numbers import grouped

HISTORY = 12  # earlier periods that are looked at
LEAST_PERIODS = 3  # with something in them: fewer are no habit
FRESH = 2  # the newest of them; where these held nothing, the habit has ended
LEAST_DIFFERENCE = 10  # below that a number is no surprise, whatever the ratio


@dataclass(frozen=True)
class Rule:
    """A line of `data/rules.csv`; see SOURCES.md beside it."""

    code: str
    rule: str
    part: str
    whole: str
    number: int
    text: str


@dataclass(frozen=True)
class Finding:
    """Something to correct (`wrong`), or to be answered with "đúng". The key holds the numbers it is about."""

    key: str
    indicator: str
    text: str
    wrong: bool = False


@cache
def rules() -> tuple[Rule, ...]:
    """The rules of the product."""
    file = resources.files("ketnoi.periods") / "data" / "rules.csv"
    with file.open(encoding="utf-8") as lines:
        return tuple(
            Rule(row["code"], row["rule"], row["part"], row["whole"], int(row["number"] or 0), row["text"])
            for row in csv.DictReader(lines)
        )


def findings(now: Mapping[str, int], earlier: Mapping[str, Sequence[int]]) -> list[Finding]:
    """What to look at: `now` is {indicator code: number}, `earlier` its numbers in periods before."""
    found: list[Finding] = []
    for rule in rules():
        if rule.rule == "unusual":
            found += _unusual(rule, now, earlier)
        elif rule.part in now and rule.whole in now and _broken(rule, now):
            found.append(_finding(rule, now))
    return found


def _broken(rule: Rule, now: Mapping[str, int]) -> bool:
    part, whole = now[rule.part], now[rule.whole]
    return part > whole if rule.rule == "within" else part > 0 and whole == 0


def _finding(rule: Rule, now: Mapping[str, int]) -> Finding:
    part, whole = now[rule.part], now[rule.whole]
    text = f"{rule.text} ({grouped(part)}; {grouped(whole)})" if rule.rule == "within" else rule.text
    return Finding(f"{rule.code}.{part}.{whole}", rule.part, text, wrong=rule.rule == "within")


def _unusual(rule: Rule, now: Mapping[str, int], earlier: Mapping[str, Sequence[int]]) -> Iterator[Finding]:
    for code, number in now.items():
        usual = habit(earlier.get(code, ()))
        if usual and abs(number - usual) >= LEAST_DIFFERENCE:
            said = _said(number, usual, rule.number)
            if said:
                name = catalogue.indicator(code).name
                yield Finding(f"{rule.code}.{code}.{number}.{usual}", code, f"{name}: {said}")


def habit(earlier: Sequence[int]) -> int:
    """The median of the periods in which there was something, the newest first; 0 where there is no habit."""
    held = [number for number in earlier if number]
    return round(median(held)) if len(held) >= LEAST_PERIODS and any(earlier[:FRESH]) else 0


def _said(number: int, usual: int, factor: int) -> str:
    """How far from the habit, in words; nothing where it is near enough."""
    shown = {"number": grouped(number), "usual": grouped(usual)}
    if number >= usual * factor:
        return _("%(number)s, gấp %(times)s lần thường lệ (%(usual)s) – đúng không?") % {
            **shown,
            "times": grouped(number // usual),
        }
    if number * factor <= usual and number:
        return _("%(number)s, chỉ bằng một phần %(times)s thường lệ (%(usual)s) – đúng không?") % {
            **shown,
            "times": grouped(usual // number),
        }
    if not number and usual:
        return _("không có, thường lệ %(usual)s – đúng không?") % shown
    return ""
