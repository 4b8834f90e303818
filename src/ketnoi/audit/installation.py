"""Is this a demo database? Only such a one may stamp past moments or show its accounts."""

from __future__ import annotations

from ketnoi.audit.models import Installation


def is_demo() -> bool:
    return Installation.objects.filter(pk=1, demo=True).exists()


def mark_demo(seed: str) -> None:
    """Mark an empty database as demo; a database that has an installation row already is refused."""
    Installation.objects.create(pk=1, demo=True, seed=seed)
