"""Run a proof in a process and a database of its own, so that none helps or harms another."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from dataclasses import dataclass

from ketnoi.main.proving.ground import Ground
from ketnoi.main.proving.promise import Outcome, Promise


@dataclass(frozen=True)
class Proved:
    """A promise and what came of trying to break it."""

    promise: Promise
    outcome: Outcome


def proved(ground: Ground, promise: Promise, size: int, seed: int) -> Proved:
    """Try one promise in a part of the scratch that is its own."""
    return Proved(promise, in_process(ground.copy(promise.code), promise.code, size, seed))


def in_process(environment: dict[str, str], code: str, size: int, seed: int) -> Outcome:
    """One proof in the scratch installation of this environment; one that breaks down is a broken promise."""
    start = time.perf_counter()
    command = [sys.executable, "-m", "ketnoi.main.proving", code, str(size), str(seed)]
    done = subprocess.run(  # noqa: S603 - our own command
        command, env=environment, stdout=subprocess.PIPE, stderr=None, text=True, check=False
    )
    if done.returncode:
        seconds = round(time.perf_counter() - start, 2)
        return Outcome(1, 1, (f"dừng giữa chừng, mã {done.returncode}",), size, seed, seconds)
    told = json.loads(done.stdout.splitlines()[-1])
    return Outcome(**told | {"findings": tuple(told["findings"])})
