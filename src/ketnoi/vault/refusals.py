"""Why the vault does not open. None of these carries a value, a name or a key."""

from __future__ import annotations


class Refused(Exception):
    """The vault does not open; the message is for an administrator and names no person."""


class Tampered(Refused):
    """The ciphertext is not what this place of this row held: moved, changed, or made with another key."""


class RolledBack(Tampered):
    """The row is older than the journal's last word on it."""


class Shredded(Refused):
    """The key was destroyed on purpose; what it had closed stays closed."""


class KeyUnavailable(Refused):
    """A key that should be there is not, or may not be used as it lies."""


class Unbound(Refused):
    """A sealed value without its row (from `values()`, an annotation, raw SQL): only a row can open it."""


class NotSealed(TypeError):
    """Clear text was about to be written, or compared, in a sealed column."""
