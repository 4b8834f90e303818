"""Writes of recommendations that came out of supervision and policy comments: send one, write down its answer."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from ketnoi.audit import journal
from ketnoi.programmes.enums import Outcome
from ketnoi.programmes.models import Programme, Request
from ketnoi.ui.text import tidy

KIND = "programme_request"


class Moved(Exception):
    """Somebody answered after the page was opened: nothing is written. `request` is as it is now."""

    def __init__(self, request: Request) -> None:
        super().__init__(request.pk)
        self.request = request


@dataclass(frozen=True)
class Wanted:
    """A recommendation: of which record, what, to whom, when."""

    record_kind: int
    record: int
    text: str
    addressee: str
    sent_on: dt.date
    unit: int | None = None
    number: str = ""
    due_on: dt.date | None = None


@dataclass(frozen=True)
class Reply:
    """What came back; `version` is the one the page showed."""

    outcome: str
    text: str
    replied_on: dt.date
    version: int
    number: str = ""


@transaction.atomic
def send(programme: int, asked: Wanted, by_unit: int, actor: int | None = None) -> Request:
    """Write down a recommendation that was sent."""
    held = Programme.objects.select_for_update().get(pk=programme)
    if not asked.text.strip() or not asked.addressee.strip():
        raise ValidationError(_("Hãy ghi nội dung kiến nghị và nơi gửi."))
    if asked.due_on is not None and asked.due_on < asked.sent_on:
        raise ValidationError(_("Ngày đề nghị trả lời phải từ ngày gửi trở đi."))
    columns = {name: getattr(asked, name) for name in ("record_kind", "record", "sent_on", "due_on")}
    columns |= {"addressee": tidy(asked.addressee), "number": tidy(asked.number), "text": asked.text.strip()}
    made = Request.objects.create(programme=held, unit_id=asked.unit, by_unit=by_unit, **columns)
    journal.write("recommend", KIND, made.pk, actor=actor, unit=by_unit, programme=programme)
    return made


@transaction.atomic
def reply(pk: int, said: Reply, unit: int, actor: int | None = None) -> Request:
    """Write down the answer, or correct it; an answer says what becomes of the recommendation."""
    request = Request.objects.select_for_update().get(pk=pk)
    if request.version != said.version:
        raise Moved(request)
    if said.outcome == Outcome.OPEN or not said.text.strip():
        raise ValidationError(_("Hãy ghi nội dung trả lời và kết quả tiếp thu."))
    if said.replied_on < request.sent_on:
        raise ValidationError(_("Ngày trả lời phải từ ngày gửi trở đi."))
    request.outcome, request.reply, request.replied_on = said.outcome, said.text.strip(), said.replied_on
    request.reply_number = tidy(said.number)
    request.version += 1
    request.save()
    journal.write("reply", KIND, pk, actor=actor, unit=unit, outcome=said.outcome, version=request.version)
    return request
