"""What stands beside the paper about one figure: how it was counted, its records, and what has changed since."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ketnoi.figures import formulas, links, records, words
from ketnoi.figures.figure import Figure
from ketnoi.officers import queries as officers
from ketnoi.officers.models import Officer
from ketnoi.reports import behind, moved
from ketnoi.reports.given import Given
from ketnoi.reports.models import Edition, Report
from ketnoi.reports.moved import Difference, Moved, Settled
from ketnoi.reports.questions import Said

FEW = 5


@dataclass(frozen=True)
class Side:
    """One question of the figure: `listed` are its first records as known at its moment; `others` how many more."""

    said: Said
    period: str
    listed: Sequence[records.Behind]
    others: int
    rest: int

    @property
    def total(self) -> int:
        return len(self.listed) + self.others

    @property
    def url(self) -> str:
        return links.url(self.said.figure)

    @property
    def number(self) -> str:
        return formulas.written_number(self.said.figure, self.said.value)


@dataclass(frozen=True)
class Changed:
    """What has changed behind one of its questions since they were frozen, with the first records."""

    difference: Difference
    moved: Sequence[Moved]
    settled_by: str = ""

    @property
    def live_url(self) -> str:
        return links.url(self.difference.live)


@dataclass(frozen=True)
class Panel:
    """One figure, opened: its question, and where it is a comparison the earlier period's."""

    said: Said
    scope: str
    sides: Sequence[Side]
    changed: Sequence[Changed]
    given_by: str = ""

    @property
    def waiting(self) -> bool:
        """Whether something has changed that nobody has decided about."""
        return any(one.difference.settled is None for one in self.changed)

    @property
    def main(self) -> Side:
        return self.sides[0]


def build(
    report: Report, edition: Edition | None, said: Said, differences: Sequence[Difference], officer: Officer
) -> Panel:
    """Open a figure of an edition (None: a live one) for an officer."""
    touched = [one for one in differences if said.token.key in one.keys]
    acts = [said.given, *(one.settled for one in touched)]
    who = officers.names(one.by for one in acts if one and one.by)
    return Panel(
        said=said,
        scope=_scope(report, said.figure),
        sides=[_side(edition, one, officer) for one in said.questions],
        changed=[Changed(one, moved.opened(one.changed[:FEW], officer), _by(one.settled, who)) for one in touched],
        given_by=_by(said.given, who),
    )


def _by(act: Given | Settled | None, who: Mapping[int, str]) -> str:
    return who.get(act.by, "") if act and act.by else ""


def _side(edition: Edition | None, said: Said, officer: Officer) -> Side:
    found = behind.of(edition, said.figure, officer)
    listed = found[:FEW]
    return Side(
        said=said,
        period=words.period(said.figure),
        listed=listed,
        others=len(found) - len(listed),
        rest=said.value - sum(one.value for one in listed),
    )


def _scope(report: Report, figure: Figure) -> str:
    """Whose work and where, the programme, then the categories."""
    programme = report.programme.short_name if report.programme else ""
    parts = [words.scope(figure), programme, *words.categories(figure)]
    return "; ".join(part for part in parts if part)
