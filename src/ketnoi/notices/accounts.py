"""Notices about the own account: the way into it was changed, by oneself or by somebody else."""

from __future__ import annotations

from collections.abc import Collection

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ketnoi.notices import actions, kinds

KIND = "account_changed"


def tell(officer: int) -> None:
    """Tell him at once, by every channel: if it was not he, somebody else is getting in."""
    actions.tell([officer], KIND, officer, at_once=True)


def _own(officer: int, objects: Collection[str]) -> Collection[str]:
    """Everybody's own account is his to see, nobody else's."""
    return [one for one in objects if one == str(officer)]


NOTICE = kinds.Kind(
    KIND, _("Cách đăng nhập vào tài khoản của bạn vừa thay đổi"), _own, lambda _object: reverse("officers:security")
)
