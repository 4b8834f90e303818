"""Two sides timed in turns, their medians, and the line that says how they compare."""

from __future__ import annotations

import gc
import json
import os
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median


@dataclass(frozen=True)
class Measure:
    """`ours` and `theirs` in `unit`; well when ours/theirs is at most `target` (None: told without a target)."""

    code: str
    name: str
    ours: float
    theirs: float
    target: float | None
    unit: str = "ms"

    @property
    def ratio(self) -> float:
        return self.ours / self.theirs

    @property
    def met(self) -> bool:
        return self.target is None or self.ratio <= self.target

    def line(self) -> str:
        said = "" if self.target is None else f"at most {_times(self.target)}  {'met' if self.met else 'MISSED'}"
        numbers = f"{self.ours:10.2f} {self.theirs:10.2f} {self.unit:3} {_times(self.ratio):>9}"
        return f"{self.code:3} {self.name:62} {numbers}  {said}"


def _times(ratio: float) -> str:
    return f"1/{1 / ratio:.1f}" if 0 < ratio < 0.5 else f"{ratio:.2f}x"


HEAD = f"{'':3} {'':62} {'ours':>10} {'theirs':>10} {'':3} {'ratio':>9}"


def in_turns(
    ours: Callable[[], object],
    theirs: Callable[[], object],
    repeats: int,
    clock: Callable[[], float] = time.perf_counter,
) -> tuple[float, float]:
    """Medians of both in milliseconds, after one run of each that does not count."""
    taken: tuple[list[float], list[float]] = ([], [])
    for turn in range(repeats + 1):
        for side, job in enumerate((ours, theirs)):
            gc.collect()
            start = clock()
            job()
            if turn:
                taken[side].append((clock() - start) * 1000)
    return median(taken[0]), median(taken[1])


def tell(text: str) -> None:
    """Say on the way what is being done."""
    print(text, file=sys.stderr, flush=True)


def hand_over(measures: list[Measure]) -> None:
    """Give them to the process that asked (a file named by RESULTS), or print them."""
    path = os.environ.get("RESULTS")
    if path is None:
        print("\n".join([HEAD, *(one.line() for one in measures)]))
    else:
        Path(path).write_text(json.dumps([asdict(one) for one in measures], ensure_ascii=False), encoding="utf-8")
