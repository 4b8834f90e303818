"""Writes: each is one verb, one transaction, one journal line."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from ketnoi.audit import journal
from ketnoi.places.loading import Loaded, load_maps
from ketnoi.places.models import Kind, Place, Succession, bare, searchable
from ketnoi.ui.text import fold, tidy, word_key

__all__ = ["Loaded", "add_village", "load_maps"]


@transaction.atomic
def add_village(parent: Place, name: str, division: str, actor: int | None, successor: Place | None = None) -> Place:
    """Add a village under a commune; it is valid as long as the commune is.

    `name` may come with its division or without. `successor` says which commune or village of a later map
    it became part of, where its commune was split. Raises ValidationError when the parent is no commune,
    the name is empty, or the commune has a village that reads the same.
    """
    division, name = tidy(division).lower(), tidy(name)
    core = bare(name, division)
    _check_village(parent, core, division)
    village = Place.objects.create(
        kind=Kind.VILLAGE,
        division=division,
        name=f"{division.capitalize()} {core}",
        **searchable(core, division),
        parent=parent,
        valid_from=parent.valid_from,
        valid_to=parent.valid_to,
        created_by=actor,
    )
    if successor is not None:
        Succession.objects.create(old=village, new=successor)
    journal.write("create", "places.place", village.pk, actor=actor, parent=parent.pk)
    return village


def _check_village(parent: Place, core: str, division: str) -> None:
    if parent.kind != Kind.COMMUNE:
        raise ValidationError(_("Thôn, bản, tổ dân phố phải thuộc một xã, phường hoặc đặc khu."))
    if not core or not division:
        raise ValidationError(_("Hãy nhập loại (thôn, bản, tổ dân phố) và tên."))
    name = f"{division} {core}"
    # the lock makes two officers who add the same village at once wait for each other
    Place.objects.select_for_update().get(pk=parent.pk)
    alike = Place.objects.filter(parent=parent, kind=Kind.VILLAGE, folded_name=fold(name))
    for other in alike:
        if word_key(other.name) == word_key(name):
            raise ValidationError(_("%(name)s đã có trong danh sách của %(parent)s.") % _names(other, parent))


def _names(village: Place, parent: Place) -> dict[str, str]:
    return {"name": village.name, "parent": parent.inner}
