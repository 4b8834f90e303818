"""Put a record of a programme under one of its contents or groups, and read what lies where."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from ketnoi.audit import journal
from ketnoi.figures import sources
from ketnoi.figures.models import CURRENT, Fact, SetMember
from ketnoi.figures.records import Identity
from ketnoi.figures.sources import Row
from ketnoi.officers.models import Officer
from ketnoi.programmes.enums import ContentKind
from ketnoi.programmes.models import Content, Placement, Programme

WIDTH = {kind: depth for depth, kind in enumerate(ContentKind.values)}


@dataclass(frozen=True)
class Branch:
    """A row of the tree: how deep it stands, what lies right under it, and with everything below."""

    content: Content
    depth: int
    own: int
    all: int


@transaction.atomic
def place(pk: int, wanted: Mapping[Identity, int | None], actor: int | None = None, unit: int | None = None) -> None:
    """Put records (source number, id) under contents, or under none. Only records that count for the programme."""
    programme = Programme.objects.select_for_update().get(pk=pk)
    contents = set(programme.contents.values_list("pk", flat=True))
    if {content for content in wanted.values() if content} - contents:
        raise ValidationError(_("Nội dung này không còn trong chương trình."))
    among = facts_of(programme).filter(record__in={record for _kind, record in wanted})
    if set(wanted) - _identities(among):
        raise ValidationError(_("Có phiếu không còn tính vào chương trình này."))
    _clear(programme, wanted)
    Placement.objects.bulk_create(
        Placement(programme=programme, record_kind=kind, record=record, content_id=content)
        for (kind, record), content in wanted.items()
        if content
    )
    journal.write("place", "programme", pk, actor=actor, unit=unit, count=len(wanted))


def _clear(programme: Programme, identities: Iterable[Identity]) -> None:
    by_kind: dict[int, list[int]] = defaultdict(list)
    for kind, record in identities:
        by_kind[kind].append(record)
    for kind, ids in by_kind.items():
        programme.placements.filter(record_kind=kind, record__in=ids).delete()


def facts_of(programme: Programme) -> QuerySet[Fact]:
    """What counts for the programme now."""
    sets = SetMember.objects.filter(family="p", member=programme.pk).values("set")
    return Fact.objects.filter(CURRENT, programmes__in=sets)


def _identities(facts: QuerySet[Fact]) -> set[Identity]:
    return set(facts.order_by().values_list("record_kind", "record").distinct())


def lying(programme: Programme, content: int | None, officer: Officer, most: int) -> list[tuple[Identity, Row]]:
    """The latest records under a content, or under none, that the officer may read."""
    under = programme.placements.filter(content=content) if content else programme.placements.all()
    found: list[tuple[Identity, Row]] = []
    for source in sources.every():
        there = Q(record__in=under.filter(record_kind=source.number).values("record"))
        facts = facts_of(programme).filter(there if content else ~there, record_kind=source.number)
        days = facts.filter(record__in=source.visible(officer)).order_by("-day", "-record").values_list("day", "record")
        ids = [record for _day, record in days.distinct()[:most]]
        found += [((source.number, row.record), row) for row in (source.rows(ids, None) if ids else [])]
    return sorted(found, key=lambda one: (one[1].day, one[0]), reverse=True)[:most]


def tree(programme: Programme) -> list[Branch]:
    """The contents in order with how many counting records lie under each; a record that was withdrawn is not one."""
    rows = list(programme.contents.all())
    placed = programme.placements.values_list("content_id", "record_kind", "record")
    now = _identities(facts_of(programme).filter(record__in=programme.placements.values("record")))
    own = Counter(content for content, kind, record in placed if (kind, record) in now)
    return [
        Branch(row, _depth(rows, at), own[row.pk], sum(own[one.pk] for one in _below(rows, at)))
        for at, row in enumerate(rows)
    ]


def _below(rows: list[Content], at: int) -> list[Content]:
    """The row and those after it up to the next one as wide as itself."""
    width = WIDTH[rows[at].kind]
    end = next((n for n in range(at + 1, len(rows)) if WIDTH[rows[n].kind] <= width), len(rows))
    return rows[at:end]


def _depth(rows: list[Content], at: int) -> int:
    """How many rows stand above it."""
    depth, width = 0, WIDTH[rows[at].kind]
    for row in reversed(rows[:at]):
        if WIDTH[row.kind] < width:
            depth, width = depth + 1, WIDTH[row.kind]
    return depth
