"""What single activities lend a report: examples by one fair rule, and reasons that were recorded."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from django.db.models import Count, QuerySet, Sum

from ketnoi.activities import facts as activity_facts
from ketnoi.activities import persons
from ketnoi.activities import queries as activities
from ketnoi.activities.enums import Verb
from ketnoi.activities.models import Activity, ActivityUnit, Revision
from ketnoi.figures import scopes
from ketnoi.figures.models import Fact
from ketnoi.orgs import queries as orgs
from ketnoi.orgs.models import Unit
from ketnoi.places.queries import labels as place_labels
from ketnoi.reports.proposing.asking import Asking
from ketnoi.reports.proposing.examples import Example
from ketnoi.reports.proposing.lagging import Cause
from ketnoi.reports.proposing.numbers import Number
from ketnoi.reports.proposing.things import Thing
from ketnoi.reports.tokens import Token

EXAMPLES = 2
LOOKED_AT = 200  # the largest; where none of them is by several agencies, none is offered
REASONS = 3
ALL = "hoat_dong"


def examples(ask: Asking, code: str) -> list[Example]:
    """Most people first, at most one a place, by several agencies each; none whose title may name somebody, and none
    of other units alone. Where a larger one is left out for that, none is said to be the largest.
    """
    thing = ask.thing(code)
    came = _came(ask, thing.reaches) if thing.reaches else {}
    joint = _joint(came)
    own = set(_own(ask).filter(activity__in=came).values_list("activity", flat=True))
    chosen: dict[int | None, Activity] = {}
    for activity in joint:
        if activity.pk in own and not persons.may_name(activity.title):
            chosen.setdefault(activity.place_id, activity)
    listed = list(chosen.values())[:EXAMPLES]
    first = 0 if listed and came[listed[0].pk] == came[joint[0].pk] else 1
    return [_example(thing, activity, rank, came[activity.pk]) for rank, activity in enumerate(listed, first)]


def causes(ask: Asking) -> Iterator[Cause]:
    """The reasons given most often with what was recorded late; none that may name somebody.

    Why a single record was corrected is told beside that record: it explains nothing of the work of an area.
    """
    asked = _facts(ask, ALL)
    if asked is None:
        return
    own = _own(ask).filter(activity__in=asked[0].values("record")).values("activity")
    said = Revision.objects.filter(activity__in=own, verb=Verb.RECORD).exclude(reason="")
    if ask.report.frozen_at:
        said = said.filter(at__lte=ask.report.frozen_at)
    rows = said.values_list("reason").annotate(times=Count("activity", distinct=True)).order_by("-times", "reason")
    told = [(reason, times) for reason, times in rows if not persons.may_name(reason)]
    for place, (reason, times) in enumerate(told[:REASONS]):
        yield Cause(Number(times), reason, place)


def _own(ask: Asking) -> QuerySet[ActivityUnit]:
    """Who took part, of the report's unit and those under it: numbers are open, the words of a record are theirs."""
    return ActivityUnit.objects.filter(unit__in=Unit.objects.under(orgs.scope_paths([ask.report.unit_id])))


def behind(ask: Asking, code: str, source: int) -> QuerySet[Fact, int]:
    """Ids of the records of one source that stand behind a figure; none where it cannot be asked."""
    asked = _facts(ask, code, source)
    return (asked[0] if asked else Fact.objects.none()).values_list("record", flat=True)


def _facts(ask: Asking, code: str, source: int = activity_facts.NUMBER) -> tuple[QuerySet[Fact], bool] | None:
    """Facts of a source behind a figure, and whether a record may repeat; None where it cannot be asked."""
    said = ask.said(Token(code))
    if said is None:
        return None
    found, repeats = scopes.facts(said.figure)
    return found.filter(record_kind=source).order_by(), repeats


def _came(ask: Asking, code: str) -> dict[int, int]:
    """{activity: how many came}, the largest."""
    asked = _facts(ask, code)
    if asked is None:
        return {}
    facts, repeats = asked
    if not repeats:
        came = facts.values_list("record").annotate(came=Sum("value")).order_by("-came", "record")
        return dict(came[:LOOKED_AT])
    found: Counter[int] = Counter()
    for record, _cell, value in facts.values_list("record", "cell", "value").distinct():
        found[record] += value
    return dict(found.most_common(LOOKED_AT))


def _joint(came: dict[int, int]) -> list[Activity]:
    """Those of several agencies, the largest first."""
    rows = Activity.objects.filter(pk__in=came).annotate(agencies=Count("units__agency", distinct=True))
    return sorted(rows.filter(agencies__gt=1), key=lambda one: (-came[one.pk], one.starts_on, one.pk))


def _example(thing: Thing, activity: Activity, rank: int, came: int) -> Example:
    units = tuple(label for _agency, label in activities.units_of([activity.pk])[activity.pk])
    place = place_labels([activity.place_id]).get(activity.place_id or 0, "")
    return Example(
        thing,
        activity.pk,
        rank,
        activity.title,
        activity.starts_on,
        place[:1].lower() + place[1:],
        units,
        Number(came),
    )
