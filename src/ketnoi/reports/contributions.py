"""What is asked about contributions: whom one may ask, who sees which, what has come, side by side."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from ketnoi.audit import kept
from ketnoi.documents.paper import Block
from ketnoi.officers import policy
from ketnoi.officers.models import Officer, Post
from ketnoi.orgs.models import Level, Unit
from ketnoi.programmes.enums import PartyRole
from ketnoi.reports import editions, queries, rendering
from ketnoi.reports.assigning import OWED
from ketnoi.reports.enums import Contribution, Stage
from ketnoi.reports.models import Assignment, Paragraph, Report

ASKED_LEVELS = (Level.PROVINCE, Level.DISTRICT, Level.COMMUNE)
LAST = 1 << 31  # an order after every paragraph's


@dataclass(frozen=True)
class Candidates:
    """Whom a unit may ask: those beside it (parties, other agencies of its area), and its own lower units."""

    beside: Sequence[Unit]
    lower: Sequence[Unit]

    @property
    def all(self) -> dict[int, Unit]:
        return {unit.pk: unit for unit in (*self.beside, *self.lower)}


@dataclass(frozen=True)
class Text:
    """A contribution with what it reads now; `quoted`: it stands in the report."""

    assignment: Assignment
    blocks: Sequence[Block]
    late: bool
    quoted: bool


@dataclass(frozen=True)
class Section:
    """A heading of the report, what is asked for it of whom; `number` is None where the heading was taken out."""

    number: int | None
    heading: str
    texts: Sequence[Text]


def candidates(report: Report, day: dt.date) -> Candidates:
    """Units as they are on the day."""
    unit, living = report.unit, Unit.objects.on(day).select_related("agency", "place")
    signed = Q()
    if report.programme:
        parties = report.programme.parties.filter(role=PartyRole.PARTY)
        signed = Q(pk__in=parties.values("unit"))
    near = Q(level=unit.level, place=unit.place_id, province=unit.province)
    beside = living.filter(signed | near).exclude(pk=unit.pk).order_by("agency__order", "pk")
    lower = living.filter(parent=unit, level__in=ASKED_LEVELS).exclude(pk__in=beside.values("pk")).order_by("name")
    return Candidates(list(beside), list(lower))


def visible_to(officer: Officer) -> QuerySet[Assignment]:
    """Those asked of the officer's own organisations, and those of reports he may read."""
    own = policy.homes(officer)
    seen = Assignment.objects.filter(Q(unit__in=own) | Q(report__unit__in=policy.scope(officer)))
    return seen.select_related("unit", "report__unit", "report__programme", "section")


def writable_in(post: Post) -> QuerySet[Assignment]:
    """Those that are written under this post: asked of its own organisation."""
    if post.role not in queries.EDITORS:
        return Assignment.objects.none()
    own = Assignment.objects.filter(unit=policy.home(post.unit))
    return own.select_related("unit", "report__unit", "report__programme", "section")


def owed(post: Post) -> QuerySet[Assignment]:
    """What the post's organisation has still to write, the earliest due first."""
    return writable_in(post).filter(state__in=OWED, report__stage=Stage.DRAFT).order_by("due_on", "pk")


def received(post: Post) -> QuerySet[Assignment]:
    """What has come for reports that are written under this post and waits to be read, the oldest first."""
    reports = queries.editable_in(post).filter(stage=Stage.DRAFT)
    found = Assignment.objects.filter(report__in=reports.values("pk"), state=Contribution.SENT)
    return found.select_related("unit", "report").order_by("sent_at", "pk")


def sections(report: Report, day: dt.date) -> list[Section]:
    """What was asked for the report, by section in the report's order; what lost its heading comes last."""
    quoted = Paragraph.objects.filter(quoted_from=OuterRef("pk"))
    asked = report.assignments.exclude(state=Contribution.WITHDRAWN).annotate(is_quoted=Exists(quoted))
    rows = list(asked.select_related("unit", "section").order_by("unit__agency__order", "pk"))
    said = kept.once(("sections asked", report.pk), lambda: editions.counted(report, _sent(rows)))
    by_section: dict[tuple[int, int, str], list[Text]] = {}
    for row in rows:
        blocks = list(rendering.blocks([(Paragraph.Kind.TEXT, row.sent_text)], said, rendering.for_reading))
        place = (row.section.order, row.section.pk, row.section.text) if row.section else (LAST, 0, row.heading)
        by_section.setdefault(place, []).append(Text(row, blocks, row.is_late(day), row.is_quoted))
    return [Section(pk or None, heading, texts) for (_order, pk, heading), texts in sorted(by_section.items())]


def read(assignment: Assignment, text: str) -> list[Block]:
    """A text of this contribution with its figures, each naming its unit already."""
    written = [(Paragraph.Kind.TEXT.value, text)]
    key = ("contribution", assignment.pk, text)
    said = kept.once(key, lambda: editions.counted(assignment.report, written))
    return list(rendering.blocks(written, said, rendering.for_reading))


def _sent(rows: Iterable[Assignment]) -> list[editions.Text]:
    return [(Paragraph.Kind.TEXT.value, row.sent_text) for row in rows]
