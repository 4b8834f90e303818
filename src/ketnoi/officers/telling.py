"""An officer is told when the way into his account was changed, another one that a post waits for him to confirm it.

Room notices, above this one, does the telling.
"""

from __future__ import annotations

from collections.abc import Callable

_tellers: list[Callable[[int], None]] = []
_askers: list[Callable[[int], None]] = []


def register(teller: Callable[[int], None]) -> None:
    """From `apps.ready` of a room above: called with the officer's id, in the transaction of the change."""
    if teller not in _tellers:
        _tellers.append(teller)


def tell(officer: int) -> None:
    """Tell the officer, before the journal's line."""
    for teller in _tellers:
        teller(officer)


def register_asker(asker: Callable[[int], None]) -> None:
    """From `apps.ready` of a room above: called with a post's id, in the transaction in which it began to wait."""
    if asker not in _askers:
        _askers.append(asker)


def ask(post: int) -> None:
    """Tell who may confirm this post that it waits, before the journal's line."""
    for asker in _askers:
        asker(post)
