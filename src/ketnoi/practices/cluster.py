"""What is new about practices in one's cluster (cụm): units that signed a programme or a movement with one's own.

A cluster has no table of its own: it is what a programme's parties are to each other, also after its term.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from ketnoi.practices.models import Edition, Practice, Recognition, Result
from ketnoi.programmes.enums import UNSIGNED, PartyRole
from ketnoi.programmes.models import Party, Programme
from ketnoi.ui import dates

SHOWN: Final = 30  # on the page; older ones are found in the library


@dataclass(frozen=True)
class News:
    """Something new about a practice of another unit: published, changed, given up, recognised."""

    day: dt.date
    practice: Practice
    words: str


def programmes(home: int) -> list[Programme]:
    """Signed programmes that the unit is a party of, the latest first."""
    joined = Party.objects.filter(unit=home, role=PartyRole.PARTY).values("programme")
    found = Programme.objects.filter(pk__in=joined).exclude(status__in=UNSIGNED)
    return list(found.order_by("-starts_on", "pk"))


def units(home: int) -> set[int]:
    """Ids of the other parties of these programmes."""
    joined = [one.pk for one in programmes(home)]
    return set(Party.objects.filter(programme__in=joined, role=PartyRole.PARTY).values_list("unit", flat=True)) - {home}


def news(home: int, most: int = SHOWN) -> list[News]:
    """The newest of the cluster; four questions, however much there is."""
    near = units(home)
    if not near:
        return []
    found = [*_retired(near, most), *_recognised(near, most), *_published(near, most)]
    return sorted(found, key=lambda one: (one.day, one.practice.pk), reverse=True)[:most]


def _published(near: Collection[int], most: int) -> Iterator[News]:
    rows = Edition.objects.filter(practice__unit__in=near).select_related("practice__unit").order_by("-at")[:most]
    for one in rows:
        again = _("áp dụng lại mô hình của đơn vị khác") if one.practice.parent_id else _("mô hình mới")
        told = _("phiên bản %(number)s: %(note)s") % {"number": one.number, "note": one.note}
        yield News(dates.from_us(one.at).date(), one.practice, again if one.number == 1 else told)


def _retired(near: Collection[int], most: int) -> Iterator[News]:
    rows = Practice.objects.filter(unit__in=near, retired_on__isnull=False, edition__gt=0).select_related("unit")
    for one in rows.order_by("-retired_on")[:most]:
        if one.retired_on is not None:
            yield News(one.retired_on, one, _("đã thôi áp dụng"))


def _recognised(near: Collection[int], most: int) -> Iterator[News]:
    rows = Recognition.objects.filter(practice__unit__in=near, result=Result.GRANTED, withdrawn_on=None)
    for one in rows.select_related("practice__unit").order_by("-decided_on")[:most]:
        if one.decided_on is not None:
            said = _("hội đồng %(level)s công nhận") % {"level": one.get_level_display().lower()}
            yield News(one.decided_on, one.practice, said)
