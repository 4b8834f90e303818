"""An attacker who adds and subtracts published numbers: is a number among what follows from them?

He knows nothing of how tables were hidden. Each number is the sum of the same unknowns; what follows from published
ones is what can be written as their sum with any factors, whatever the unknowns are.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ketnoi.figures.released.boxes import Atom, Box, holds

# Reckoned with remainders of a prime: what follows is always found; what does not is taken for it once in 10^17 times.
PRIME = 2**61 - 1


class Published:
    """Numbers over these unknowns, and all that follows from them."""

    def __init__(self, unknowns: Sequence[Atom], shown: Iterable[Box]) -> None:
        self._unknowns = list(unknowns)
        self._rows: dict[int, list[int]] = {}  # by the first unknown that stands in it, once
        for box in shown:
            self._add(self._rest(box))

    def tells(self, box: Box) -> bool:
        """Does this number follow?"""
        return not any(self._rest(box))

    def _rest(self, box: Box) -> list[int]:
        """What is left of it when all that is known is taken away."""
        left = [int(holds(box, unknown)) for unknown in self._unknowns]
        for place, row in sorted(self._rows.items()):
            if factor := left[place]:
                left = [(one - factor * known) % PRIME for one, known in zip(left, row, strict=True)]
        return left

    def _add(self, row: list[int]) -> None:
        place = next((place for place, factor in enumerate(row) if factor), None)
        if place is not None:
            once = pow(row[place], -1, PRIME)
            self._rows[place] = [factor * once % PRIME for factor in row]
