"""Leave: who is away from when to when, and who acts. Acting is holding the same posts for those days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from ketnoi.audit import journal
from ketnoi.officers.models import Leave, Officer, Post
from ketnoi.officers.posts import given

LONGEST = dt.timedelta(days=366)
DAY = dt.timedelta(days=1)


@transaction.atomic
def grant(
    officer: Officer,
    starts_on: dt.date,
    ends_on: dt.date,
    posts: Collection[Post] = (),
    acting: Officer | None = None,
    *,
    actor: int | None,
) -> Leave:
    """Enter a leave; `acting` holds these posts of the officer for its days, the last one too.

    `actor` as in `actions.give_post`.

    Raises ValidationError by field: days the wrong way round or too many, an earlier leave on the same days, or
    somebody acting for himself.
    """
    Officer.objects.select_for_update().get(pk=officer.pk)
    _check(officer, starts_on, ends_on, acting)
    leave = Leave.objects.create(officer=officer, starts_on=starts_on, ends_on=ends_on, acting=acting)
    leave.posts.set([_acting(post, acting, starts_on, ends_on, actor) for post in posts] if acting else [])
    journal.write("grant_leave", "officer", officer.pk, actor=actor, leave=leave.pk, acting=bool(acting))
    return leave


def _acting(post: Post, acting: Officer, starts_on: dt.date, ends_on: dt.date, actor: int | None) -> Post:
    return given(
        actor,
        officer=acting,
        unit_id=post.unit_id,
        role=post.role,
        title=post.title,
        valid_from=max(starts_on, post.valid_from or starts_on),
        valid_to=min(ends_on, post.valid_to or ends_on),
        acting_for=post,
    )


@transaction.atomic
def cancel(pk: int, actor: int | None = None) -> None:
    """Call a leave off, or end it early: whoever acts loses the posts today."""
    leave = Leave.objects.select_for_update().get(pk=pk)
    leave.cancelled = True
    leave.save(update_fields=["cancelled"])
    shorten(leave.posts.all(), timezone.localdate() - DAY)
    journal.write("cancel_leave", "officer", leave.officer_id, actor=actor, leave=leave.pk)


def shorten(acting: QuerySet[Post], last_day: dt.date) -> None:
    """Let acting posts last no longer than this day: part of ending a leave, or the post that somebody acts in."""
    past = min(last_day, timezone.localdate() - DAY)
    # what has not begun by then is as if it had never been: a single day gone by
    acting.filter(valid_from__gt=last_day).update(valid_from=past, valid_to=past)
    acting.filter(valid_to__gt=last_day).update(valid_to=last_day)


def _check(officer: Officer, starts_on: dt.date, ends_on: dt.date, acting: Officer | None) -> None:
    if ends_on < starts_on:
        raise ValidationError({"ends_on": [_("Ngày cuối phải từ ngày đầu trở đi.")]})
    if ends_on - starts_on > LONGEST:
        raise ValidationError({"ends_on": [_("Một lần nghỉ không quá một năm; nghỉ lâu hơn thì bàn giao vị trí.")]})
    if acting is not None and acting.pk == officer.pk:
        raise ValidationError({"acting": [_("Chọn người khác thay trong thời gian nghỉ.")]})
    others = Leave.objects.filter(officer=officer, cancelled=False)
    if others.filter(starts_on__lte=ends_on, ends_on__gte=starts_on).exists():
        raise ValidationError({"starts_on": [_("Đã có lần nghỉ phép trong những ngày này.")]})
