"""Who marks in a contest. Raises as `actions` does."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet, Value
from django.db.models.functions import Length, Replace
from django.utils.translation import gettext as _

from ketnoi.contests import policy
from ketnoi.contests.actions import changed, locked_for
from ketnoi.contests.enums import Verb
from ketnoi.contests.models import Contest, Juror
from ketnoi.officers.models import Post
from ketnoi.orgs import queries as orgs
from ketnoi.orgs.models import Unit
from ketnoi.practices.actions import By
from ketnoi.registers.entry import today
from ketnoi.ui.text import name_key

MOST_OFFERED = 400


def offered(contest: Contest) -> list[tuple[int, str]]:
    """(id, name and unit) of officers who may be named: of the organiser, below it, and of the programme's parties.

    Where they are too many, those of the units that stand highest.
    """
    units = Unit.objects.under(orgs.scope_paths([contest.unit_id])).values("pk")
    near = Q(unit__in=units) | Q(unit__in=policy.parties(contest))
    steps = Length("unit__path") - Length(Replace("unit__path", Value("."), Value("")))
    posts = _today(near & Q(officer__is_active=True)).order_by(steps, "pk")[:MOST_OFFERED]
    named = {post.officer_id: (post.officer.name, f"{post.officer.name}, {post.unit.label}") for post in posts}
    return [(pk, label) for pk, (_name, label) in sorted(named.items(), key=lambda one: name_key(one[1][0]))]


def members(contest: Contest) -> list[tuple[Juror, str]]:
    """Who marks, in the order in which they were named, each with the labels of the units he works in today."""
    found = list(contest.jury.select_related("officer"))
    units: dict[int, list[str]] = {}
    for post in _today(Q(officer__in=[one.officer_id for one in found])).order_by("pk"):
        units.setdefault(post.officer_id, []).append(post.unit.label)
    return [(one, "; ".join(dict.fromkeys(units.get(one.officer_id, ())))) for one in found]


@transaction.atomic
def name(contest: Contest, officer: int, version: int, by: By) -> Juror:
    """Let an officer mark all entries but those of his own unit."""
    locked = locked_for(contest, Verb.NAME, version)
    if officer not in dict(offered(locked)):
        raise ValidationError({"officer": [_("Hãy chọn cán bộ trong danh sách.")]})
    made, new = Juror.objects.get_or_create(contest=locked, officer_id=officer)
    if not new:
        raise ValidationError({"officer": [_("Cán bộ này đã là giám khảo.")]})
    changed(locked, Verb.NAME, by, officer=officer)
    return made


@transaction.atomic
def release(juror: Juror, version: int, by: By) -> None:
    """Take back a naming; whoever has marked stays: what counted would count no more."""
    locked = locked_for(juror.contest, Verb.RELEASE, version)
    if juror.sheets.exists():
        raise ValidationError(_("Giám khảo này đã chấm bài nên không thôi cử được."))
    Juror.objects.filter(pk=juror.pk).delete()
    changed(locked, Verb.RELEASE, by, officer=juror.officer_id)


def _today(who: Q) -> QuerySet[Post]:
    return Post.objects.on(today()).filter(who).select_related("officer", "unit")
