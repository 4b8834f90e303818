"""Switching the second factor of a demo database: told in the journal as every change of who may read what."""

from __future__ import annotations

from django.db import transaction

from ketnoi.audit import journal
from ketnoi.audit.installation import is_demo
from ketnoi.audit.models import Installation


@transaction.atomic
def ask_second_factor(*, asked: bool, actor: int | None = None) -> None:
    """Switch it in a demo database. Raises PermissionError in any other, where it is always asked for."""
    if not is_demo():
        raise PermissionError("Chỉ cơ sở dữ liệu minh họa mới được tắt xác thực hai lớp.")
    Installation.objects.filter(pk=1).update(second_factor=asked)
    journal.write("switch_second_factor", "installation", 1, actor=actor, asked=asked)
