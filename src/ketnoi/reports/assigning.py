"""Writes around what other units contribute to a report: asked, written, sent, returned, quoted, withdrawn.

Each is one transaction that locks the report's row first and ends with one journal line. The figures of a contribution
are about the unit that writes it and all under it (`contributed`), within the report's programme and period.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass, replace

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from ketnoi.audit import journal, moments, versions
from ketnoi.orgs.models import Unit
from ketnoi.reports import actions, questions, tokens
from ketnoi.reports.enums import Contribution, ContributionMove
from ketnoi.reports.models import Assignment, AssignmentStep, Paragraph, Report
from ketnoi.reports.tokens import Token
from ketnoi.ui.text import tidy

KIND = "report_assignment"
HEADINGS = (Paragraph.Kind.HEADING1, Paragraph.Kind.HEADING2)
OWED = (Contribution.ASKED, Contribution.RETURNED)  # the unit asked still writes
GIVEN = (Contribution.SENT, Contribution.TAKEN)  # its text is with the unit that asked


@dataclass(frozen=True)
class Wanted:
    """What is asked of which units (their ids), by when."""

    units: Collection[int]
    asked: str
    due_on: dt.date


@transaction.atomic
def assign(report: Report, section: int, wanted: Wanted, actor: int | None = None) -> list[Assignment]:
    """Ask units to write for a section, named by its heading. Raises ValidationError by field."""
    locked = actions.locked_draft(report.pk)
    heading = locked.paragraphs.filter(pk=section, kind__in=HEADINGS).first()
    if heading is None:
        raise ValidationError({"section": [_("Phần này không còn trong báo cáo: hãy chọn lại.")]})
    _askable(locked, heading, wanted)
    units = Unit.objects.in_bulk(wanted.units)
    made = [_asked(locked, heading, units[unit], wanted, actor) for unit in dict.fromkeys(wanted.units)]
    journal.write("assign", "report", locked.pk, actor=actor, unit=locked.unit_id, count=len(made))
    return made


@transaction.atomic
def write(
    assignment: Assignment, text: str, version: int, actor: int | None = None, *, send: bool = False
) -> Assignment:
    """Save what the unit asked writes, and send it. Raises versions.Stale, TokenError or ValidationError."""
    row = _locked(assignment, OWED)
    versions.check(row, version, _("Nội dung này vừa có người khác lưu."))
    row.text = _written(text)
    sent = contributed(row.text, row.unit_id)
    questions.check(sent, row.report)
    row.version += 1
    if not send:
        return _saved(row, "write", actor, row.unit_id)
    row.sent_text, row.sent_at, row.state = sent, row.sent_at or moments.now(), Contribution.SENT
    return _stepped(row, ContributionMove.SEND, "", actor, row.unit_id)


@transaction.atomic
def send_back(assignment: Assignment, remark: str, actor: int | None = None) -> Assignment:
    """Ask for more, saying what. Words that were quoted already stay in the report."""
    row = _locked(assignment, GIVEN)
    if not tidy(remark):
        raise ValidationError(_("Hãy ghi rõ cần viết thêm, sửa gì."))
    row.state = Contribution.RETURNED
    return _stepped(row, ContributionMove.RETURN, remark.strip(), actor, row.report.unit_id)


@transaction.atomic
def quote(assignment: Assignment, actor: int | None = None) -> Paragraph:
    """Put the text that was sent at the end of its section; the paragraph names whose it is."""
    row = _locked(assignment, GIVEN)
    if Paragraph.objects.filter(quoted_from=row).exists():
        raise ValidationError(_("Nội dung này đang có trong báo cáo: bỏ đoạn cũ trước khi trích lại."))
    row.state, row.saved_at = Contribution.TAKEN, moments.now()
    row.save()
    AssignmentStep.objects.create(assignment=row, move=ContributionMove.TAKE, at=row.saved_at, actor=actor)
    return actions.add_paragraph(row.report, _last_of(row), Paragraph.Kind.TEXT, row.sent_text, actor, row)


@transaction.atomic
def withdraw(assignment: Assignment, actor: int | None = None) -> Assignment:
    """Ask no longer, while nothing has come or what was asked to be written again has not."""
    row = _locked(assignment, OWED)
    row.state = Contribution.WITHDRAWN
    return _stepped(row, ContributionMove.WITHDRAW, "", actor, row.report.unit_id)


def contributed(text: str, unit: int) -> str:
    """The text with each figure about this unit and all under it, unless it names a unit or place itself."""
    return tokens.write(_about(part, unit) if isinstance(part, Token) else part for part in tokens.parse(text))


def _written(text: str) -> str:
    written = actions.tidied(text)
    if not written:
        raise ValidationError({"text": [_("Hãy viết nội dung trước khi lưu.")]})
    return tokens.write(tokens.parse(written))


def _about(token: Token, unit: int) -> Token:
    return token if token.unit or token.place else replace(token, unit=unit)


def _askable(report: Report, heading: Paragraph, wanted: Wanted) -> None:
    if not wanted.units:
        raise ValidationError({"units": [_("Hãy chọn ít nhất một đơn vị.")]})
    if not tidy(wanted.asked):
        raise ValidationError({"asked": [_("Hãy ghi rõ cần viết gì.")]})
    given = report.assignments.filter(section=heading, unit__in=wanted.units).exclude(state=Contribution.WITHDRAWN)
    names = ", ".join(given.values_list("unit__name", flat=True))
    if names:
        raise ValidationError({"units": [_("Đã giao phần này cho %(names)s.") % {"names": names}]})


def _asked(report: Report, heading: Paragraph, unit: Unit, wanted: Wanted, actor: int | None) -> Assignment:
    now = moments.now()
    made = Assignment.objects.create(
        report=report, section=heading, heading=heading.text, guidance=_guidance(heading), unit=unit,
        asked=wanted.asked.strip(), due_on=wanted.due_on, saved_at=now,
    )  # fmt: skip
    AssignmentStep.objects.create(assignment=made, move=ContributionMove.ASK, at=now, actor=actor)
    return made


def _guidance(heading: Paragraph) -> str:
    """What the outline says of the section."""
    return "\n".join(row.guidance for row in section(heading) if row.guidance)


def section(heading: Paragraph) -> list[Paragraph]:
    """A heading and what stands under it, up to the next heading of any kind."""
    rows = list(heading.report.paragraphs.filter(order__gte=heading.order).exclude(pk=heading.pk))
    ends = next((place for place, row in enumerate(rows) if row.kind in HEADINGS), len(rows))
    return [heading, *rows[:ends]]


def _last_of(row: Assignment) -> int | None:
    return section(row.section)[-1].pk if row.section else None


def _locked(assignment: Assignment, states: Collection[Contribution]) -> Assignment:
    """The assignment, its report locked as a draft. Raises ValidationError where somebody was faster."""
    report = actions.locked_draft(assignment.report_id)
    row = Assignment.objects.select_related("unit", "section").get(pk=assignment.pk)
    row.report = report
    if row.state not in states:
        said = {"state": row.get_state_display()}
        raise ValidationError(_("Phần viết này đang ở bước “%(state)s” nên không làm được việc đó.") % said)
    return row


def _stepped(row: Assignment, move: ContributionMove, remark: str, actor: int | None, unit: int) -> Assignment:
    AssignmentStep.objects.create(assignment=row, move=move, at=moments.now(), actor=actor, remark=remark)
    return _saved(row, move.value, actor, unit)


def _saved(row: Assignment, verb: str, actor: int | None, unit: int) -> Assignment:
    row.saved_at = moments.now()
    row.save()
    journal.write(verb, KIND, row.pk, actor=actor, unit=unit, report=row.report_id)
    return row
