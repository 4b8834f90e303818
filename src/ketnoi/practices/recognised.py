"""Reads of recognitions: who sees them, which councils there are, what they count for, what changed since."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from django.db.models import Q, QuerySet
from django.urls import reverse

from ketnoi.figures.sources import Counted, Line, Row, Source
from ketnoi.officers import policy as officers
from ketnoi.officers.models import Officer, Post
from ketnoi.orgs import queries as orgs
from ketnoi.orgs.models import Level, Unit
from ketnoi.practices import content as contents
from ketnoi.practices import policy
from ketnoi.practices.models import Edition, Practice, Recognition, Result
from ketnoi.registers.queries import own_units

CHUNK = 2_000
SHOWN = 5
INDICATORS: Final = {
    Level.CENTRE: "mo_hinh_cong_nhan_tw",
    Level.PROVINCE: "mo_hinh_cong_nhan_tinh",
    Level.DISTRICT: "mo_hinh_cong_nhan_huyen",
    Level.COMMUNE: "mo_hinh_cong_nhan_xa",
}
"""Levels that have councils, and what a practice recognised by one counts for."""
LEVELS: Final = list(INDICATORS)  # the highest first
DECIDED: Final = "mo_hinh_cong_nhan_moi"


def councils(practice: Practice) -> list[Unit]:
    """Units of today above the practice's own that have a council, the nearest first; its agency's centre always."""
    above = [int(step) for step in practice.unit.path.split(".") if step and int(step) != practice.unit_id]
    centre = Q(level=Level.CENTRE, agency=practice.unit.agency_id) & ~Q(pk=practice.unit_id)
    found = Unit.objects.on(contents.today()).filter(Q(pk__in=above, level__in=LEVELS) | centre)
    return sorted(found, key=lambda one: -LEVELS.index(Level(one.level)))


def visible_to(officer: Officer) -> QuerySet[Recognition]:
    """What was recognised is read by whoever reads the practice; a proposal and a refusal by the two sides."""
    scope = officers.scope_query(officer)
    sides = Q(practice__unit__in=scope) | Q(unit__in=scope)
    return Recognition.objects.filter(Q(result=Result.GRANTED) | sides, practice__in=policy.visible_to(officer))


def waiting(post: Post) -> QuerySet[Recognition]:
    """Proposals before the council of the post's own unit, the longest waiting first."""
    if post.role not in policy.WRITERS:
        return Recognition.objects.none()
    own = Recognition.objects.filter(result=Result.WAITING, unit__in=own_units(post))
    return own.select_related("practice", "practice__unit").order_by("pk")


def decides(post: Post, recognition: Recognition) -> bool:
    """May somebody acting under this post record what the council decided?"""
    return post.role in policy.WRITERS and own_units(post).filter(pk=recognition.unit_id).exists()


def others(recognition: Recognition, officer: Officer) -> list[Recognition]:
    """What else the same council decided that the officer sees, the newest first: what it asked for before."""
    decided = visible_to(officer).filter(unit=recognition.unit_id, decided_on__isnull=False).exclude(pk=recognition.pk)
    return list(decided.select_related("practice__unit").order_by("-decided_on", "-pk")[:SHOWN])


def of(practice: Practice, officer: Officer) -> list[Recognition]:
    """All of one practice that the officer sees, the newest first."""
    return list(visible_to(officer).filter(practice=practice).select_related("unit"))


def changed_since(recognition: Recognition) -> list[str]:
    """Labels of what is done otherwise now than in the version that was recognised."""
    practice = recognition.practice
    if recognition.decided_edition in (0, practice.edition):
        return []
    then = Edition.objects.filter(practice=practice, number=recognition.decided_edition).first()
    if then is None:
        return []
    names = contents.differing(contents.read(then.content), contents.of(practice))
    return [str(contents.LABELS[name]) for name in names if name in contents.CARRIED]


def sees_files(officer: Officer, recognition: int) -> bool:
    """The scanned decision is seen by whoever sees the recognition."""
    return visible_to(officer).filter(pk=recognition).exists()


def count(ids: Sequence[int]) -> Iterable[Counted]:
    """+1 on the day of the decision, -1 on the day it was taken back; at the practice's unit. A decision of a period
    stays one.
    """
    found = Recognition.objects.filter(pk__in=ids, result=Result.GRANTED).select_related("practice__unit")
    for one in found.order_by("pk"):
        unit = one.practice.unit
        for day, sign in ((one.decided_on, 1), (one.withdrawn_on, -1)):
            if day is not None:
                decided = (Line(DECIDED, 1),) if sign > 0 else ()
                lines = (Line(INDICATORS[Level(one.level)], sign), *decided)
                yield Counted(one.pk, (unit.pk,), day, unit.place_id or 0, lines)


def _ids() -> Iterable[int]:
    granted = Recognition.objects.filter(result=Result.GRANTED).order_by("pk")
    return granted.values_list("pk", flat=True).iterator(chunk_size=CHUNK)


def _rows(ids: Sequence[int], _as_of: int | None) -> list[Row]:
    found = Recognition.objects.filter(pk__in=ids, decided_on__isnull=False).select_related("practice", "unit")
    units = orgs.names(one.practice.unit_id for one in found)
    return [
        Row(
            record=one.pk, day=one.decided_on, title=one.practice.name, where="",
            who=units.get(one.practice.unit_id, ""), url=reverse("practices:recognition", args=[one.uuid]),
            note=f"{one.unit.label}: {one.decision}",
        )
        for one in found
        if one.decided_on is not None
    ]  # fmt: skip


def _visible(officer: Officer) -> QuerySet[Recognition, int]:
    return visible_to(officer).values_list("pk", flat=True)


SOURCE: Final = Source(44, "practice_recognition", count, _ids, _rows, _visible)
