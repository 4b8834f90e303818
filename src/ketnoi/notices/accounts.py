"""Notices about accounts: the way into the own one was changed; somebody else's post waits to be confirmed."""

from __future__ import annotations

from collections.abc import Collection

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ketnoi.notices import actions, kinds
from ketnoi.officers import confirming, policy
from ketnoi.officers.models import Officer, Post

KIND = "account_changed"
WAITS = "post_waits"


def tell(officer: int) -> None:
    """Tell him at once, by every channel: if it was not he, somebody else is getting in."""
    actions.tell([officer], KIND, officer, at_once=True)


def _own(officer: Officer, objects: Collection[str]) -> Collection[str]:
    """Everybody's own account is his to see, nobody else's."""
    return [one for one in objects if one == str(officer.pk)]


NOTICE = kinds.Kind(
    KIND, _("Cách đăng nhập vào tài khoản của bạn vừa thay đổi"), _own, lambda _object: reverse("officers:security")
)


def ask(post: int) -> None:
    """Tell the nearest who may confirm a post that it waits."""
    waiting = Post.objects.select_related("unit__parent").get(pk=post)
    actions.tell(sorted(confirming.confirmers(waiting)), WAITS, post)


def _to_confirm(officer: Officer, objects: Collection[str]) -> Collection[str]:
    """Posts that he may confirm now."""
    held = policy.posts_of(officer) if officer.is_active else []
    waiting = {str(post.pk) for own in held for post in confirming.waiting_for(own)}
    return [one for one in objects if one in waiting]


POST_WAITS = kinds.Kind(
    WAITS, _("Một vị trí mới chờ bạn xác nhận"), _to_confirm, lambda _object: reverse("officers:confirm_posts")
)
