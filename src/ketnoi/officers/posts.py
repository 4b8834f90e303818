"""Making a post: whoever gives one, gives it so that it waits for a second person (`confirming`)."""

from __future__ import annotations

from typing import Any

from ketnoi.audit import moments
from ketnoi.officers import telling
from ketnoi.officers.models import Post


def given(giver: int | None, **columns: Any) -> Post:
    """A new post from this officer; one that is given at the machine itself, by nobody's account, counts at once."""
    post = Post.objects.create(given_by_id=giver, confirmed_at=None if giver else moments.now(), **columns)
    if giver:
        telling.ask(post.pk)
    return post
