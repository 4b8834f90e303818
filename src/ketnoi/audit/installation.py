"""What kind of database this is. Only a demo one may stamp past moments, show accounts, or ask for no second factor.

An installation that is production believes no such mark: whoever can write one row must not switch protection off.
"""

from __future__ import annotations

from django.conf import settings

from ketnoi.audit.models import Installation


class Misplaced(RuntimeError):
    """A demo's data, whose accounts were printed, was put into an installation that is production."""


def is_demo() -> bool:
    return not settings.CONFIG.production and _is_marked()


def is_misplaced() -> bool:
    """Whether a demo's data was put into an installation that is production."""
    return settings.CONFIG.production and _is_marked()


def demand_own_data() -> None:
    """Refuse to go on with a demo's data in production. Raises Misplaced."""
    if is_misplaced():
        raise Misplaced("Cơ sở dữ liệu này là dữ liệu minh họa: hãy vận hành trên một cơ sở dữ liệu trống.")


def mark_demo(seed: str) -> None:
    """Mark an empty database as demo; a database that has an installation row already is refused."""
    Installation.objects.create(pk=1, demo=True, second_factor=False, seed=seed)


def asks_second_factor() -> bool:
    """Whether protected pages ask for a second factor: always, but in a demo database where it is switched off."""
    off = Installation.objects.filter(pk=1, demo=True, second_factor=False)
    return bool(settings.CONFIG.production) or not off.exists()


def _is_marked() -> bool:
    return Installation.objects.filter(pk=1, demo=True).exists()
