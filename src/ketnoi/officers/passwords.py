"""First passwords: drawn by lot, easy to read out and to copy by hand, and good for a few days."""

from __future__ import annotations

import datetime as dt
import secrets

from django.utils import timezone

LETTERS = "abcdefghkmnpqrstuvwxyz23456789"  # without those that are mistaken for one another
GROUPS, LENGTH = 4, 4
DAYS = 7


def drawn() -> str:
    """Four groups of four: "k7mq-x3fd-9tzp-h2wn", some 78 bits."""
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(LENGTH)) for _ in range(GROUPS))


def good_until() -> dt.date:
    """The last day on which a first password given today opens."""
    return timezone.localdate() + dt.timedelta(days=DAYS)
