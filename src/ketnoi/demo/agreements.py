"""The programmes of the demo world: the national one, the province's, and the cluster of the five cities."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from string import Template
from typing import Any

from django.utils.text import slugify

from ketnoi.demo.ground import Ground
from ketnoi.demo.plans import Plan, read
from ketnoi.orgs.models import Level, Unit
from ketnoi.programmes import actions
from ketnoi.programmes.drafts import ContentRow, Draft, PartyRow, TargetRow, Terms, TileRow
from ketnoi.programmes.enums import PartyRole, Status
from ketnoi.programmes.models import Programme
from ketnoi.ui.text import fold


def national(actor: int) -> Programme:
    """The agreement of the central agencies."""
    words = read("programmes.json")["national"]
    return _create(words, _centres(words["parties"]), None, actor)


def movement(actor: int) -> Programme:
    """The emulation movement of police women, above the cluster."""
    words = read("programmes.json")["movement"]
    return _create(words, _centres(words["parties"]), None, actor)


def cluster(chair: int, others: Sequence[int], parent: Programme, actor: int) -> Programme:
    """The five cities' programme; the chair comes first."""
    words = read("programmes.json")["cluster"]
    return _create(words, [PartyRow(unit) for unit in (chair, *others)], parent, actor)


def provincial(ground: Ground, plan: Plan, parent: Programme, actor: int) -> Programme:
    """The province's programme with its targets."""
    words = read("programmes.json")["province"]
    place = ground.province
    names = {"place": slugify(fold(place.bare)), "inner": place.inner, "bare": place.bare}
    named = {
        name: Template(value).substitute(names) if isinstance(value, str) else value for name, value in words.items()
    }
    parties = [PartyRow(ground.unit(agency)) for agency in words["parties"]]
    parties += [PartyRow(ground.unit(agency), PartyRole.OBSERVER) for agency in words["observers"]]
    targets = tuple(TargetRow(code, amount) for code, amount in plan.targets.items())
    return _create(named, parties, parent, actor, targets)


def _centres(agencies: Sequence[str]) -> list[PartyRow]:
    found = Unit.objects.filter(level=Level.CENTRE, agency__code__in=agencies)
    by_agency = dict(found.values_list("agency__code", "pk"))
    return [PartyRow(by_agency[agency]) for agency in agencies]


def _create(
    words: Mapping[str, Any],
    parties: Sequence[PartyRow],
    parent: Programme | None,
    actor: int,
    targets: tuple[TargetRow, ...] = (),
) -> Programme:
    terms = Terms(
        name=words["name"],
        short_name=words["short_name"],
        chair=Unit.objects.get(pk=parties[0].unit),
        starts_on=dt.date.fromisoformat(words["starts_on"]),
        ends_on=dt.date.fromisoformat(words["ends_on"]),
        document_number=words["document_number"],
        signed_on=dt.date.fromisoformat(words["signed_on"]),
        parent=parent,
        status=Status.CONCLUDED,
    )
    contents = tuple(ContentRow(title, code) for code, title in words["contents"])
    tiles = tuple(TileRow(**tile) for tile in words.get("tiles", []))
    draft = Draft(terms, parties=tuple(parties), contents=contents, tiles=tiles, targets=targets)
    return actions.create(draft, slug=words["slug"], actor=actor)
