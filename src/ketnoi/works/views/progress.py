"""Write how a work goes: milestones, notes with evidence, indicators, results."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ketnoi.figures.figure import Figure
from ketnoi.figures.sources import Row
from ketnoi.officers import policy as officers
from ketnoi.officers.policy import staff
from ketnoi.registers.forms import DayForm, ReasonForm, Versioned
from ketnoi.ui import dates
from ketnoi.ui.text import joined
from ketnoi.works import entry as entries
from ketnoi.works import evidence, progress
from ketnoi.works.enums import Verb
from ketnoi.works.models import Question, Result, Work
from ketnoi.works.policy import WRITERS
from ketnoi.works.step_forms import MilestoneForm, NoteForm, QuestionForm, ResultForm, identities, written
from ketnoi.works.views.access import doable, doer, shown, step

LONGEST_SEARCH = 100
SEARCHING = "tim_phieu"  # the button that searches instead of saving


def _begin(found: Work, **more: Any) -> dict[str, Any]:
    return {"version": found.version, **more}


@require_http_methods(["GET", "POST"])
@officers.roles(*WRITERS)
def milestone(request: HttpRequest, uuid: UUID) -> HttpResponse:
    found = doable(request, uuid, Verb.MILESTONE)
    form = MilestoneForm(request.POST or None, initial=_begin(found))
    form.fields["day"].label = _("Phải xong trước ngày")

    def act(said: dict[str, Any]) -> None:
        progress.add_milestone(found, said["day"], said["text"], said["version"], **doer(request))
        messages.success(request, _("Đã thêm mốc."))

    return step(request, form, act, shown(found, _("Thêm mốc thực hiện"), submit=_("Thêm mốc")), found)


@require_http_methods(["GET", "POST"])
@officers.roles(*WRITERS)
def meet(request: HttpRequest, uuid: UUID, milestone: UUID) -> HttpResponse:
    found = doable(request, uuid, Verb.MILESTONE)
    one = found.milestones.filter(uuid=milestone, met_on=None).first()
    if one is None:
        raise Http404
    form = DayForm(request.POST or None, initial=_begin(found, day=entries.today()))
    form.fields["day"].label = _("Xong ngày")

    def act(said: dict[str, Any]) -> None:
        progress.meet(found, milestone, said["day"], said["version"], **doer(request))
        messages.success(request, _("Đã ghi xong mốc."))

    return step(request, form, act, shown(found, _("Ghi xong mốc"), one.text), found)


@require_http_methods(["GET", "POST"])
@officers.roles(*WRITERS)
def note(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """How far it is. `q` narrows what is offered as evidence to records that have these words; a search sends the
    whole form (`SEARCHING`), which comes back as it was filled.
    """
    found, officer = doable(request, uuid, Verb.NOTE), staff(request).user
    typed = (request.POST or request.GET).get("q", "")[:LONGEST_SEARCH]
    ticked = request.POST.getlist("evidence")
    rows = evidence.offered(officer, found, typed, identities(ticked))
    offered = [(written(one), _row_words(row)) for one, row in rows]
    if SEARCHING in request.POST:
        kept = {name: request.POST.get(name, "") for name in ("version", "text", "day")}
        form = NoteForm(initial=kept | {"evidence": ticked}, offered=offered, typed=typed)
    else:
        begun = _begin(found, day=entries.today())
        form = NoteForm(request.POST or None, initial=begun, offered=offered, typed=typed)
    form.fields["day"].label = _("Ngày")
    none_yet = _("Chưa có phiếu nào để chọn làm minh chứng. Ghi phiếu hoạt động trước thì chọn được ở đây.")

    def act(said: dict[str, Any]) -> None:
        progress.add_note(found, said["day"], said["text"], form.shown, officer, said["version"], **doer(request))
        messages.success(request, _("Đã ghi tiến độ."))

    return step(request, form, act, shown(found, _("Ghi tiến độ"), "" if offered or typed else none_yet), found)


def _row_words(row: Row) -> str:
    return joined(row.title, dates.day(row.day), row.where)


@require_http_methods(["GET", "POST"])
@officers.roles(*WRITERS)
def question(request: HttpRequest, uuid: UUID) -> HttpResponse:
    found = doable(request, uuid, Verb.RESULT)
    days = {"first": dt.date(found.year, 1, 1), "last": dt.date(found.year, 12, 31)}
    movement = found.programme_id is not None
    form = QuestionForm(request.POST or None, initial=_begin(found, **days, movement=movement), programme=movement)

    def act(said: dict[str, Any]) -> None:
        programme = (found.programme_id or 0) if said.get("movement") else 0
        figure = Figure(said["indicator"], said["first"], said["last"], programme=programme, unit=found.unit_id)
        progress.ask(found, figure, said["version"], **doer(request))
        messages.success(request, _("Đã chọn chỉ tiêu; số tự tính từ phiếu đã ghi."))

    lede = _("Kết quả lấy từ phiếu đã ghi của đơn vị và mở được đến từng phiếu.")
    return step(request, form, act, shown(found, _("Đo bằng chỉ tiêu"), lede, _("Chọn chỉ tiêu")), found)


@require_http_methods(["GET", "POST"])
@officers.roles(*WRITERS)
def stop_asking(request: HttpRequest, uuid: UUID, question: UUID) -> HttpResponse:
    found = doable(request, uuid, Verb.RESULT)
    if not Question.objects.filter(work=found, uuid=question).exists():
        raise Http404
    form = Versioned(request.POST or None, initial=_begin(found))

    def act(said: dict[str, Any]) -> None:
        progress.stop_asking(found, question, said["version"], **doer(request))
        messages.success(request, _("Đã bỏ chỉ tiêu khỏi công trình; phiếu đã ghi không đổi."))

    return step(request, form, act, shown(found, _("Bỏ chỉ tiêu")), found)


@require_http_methods(["GET", "POST"])
@officers.roles(*WRITERS)
def result(request: HttpRequest, uuid: UUID) -> HttpResponse:
    found = doable(request, uuid, Verb.RESULT)
    form = ResultForm(request.POST or None, initial=_begin(found, day=entries.today()))

    def act(said: dict[str, Any]) -> None:
        measure, value, day, how = (said[name] for name in ("measure", "value", "day", "how"))
        progress.add_result(found, measure, value, day, how, said["version"], **doer(request), reason=form.why)
        messages.success(request, _("Đã ghi kết quả."))

    lede = _("Chỉ ghi điều chưa có trong phiếu hoạt động hay sổ bộ; kèm cách đo để người khác tin được.")
    return step(request, form, act, shown(found, _("Tự ghi kết quả"), lede, _("Ghi kết quả")), found)


@require_http_methods(["GET", "POST"])
@officers.roles(*WRITERS)
def withdraw_result(request: HttpRequest, uuid: UUID, result: UUID) -> HttpResponse:
    found = doable(request, uuid, Verb.RESULT)
    if not Result.objects.filter(work=found, uuid=result, withdrawn="").exists():
        raise Http404
    form = ReasonForm(request.POST or None, initial=_begin(found))

    def act(said: dict[str, Any]) -> None:
        progress.withdraw_result(found, result, said["reason"], said["version"], **doer(request))
        messages.success(request, _("Đã rút kết quả; số không còn được tính."))

    return step(request, form, act, shown(found, _("Rút kết quả"), danger=True), found)
