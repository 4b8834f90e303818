"""Two people who edit one record: the second is told what stands now, and nothing is silently overwritten."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from ketnoi.ui.numbers import plain


class Stale(Exception):
    """Somebody changed the record since this editor opened it: nothing is written.

    `current` is the record as it stands now, None where it is gone; `told` the same in the room's own words.
    """

    def __init__(self, current: Any, told: str = "") -> None:
        super().__init__(told or _("Có người vừa sửa mục này sau khi trang được mở."))
        self.current = current


def check(locked: Any, seen: int, told: str = "") -> None:
    """Raise `Stale` when the locked row is no longer of the version that the editor saw."""
    if locked.version != seen:
        raise Stale(locked, told)


def seen(request: HttpRequest) -> int:
    """The version that the page showed which sends this; 0, which no row has, where it says none."""
    return plain(request.POST.get("version", "")) or 0
