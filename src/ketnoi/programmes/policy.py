"""Who may do what with a programme, beyond the policy of a page."""

from __future__ import annotations

from ketnoi.officers.enums import Role
from ketnoi.officers.models import Post
from ketnoi.officers.policy import home
from ketnoi.programmes.models import Programme

EDITORS = (Role.LEAD, Role.ADMINISTRATOR)


def may_create(post: Post) -> bool:
    return post.role in EDITORS


def may_edit(post: Post, programme: Programme) -> bool:
    """Leaders and administrators of the chairing unit, under the post they act in."""
    return post.role in EDITORS and home(post.unit).pk == programme.chair_id
