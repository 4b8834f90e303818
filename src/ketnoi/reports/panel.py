"""What stands beside the paper about one figure: how it was counted, its records, and what has changed since."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ketnoi.figures import links, records, words
from ketnoi.figures.figure import Figure
from ketnoi.officers.models import Officer
from ketnoi.reports import moved
from ketnoi.reports.models import Report
from ketnoi.reports.moved import Difference, Moved
from ketnoi.reports.questions import Said

FEW = 5


@dataclass(frozen=True)
class Panel:
    """One figure, opened. `listed` are its first records as known at its moment; `others` how many more there are."""

    said: Said
    scope: str
    period: str
    difference: Difference | None
    moved: Sequence[Moved]
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
    def live_url(self) -> str:
        return links.url(self.said.figure.but(as_of=None))


def build(report: Report, said: Said, differences: Sequence[Difference], officer: Officer) -> Panel:
    """Open a figure for an officer."""
    difference = next((one for one in differences if said.token.key in one.keys), None)
    behind = records.behind(said.figure, officer)
    listed = behind[:FEW]
    return Panel(
        said=said,
        scope=_scope(report, said.figure),
        period=words.period(said.figure),
        difference=difference,
        moved=moved.opened(difference.changed[:FEW], officer) if difference else [],
        listed=listed,
        others=len(behind) - len(listed),
        rest=said.value - sum(one.value for one in listed),
    )


def _scope(report: Report, figure: Figure) -> str:
    """Whose work and where, the programme, then the categories."""
    parts = [words.scope(figure), report.programme.short_name, *words.categories(figure)]
    return "; ".join(part for part in parts if part)
