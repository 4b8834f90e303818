"""Writes of conferences and of what they concluded: hold, assign, report, finish, put off, drop, open again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from ketnoi.audit import journal, moments
from ketnoi.orgs.models import Unit
from ketnoi.programmes.enums import UNSIGNED, ConferenceKind, Status, TaskState, TaskVerb
from ketnoi.programmes.models import Conference, Programme, Step, Task
from ketnoi.ui.text import tidy

CONFERENCE, TASK = "programme_conference", "programme_task"


class Moved(Exception):
    """Somebody did something to the task after the page was opened: nothing is written. `task` is as it is now."""

    def __init__(self, task: Task) -> None:
        super().__init__(task.pk)
        self.task = task


@dataclass(frozen=True)
class Gathering:
    """A conference as somebody wants it written."""

    kind: str
    name: str
    held_on: dt.date
    programmes: tuple[int, ...]
    venue: str = ""
    notice: str = ""
    notice_on: dt.date | None = None


@dataclass(frozen=True)
class Doing:
    """One step of a task: what, said how, by whom; `version` is the one the page showed."""

    verb: TaskVerb
    version: int
    actor: int | None
    unit: int
    note: str = ""
    due_on: dt.date | None = None


@transaction.atomic
def hold(chair: Unit, asked: Gathering, actor: int | None = None) -> Conference:
    """Write down a conference; a wrap-up closes all its programmes at once, or none of them."""
    programmes = list(Programme.objects.select_for_update().filter(pk__in=asked.programmes).order_by("pk"))
    _check(chair, asked, programmes)
    held = Conference.objects.create(
        chair=chair, kind=asked.kind, name=tidy(asked.name), held_on=asked.held_on, venue=tidy(asked.venue),
        notice=tidy(asked.notice), notice_on=asked.notice_on,
    )  # fmt: skip
    held.programmes.set(programmes)
    if asked.kind == ConferenceKind.WRAP_UP:
        _wrap_up(programmes)
    of = [programme.pk for programme in programmes]
    journal.write("hold", CONFERENCE, held.pk, actor=actor, unit=chair.pk, sort=asked.kind, programmes=of)
    return held


@transaction.atomic
def assign(
    conference: int, text: str, unit: int, due_on: dt.date, *, actor: int | None = None, by_unit: int | None = None
) -> Task:
    """Give out one conclusion as a task. Its day is not before the conference's."""
    held = Conference.objects.select_for_update().get(pk=conference)
    if not text.strip():
        raise ValidationError(_("Hãy ghi việc phải làm."))
    if due_on < held.held_on:
        raise ValidationError(_("Ngày hoàn thành phải từ ngày hội nghị trở đi."))
    task = Task.objects.create(conference=held, text=tidy(text), unit_id=unit, due_on=due_on)
    _step(task, Doing(TaskVerb.ASSIGN, 1, actor, by_unit or held.chair_id, due_on=due_on))
    journal.write("assign", TASK, task.pk, actor=actor, unit=by_unit or held.chair_id)
    return task


@transaction.atomic
def move(pk: int, done: Doing, day: dt.date) -> Task:
    """Do one step of a task; raises Moved when it went on since the page was opened."""
    task = Task.objects.select_for_update().get(pk=pk)
    if task.version != done.version:
        raise Moved(task)
    checked(task, done)
    if done.verb == TaskVerb.FINISH:
        task.state, task.done_on, task.evidence = TaskState.DONE, day, done.note.strip()
    elif done.verb == TaskVerb.DROP:
        task.state = TaskState.DROPPED
    elif done.verb == TaskVerb.REOPEN:
        task.state, task.done_on, task.evidence = TaskState.OPEN, None, ""
    elif done.verb == TaskVerb.EXTEND and done.due_on:
        task.due_on = done.due_on
    task.version += 1
    task.save()
    _step(task, done)
    journal.write(done.verb.value, TASK, pk, actor=done.actor, unit=done.unit, version=task.version)
    return task


def checked(task: Task, done: Doing) -> None:
    """Every step says something; open tasks go on, closed ones are opened again; a later day is later."""
    if (task.state == TaskState.OPEN) == (done.verb == TaskVerb.REOPEN):
        raise ValidationError(_("Việc này nay %(state)s.") % {"state": task.get_state_display()})
    if not done.note.strip():
        wanted = _("Hãy ghi kết quả, số văn bản chứng minh.") if done.verb == TaskVerb.FINISH else _("Hãy ghi rõ.")
        raise ValidationError(wanted)
    if done.verb == TaskVerb.EXTEND and (done.due_on is None or done.due_on <= task.due_on):
        raise ValidationError(_("Ngày mới phải sau ngày đã giao."))


def _check(chair: Unit, asked: Gathering, programmes: Sequence[Programme]) -> None:
    if not programmes or len(programmes) < len(set(asked.programmes)):
        raise ValidationError(_("Hãy chọn ít nhất một chương trình."))
    for programme in programmes:
        if programme.chair_id != chair.pk or programme.status in UNSIGNED:
            raise ValidationError(_("“%(name)s” chưa ký hoặc do đơn vị khác chủ trì.") % {"name": programme.short_name})
        if asked.held_on < programme.starts_on:
            raise ValidationError(
                _("Hội nghị không thể trước khi chương trình “%(name)s” bắt đầu.") % {"name": programme.short_name}
            )
        if asked.kind == ConferenceKind.WRAP_UP and programme.status == Status.CONCLUDED and _wrapped_up(programme):
            raise ValidationError(_("“%(name)s” đã tổng kết.") % {"name": programme.short_name})


def _wrapped_up(programme: Programme) -> bool:
    """Has a conference closed it? One that was entered as concluded may still be given its conference."""
    return programme.conferences.filter(kind=ConferenceKind.WRAP_UP).exists()


def _wrap_up(programmes: Sequence[Programme]) -> None:
    for programme in programmes:
        programme.status = Status.CONCLUDED
        programme.version += 1
        programme.save(update_fields=["status", "version"])


def _step(task: Task, done: Doing) -> None:
    Step.objects.create(
        task=task, verb=done.verb, note=done.note.strip(), due_on=done.due_on, at=moments.now(), actor=done.actor,
        unit=done.unit,
    )  # fmt: skip
