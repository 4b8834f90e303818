"""Questions that are asked together look things up once: what lies under a unit, inside a place, in today's communes.

Remembered only inside `asked()`, which one page or one paper opens around its questions; nothing outlives it, so that
nothing can be out of date.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any, TypeVar

Found = TypeVar("Found")
_remembered: ContextVar[dict[Hashable, Any] | None] = ContextVar("remembered", default=None)


@contextmanager
def asked() -> Iterator[None]:
    """Look things up once for all questions inside; asked within another, it is part of that."""
    if _remembered.get() is not None:
        yield
        return
    token = _remembered.set({})
    try:
        yield
    finally:
        _remembered.reset(token)


def once(key: Hashable, look: Callable[[], Found]) -> Found:
    """What `look` finds, remembered under `key` where questions are asked together."""
    known = _remembered.get()
    if known is None:
        return look()
    if key not in known:
        known[key] = look()
    found: Found = known[key]
    return found


def each(name: str, wanted: Collection[int], look: Callable[[set[int]], dict[int, int]]) -> dict[int, int]:
    """What `look` finds for each of the wanted, asking only for those not found before."""
    known = once(name, dict[int, int])
    fresh = set(wanted) - known.keys()
    if fresh:
        known.update(look(fresh))
    return {one: known[one] for one in wanted}
