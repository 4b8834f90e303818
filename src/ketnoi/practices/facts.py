"""What practices count for: kinds, models and sites stand apart, +1 when they came and -1 when they went."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ketnoi.figures.sources import Counted, Line
from ketnoi.practices.enums import Outcome
from ketnoi.practices.models import Practice, Site


def of_practices(practices: Iterable[Practice]) -> Iterator[Counted]:
    """A practice stands from the day it was first published to the day it was given up; one that failed never does."""
    for one in practices:
        if one.published_on is None or one.outcome == Outcome.FAILED:
            continue
        own = "mo_hinh_ap_dung" if one.parent_id else "loai_mo_hinh"
        for day, sign in ((one.published_on, 1), (one.retired_on, -1)):
            if day is not None:
                lines = (Line("mo_hinh", sign), Line(own, sign))
                yield Counted(one.pk, (one.unit_id,), day, one.unit.place_id or 0, lines)


def of_sites(sites: Iterable[Site]) -> Iterator[Counted]:
    for one in sites:
        for day, sign in ((one.opened_on, 1), (one.closed_on, -1)):
            if day is not None:
                yield Counted(one.pk, (one.unit_id,), day, one.place_id or 0, (Line("diem_mo_hinh", sign),))


def count_practices(ids: Sequence[int]) -> Iterable[Counted]:
    return of_practices(Practice.objects.filter(pk__in=ids).order_by("pk").select_related("unit"))


def count_sites(ids: Sequence[int]) -> Iterable[Counted]:
    return of_sites(Site.objects.filter(pk__in=ids).order_by("pk"))
