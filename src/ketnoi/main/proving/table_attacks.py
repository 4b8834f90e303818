"""What somebody works out who read all released tables of a small world: within one state of the records, between two
of them, and with the knowledge of all that came and went in between.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, combinations, product
from random import Random
from typing import Any

from ketnoi.figures.models import Release
from ketnoi.figures.released import spans
from ketnoi.figures.released.boxes import Box, World, holds, narrowed
from ketnoi.figures.released.protecting import THRESHOLD
from ketnoi.figures.released.tables import NATION
from ketnoi.main.proving.subtraction import Published

YEAR, PROVINCES, KINDS, STATES = 2024, (1, 2), ("a", "b", "c"), ("x", "y")
QUARTERS = [frozenset(spans.read(f"{YEAR}-Q{part}").months) for part in (1, 2, 3, 4)]
UNKNOWNS = [(min(part), *rest) for part in QUARTERS for rest in product(PROVINCES, KINDS, STATES)]


def _every() -> Iterator[Box]:
    """All that somebody might want to know."""
    spans_of = [frozenset().union(*some) for size in (1, 2, 3, 4) for some in combinations(QUARTERS, size)]
    places, kinds, states = ([None, *(frozenset([one]) for one in each)] for each in (PROVINCES, KINDS, STATES))
    yield from product(spans_of, places, kinds, states)


EVERY: list[Box] = list(_every())


@dataclass(frozen=True)
class Round:
    """Records as they stood for a while (counts by a month of each quarter, province, kind and state), and each number
    of the tables that were drawn up meanwhile; None is hidden.
    """

    standing: World
    cells: tuple[tuple[Box, int | None], ...]

    @cached_property
    def shown(self) -> dict[Box, int]:
        return {box: cell for box, cell in self.cells if cell is not None}

    @cached_property
    def hidden(self) -> list[Box]:
        return [box for box, _cell in self.cells if box not in self.shown]

    @cached_property
    def told(self) -> frozenset[Box]:
        """All that follows from what was shown."""
        known = Published(UNKNOWNS, self.shown)
        return frozenset(box for box in EVERY if known.tells(box))

    def counted(self, box: Box) -> int:
        """What the records that stood count in this box, whatever the ledger says."""
        return sum(number for atom, number in self.standing.items() if holds(box, atom))

    def is_small(self, box: Box) -> bool:
        return 0 < self.counted(box) < THRESHOLD


def cells(release: Release) -> Iterator[tuple[Box, int | None]]:
    """Each number of its tables, read from what everybody sees."""
    area = frozenset([release.area]) if release.area != NATION else None
    region: Box = (frozenset(spans.read(release.period).months), area, None, None)
    for table in release.content["tables"]:
        lines = zip(_cut(region, table["rows_by"]), table["cells"], strict=True)
        for line, numbers in lines:
            yield from zip(_cut(line, table["columns_by"]), numbers, strict=True)


def _cut(box: Box, by: dict[str, Any]) -> list[Box]:
    return [box, *(narrowed(box, by["axis"], frozenset(group)) for group in by["groups"])]


def within(one: Round, chance: Random) -> Iterator[str]:
    """Every number of any quarters, place, kind and state: if it is small it must not follow from what was drawn up."""
    for box, number in one.shown.items():
        yield "" if number == one.counted(box) else "số công bố khác số đếm từng hồ sơ"
    for box in filter(one.is_small, EVERY):
        yield "tính ra được một số nhỏ" if box in one.told else ""
    if one.hidden:
        leaked = chance.choice(one.hidden)
        yield "" if Published(UNKNOWNS, [*one.shown, leaked]).tells(leaked) else "không nhận ra số đã lộ"


def between(rounds: Sequence[Round], chance: Random) -> Iterator[str]:
    """No number that follows from the tables of one state and from those of another differs a little: the difference
    would tell of the few records that came or went.
    """
    for then, now in combinations(rounds, 2):
        yield from (
            "lộ một thay đổi nhỏ giữa hai lần công bố" if _little(then, now, box) else ""
            for box in then.told & now.told
        )
        if kept := sorted((box for box in then.told - now.told if _little(then, now, box)), key=repr):
            leaked = chance.choice(kept)
            shown = Round(now.standing, (*now.cells, (leaked, now.counted(leaked))))
            yield "" if leaked in shown.told else "không nhận ra thay đổi đã lộ"


def _little(then: Round, now: Round, box: Box) -> bool:
    return 0 < abs(now.counted(box) - then.counted(box)) < THRESHOLD


def knowing_all_between(rounds: Sequence[Round], chance: Random) -> Iterator[str]:
    """Who knows each record that came or went can add and subtract across all states, as if there were one. A small
    number that a table hid must not follow even so, unless a larger one of another time told it to him.
    """
    everything = list(chain.from_iterable(one.shown for one in rounds))
    known, told = Published(UNKNOWNS, everything), frozenset().union(*(one.told for one in rounds))
    for one in rounds:
        small = sorted({box for box in one.hidden if one.is_small(box) and box not in told}, key=repr)
        yield from ("người biết mọi thay đổi tính ra được một số giữ kín" if known.tells(box) else "" for box in small)
        if small:
            leaked = chance.choice(small)
            yield "" if Published(UNKNOWNS, [*everything, leaked]).tells(leaked) else "không nhận ra số đã lộ"
