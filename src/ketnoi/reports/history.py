"""The versions of a paragraph: each save is kept, and shown by what it changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ketnoi.audit import moments
from ketnoi.reports import comparing, editions
from ketnoi.reports.comparing import Piece
from ketnoi.reports.models import Paragraph, ParagraphVersion, Report

MOST = 50  # versions on the page, the newest
MOST_REMOVED = 200  # versions of paragraphs that were taken out


@dataclass(frozen=True)
class Shown:
    """A version with its words as they read with the figures of today; `pieces` say what it changed."""

    version: ParagraphVersion
    pieces: Sequence[Piece]

    @property
    def changed(self) -> bool:
        return any(piece.change for piece in self.pieces)


@dataclass(frozen=True)
class Removed:
    """A paragraph that was taken out: when and by whom, its last words, and earlier ones."""

    at: int
    by: int | None
    last: ParagraphVersion
    earlier: Sequence[ParagraphVersion]


def began(row: Paragraph) -> None:
    """Before the first save: keep the words that the outline proposed, which nobody wrote."""
    if not ParagraphVersion.objects.filter(paragraph=row).exists():
        at = row.report.saved_at
        ParagraphVersion.objects.create(report=row.report, paragraph=row, number=row.version, text=row.text, at=at)


def keep(row: Paragraph, by: int | None, restores: int | None = None) -> None:
    """Keep the paragraph as it is saved now."""
    ParagraphVersion.objects.create(
        report=row.report,
        paragraph=row,
        number=row.version,
        text=row.text,
        at=moments.now(),
        by=by,
        restores=restores,
    )


def take_out(row: Paragraph, by: int | None) -> None:
    """Before the paragraph goes: keep its words, and who took it out."""
    began(row)
    ParagraphVersion.objects.create(report=row.report, paragraph=row, number=row.version + 1, at=moments.now(), by=by)


def carry(originals: Sequence[Paragraph], copies: Sequence[Paragraph]) -> None:
    """In a copied report each paragraph begins with who wrote the words; those of an outline have nobody."""
    rows = ParagraphVersion.objects.filter(paragraph__in=originals).order_by("number")
    last = {row.paragraph_id: row for row in rows}
    ParagraphVersion.objects.bulk_create(
        ParagraphVersion(
            report=copy.report, paragraph=copy, number=copy.version, text=copy.text, at=wrote.at, by=wrote.by
        )
        for original, copy in zip(originals, copies, strict=True)
        if (wrote := last.get(original.pk))
    )


def removed(report: Report) -> list[Removed]:
    """Paragraphs that were taken out, the latest first."""
    rows = ParagraphVersion.objects.filter(report=report).exclude(paragraph__in=report.paragraphs.all())
    found: dict[int, list[ParagraphVersion]] = {}
    for row in rows.order_by("-at", "-number")[:MOST_REMOVED]:
        found.setdefault(row.paragraph_id, []).append(row)
    return [Removed(end.at, end.by, rest[0], rest[1:]) for end, *rest in found.values() if rest]


def read(report: Report, paragraph: Paragraph) -> list[Shown]:
    """The newest first, each held against the one before it."""
    rows = list(ParagraphVersion.objects.filter(paragraph=paragraph)[: MOST + 1])
    written = [(paragraph.kind, row.text) for row in rows]
    said = editions.said(report, written, editions.current(report))
    read = [editions.words(row.text, said) for row in rows]
    shown = [
        Shown(row, list(comparing.pieces(earlier, later)))
        for row, (later, earlier) in zip(rows, pairwise(read), strict=False)
    ]
    first = [] if len(rows) > MOST or not rows else [Shown(rows[-1], [Piece(read[-1])])]
    return [*shown, *first]
