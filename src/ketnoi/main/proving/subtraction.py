"""An attacker who adds and subtracts published numbers: is a number among what follows from them?

He knows nothing of how tables were hidden. Each number is the sum of the same unknowns; what follows from published
ones is what can be written as their sum with any factors, whatever the unknowns are.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ketnoi.figures.released.boxes import Atom, Box, holds
from ketnoi.figures.released.following import Sums


class Published:
    """Numbers over these unknowns, and all that follows from them."""

    def __init__(self, unknowns: Sequence[Atom], shown: Iterable[Box]) -> None:
        self._unknowns = list(unknowns)
        self._sums = Sums(map(self._row, shown))

    def tells(self, box: Box) -> bool:
        """Does this number follow?"""
        return self._sums.tell(self._row(box))

    def _row(self, box: Box) -> list[int]:
        return [int(holds(box, unknown)) for unknown in self._unknowns]
