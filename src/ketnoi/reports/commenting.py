"""What readers say of a report before it is approved, and what becomes of it: taken up, or explained why not."""

from __future__ import annotations

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from ketnoi.audit import journal, kept, moments
from ketnoi.programmes import circulation
from ketnoi.programmes.circulation import Said
from ketnoi.reports import editions, tokens
from ketnoi.reports.actions import KIND
from ketnoi.reports.enums import Stage
from ketnoi.reports.models import Comment, Edition, Paragraph, Report

OPEN = frozenset({Stage.DRAFT, Stage.SUBMITTED})


@dataclass(frozen=True)
class Passage:
    """What is commented on: a paragraph as its reader saw it, and its sentence of this number from 0; None is all."""

    paragraph: Paragraph | None = None
    sentence: int | None = None
    version: int | None = None


def is_open(report: Report) -> bool:
    """Whether comments are still taken and answered."""
    return report.stage in OPEN


def sentences(report: Report, paragraph: Paragraph) -> list[str]:
    """The sentences of a paragraph as they read now."""
    edition = editions.current(report)
    which = ("sentences", paragraph.pk, paragraph.version, edition.pk if edition else 0)
    return kept.once(which, lambda: _sentences(report, paragraph, edition))


def _sentences(report: Report, paragraph: Paragraph, edition: Edition | None) -> list[str]:
    said = editions.said(report, [(paragraph.kind, paragraph.text)], edition)
    return [editions.words(one, said) for one in tokens.sentences(paragraph.text)]


def comment(report: Report, about: Passage, text: str, by: Said) -> Comment:
    """Say something of a passage; its words are kept as they read now. Raises ValidationError.

    The figures in it are asked before the transaction, so that nobody who writes waits for them.
    """
    if not text.strip():
        raise ValidationError({"text": _("Hãy ghi ý kiến.")})
    quoted = _quoted(report, about)
    with transaction.atomic():
        locked = _locked(report)
        _unchanged(locked, about)
        said = Comment.objects.create(
            report=locked, paragraph=about.paragraph, quoted=quoted, unit_id=by.unit,
            text=text.strip(), author=by.actor, at=moments.now(),
        )  # fmt: skip
        journal.write("comment", KIND, locked.pk, actor=by.actor, unit=by.unit)
    return said


@transaction.atomic
def answer(report: Report, number: int, outcome: str, reply: str, actor: int) -> Comment:
    """Take a comment up or explain why not, once; what is not taken up whole needs its reason.

    Raises ValidationError.
    """
    locked = _locked(report)
    said = locked.comments.get(pk=number)
    if said.replied_at is not None:
        raise ValidationError(_("Ý kiến này vừa có người trả lời: xem trong bảng."))
    circulation.settle(said, outcome, reply)
    journal.write("answer", KIND, locked.pk, actor=actor, unit=locked.unit_id, outcome=outcome)
    return said


def _locked(report: Report) -> Report:
    locked = Report.objects.select_for_update().get(pk=report.pk)
    if not is_open(locked):
        said = {"stage": locked.get_stage_display()}
        raise ValidationError(_("Báo cáo đang ở bước “%(stage)s” nên không nhận góp ý nữa.") % said)
    return locked


def _quoted(report: Report, about: Passage) -> str:
    if about.paragraph is None:
        return ""
    found = sentences(report, about.paragraph)
    if about.sentence is None:
        return " ".join(found)
    if about.sentence >= len(found):
        raise _moved_on()
    return found[about.sentence]


def _unchanged(report: Report, about: Passage) -> None:
    """Nobody has rewritten or removed the paragraph since its reader saw it: a number names another sentence then."""
    if about.paragraph is None:
        return
    seen = about.paragraph.version if about.version is None else about.version
    if not report.paragraphs.filter(pk=about.paragraph.pk, version=seen).exists():
        raise _moved_on()


def _moved_on() -> ValidationError:
    return ValidationError({"sentence": _("Đoạn này vừa được sửa: hãy chọn lại câu.")})
