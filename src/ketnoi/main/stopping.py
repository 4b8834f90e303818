"""What is in a scratch goes away with the command that made it, also when somebody stops the command."""

from __future__ import annotations

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

ASKED = (signal.SIGTERM, signal.SIGHUP)  # systemd and `kill`; a terminal that was closed. SIGINT raises by itself


@contextmanager
def cleanly() -> Iterator[None]:
    """Whoever asks this process to stop inside the block makes it leave by its own way out, with 128 + the signal.

    For the main thread of a command. SIGKILL asks nobody: what it leaves is named by `ketnoi check`.
    """
    before = {number: signal.signal(number, _leave) for number in ASKED}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _leave(number: int, _frame: FrameType | None) -> None:
    for other in ASKED:
        signal.signal(other, signal.SIG_IGN)  # asked twice: the way out is not cut short
    sys.exit(128 + number)
