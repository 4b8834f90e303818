"""Writes that bring a draft to its signing: circulate, comment or agree, answer, take back, sign."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Protocol

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from ketnoi.audit import journal, moments
from ketnoi.programmes.enums import Outcome, PartyRole, Status
from ketnoi.programmes.models import Clause, Comment, Programme, Round
from ketnoi.ui.text import tidy

KIND = "programme"


@dataclass(frozen=True)
class Said:
    """Who says something: the unit he speaks for, and his own key."""

    unit: int
    actor: int


class Answered(Protocol):
    """A comment that waits to be answered, whatever it is on."""

    outcome: str
    reply: str
    replied_at: int | None

    def save(self, *, update_fields: list[str]) -> None:
        """Keep these columns."""


@dataclass(frozen=True)
class Signing:
    """What the signed paper carries."""

    number: str
    signed_on: dt.date
    signatory: str


@transaction.atomic
def circulate(pk: int, due_on: dt.date, day: dt.date, actor: int) -> Round:
    """Send the draft to its parties; it needs words to comment on and somebody besides the chair to read them."""
    programme = _locked(pk, Status.DRAFT)
    if not programme.clauses.exists():
        raise ValidationError(_("Hãy soạn điều khoản trước khi gửi lấy ý kiến."))
    others = programme.parties.filter(role=PartyRole.PARTY).exclude(unit=programme.chair_id)
    if not others.exists():
        raise ValidationError(_("Hãy chọn cơ quan cùng tham gia trước khi gửi lấy ý kiến."))
    if due_on < day:
        raise ValidationError(_("Ngày đề nghị góp ý phải từ hôm nay trở đi."))
    number = programme.rounds.count() + 1
    sent = Round.objects.create(programme=programme, number=number, sent_on=day, due_on=due_on)
    _become(programme, Status.CIRCULATED)
    journal.write("circulate", KIND, pk, actor=actor, unit=programme.chair_id, round=number)
    return sent


@transaction.atomic
def comment(pk: int, text: str, clause: Clause | None, by: Said) -> Comment:
    """Say something of a clause of the circulated draft, or of all of it; a unit that agreed no longer does."""
    programme = _locked(pk, Status.CIRCULATED)
    if not text.strip():
        raise ValidationError(_("Hãy ghi ý kiến."))
    now = _open_round(programme)
    now.comments.filter(unit=by.unit, agreed=True).delete()
    said = Comment.objects.create(
        round=now, clause=clause, heading=clause.heading if clause else "", quoted=clause.body if clause else "",
        unit_id=by.unit, text=text.strip(), author=by.actor, at=moments.now(),
    )  # fmt: skip
    journal.write("comment", KIND, pk, actor=by.actor, unit=by.unit, round=now.number)
    return said


@transaction.atomic
def agree(pk: int, by: Said) -> None:
    """Say that the unit agrees to the draft as it is; refused while a comment of its own waits for an answer."""
    programme = _locked(pk, Status.CIRCULATED)
    now = _open_round(programme)
    if now.comments.filter(unit=by.unit, agreed=False, outcome=Outcome.OPEN).exists():
        raise ValidationError(_("Đơn vị còn ý kiến chờ trả lời nên chưa thể báo thống nhất."))
    _agreed, fresh = Comment.objects.get_or_create(
        round=now, unit_id=by.unit, agreed=True,
        defaults={"author": by.actor, "at": moments.now(), "outcome": Outcome.ACCEPTED},
    )  # fmt: skip
    if fresh:
        journal.write("agree", KIND, pk, actor=by.actor, unit=by.unit, round=now.number)


@transaction.atomic
def answer(pk: int, number: int, outcome: str, reply: str, actor: int) -> Comment:
    """Take a comment up or explain why not. What is not taken up whole needs its reason."""
    programme = _locked(pk, Status.CIRCULATED)
    said = Comment.objects.get(pk=number, round__programme=programme, agreed=False)
    settle(said, outcome, reply)
    journal.write("answer", KIND, pk, actor=actor, unit=programme.chair_id, outcome=outcome)
    return said


def settle(said: Answered, outcome: str, reply: str) -> None:
    """Keep what became of a comment, on a programme's draft or on a report's. Raises ValidationError."""
    if outcome == Outcome.OPEN:
        raise ValidationError(_("Hãy chọn tiếp thu hay giải trình."))
    if outcome != Outcome.ACCEPTED and not reply.strip():
        raise ValidationError(_("Hãy giải trình phần không tiếp thu."))
    said.outcome, said.reply, said.replied_at = outcome, reply.strip(), moments.now()
    said.save(update_fields=["outcome", "reply", "replied_at"])


@transaction.atomic
def take_back(pk: int, day: dt.date, actor: int) -> None:
    """Close the round so that the clauses can be rewritten; its comments stay to be read."""
    programme = _locked(pk, Status.CIRCULATED)
    _close(programme, day)
    _become(programme, Status.DRAFT)
    journal.write("take_back", KIND, pk, actor=actor, unit=programme.chair_id)


@transaction.atomic
def sign(pk: int, paper: Signing, day: dt.date, actor: int) -> None:
    """Sign what was circulated: every comment of this round is answered. From then on the clauses stand."""
    programme = _locked(pk, Status.CIRCULATED)
    if _open_round(programme).comments.filter(outcome=Outcome.OPEN).exists():
        raise ValidationError(_("Còn ý kiến chưa trả lời: hãy tiếp thu hoặc giải trình trước khi ký."))
    if paper.signed_on > day:
        raise ValidationError(_("Ngày ký không thể ở tương lai."))
    _close(programme, day)
    programme.document_number, programme.signatory = tidy(paper.number), tidy(paper.signatory)
    programme.signed_on = paper.signed_on
    _become(programme, Status.RUNNING, "document_number", "signatory", "signed_on")
    journal.write("sign", KIND, pk, actor=actor, unit=programme.chair_id)


def _locked(pk: int, status: Status) -> Programme:
    """The programme under lock, in that state; somebody may have moved it on meanwhile."""
    programme = Programme.objects.select_for_update().get(pk=pk)
    if programme.status != status:
        raise ValidationError(
            _("Chương trình nay ở tình trạng “%(status)s”, không còn làm được việc này.")
            % {"status": programme.get_status_display()}
        )
    return programme


def _open_round(programme: Programme) -> Round:
    return programme.rounds.get(closed_on=None)


def _close(programme: Programme, day: dt.date) -> None:
    programme.rounds.filter(closed_on=None).update(closed_on=day)


def _become(programme: Programme, status: Status, *columns: str) -> None:
    programme.status = status
    programme.version += 1
    programme.save(update_fields=["status", "version", *columns])
