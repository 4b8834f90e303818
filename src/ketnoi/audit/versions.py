"""Two people who edit one record: the second is told what stands now, and nothing is silently overwritten."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _


class Stale(Exception):
    """Somebody changed the record since this editor opened it. `current` is the record as it stands now."""

    def __init__(self, current: Any) -> None:
        super().__init__(_("Có người vừa sửa mục này sau khi trang được mở."))
        self.current = current


def check(locked: Any, seen: int) -> None:
    """Raise `Stale` when the locked row is no longer of the version that the editor saw."""
    if locked.version != seen:
        raise Stale(locked)
