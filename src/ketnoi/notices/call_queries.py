"""Which calls an officer may know of, and the notice that tells of one.

In a session without a second factor, and to a post that nobody confirmed, nothing is told of a call about something
protected; to who has a conflict of interest with its object nothing ever.
"""

from __future__ import annotations

import uuid
from collections.abc import Collection, Iterable

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy

from ketnoi.notices import calls, kinds
from ketnoi.notices.enums import Said
from ketnoi.notices.kinds import Strong
from ketnoi.notices.models import Call
from ketnoi.officers import policy as officers
from ketnoi.officers.enums import Role
from ketnoi.officers.models import Officer, Post


def find(officer: Officer, code: uuid.UUID, strong: Strong) -> Call | None:
    """A call he may see and act on."""
    return next(iter(_seen(officer, [code], strong)), None)


def counts(post: Post, call: Call) -> bool:
    """May somebody act on his unit's call in this post? Not before a second person confirmed the post."""
    return post.confirmed_at is not None or not kinds.protected([(call.kind, call.object_id)])


def _seen(officer: Officer, codes: Collection[uuid.UUID], strong: Strong) -> list[Call]:
    held = [post for post in officers.posts_of(officer) if post.role in calls.CALLERS]
    found: dict[int, Call] = {}
    for sure, told in ((True, strong), (False, _never)):
        if posts := [post for post in held if (post.confirmed_at is not None) is sure]:
            rows = _near(posts).filter(uuid__in=codes)
            found |= {one.pk: one for one in _known(officer, rows, told)}
    return list(found.values())


def _never() -> bool:
    """As a session without a second factor: what a post counts for that nobody confirmed."""
    return False


def _near(held: Collection[Post]) -> QuerySet[Call]:
    """Calls of these posts' units, and those that have risen to them."""
    homes = {officers.home(post.unit).pk for post in held}
    leads = {officers.home(post.unit).pk for post in held if post.role == Role.LEAD}
    risen = Call.risen.through.objects.filter(unit__in=leads).values("call")
    mine = Q(caller__in=homes) | Q(unit__in=homes) | Q(pk__in=risen)
    return Call.objects.filter(mine).select_related("unit__agency", "caller__agency")


def may_still_see(officer: Officer, codes: Collection[str]) -> list[str]:
    """Of calls by their codes those he may see now."""
    return [str(one.uuid) for one in _seen(officer, [uuid.UUID(code) for code in codes], kinds.outside)]


def _protected(codes: Collection[str]) -> list[str]:
    """Of calls by their codes those about something protected."""
    rows = Call.objects.filter(uuid__in=[uuid.UUID(code) for code in codes])
    found = kinds.protected((one.kind, one.object_id) for one in rows)
    return [str(one.uuid) for one in rows if (one.kind, one.object_id) in found]


def _known(officer: Officer, rows: Iterable[Call], strong: Strong) -> list[Call]:
    """Those he may know of: not whose object is protected in a weak session, nor one he has a conflict with.

    Who may not open the object is told all the same that his unit must act: else nobody further up could be called.
    """
    rows = list(rows)
    found = kinds.known(officer, [(one.kind, one.object_id) for one in rows], strong) if rows else set()
    return [one for one in rows if (one.kind, one.object_id) in found]


NOTICE = kinds.Kind(
    calls.KIND,
    gettext_lazy("Có việc phải báo hoặc phải nhận ngay"),
    may_still_see,
    lambda code: reverse("duty:call", args=[code]),
    Said.URGENT,
    _protected,
)


def waiting(officer: Officer, post: Post, strong: Strong) -> list[Call]:
    """What nobody took yet, and this post's unit has to call for or to take; of it what he may know of."""
    if post.role not in calls.CALLERS:
        return []
    home = officers.home(post.unit)
    rows = Call.objects.filter(Q(caller=home) | Q(unit=home), taken_at=None).select_related("unit", "caller")
    return _known(officer, rows, strong if post.confirmed_at is not None else _never)
