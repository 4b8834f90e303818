"""Who may see a file: the room that owns it says so; a kind nobody answers for is closed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ketnoi.attachments.models import Attachment

Predicate = Callable[[Any, int], bool]
_predicates: dict[str, Predicate] = {}


def register(owner_kind: str, predicate: Predicate) -> None:
    """Let `predicate(officer, owner_id)` decide for this kind. Raises ValueError if another already does."""
    if _predicates.setdefault(owner_kind, predicate) is not predicate:
        raise ValueError(f"Files of {owner_kind} already have a policy.")


def may_see(officer: Any, attachment: Attachment) -> bool:
    """Ask the owner's room; a removed file and an unknown kind are closed to everybody."""
    predicate = _predicates.get(attachment.owner_kind)
    if predicate is None or attachment.removed_at is not None:
        return False
    return predicate(officer, attachment.owner_id)
