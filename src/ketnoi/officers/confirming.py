"""A post that an administrator gave opens what is protected only after a second person confirmed it.

Else an administrator alone could make an account the lead of a unit and read as that lead (security.md, R9). Whoever
confirms has seen that there is such a person, and that the account is in her hands: so not before she added her second
factor. A new first password for an account without one puts it into other hands: its posts wait again, and neither who
gave the post nor who gave that password confirms it.
"""

from __future__ import annotations

from itertools import islice

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Case, Q, When
from django.utils import timezone

from ketnoi.audit import installation, journal, moments
from ketnoi.officers import authority, policy, telling
from ketnoi.officers.enums import Role
from ketnoi.officers.models import Officer, Post, PostQuerySet
from ketnoi.orgs.models import Level

MOST = 50  # that wait for one person at a time
LOOKED_AT = 500  # of those near him, to find as many


def confirmers(post: Post) -> set[int]:
    """Officers to ask who could confirm today: leads of its unit; where it has none, those of the nearest unit above;
    else administrators.
    """
    above = [int(pk) for pk in post.unit.path.split(".") if pk]
    if leads := _able(post, Q(role=Role.LEAD, unit__in=above)):
        nearest = max(len(one.unit.path) for one in leads)
        return {one.officer_id for one in leads if len(one.unit.path) == nearest}
    inside = Q(unit__in=above) | Q(unit__level=Level.SECTION, unit__parent__in=above)
    return {one.officer_id for one in _able(post, inside & Q(role=Role.ADMINISTRATOR))}


def _able(post: Post, near: Q) -> list[Post]:
    held = Post.objects.working(timezone.localdate()).filter(near, officer__is_active=True)
    known = held.select_related("unit__parent", "acting_for")
    return [one for one in known if may_confirm(one, post)]


def may_confirm(own: Post, post: Post) -> bool:
    """May somebody in his own post confirm that one?

    A lead of the unit or above it, or an administrator who could have given it; himself confirmed, and never the
    officer, who gave it or opened the account anew (`doubt`), or who stands in for one of them. Where nobody is known
    to have given it, only a lead: it may have been any administrator.
    """
    acted_for = own.acting_for.officer_id if own.acting_for else None
    concerned = {post.officer_id, post.given_by_id, post.doubted_by_id}
    if concerned & ({own.officer_id, acted_for} - {None}) or own.confirmed_at is None:
        return False
    if own.role == Role.LEAD:
        return post.unit.path.startswith(own.unit.path)
    return (
        own.role == Role.ADMINISTRATOR
        and post.given_by_id is not None
        and authority.may_give(own, post.unit, post.role)
    )


def is_ready(post: Post) -> bool:
    """Is the account in its officer's hands: with a second factor of his own, and the first password replaced?"""
    officer = post.officer
    strong = bool(officer.strong_since) or not installation.asks_second_factor()
    return officer.is_active and officer.start_until is None and strong


def waiting_for(own: Post) -> list[Post]:
    """Posts that wait for somebody in this post: first those whose officer is ready, the oldest first.

    Those that are not his to confirm take no place of the others.
    """
    if own.role not in {Role.LEAD, Role.ADMINISTRATOR} or own.confirmed_at is None:
        return []
    near = _waiting().filter(unit__path__startswith=policy.home(own.unit).path)
    for part in ("officer", "given_by", "doubted_by"):
        near = near.exclude(**{part: own.officer_id})
    ready = Case(When(officer__start_until=None, officer__strong_since__gt=0, then=0), default=1)
    known = near.order_by(ready, "pk").select_related(
        "officer", "unit__parent", "unit__agency", "given_by", "doubted_by", "acting_for__officer"
    )
    return list(islice((one for one in known[:LOOKED_AT] if may_confirm(own, one)), MOST))


@transaction.atomic
def confirm(pk: int, own: Post) -> Post:
    """Confirm under the own post. Raises Post.DoesNotExist for what does not wait, PermissionDenied before its time."""
    post = _waiting().select_for_update(of=("self",)).select_related("officer", "unit__parent").get(pk=pk)
    if not may_confirm(own, post):
        raise Post.DoesNotExist
    if not is_ready(post):
        raise PermissionDenied
    post.confirmed_at, post.confirmed_by_id = moments.now(), own.officer_id
    post.save(update_fields=["confirmed_at", "confirmed_by"])
    telling.tell(post.officer_id)
    who, unit = own.officer_id, post.unit_id
    journal.write("confirm_post", "officer", post.officer_id, actor=who, unit=unit, post=post.pk, role=post.role)
    return post


def doubt(officer: Officer, giver: int | None) -> None:
    """The account went into other hands, from this administrator's (None: the machine's): all its posts wait again."""
    if giver is None:
        return
    for post in _standing().filter(officer=officer):
        post.doubted_by_id, post.confirmed_at, post.confirmed_by = giver, None, None
        post.save(update_fields=["doubted_by", "confirmed_at", "confirmed_by"])
        telling.ask(post.pk)


def _standing() -> PostQuerySet:
    """Posts held today or from a day to come."""
    return Post.objects.filter(Q(valid_to=None) | Q(valid_to__gte=timezone.localdate()))


def _waiting() -> PostQuerySet:
    return _standing().filter(confirmed_at=None)
