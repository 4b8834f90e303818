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


@dataclass(frozen=True)
class Shown:
    """A version with its words as they read with the figures of today; `pieces` say what it changed."""

    version: ParagraphVersion
    pieces: Sequence[Piece]

    @property
    def changed(self) -> bool:
        return any(piece.change for piece in self.pieces)


def began(row: Paragraph) -> None:
    """Before the first save: keep the words that the outline proposed, which nobody wrote."""
    if not ParagraphVersion.objects.filter(paragraph=row).exists():
        at = row.report.saved_at
        ParagraphVersion.objects.create(paragraph=row, number=row.version, text=row.text, at=at)


def keep(row: Paragraph, by: int | None, restores: int | None = None) -> None:
    """Keep the paragraph as it is saved now."""
    ParagraphVersion.objects.create(
        paragraph=row, number=row.version, text=row.text, at=moments.now(), by=by, restores=restores
    )


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
