"""A post passes to another officer: drawn up by the administrator, taken over when the receiver confirms.

Until then nothing changes; from the confirmation on the receiver holds the post and the giver's ends with its last
day. What was open stays where it is, with the unit: the record says what it was. What was given to the post's holder
by name passes to the receiver (`Follower`).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ketnoi.audit import journal, moments
from ketnoi.officers import leaves, posts
from ketnoi.officers.models import HandOver, Officer, Post

Item = dict[str, str]
RECORD = "hand_over"  # the kind of object in the journal


@dataclass(frozen=True)
class Follower:
    """A room whose work passes over with a post: what is open under it, in words, and how it passes to the next."""

    open_under: Callable[[Post], Iterable[Item]]
    pass_over: Callable[[Post, Post], None]


_followers: list[Follower] = []


def follow(follower: Follower) -> None:
    """Let a room above take part, from its `apps.ready`."""
    _followers.append(follower)


def open_under(post: Post) -> list[Item]:
    """What the rooms that follow have open under a post."""
    return [item for follower in _followers for item in follower.open_under(post)]


@transaction.atomic
def draw_up(
    post: Post, receiver: Officer, last_day: dt.date, items: Sequence[Item], note: str = "", *, actor: int | None
) -> HandOver:
    """Draw up the record; `items` are {"kind", "title", "day"} in words; `actor` as in `actions.give_post`.

    Raises ValidationError by field: the giver himself, somebody who may not sign in, a day outside the post's own, a
    post held only while somebody is on leave, or another record that still waits for its receiver.
    """
    Post.objects.select_for_update().get(pk=post.pk)
    _check(post, receiver, last_day)
    told = {"last_day": last_day, "items": list(items), "made_by": actor, "made_at": moments.now()}
    made = HandOver(post=post, receiver=receiver, **told)
    if note.strip():
        made.close_with()
        made.note = note.strip()
    made.save()
    journal.write("draw_up", RECORD, made.pk, actor=actor, unit=post.unit_id, items=len(items))
    return made


@transaction.atomic
def confirm(pk: int, receiver: int) -> Post:
    """The receiver takes the post over: his begins today, or the day after the giver's last. Answers his post.

    Raises HandOver.DoesNotExist for anybody else, or when it does not wait any more.
    """
    waiting = HandOver.objects.select_for_update().filter(confirmed_at=None, withdrawn=False)
    record = waiting.select_related("post").get(pk=pk, receiver=receiver)
    given = Post.objects.select_for_update().get(pk=record.post_id)
    given.valid_to = min(record.last_day, given.valid_to or record.last_day)  # it may have been ended meanwhile
    given.save(update_fields=["valid_to"])
    leaves.shorten(given.acted_by.all(), given.valid_to)
    begins = max(record.last_day + dt.timedelta(days=1), timezone.localdate())
    told = {"unit_id": given.unit_id, "role": given.role, "title": given.title, "valid_from": begins}
    record.received_post = posts.given(record.made_by, officer=record.receiver, **told)
    for follower in _followers:
        follower.pass_over(given, record.received_post)
    record.confirmed_at = moments.now()
    record.save(update_fields=["received_post", "confirmed_at"])
    journal.write("confirm", RECORD, pk, actor=receiver, unit=given.unit_id)
    return record.received_post


@transaction.atomic
def withdraw(pk: int, actor: int | None = None) -> None:
    """Take back a record that nobody has confirmed yet."""
    waiting = HandOver.objects.select_for_update().filter(confirmed_at=None)
    record = waiting.get(pk=pk)
    record.withdrawn = True
    record.save(update_fields=["withdrawn"])
    journal.write("withdraw", RECORD, pk, actor=actor)


def waiting_for(officer: Officer) -> list[HandOver]:
    """Records that wait for this officer to take a post over."""
    waiting = HandOver.objects.filter(receiver=officer, confirmed_at=None, withdrawn=False)
    return list(waiting.select_related("post__unit", "post__officer"))


def _check(post: Post, receiver: Officer, last_day: dt.date) -> None:
    if receiver.pk == post.officer_id:
        raise ValidationError({"receiver": [_("Người nhận phải khác người giao.")]})
    if not receiver.is_active:
        raise ValidationError({"receiver": [_("Tài khoản người nhận đã ngừng sử dụng.")]})
    if post.acting_for_id is not None:
        raise ValidationError(_("Đây là vị trí làm thay người đang nghỉ; hết nghỉ thì thôi, không bàn giao."))
    if not (post.valid_from or last_day) <= last_day <= (post.valid_to or last_day):
        raise ValidationError({"last_day": [_("Ngày này phải nằm trong thời gian giữ vị trí.")]})
    if HandOver.objects.filter(post=post, confirmed_at=None, withdrawn=False).exists():
        raise ValidationError(_("Vị trí này đã có biên bản bàn giao chờ người nhận xác nhận."))
