"""What practices count for: kinds, models and sites stand apart, +1 when they came and -1 when they went; what was
published and adopted in a period is counted on its day and stays, whatever became of it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

from ketnoi.figures.sources import Counted, Line
from ketnoi.orgs.models import Unit
from ketnoi.practices.enums import Outcome
from ketnoi.practices.models import Practice, Site


def of_practices(practices: Iterable[Practice]) -> Iterator[Counted]:
    """What practices that were ever published count for."""
    for one in practices:
        if one.published_on is not None:
            yield from _standing(one, one.published_on)
            yield from _came_out(one, one.published_on)


def _standing(one: Practice, published: dt.date) -> Iterator[Counted]:
    """It stands from the day it was first published to the day it was given up; one that failed never does."""
    if one.outcome == Outcome.FAILED:
        return
    own = "mo_hinh_ap_dung" if one.parent_id else "loai_mo_hinh"
    for day, sign in ((published, 1), (one.retired_on, -1)):
        if day is not None:
            yield _of(one, one.unit, day, Line("mo_hinh", sign), Line(own, sign))


def _came_out(one: Practice, day: dt.date) -> Iterator[Counted]:
    """Published by who began it; else adopted by its unit, and from the unit it was copied from."""
    if one.parent is None:
        yield _of(one, one.unit, day, Line("mo_hinh_cong_bo", 1))
        return
    yield _of(one, one.unit, day, Line("mo_hinh_nhan_ve", 1))
    yield _of(one, one.parent.unit, day, Line("mo_hinh_duoc_nhan", 1))


def _of(one: Practice, unit: Unit, day: dt.date, *lines: Line) -> Counted:
    return Counted(one.pk, (unit.pk,), day, unit.place_id or 0, lines)


def of_sites(sites: Iterable[Site]) -> Iterator[Counted]:
    for one in sites:
        for day, sign in ((one.opened_on, 1), (one.closed_on, -1)):
            if day is not None:
                yield Counted(one.pk, (one.unit_id,), day, one.place_id or 0, (Line("diem_mo_hinh", sign),))


def count_practices(ids: Sequence[int]) -> Iterable[Counted]:
    found = Practice.objects.filter(pk__in=ids).order_by("pk")
    return of_practices(found.select_related("unit", "parent__unit"))


def count_sites(ids: Sequence[int]) -> Iterable[Counted]:
    return of_sites(Site.objects.filter(pk__in=ids).order_by("pk"))
