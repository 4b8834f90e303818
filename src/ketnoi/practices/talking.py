"""Questions to the unit that began a practice, and its answers; each write is one verb and one journal line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from ketnoi.audit import journal, moments, versions
from ketnoi.officers.models import Officer, Post
from ketnoi.practices import nameless, policy, telling
from ketnoi.practices.actions import By
from ketnoi.practices.enums import Status
from ketnoi.practices.models import Practice, Question
from ketnoi.registers.queries import own_units

KIND: Final = "practice_question"
LONGEST_QUESTION: Final = 1_000
LONGEST_ANSWER: Final = 3_000


def visible_to(officer: Officer) -> QuerySet[Question]:
    """Questions are read by whoever reads the practice; what was withdrawn is there for nobody."""
    return Question.objects.filter(withdrawn_at=None, practice__in=policy.visible_to(officer))


def waiting(post: Post) -> QuerySet[Question]:
    """Open questions about practices of the post's own unit, the longest waiting first."""
    if post.role not in policy.WRITERS:
        return Question.objects.none()
    unanswered = Question.objects.filter(answered_at=None, withdrawn_at=None, practice__unit__in=own_units(post))
    return unanswered.select_related("practice", "unit").order_by("pk")


@transaction.atomic
def ask(practice: Practice, words: str, unit: int, by: By, *, sure: bool = False) -> Question:
    """Ask under the name of `unit`, the officer's organisation. Raises ValidationError of "words"."""
    practice = Practice.objects.select_for_update().get(pk=practice.pk)
    told = nameless.checked("words", words, LONGEST_QUESTION, sure=sure)
    if practice.status == Status.DRAFT:
        raise ValidationError(_("Mô hình chưa công bố nên chưa nhận câu hỏi."))
    if practice.unit_id == unit:
        raise ValidationError(_("Đây là mô hình của đơn vị của bạn; câu hỏi là để đơn vị khác hỏi."))
    if practice.questions.filter(unit=unit, words=told, withdrawn_at=None).exists():
        raise ValidationError({"words": [_("Đơn vị của bạn đã gửi đúng câu hỏi này.")]})
    made = Question.objects.create(
        practice=practice, unit_id=unit, words=told, asked_by=by.actor, asked_at=moments.now()
    )
    telling.asked(made)
    _tell("ask", made, by)
    return made


@transaction.atomic
def reword(question: Question, words: str, version: int, by: By, *, sure: bool = False) -> Question:
    """Say the question otherwise, while nobody has answered. Raises versions.Stale, ValidationError."""
    found = _locked(question, version)
    told = nameless.checked("words", words, LONGEST_QUESTION, sure=sure)
    if found.answered_at is not None:
        raise ValidationError(_("Câu hỏi đã có trả lời nên không sửa nữa; hãy hỏi câu mới."))
    found.words = told
    return _changed("reword", found, by)


@transaction.atomic
def withdraw(question: Question, version: int, by: By) -> Question:
    """Take one's question back, with its answer: the words of both are gone. Raises versions.Stale."""
    found = _locked(question, version)
    found.withdrawn_at, found.words = moments.now(), ""
    _unanswered(found)
    return _changed("withdraw", found, by)


@transaction.atomic
def answer(question: Question, words: str, unit: int, version: int, by: By, *, sure: bool = False) -> Question:
    """Answer, or put another answer in place of the first. Raises versions.Stale, ValidationError of "answer"."""
    found = _locked(question, version)
    told = nameless.checked("answer", words, LONGEST_ANSWER, sure=sure)
    first = found.answered_at is None
    if not first and told == found.answer:
        return found
    found.answer, found.answered_by, found.answered_unit_id = told, by.actor, unit
    found.answered_at = moments.now()
    if first:
        telling.answered(found)
    return _changed("answer", found, by)


@transaction.atomic
def take_back(question: Question, version: int, by: By) -> Question:
    """Take the answer back: its words are gone, and the question waits again. Raises versions.Stale."""
    found = _locked(question, version)
    _unanswered(found)
    return _changed("take_back", found, by)


def latest(practices: Sequence[int], many: int) -> list[Question]:
    """The newest questions about these."""
    rows = Question.objects.filter(withdrawn_at=None, practice__in=practices)
    return list(rows.select_related("unit", "answered_unit")[:many])


def _unanswered(found: Question) -> None:
    found.answer, found.answered_by, found.answered_unit, found.answered_at = "", None, None, None


def _locked(question: Question, version: int) -> Question:
    """The question's row, held until the transaction ends. Raises versions.Stale; also when it was withdrawn."""
    found = Question.objects.select_for_update().get(pk=question.pk)
    versions.check(found, version, _("Câu hỏi này vừa được sửa hoặc trả lời."))
    return found


def _changed(verb: str, found: Question, by: By) -> Question:
    found.version += 1
    found.save()
    _tell(verb, found, by)
    return found


def _tell(verb: str, found: Question, by: By) -> None:
    journal.write(verb, KIND, found.pk, actor=by.actor, unit=by.unit, practice=found.practice_id, version=found.version)
