"""One moment for all facts of a transaction, ordered with every other transaction that touches the same provinces.

Writers lock their provinces' rows in ascending order as the last step before commit and stamp
t = max(clock, last + 1), taken after the locks. So a moment never sees half a transaction, nor a late one.
"""

from __future__ import annotations

from collections.abc import Collection

from django.db import connection
from django.db.models import OuterRef, Subquery

from ketnoi.audit import kept, moments
from ketnoi.figures.models import Fact, ProvinceClock, RollupMark

PROVINCES = range(100)


def set_up() -> None:
    """Give every possible province its clock and mark, so that locking never has to create one."""
    ProvinceClock.objects.bulk_create([ProvinceClock(province=p) for p in PROVINCES], ignore_conflicts=True)
    RollupMark.objects.bulk_create([RollupMark(province=p) for p in PROVINCES], ignore_conflicts=True)


def lock(provinces: Collection[int] | None = None) -> int:
    """Lock the clocks (all of them when None) and answer the last moment that any of them has stamped."""
    if not connection.in_atomic_block:
        raise RuntimeError("A clock is locked inside the transaction that it orders.")
    rows = ProvinceClock.objects.select_for_update().order_by("province")
    wanted = sorted(set(PROVINCES if provinces is None else provinces))
    return max((row.last for row in rows.filter(province__in=wanted)), default=0)


def stamp(provinces: Collection[int] | None = None) -> int:
    """Lock, advance and answer the moment: whoever commits later in these provinces gets a later one."""
    moment = max(moments.now(), lock(provinces) + 1)
    wanted = PROVINCES if provinces is None else sorted(set(provinces))
    ProvinceClock.objects.filter(province__in=wanted).update(last=moment)
    return moment


def latest(province: int | None = None) -> int:
    """The moment at which a fact last came or went: of one province, or of all. A clock may have gone on since."""
    return kept.once(("latest fact", province), lambda: _latest(province))


def _latest(province: int | None) -> int:
    rows = ProvinceClock.objects.all() if province is None else ProvinceClock.objects.filter(province=province)
    facts = Fact.objects.filter(province=OuterRef("province"))
    came = facts.order_by("-recorded_at").values("recorded_at")[:1]
    went = facts.filter(superseded_at__isnull=False).order_by("-superseded_at").values("superseded_at")[:1]
    ends = rows.annotate(came=Subquery(came), went=Subquery(went)).values_list("came", "went")
    return max((moment for pair in ends for moment in pair if moment), default=0)
