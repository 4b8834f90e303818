"""Who is told what about a practice: its own unit, who asked, who follows it, where it was adopted
from, the other units of its clusters.

A notice says the kind alone; what it is about is asked again whenever it is shown.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Collection, Iterable
from typing import Any, Final

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ketnoi.notices import actions as notices
from ketnoi.notices import kinds
from ketnoi.notices.enums import Said
from ketnoi.officers import policy as policies
from ketnoi.officers import queries as officers
from ketnoi.officers.models import Officer
from ketnoi.orgs import queries as orgs
from ketnoi.practices import cluster, policy
from ketnoi.practices.models import Practice, Question, Recognition, Visit

QUESTION, ANSWER = "practice_question", "practice_answer"
FOLLOWED, THANKED = "practice_followed", "practice_thanked"
VISIT, VISIT_ANSWER = "practice_visit", "practice_visit_answer"
IN_CLUSTER = "practice_in_cluster"
ADOPTED = "practice_adopted"
PROPOSED, DECIDED = "practice_proposed", "practice_decided"


def asked(question: Question) -> None:
    """Tell the unit that may answer; in the transaction that asks."""
    to_unit(question.practice.unit_id, QUESTION, question.uuid, besides=question.asked_by)


def answered(question: Question) -> None:
    """Tell who asked."""
    notices.tell([question.asked_by], ANSWER, question.uuid)


def news(practice: Practice, actor: int) -> None:
    """Tell the units that follow it that there is something new about it."""
    units = practice.follows.values_list("unit", flat=True)
    to_units(units, FOLLOWED, practice.uuid, besides=actor)


def first_published(practice: Practice, actor: int) -> None:
    """Tell the units of its cluster that there is a new practice."""
    to_units(cluster.units(practice.unit_id), IN_CLUSTER, practice.uuid, besides=actor)


def adopted(made: Practice, actor: int) -> None:
    """Tell the unit it was adopted from, and the one that began it, each about its own; never the adopting unit."""
    own = orgs.heir(made.unit_id)
    for one in dict.fromkeys(filter(None, (made.parent, made.root))):
        if orgs.heir(one.unit_id) != own:
            to_unit(one.unit_id, ADOPTED, one.uuid, besides=actor)


def to_unit(unit: int, kind: str, object_id: object, *, besides: int = 0) -> None:
    """Tell the recorders and leads of a unit, or of what it is part of by now, but for the officer who did it."""
    to_units([unit], kind, object_id, besides=besides)


def to_units(units: Iterable[int], kind: str, object_id: object, *, besides: int = 0) -> None:
    """The same of several units at once."""
    heirs = {orgs.heir(one) for one in units}
    if heirs:
        told = officers.holding(heirs, policy.WRITERS, confirmed=False)
        notices.tell([one for one in told if one != besides], kind, object_id)


def readable(officer: Officer, codes: Collection[str]) -> list[str]:
    """Of practices those that the officer may read."""
    seen = policy.visible_to(officer).filter(uuid__in=uuids(codes))
    return strings(seen.values_list("uuid", flat=True))


def about_readable(rows: Callable[[], QuerySet[Any]]) -> kinds.MayStillSee:
    """Of what hangs on a practice (`rows`) that whose practice the officer may read."""

    def may(officer: Officer, codes: Collection[str]) -> list[str]:
        visible = policy.visible_to(officer)
        found = rows().filter(uuid__in=uuids(codes), practice__in=visible)
        return strings(found.values_list("uuid", flat=True))

    return may


def uuids(codes: Collection[str]) -> list[uuid.UUID]:
    return [uuid.UUID(code) for code in codes]


def strings(codes: Iterable[uuid.UUID]) -> list[str]:
    return [str(code) for code in codes]


def page(code: str) -> str:
    return reverse("practices:practice", args=[code])


def _of_question(code: str) -> str:
    practice = Practice.objects.get(questions__uuid=code)
    return reverse("practices:questions", args=[practice.uuid]) + f"#cau-{code}"


def _of_recognition(code: str) -> str:
    return reverse("practices:recognition", args=[code])


def _may_visit(officer: Officer, codes: Collection[str]) -> list[str]:
    """Of visits those of the officer's units, on either side."""
    scope = policies.scope_query(officer)
    sides = Q(unit__in=scope) | Q(practice__unit__in=scope)
    return strings(Visit.objects.filter(sides, uuid__in=uuids(codes)).values_list("uuid", flat=True))


def _of_visit(code: str) -> str:
    return reverse("practices:visit", args=[code])


_sides = about_readable(Recognition.objects.all)
_standing = about_readable(lambda: Question.objects.filter(withdrawn_at=None))
KINDS: Final = (
    kinds.Kind(QUESTION, _("Có câu hỏi về mô hình của đơn vị"), _standing, _of_question),
    kinds.Kind(ANSWER, _("Câu hỏi về mô hình đã được trả lời"), _standing, _of_question, Said.ANSWER),
    kinds.Kind(FOLLOWED, _("Mô hình đơn vị theo dõi có nội dung mới"), readable, page, Said.NEWS),
    kinds.Kind(THANKED, _("Có đơn vị cảm ơn về mô hình"), readable, page, Said.NEWS),
    kinds.Kind(ADOPTED, _("Có đơn vị áp dụng lại mô hình của đơn vị"), readable, page, Said.NEWS),
    kinds.Kind(IN_CLUSTER, _("Có mô hình mới trong cụm"), readable, page, Said.NEWS),
    kinds.Kind(VISIT, _("Có đơn vị xin đến học tập mô hình"), _may_visit, _of_visit),
    kinds.Kind(VISIT_ANSWER, _("Có trả lời về chuyến đến học tập mô hình"), _may_visit, _of_visit, Said.ANSWER),
    kinds.Kind(PROPOSED, _("Có đề nghị công nhận mô hình"), _sides, _of_recognition),
    kinds.Kind(DECIDED, _("Hội đồng đã có kết quả về mô hình của đơn vị"), _sides, _of_recognition, Said.ANSWER),
)
