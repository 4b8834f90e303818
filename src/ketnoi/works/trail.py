"""What a revision keeps of a work: ids, numbers and the work's own words, never a person. Days are ISO text."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ketnoi.works import facts
from ketnoi.works.enums import Verb
from ketnoi.works.models import Revision, Work


def of(work: Work) -> dict[str, Any]:
    """The work as it stands; `joined` are the units it counts for, the one that registered first."""
    return {
        "status": work.status,
        "kind": work.kind,
        "field": work.field_id,
        "title": work.title,
        "year": work.year,
        "registered_on": work.registered_on.isoformat(),
        "counted_on": work.counted_on.isoformat(),
        "aim": work.aim,
        "place": work.place_id,
        "people": work.people,
        "programme": work.programme_id,
        "key": work.key,
        "ended_on": work.ended_on.isoformat() if work.ended_on else None,
        "achieved": work.achieved,
        "joined": list(facts.units(work)),
        "resources": {one.source: one.amount for one in work.resources.all()},
    }


def keep(works: Iterable[Work], verb: Verb, at: int, actor: int, unit: int, reason: str = "") -> None:
    """Keep the works as they are now, under the moment of their facts."""
    done = {"at": at, "actor": actor, "unit": unit, "verb": verb, "reason": reason}
    Revision.objects.bulk_create(Revision(work=work, number=work.version, snapshot=of(work), **done) for work in works)
