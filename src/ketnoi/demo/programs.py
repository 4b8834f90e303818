"""Programs of the province's analyst: one that reads and sends, one whose token was revoked. Nobody has the secrets."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone

from ketnoi.api import actions
from ketnoi.api.enums import Scope
from ketnoi.officers.enums import Role
from ketnoi.officers.models import Post

LASTS = dt.timedelta(days=180)


def connect() -> None:
    """Make both tokens for the first analyst's post."""
    post = Post.objects.filter(role=Role.ANALYST).select_related("officer").earliest("pk")
    until = timezone.localdate() + LASTS
    actions.issue(post, "Phần mềm thống kê của tỉnh (minh họa)", [Scope.READ_FIGURES, Scope.WRITE_VALUES], until)
    old, _secret = actions.issue(post, "Cổng dữ liệu cũ (minh họa)", [Scope.READ_FIGURES], until)
    actions.revoke(old, post.officer_id, post.unit_id)
