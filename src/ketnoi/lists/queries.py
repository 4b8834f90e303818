"""What an officer kept of a list, and what his unit shares."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from ketnoi.lists.models import ChosenColumns, SavedView
from ketnoi.lists.table import Table
from ketnoi.officers import policy
from ketnoi.officers.enums import Role
from ketnoi.officers.models import Officer, Post

KEEPERS = frozenset({Role.LEAD.value, Role.ADMINISTRATOR.value})  # may change what their unit shares


def columns_of(table: Table, officer: Officer) -> list[str]:
    """Codes of the columns he chose; empty when he never did."""
    kept = ChosenColumns.objects.filter(officer=officer, table=table.code).values_list("codes", flat=True).first()
    return kept or []


def views(officer: Officer, post: Post) -> QuerySet[SavedView]:
    """His own saved views, and those shared in the unit for which he acts."""
    return SavedView.objects.filter(Q(officer=officer) | Q(unit=policy.home(post.unit)))


def may_change(view: SavedView, officer: Officer, post: Post) -> bool:
    """Its owner may; what is shared in a unit, the unit's leads and administrators too."""
    if view.officer_id == officer.pk:
        return True
    return post.role in KEEPERS and view.unit_id == policy.home(post.unit).pk
