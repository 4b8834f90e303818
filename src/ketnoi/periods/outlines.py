"""Which outlines a regime may let a draft report begin with: the room of reports, which stands above, tells."""

from __future__ import annotations

from collections.abc import Callable

Offered = Callable[[], list[tuple[str, str]]]
_registered: list[Offered] = []


def register(offered: Offered) -> None:
    """`offered()` lists (code, name) of outlines."""
    _registered[:] = [offered]


def offered() -> list[tuple[str, str]]:
    """Codes and names of the outlines there are."""
    return [one for ask in _registered for one in ask()]
