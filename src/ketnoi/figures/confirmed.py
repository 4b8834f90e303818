"""What a room above says beside a figure: how many units have confirmed the periods it covers."""

from __future__ import annotations

from collections.abc import Callable

from ketnoi.figures.figure import Figure
from ketnoi.officers.models import Officer

Said = Callable[[Figure, Officer], list[str]]
_registered: list[Said] = []


def register(said: Said) -> None:
    """Let a room speak beside figures; the same callable counts once."""
    if said not in _registered:
        _registered.append(said)


def beside(figure: Figure, officer: Officer) -> list[str]:
    """Everything that is said of the figure to this officer."""
    return [text for said in _registered for text in said(figure, officer)]
