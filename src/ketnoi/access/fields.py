"""A key to a protected record: it can be set and compared, never followed or joined."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models.fields.reverse_related import ManyToOneRel

from ketnoi.access.guarded import Unscoped


class _Back(ManyToOneRel):
    """From the protected record to what points at it: that way is free, the record has been opened by then."""

    def get_extra_restriction(self, _alias: str, _related_alias: str) -> None:
        return None


class ProtectedKey(models.ForeignKey[Any, Any]):
    """`ForeignKey` to a `ProtectedRecord`.

    `filter(person__in=policy.visible_to(reader, "person"))` and `person_id` work; `select_related("person")`,
    `filter(person__…)` and `values("person__…")` raise Unscoped, because the rows on the other side have no reader.
    """

    rel_class = _Back

    def get_extra_restriction(self, _alias: str | None, _related_alias: str | None) -> None:
        """Called where a join over this key is written into the SQL; a comparison of the key alone is no join."""
        raise Unscoped(f"{self.model.__name__}.{self.name}: ask policy.visible_to, and compare with `__in`.")
