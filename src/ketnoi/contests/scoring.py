"""Who goes on from a round: arithmetic alone, exact, and the same however the scores are ordered."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class Score:
    """What an entry got: `points` in all, from so many jurors (at least one)."""

    entry: int
    points: int
    sheets: int

    @property
    def mean(self) -> Fraction:
        """Points by juror: jurors of the entry's own unit do not mark it, so entries may have fewer or more."""
        return Fraction(self.points, self.sheets)


@dataclass(frozen=True)
class Shortlist:
    """Ids of entries: those that go on by their points; and those alike at the border, for `left` of whom is room."""

    through: tuple[int, ...]
    tied: tuple[int, ...] = ()
    left: int = 0


def shortlist(scores: Iterable[Score], places: int) -> Shortlist:
    """The best so many. Where the last place falls among equals, none of them has it: somebody must decide."""
    ordered = sorted(scores, key=lambda one: (-one.mean, one.entry))
    if len(ordered) <= places:
        return Shortlist(tuple(one.entry for one in ordered))
    if places == 0:
        return Shortlist(())
    border = ordered[places - 1].mean
    above = tuple(one.entry for one in ordered if one.mean > border)
    alike = tuple(one.entry for one in ordered if one.mean == border)
    left = places - len(above)
    return Shortlist(above + alike) if len(alike) == left else Shortlist(above, alike, left)


def ranks(scores: Iterable[Score]) -> dict[int, int]:
    """{entry: its rank from 1}; equals share the better rank, and the next one is as many further down."""
    found: dict[int, int] = {}
    before: Fraction | None = None
    rank = 0
    for position, one in enumerate(sorted(scores, key=lambda one: (-one.mean, one.entry)), start=1):
        rank = rank if one.mean == before else position
        before, found[one.entry] = one.mean, rank
    return found
