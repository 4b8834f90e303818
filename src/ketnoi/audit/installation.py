"""What kind of database this is. Only a demo one may stamp past moments, show accounts, or ask for no second factor."""

from __future__ import annotations

from ketnoi.audit.models import Installation


def is_demo() -> bool:
    return Installation.objects.filter(pk=1, demo=True).exists()


def mark_demo(seed: str) -> None:
    """Mark an empty database as demo; a database that has an installation row already is refused."""
    Installation.objects.create(pk=1, demo=True, second_factor=False, seed=seed)


def asks_second_factor() -> bool:
    """Whether protected pages ask for a second factor: always, but in a demo database where it is switched off."""
    return not Installation.objects.filter(pk=1, demo=True, second_factor=False).exists()


def ask_second_factor(*, asked: bool) -> None:
    """Switch it in a demo database. Raises PermissionError in any other, where it is always asked for."""
    if not is_demo():
        raise PermissionError("Chỉ cơ sở dữ liệu minh họa mới được tắt xác thực hai lớp.")
    Installation.objects.filter(pk=1, demo=True).update(second_factor=asked)
