"""Who keeps limits and days off: they are everybody's, so administrators at the top of an agency."""

from __future__ import annotations

from ketnoi.officers import policy
from ketnoi.officers.enums import Role
from ketnoi.officers.models import Post


def keeps(post: Post) -> bool:
    return post.role == Role.ADMINISTRATOR and policy.home(post.unit).parent_id is None
