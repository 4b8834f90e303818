"""Writes: keep columns, save, change and remove a view; one transaction and one journal line each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from ketnoi.audit import journal
from ketnoi.lists.models import LONGEST_QUERY, ChosenColumns, SavedView
from ketnoi.lists.table import Doer, Table
from ketnoi.officers import policy
from ketnoi.ui.text import fold, tidy

MOST = 30  # saved views of one officer in one list


@transaction.atomic
def keep_columns(table: Table, codes: Sequence[str], doer: Doer) -> None:
    """Show these columns from now on; none of them brings the usual ones back."""
    ChosenColumns.objects.update_or_create(officer=doer.officer, table=table.code, defaults={"codes": list(codes)})
    journal.write("choose_columns", "list", table.code, **doer.stamp, count=len(codes))


@transaction.atomic
def save_view(table: Table, name: str, query: str, doer: Doer, *, shared: bool) -> SavedView:
    """Give a question a name. Raises ValidationError by field of SavedView."""
    own = SavedView.objects.select_for_update().filter(officer=doer.officer, table=table.code)
    told = _named(name, list(own))
    if len(query) > LONGEST_QUERY:
        raise ValidationError({"name": [_("Danh sách này có quá nhiều điều kiện để lưu.")]})
    if len(own) >= MOST:
        raise ValidationError({"name": [_("Mỗi người lưu được %(most)s danh sách ở đây.") % {"most": MOST}]})
    unit = policy.home(doer.post.unit) if shared else None
    made = SavedView.objects.create(table=table.code, name=told, query=query, officer=doer.officer, unit=unit)
    journal.write("save_view", "list", made.uuid, **doer.stamp, table=table.code, shared=shared)
    return made


@transaction.atomic
def change_view(view: SavedView, name: str, doer: Doer, *, shared: bool) -> SavedView:
    """Rename it, share it in the unit or keep it to its owner. Raises ValidationError by field of SavedView."""
    own = SavedView.objects.select_for_update().filter(officer=view.officer_id, table=view.table)
    kept = {one.pk: one for one in own}
    locked = kept.pop(view.pk)
    locked.name = _named(name, kept.values())
    locked.unit = (locked.unit or policy.home(doer.post.unit)) if shared else None
    locked.save()
    journal.write("change_view", "list", locked.uuid, **doer.stamp, table=locked.table, shared=shared)
    return locked


@transaction.atomic
def remove_view(view: SavedView, doer: Doer) -> None:
    """Remove a saved view; the list and its rows stay as they are."""
    SavedView.objects.select_for_update().filter(pk=view.pk).delete()
    journal.write("remove_view", "list", view.uuid, **doer.stamp, table=view.table)


def _named(name: str, others: Iterable[SavedView]) -> str:
    told = tidy(name)
    if not told:
        raise ValidationError({"name": [_("Đặt một tên, ví dụ: Buổi tuyên truyền năm nay.")]})
    if any(fold(other.name) == fold(told) for other in others):
        raise ValidationError({"name": [_("Đã có danh sách lưu mang tên này.")]})
    return told
