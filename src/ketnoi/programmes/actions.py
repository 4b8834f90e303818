"""Writes: each is one verb, one transaction, one journal line. A refusal is a ValidationError that says what to do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.text import slugify

from ketnoi.audit import journal, versions
from ketnoi.programmes import checks, queries
from ketnoi.programmes.drafts import ContentRow, Draft, PartyRow, TargetRow, Terms, TileRow
from ketnoi.programmes.models import Content, Party, Programme, Target, Tile
from ketnoi.ui.text import fold, tidy

KIND = "programme"


@transaction.atomic
def create(draft: Draft, slug: str = "", actor: int | None = None) -> Programme:
    """Create a programme; without a slug its address is made from its short name. The chair is always a party."""
    checks.terms(draft.terms)
    programme = Programme(slug=slug or _free_slug(draft.terms.short_name))
    checks.slug(programme.slug)
    _write(programme, draft)
    if not programme.parties.filter(unit=draft.terms.chair).exists():
        Party.objects.create(programme=programme, unit=draft.terms.chair)
    journal.write("create", KIND, programme.pk, actor=actor, unit=programme.chair_id)
    return programme


@transaction.atomic
def change(pk: int, draft: Draft, version: int, actor: int | None = None) -> Programme:
    """Change a programme that the editor read at this version; raises versions.Stale when it has moved on since."""
    programme = _locked(pk)
    versions.check(programme, version)
    checks.terms(draft.terms)
    checks.parent(programme, draft.terms.parent)
    programme.version += 1
    _write(programme, draft)
    journal.write("change", KIND, pk, actor=actor, unit=programme.chair_id, version=programme.version)
    return programme


def _locked(pk: int) -> Programme:
    return Programme.objects.select_for_update().get(pk=pk)


def _write(programme: Programme, draft: Draft) -> None:
    for name, value in _columns(draft.terms).items():
        setattr(programme, name, value)
    programme.save()
    if draft.parties is not None:
        _replace_parties(programme, draft.parties)
    if draft.contents is not None:
        _replace_contents(programme, draft.contents)
    if draft.tiles is not None:
        _replace_tiles(programme, draft.tiles)
    if draft.targets is not None:
        _replace_targets(programme, draft.targets)


def _columns(terms: Terms) -> dict[str, Any]:
    """The terms by column, every text with single spaces and composed letters."""
    named = {name: getattr(terms, name) for name in Terms.__dataclass_fields__}
    lines = {name: value for name, value in named.items() if isinstance(value, str) and name != "summary"}
    tidied = {name: tidy(value) for name, value in lines.items()}
    return named | tidied | {"within": [list(pair) for pair in terms.within]}


def _replace_parties(programme: Programme, rows: Sequence[PartyRow]) -> None:
    checks.parties(rows)
    programme.parties.all().delete()
    Party.objects.bulk_create(
        Party(programme=programme, unit_id=row.unit, role=row.role, order=order) for order, row in enumerate(rows)
    )


def _replace_contents(programme: Programme, rows: Sequence[ContentRow]) -> None:
    programme.contents.all().delete()
    Content.objects.bulk_create(
        Content(programme=programme, order=order, code=row.code, title=tidy(row.title), kind=row.kind)
        for order, row in enumerate(rows)
    )


def _replace_tiles(programme: Programme, rows: Sequence[TileRow]) -> None:
    for row in rows:
        checks.tile(row)
    programme.tiles.all().delete()
    Tile.objects.bulk_create(
        Tile(programme=programme, order=order, **{name: getattr(row, name) for name in TileRow.__dataclass_fields__})
        for order, row in enumerate(rows)
    )


def _replace_targets(programme: Programme, rows: Sequence[TargetRow]) -> None:
    for row in rows:
        checks.target(row)
    programme.targets.all().delete()
    columns = TargetRow.__dataclass_fields__
    Target.objects.bulk_create(
        Target(programme=programme, order=order, **{name: getattr(row, name) for name in columns})
        for order, row in enumerate(rows)
    )


def _free_slug(short_name: str) -> str:
    """An address made from the name; a number is added while it is taken."""
    wanted = slugify(fold(short_name))[:70] or KIND
    taken = set(Programme.objects.filter(slug__startswith=wanted).values_list("slug", flat=True)) | queries.RESERVED
    free = (f"{wanted}-{number}" for number in range(2, len(taken) + 3))
    return wanted if wanted not in taken else next(slug for slug in free if slug not in taken)
