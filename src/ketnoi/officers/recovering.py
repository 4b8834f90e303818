"""Who lost all second factors gets in again by two persons: an administrator starts, a second person confirms.

The second is handed the code, and gives it to the officer in person: so neither of the two can get in alone, not even
the administrator, who can give a new first password. With the code the old factors are gone, and new ones are added in
the session in which it was used: in every other one the account stays one that is asked for a factor. Both act under
posts that a second person confirmed, neither was put there by the other; and whoever gave a first password on the way
could be the one who gets in: the account's posts then wait again.
"""

from __future__ import annotations

from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _

from ketnoi.audit import journal, moments
from ketnoi.audit.models import Line
from ketnoi.officers import authority, confirming, devices, guessing, passwords, sessions, telling
from ketnoi.officers.factors import changing, standing
from ketnoi.officers.factors.giving import Wait
from ketnoi.officers.models import Authenticator, CodeCard, Officer, Passkey, Post, Recovery
from ketnoi.vault import keyed, shredding

PURPOSE = "officers.recovery"
# a Friday's start can be confirmed on Monday; a code is fetched the same day
TO_CONFIRM, TO_USE = 72 * moments.HOUR, moments.DAY
SETTLED = 7 * moments.DAY  # so long somebody's colleagues have seen him in his post before he vouches for another
GIVING = ("give_post", "start_anew", "resume")  # what makes, or opens, an account
MOST = 20  # that wait for one person at a time
REMOVED = "recovered"


@transaction.atomic
def start(pk: int, own: Post) -> Recovery:
    """Start under the own post; whoever calls has made sure that it governs the account. Raises ValidationError."""
    officer, actor = changing.locked(pk), own.officer_id
    if own.confirmed_at is None:
        raise ValidationError(_("Vị trí của bạn còn chờ người thứ hai xác nhận, nên chưa bắt đầu việc này được."))
    if not officer.strong_since:
        raise ValidationError(_("Tài khoản này chưa có lớp xác thực thứ hai, không có gì để cấp lại."))
    if pk == actor:
        raise ValidationError(_("Không tự cấp lại cho mình; hãy nhờ quản trị khác."))
    _end_old(officer)
    if under_way(officer):
        raise ValidationError(_("Đang có một lần cấp lại chưa xong."))
    recovery = Recovery.objects.create(officer=officer, started_by_id=actor, started_at=moments.now())
    telling.tell(pk)
    journal.write("start_recovery", "officer", pk, actor=actor)
    return recovery


@transaction.atomic
def withdraw(pk: int, actor: int) -> None:
    """Take back what is under way; a code already handed out opens nothing any more."""
    changing.locked(pk)
    if Recovery.objects.filter(officer=pk, ended_at=None).update(ended_at=moments.now()):
        journal.write("withdraw_recovery", "officer", pk, actor=actor)


@transaction.atomic
def confirm(uuid: UUID, post: Post) -> str:
    """Confirm under this post; answers the code, told this once only. Raises Recovery.DoesNotExist when too late."""
    changing.locked(_to_confirm().get(uuid=uuid).officer_id)
    recovery = _to_confirm().select_related("officer").get(uuid=uuid)
    if not may_confirm(post, recovery):
        raise Recovery.DoesNotExist
    code = passwords.drawn()
    recovery.confirmed_by_id, recovery.confirmed_at = post.officer_id, moments.now()
    recovery.code = _digest(recovery, code)
    recovery.save(update_fields=["confirmed_by", "confirmed_at", "code"])
    telling.tell(recovery.officer_id)
    journal.write("confirm_recovery", "officer", recovery.officer_id, actor=post.officer_id, unit=post.unit_id)
    return code


def may_confirm(post: Post, recovery: Recovery) -> bool:
    """A lead or an administrator over all posts of the officer; not he himself, nor who started, nor a stand-in.

    Nor one made for it: new in its post or its second factor, or given a post or a password by who started, or who
    gave those to who started.
    """
    people = {recovery.officer_id, recovery.started_by_id}
    acted_for = post.acting_for.officer_id if post.acting_for else None
    if people & {post.officer_id, acted_for} or not authority.vouches(post, recovery.officer):
        return False
    return not _is_made_for_it(post, recovery)


