"""Make and revoke tokens; each is one transaction with one line in the journal."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from ketnoi.api import tokens
from ketnoi.api.models import LONGEST_NAME, Token
from ketnoi.audit import journal, moments
from ketnoi.officers.models import Post
from ketnoi.ui.text import tidy

LONGEST = 366  # days a token may last
MOST = 20  # tokens in force of one officer


@transaction.atomic
def issue(post: Post, name: str, scopes: Collection[str], expires_on: dt.date) -> tuple[Token, str]:
    """Make a token for a post; answers it with its secret, which is shown once and never again.

    Raises ValidationError by field: name, scopes, expires_on.
    """
    told, chosen = tidy(name), [scope for scope in tokens.offered(post) if scope in scopes]
    _check(told, expires_on)
    if not chosen or len(chosen) != len(set(scopes)):
        raise ValidationError({"scopes": _("Hãy chọn ít nhất một quyền mà vị trí này có.")})
    today = timezone.localdate()
    if sum(tokens.in_force(one, today) for one in tokens.of(post.officer)) >= MOST:
        raise ValidationError({"name": _("Đã có %(most)s khóa đang dùng; hãy thu hồi khóa cũ.") % {"most": MOST}})
    secret = tokens.fresh_secret()
    made = Token.objects.create(
        officer=post.officer, post=post, name=told, hint=secret[: tokens.HINT], digest=tokens.digest(secret),
        scopes=[scope.value for scope in chosen], made_at=moments.now(), expires_on=expires_on,
    )  # fmt: skip
    journal.write("issue", "token", made.pk, actor=post.officer_id, unit=post.unit_id, scopes=list(made.scopes))
    return made, secret


def _check(name: str, expires_on: dt.date) -> None:
    if not name or len(name) > LONGEST_NAME:
        raise ValidationError(
            {"name": _("Ghi tên phần mềm sẽ dùng khóa, tối đa %(most)s ký tự.") % {"most": LONGEST_NAME}}
        )
    today = timezone.localdate()
    if not today <= expires_on <= today + dt.timedelta(days=LONGEST):
        raise ValidationError({"expires_on": _("Chọn ngày từ hôm nay đến một năm sau.")})


@transaction.atomic
def revoke(token: Token, actor: int, unit: int) -> None:
    """End a token now; revoking it again changes nothing."""
    locked = Token.objects.select_for_update().get(pk=token.pk)
    if locked.revoked_at is not None:
        return
    locked.revoked_at = moments.now()
    locked.save(update_fields=["revoked_at"])
    journal.write("revoke", "token", locked.pk, actor=actor, unit=unit)
