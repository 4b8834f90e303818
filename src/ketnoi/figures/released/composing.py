"""Put a release together: lay out its tables, count its world, hide what must be hidden, and prove it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from ketnoi.figures.models import Release
from ketnoi.figures.released import boxes, ledger, proving, sources, spans, tables
from ketnoi.figures.released.boxes import Box, Grid, Partition
from ketnoi.figures.released.protecting import Earlier, Plan, Problem, plan
from ketnoi.figures.released.sources import ProtectedSource
from ketnoi.figures.released.spans import Span
from ketnoi.figures.released.tables import NATION, Laid, Table
from ketnoi.places.models import Kind, Place

Content = dict[str, Any]


class NotProved(RuntimeError):
    """The auditor found a fault in a plan: nothing is released, and the program must be looked after."""


@dataclass(frozen=True)
class Wanted:
    """What is to be released: tables of a source and an agency for an area and a fixed period."""

    source: ProtectedSource
    agency: int
    area: int
    span: Span
    tables: tuple[Table, ...]


@dataclass(frozen=True)
class Composed:
    """The content everybody may see; whether nothing can be worked out from it; the releases it was held against."""

    content: Content
    safe: bool
    beside: tuple[int, ...]


def compose(wanted: Wanted, as_of: int, before: int | None = None) -> Composed:
    """The tables as they may be released, as known at that moment; with `before` as when the release of this key was
    drawn up. Raises NotProved.
    """
    earlier = known(wanted, before)
    covered = {month for release in earlier for month in spans.read(release.period).months} | set(wanted.span.months)
    laid = [tables.lay(table, wanted.span, wanted.area, provinces()) for table in wanted.tables]

    def world(moment: int) -> boxes.World:
        return ledger.world(wanted.source, wanted.agency, covered, moment)

    problem = Problem(
        tuple(one.grid for one in laid),
        world(as_of),
        tuple(_earlier(release, world(release.as_of)) for release in earlier),
        frozenset(provinces()),
    )
    made = plan(problem)
    if not made.unsafe and (wrong := proving.faults(problem, made)):
        raise NotProved(wrong[0])
    return Composed(_content(wanted, laid, problem, made), not made.unsafe, tuple(one.pk for one in earlier))


def provinces() -> list[int]:
    """Codes of today's provinces."""
    rows = Place.objects.filter(kind=Kind.PROVINCE, valid_to=None).values_list("code", flat=True)
    return sorted(int(code) for code in rows)


def standing(wanted: Wanted) -> Release | None:
    """What is published of the same source, agency, area and period, if anything is."""
    return _of(wanted).filter(period=wanted.span.code, area=wanted.area, status=Release.Status.PUBLISHED).first()


def known(wanted: Wanted, before: int | None = None) -> list[Release]:
    """All releases that can be put beside these tables: by a common month and area, or by way of others that share
    one with both. Whatever their state: a draft may still be signed, and who drew one up and dropped it has read it.

    Since each is proved beside all with a smaller key, `before` a release are those that it was proved beside.
    """
    drawn_up = _of(wanted) if before is None else _of(wanted).filter(pk__lt=before)
    waiting = list(drawn_up.order_by("pk"))
    reached: list[tuple[set[int], int]] = [(set(wanted.span.months), wanted.area)]
    found: list[Release] = []
    for months, area in reached:  # grows while it is walked
        near = [one for one in waiting if _meets(one, months, area)]
        waiting = [one for one in waiting if one not in near]
        found += near
        reached += [(set(spans.read(one.period).months), one.area) for one in near]
    return sorted(found, key=lambda one: one.pk)


def _of(wanted: Wanted) -> QuerySet[Release]:
    return Release.objects.filter(source=wanted.source.number, agency=wanted.agency)


def _meets(release: Release, months: set[int], area: int) -> bool:
    return bool(months & set(spans.read(release.period).months)) and (
        release.area == area or NATION in {release.area, area}
    )


def wanted_of(release: Release) -> Wanted:
    """The question a release answers."""
    asked = tuple(tables.get(code) for code in release.tables)
    source = sources.get(release.source)
    return Wanted(source, release.agency, release.area, spans.read(release.period), asked)


def _earlier(release: Release, world: boxes.World) -> Earlier:
    """A release as it was published, whatever its tables are declared as today."""
    axes = 2 + len(sources.get(release.source).dimensions)
    grids: list[Grid] = []
    shown: dict[Box, int] = {}
    for table in release.content["tables"]:
        area = frozenset([release.area]) if release.area != NATION else None
        region: Box = (frozenset(spans.read(release.period).months), area, *(None,) * (axes - 2))
        grid = Grid(region, _read(table["rows_by"]), _read(table["columns_by"]))
        grids.append(grid)
        for line, cells in zip(grid.lines(), table["cells"], strict=True):
            shown |= {box: cell for box, cell in zip(line, cells, strict=True) if cell is not None}
    return Earlier(tuple(grids), shown, world)


def _content(wanted: Wanted, laid: Sequence[Laid], problem: Problem, made: Plan) -> Content:
    numbers = boxes.totals(problem.grids, problem.world)
    return {
        "source": wanted.source.name,
        "unit": wanted.source.unit,
        "definition": wanted.source.definition,
        "tables": [_table(one, numbers, made.hidden) for one in laid],
    }


def _table(laid: Laid, numbers: Counter[Box], hidden: Iterable[Box]) -> dict[str, Any]:
    """Cells line by line; the first line and the first of each line are totals; None is hidden."""
    return {
        "code": laid.table.code,
        "title": laid.table.title,
        "rows": list(laid.rows),
        "columns": list(laid.columns),
        "rows_by": _written(laid.grid.rows),
        "columns_by": _written(laid.grid.columns),
        "cells": [[None if box in hidden else numbers[box] for box in line] for line in laid.grid.lines()],
    }


def _written(by: Partition) -> dict[str, Any]:
    return {"axis": by.axis, "groups": [sorted(group, key=repr) for group in by.groups]}


def _read(written: dict[str, Any]) -> Partition:
    return Partition(written["axis"], tuple(frozenset(group) for group in written["groups"]))
