"""What is being typed is kept on the server, for its writer alone, until it is saved or thrown away.

A draft is no part of the report and changes nothing that others see, so it has no line in the journal.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from ketnoi.audit import moments
from ketnoi.reports.models import Draft, Paragraph, Report


@dataclass(frozen=True)
class Written:
    """A text in the editor: of a paragraph as its writer saw it, or of a new one (None)."""

    text: str
    paragraph: Paragraph | None = None
    version: int = 0
    kind: str = Paragraph.Kind.TEXT


def find(report: Report, officer: int, paragraph: Paragraph | None) -> Draft | None:
    """What this officer was typing there and has not saved; None where it says nothing that is not saved."""
    kept = Draft.objects.filter(report=report, officer=officer, paragraph=paragraph).first()
    if kept is None or (paragraph is not None and kept.text == paragraph.text):
        return None
    return kept


@transaction.atomic
def keep(report: Report, officer: int, written: Written) -> Draft | None:
    """Keep what is being typed; nothing is kept of what is saved already, or empty, or too long to be saved."""
    saved = written.paragraph.text if written.paragraph else ""
    too_long = len(written.text) > (Draft._meta.get_field("text").max_length or 0)  # noqa: SLF001 - Django's way
    if _same(written.text, saved) or not written.text.strip():
        drop(report, officer, written.paragraph)
        return None
    if too_long:
        return None
    kept, _new = Draft.objects.update_or_create(
        report=report,
        officer=officer,
        paragraph=written.paragraph,
        defaults={"text": written.text, "version": written.version, "kind": written.kind, "at": moments.now()},
    )
    return kept


def drop(report: Report, officer: int, paragraph: Paragraph | None) -> None:
    """Throw away what was being typed there."""
    Draft.objects.filter(report=report, officer=officer, paragraph=paragraph).delete()


def outlive(paragraph: Paragraph, actor: int | None) -> None:
    """Before a paragraph is taken out: what others than `actor` were typing into it waits for them as a new one."""
    for kept in Draft.objects.filter(paragraph=paragraph).exclude(officer=actor or 0):
        waiting = Draft.objects.filter(report=kept.report_id, officer=kept.officer, paragraph=None).first()
        if waiting is None:
            kept.paragraph, kept.kind = None, paragraph.kind
            kept.save(update_fields=["paragraph", "kind"])
        else:
            waiting.text = f"{waiting.text}\n{kept.text}"
            waiting.save(update_fields=["text"])


def _same(typed: str, saved: str) -> bool:
    return typed.splitlines() == saved.splitlines()
