"""How often a token may call: so many calls in a minute, counted in each server process by itself."""

from __future__ import annotations

import threading
import time
from typing import Final

PER_MINUTE: Final = 300
_MINUTE: Final = 60.0

_lock = threading.Lock()
_windows: dict[int, tuple[float, int]] = {}


def wait(token: int, now: float | None = None) -> int:
    """Count one call of the token; answers 0, or how many whole seconds it has to wait."""
    at = time.monotonic() if now is None else now
    with _lock:
        began, calls = _windows.get(token, (at, 0))
        if at - began >= _MINUTE:
            began, calls = at, 0
        if calls >= PER_MINUTE:
            return int(began + _MINUTE - at) + 1
        _windows[token] = (began, calls + 1)
    return 0


def forget() -> None:
    """Begin to count anew."""
    with _lock:
        _windows.clear()
