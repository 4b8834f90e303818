"""The way of a report as a document: submitted, returned or approved, issued, its signed copy bound, corrected.

Fixing the figures is another thing (`actions.freeze`); a report is submitted only with its figures fixed. Each step is
one transaction that locks the report's row first and ends with one journal line.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from django.core.exceptions import ValidationError
from django.core.files import File
from django.db import transaction
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from ketnoi.attachments import actions as attachments
from ketnoi.audit import journal, moments
from ketnoi.officers.enums import Role
from ketnoi.reports import editions, following, history, letterheads
from ketnoi.reports.actions import KIND
from ketnoi.reports.enums import Move, Stage
from ketnoi.reports.models import Edition, GivenNumber, Paragraph, Report, SignedCopy, Signer, Step
from ketnoi.reports.queries import EDITORS
from ketnoi.reports.starting import LONGEST_TITLE
from ketnoi.ui import dates
from ketnoi.ui.text import tidy

SIGNED = "report.signed"  # the owner of signed copies
PDF = "application/pdf"
Copied = TypeVar("Copied", Paragraph, Signer, GivenNumber)
WRITERS = frozenset(EDITORS)
LEADERS = frozenset({Role.LEAD})


@dataclass(frozen=True)
class Way:
    """From which stages a step leads where, and under which roles of the report's own unit."""

    since: frozenset[Stage]
    to: Stage
    roles: frozenset[Role]


WAYS = {
    Move.SUBMIT: Way(frozenset({Stage.DRAFT}), Stage.SUBMITTED, WRITERS),
    Move.APPROVE: Way(frozenset({Stage.SUBMITTED}), Stage.APPROVED, LEADERS),
    Move.ISSUE: Way(frozenset({Stage.APPROVED}), Stage.ISSUED, WRITERS),
    Move.RETURN: Way(frozenset({Stage.SUBMITTED, Stage.APPROVED}), Stage.DRAFT, LEADERS),
    Move.BIND: Way(frozenset({Stage.ISSUED}), Stage.ISSUED, WRITERS),
    Move.CORRECT: Way(frozenset({Stage.ISSUED}), Stage.ISSUED, WRITERS),
}


def possible(stage: str, role: str) -> list[Move]:
    """The steps that somebody of this role in the report's unit may take now, in their order."""
    return [move for move, way in WAYS.items() if stage in way.since and role in way.roles]


@transaction.atomic
def submit(report: Report, remark: str = "", actor: int | None = None) -> None:
    """Hand the draft to who approves it. Raises ValidationError while figures are live or proposed words unread."""
    locked = _at(report, Move.SUBMIT)
    if locked.frozen_at is None:
        raise ValidationError(_("Hãy chốt số liệu trước khi trình."))
    unread = locked.paragraphs.filter(accepted=False).count()
    if unread:
        raise ValidationError(_("Còn %(count)s đoạn soạn sẵn chưa đọc lại.") % {"count": unread})
    _moved(locked, Move.SUBMIT, tidy(remark), actor)


@transaction.atomic
def send_back(report: Report, remark: str, actor: int | None = None) -> None:
    """Give it back to be written in again, with what is to be changed."""
    locked = _at(report, Move.RETURN)
    if not tidy(remark):
        raise ValidationError(_("Hãy ghi rõ cần sửa gì."))
    _moved(locked, Move.RETURN, remark.strip(), actor)


@transaction.atomic
def approve(report: Report, remark: str = "", actor: int | None = None) -> None:
    """Let it be issued. Raises ValidationError while a comment waits: from here on none is answered."""
    locked = _at(report, Move.APPROVE)
    waiting = locked.comments.filter(replied_at=None).count()
    if waiting:
        raise ValidationError(
            _("Còn %(count)s ý kiến góp ý chưa trả lời: hãy tiếp thu hoặc giải trình trước khi phê duyệt.")
            % {"count": waiting}
        )
    _moved(locked, Move.APPROVE, tidy(remark), actor)


@transaction.atomic
def issue(report: Report, number: str, day: dt.date, actor: int | None = None) -> None:
    """Give it the number and day of the office's book. Raises ValidationError for a day before the figures or ahead."""
    locked = _at(report, Move.ISSUE)
    if not tidy(number):
        raise ValidationError({"number": _("Hãy ghi số văn bản do văn thư cấp.")})
    if day < dates.from_us(locked.frozen_at or 0).date():
        raise ValidationError({"day": _("Ngày ban hành không thể trước ngày chốt số liệu.")})
    if day > timezone.localdate():
        raise ValidationError({"day": _("Ngày ban hành không thể sau hôm nay.")})
    locked.number, locked.issued_on = tidy(number), day
    letterheads.keep(_fixed(locked))
    following.announce(locked, actor)
    _moved(locked, Move.ISSUE, "", actor)


