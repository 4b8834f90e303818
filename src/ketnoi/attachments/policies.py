"""Who may see a file: the room that owns it says so; a kind nobody answers for is closed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from ketnoi.attachments.models import Attachment
from ketnoi.vault.models import DataKey

Predicate = Callable[[Any, int], bool]


@dataclass(frozen=True)
class Protection:
    """How a room answers for files that lie sealed.

    `may_open(request, owner_id)` decides by the whole request (post, second factor, moment) and journals the reading
    before it answers yes; `key_of(owner_id)` is the owner's data key, so that the files go with it when it is shredded.
    """

    may_open: Callable[[HttpRequest, int], bool]
    key_of: Callable[[int], DataKey]


_predicates: dict[str, Predicate] = {}
_protections: dict[str, Protection] = {}


def register(owner_kind: str, predicate: Predicate) -> None:
    """Let `predicate(officer, owner_id)` decide for this kind. Raises ValueError if another already does."""
    if owner_kind in _protections or _predicates.setdefault(owner_kind, predicate) is not predicate:
        raise ValueError(f"Files of {owner_kind} already have a policy.")


def register_sealed(owner_kind: str, protection: Protection) -> None:
    """Files of this kind are sealed from now on. Raises ValueError if the kind has another policy already."""
    if owner_kind in _predicates or _protections.setdefault(owner_kind, protection) != protection:
        raise ValueError(f"Files of {owner_kind} already have a policy.")


def key_of(owner_kind: str, owner_id: int) -> DataKey | None:
    """The key that a new file of this owner is sealed with; None where files of the kind are not sealed."""
    protection = _protections.get(owner_kind)
    return protection.key_of(owner_id) if protection else None


def may_open(request: HttpRequest, attachment: Attachment) -> bool:
    """Ask the owner's room; a removed file and an unknown kind are closed to everybody."""
    if attachment.removed_at is not None:
        return False
    if protection := _protections.get(attachment.owner_kind):
        return protection.may_open(request, attachment.owner_id)
    predicate = _predicates.get(attachment.owner_kind)
    return predicate is not None and attachment.data_key_id is None and predicate(request.user, attachment.owner_id)
