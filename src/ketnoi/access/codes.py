"""Public codes of protected records: drawn by lot, so that one says nothing of the next."""

from __future__ import annotations

import secrets
from typing import Final

# no vowels, so that no word comes out; nothing that is misread over the telephone
LETTERS: Final = "BCDFGHJKMNPQRTVWXZ2346789"
LENGTH: Final = 14  # 25^14: sixty-five bits


def draw() -> str:
    """A new code, "K7QM4XW2TBD9HC"."""
    return "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
