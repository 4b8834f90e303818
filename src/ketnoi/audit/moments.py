"""What time it is, in microseconds since 1970; a demo world may say that it is earlier."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final

from ketnoi.audit.installation import is_demo

HOUR: Final = 3_600_000_000  # microseconds
DAY: Final = 24 * HOUR
_pretended: ContextVar[int] = ContextVar("pretended_moment", default=0)


def now() -> int:
    """Microseconds since 1970 (UTC)."""
    return _pretended.get() or time.time_ns() // 1000


@contextmanager
def stamped(moment: int) -> Iterator[None]:
    """Everything written inside carries `moment`; refused outside a demo database."""
    if not is_demo():
        raise PermissionError("Chỉ cơ sở dữ liệu minh họa mới được ghi thời điểm đã qua.")
    token = _pretended.set(moment)
    try:
        yield
    finally:
        _pretended.reset(token)
