"""What a promise and the outcome of trying to break it are.

One file per promise beside this one, `pNN_<name>.py`, with its `PROMISE`; the package is listed, so that a new file is
all that a new proof needs.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

SHOWN = 20  # findings that are kept in words; all are counted


@dataclass(frozen=True)
class Outcome:
    """So many tries, how many of them broke the promise, and the first of these in words (ids and numbers only).

    `size`, `seed` and `seconds` are filled in by `run_once`: they make a run repeatable.
    """

    tried: int
    failed: int
    findings: tuple[str, ...] = ()
    size: int = 0
    seed: int = 0
    seconds: float = 0.0

    @property
    def kept(self) -> bool:
        """Whether the promise was kept: something was tried, and nothing broke it."""
        return self.tried > 0 and self.failed == 0


Run = Callable[[int, int], Outcome]


@dataclass(frozen=True)
class Promise:
    """`run(size, seed)` tries to break it in the scratch installation that the process stands in, its database
    migrated and empty. It answers the outcome; an exception counts as broken.

    `words` say how it is shown. `size` is how much is tried usually, `fast` in `make test` (a second at most).
    With `apart` the proof needs a process and a database file of its own (it starts processes, opens other
    connections, reads the file): the tests give it such a one; all others run inside a test's transaction.
    """

    code: str
    words: str
    run: Run
    size: int = 1000
    fast: int = 20
    apart: bool = False

    @property
    def number(self) -> int:
        """6 of P6."""
        return int(self.code.removeprefix("P"))


def outcome(tried: int, findings: Iterable[str]) -> Outcome:
    """The outcome of so many tries and of all that broke the promise."""
    found = list(findings)
    return Outcome(tried, len(found), tuple(found[:SHOWN]))


def run_once(promise: Promise, size: int, seed: int) -> Outcome:
    """Try it once; the outcome says with which size and seed, and how long it took."""
    start = time.perf_counter()
    found = promise.run(size, seed)
    return replace(found, size=size, seed=seed, seconds=round(time.perf_counter() - start, 2))
