"""What the room of programmes, which stands above this one, tells: which may be chosen, and which stand above."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from ketnoi.officers.models import Officer

Offered = Callable[[Officer], list[tuple[int, str]]]
Above = Callable[[Iterable[int]], frozenset[int]]
_registered: list[tuple[Offered, Above]] = []


def register(offered: Offered, above: Above) -> None:
    """`offered(officer)` lists (id, name) of programmes he may see; `above(ids)` closes a set upward."""
    _registered[:] = [(offered, above)]


def offered(officer: Officer) -> list[tuple[int, str]]:
    """Programmes a regime may be about."""
    return [one for ask, _above in _registered for one in ask(officer)]


def closed_upward(programme: int) -> frozenset[int]:
    """The programme with those above it, as a fact names them; nothing for all work."""
    if not programme:
        return frozenset()
    return frozenset({programme}).union(*(above([programme]) for _offered, above in _registered))
