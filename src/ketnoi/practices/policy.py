"""Who may read a practice, and who may write it."""

from __future__ import annotations

from typing import Final

from django.db.models import Q, QuerySet

from ketnoi.officers import policy
from ketnoi.officers.models import Officer, Post
from ketnoi.practices.models import Practice
from ketnoi.registers.policy import WRITERS, can_write, writing_scope

__all__ = ["OWNER_KIND", "WRITERS", "can_write", "may_write", "sees_files", "visible_to", "writing_scope"]

OWNER_KIND: Final = "practice"


def visible_to(officer: Officer) -> QuerySet[Practice]:
    """What was ever published is there for every officer; what is being written, for the unit's own and those above."""
    return Practice.objects.filter(Q(edition__gt=0) | Q(unit__in=policy.scope_query(officer)))


def may_write(post: Post, practice: Practice) -> bool:
    return can_write(post, practice.unit_id)


def sees_files(officer: Officer, practice: int) -> bool:
    """Pictures and files are seen by whoever may read the practice."""
    return visible_to(officer).filter(pk=practice).exists()
