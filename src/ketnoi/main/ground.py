"""What every installation stands on: the maps, and the agencies' units of the whole country."""

from __future__ import annotations

from django.utils.translation import gettext as _

from ketnoi.main.progress import bar, told
from ketnoi.orgs import build
from ketnoi.orgs.models import Unit
from ketnoi.places.actions import load_maps
from ketnoi.places.models import Kind, Place


def lay() -> None:
    """Load maps and units into a database that has none."""
    if not Place.objects.exists():
        with told(_("Nạp địa giới hành chính")):
            load_maps()
    if not Unit.objects.exists():
        _build_units()


def _build_units() -> None:
    codes = Place.objects.filter(kind=Kind.PROVINCE, valid_to=None).order_by("code").values_list("code", flat=True)
    with bar(_("Lập danh mục đơn vị"), total=len(codes), unit=_("tỉnh")) as progress:
        for code in codes:
            build.agency_units(int(code))
            progress.update()