def _is_made_for_it(post: Post, recovery: Recovery) -> bool:
    """By the journal: the day on which a post begins can be put back, the moment at which it was given cannot."""
    since = moments.now() - SETTLED
    if post.officer.strong_since > since:
        return True
    starter = recovery.started_by_id
    made, given = _given(post.officer_id), _given(starter).filter(actor=post.officer_id)
    return made.filter(Q(at__gt=since) | Q(actor=starter)).exists() or given.exists()


def _given(officer: int) -> QuerySet[Line]:
    return Line.objects.filter(kind="officer", object=str(officer), verb__in=GIVING)


def waiting_for(post: Post) -> list[Recovery]:
    """What this post may confirm."""
    if not authority.may_vouch(post):
        return []
    near = _to_confirm().filter(officer__in=authority.near(post)).select_related("officer", "started_by")
    return [one for one in near[:MOST] if may_confirm(post, one)]


def under_way(officer: Officer) -> Recovery | None:
    """The recovery of this account that is not ended, if there is one; one that waited too long is over."""
    found = Recovery.objects.filter(officer=officer, ended_at=None).select_related("started_by", "confirmed_by").first()
    return found if found is not None and _stands(found) else None


def is_without_factors(officer: Officer) -> bool:
    """Does a first password open the account, now or with a code: never a factor, none left, or a recovery goes on?"""
    return not officer.strong_since or not standing.of(officer).count or under_way(officer) is not None


def _to_confirm() -> QuerySet[Recovery]:
    return Recovery.objects.filter(ended_at=None, confirmed_at=None, started_at__gt=moments.now() - TO_CONFIRM)


@transaction.atomic
def _recover(officer: Officer, code: str) -> bool:
    officer = changing.locked(officer.pk)
    found = Recovery.objects.filter(officer=officer, ended_at=None).first()
    if found is None or not found.code or not _stands(found):
        return False
    if not constant_time_compare(found.code, _digest(found, code)):
        return False
    found.ended_at = officer.trusted_since = moments.now()
    found.save(update_fields=["ended_at"])
    _forget_factors(officer)
    if officer.start_until is not None:
        confirming.doubt(officer, _opener(officer))
    telling.tell(officer.pk)
    journal.write("recover", "officer", officer.pk, actor=officer.pk)
    return True


def _opener(officer: Officer) -> int | None:
    """Who gave the first password that still stands; None: at the machine."""
    return _given(officer.pk).filter(verb="start_anew").order_by("-at").values_list("actor", flat=True).first()


def recover(officer: Officer, known: str, own_session: str | None, typed: str) -> bool:
    """Use the code: all factors are gone, sessions elsewhere and keys of programs end. Raises Wait.

    `known` is the session's known device, `own_session` the key of the session that goes on.
    """
    bucket = devices.of_factor(officer, known)
    if seconds := guessing.wait(bucket):
        raise Wait(seconds)
    if not _recover(officer, typed.strip().lower()):
        return False
    guessing.right(bucket)
    sessions.end_others(officer, own_session, officer.pk)
    return True


def _forget_factors(officer: Officer) -> None:
    for own in Authenticator.objects.filter(officer=officer).select_related("data_key"):
        own.delete()
        shredding.shred(own.data_key, REMOVED, actor=officer.pk)
    Passkey.objects.filter(officer=officer).delete()
    CodeCard.objects.filter(officer=officer).delete()
    officer.strong_since = moments.now()
    officer.save(update_fields=["strong_since", "trusted_since"])


def _end_old(officer: Officer) -> None:
    """What waited too long makes room for a new start."""
    for one in Recovery.objects.filter(officer=officer, ended_at=None):
        if not _stands(one):
            Recovery.objects.filter(pk=one.pk).update(ended_at=moments.now())


def _stands(recovery: Recovery) -> bool:
    if recovery.confirmed_at is None:
        return moments.now() - recovery.started_at <= TO_CONFIRM
    return moments.now() - recovery.confirmed_at <= TO_USE


def _digest(recovery: Recovery, code: str) -> str:
    return keyed.digest(PURPOSE, f"{recovery.pk}.{code}")