@transaction.atomic
def bind(report: Report, upload: File[bytes], actor: int) -> SignedCopy:
    """Keep the signed PDF as the official one, its digest bound to the fixed edition. Earlier copies stay."""
    locked = _at(report, Move.BIND)
    edition = _fixed(locked)
    kept = attachments.add(SIGNED, locked.pk, upload, actor)
    if kept.media_type != PDF:
        raise ValidationError(_("Bản đã ký phải là tệp PDF."))
    copy = SignedCopy.objects.create(
        report=locked,
        edition=edition,
        attachment=kept.pk,
        sha256=kept.sha256,
        added_at=moments.now(),
        added_by=actor,
    )
    _moved(locked, Move.BIND, "", actor, sha256=kept.sha256)
    return copy


@transaction.atomic
def correct(report: Report, reason: str, actor: int | None = None) -> Report:
    """Begin a report that takes the place of an issued one, with its words; the issued one stays as it is."""
    locked = _at(report, Move.CORRECT)
    if not tidy(reason):
        raise ValidationError(_("Hãy ghi lý do đính chính."))
    if locked.corrections.exists():
        raise ValidationError(_("Báo cáo này đã có bản đính chính."))
    made = Report.objects.create(
        programme=locked.programme,
        unit=locked.unit,
        outline=locked.outline,
        outline_version=locked.outline_version,
        title=_corrected(locked.title),
        about=locked.about,
        starts_on=locked.starts_on,
        ends_on=locked.ends_on,
        saved_at=moments.now(),
        corrects=locked,
    )
    copies = Paragraph.objects.bulk_create(_copied(row, made) for row in locked.paragraphs.all())
    history.carry(list(locked.paragraphs.all()), copies)
    Signer.objects.bulk_create(_copied(row, made) for row in locked.signers.all())
    holding = GivenNumber.objects.filter(report=locked, taken_back_at=None)
    GivenNumber.objects.bulk_create(_copied(row, made) for row in holding)
    _moved(locked, Move.CORRECT, tidy(reason), actor, by=made.pk)
    return made


@transaction.atomic
def set_signers(report: Report, signers: Sequence[Signer], actor: int | None = None) -> None:
    """Say who signs, the one who leads first; none: as the unit's letterhead says. Only while it is a draft."""
    locked = _at(report, Move.SUBMIT)
    locked.signers.all().delete()
    for order, one in enumerate(signers, 1):
        one.report, one.order = locked, order
    Signer.objects.bulk_create(signers)
    journal.write("set_signers", KIND, locked.pk, actor=actor, unit=locked.unit_id, count=len(signers))


def _corrected(title: str) -> str:
    """The title of a report that corrects one of this title, as long as a title may be."""
    room = LONGEST_TITLE - len(_("%(title)s (đính chính)") % {"title": ""})
    return _("%(title)s (đính chính)") % {"title": Truncator(title).chars(room)}


def _fixed(report: Report) -> Edition:
    edition = editions.current(report)
    assert edition is not None, "what was submitted has its figures fixed"
    return edition


def _copied(row: Copied, report: Report) -> Copied:
    row.pk, row.report = None, report
    return row


def _at(report: Report, move: Move) -> Report:
    """The report, locked, where this step can be taken. Raises ValidationError where somebody was faster."""
    locked = Report.objects.select_for_update().get(pk=report.pk)
    if locked.stage not in WAYS[move].since:
        said = {"stage": locked.get_stage_display(), "move": move.label}
        raise ValidationError(_("Báo cáo đang ở bước “%(stage)s”, không thể: %(move)s.") % said)
    return locked


def _moved(report: Report, move: Move, remark: str, actor: int | None, **detail: int | str) -> None:
    report.stage, report.saved_at = WAYS[move].to, moments.now()
    report.save(update_fields=["stage", "number", "issued_on", "saved_at"])
    Step.objects.create(report=report, move=move, at=report.saved_at, actor=actor, remark=remark)
    journal.write(move.value, KIND, report.pk, actor=actor, unit=report.unit_id, **detail)
