"""Rounds: laid out, started, closed, decided; and the list of their entries."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ketnoi.contests import marking, policy, queries, states
from ketnoi.contests import rounds as acts
from ketnoi.contests.enums import Stage, Status, Verb
from ketnoi.contests.forms import DecideForm, RoundForm, laid_out
from ketnoi.contests.models import Contest, Round, Sheet
from ketnoi.contests.policy import WRITERS
from ketnoi.contests.views.access import by, crumbs, page, readable, round_of, round_page, runnable, shown, step
from ketnoi.officers import policy as officers
from ketnoi.officers.policy import staff
from ketnoi.registers.forms import Versioned


@require_safe
@officers.signed_in
def found(request: HttpRequest, uuid: UUID, number: int) -> HttpResponse:
    """The entries of a round; to a juror also which of them he has still to mark."""
    contest = readable(request, uuid)
    one = round_of(contest, number)
    if one.stage == Stage.WAITING and not policy.runs(staff(request).post, contest):
        raise Http404
    told = {"contest": contest, "round": one, "lines": queries.lines(one), "criteria": one.criteria.all()}
    told |= {"crumbs": crumbs(contest), "closed": policy.sees_marks(one), "can": _can(request, contest, one)}
    if one.stage == Stage.MARKING and policy.runs(staff(request).post, contest):
        told["jurors"] = contest.jury.count()
    return render(request, "contests/round.html", told | _own(request, one))


def _own(request: HttpRequest, one: Round) -> dict[str, Any]:
    """What this officer marks in the round, and what he has marked."""
    officer = staff(request).user
    juror = marking.juror_of(officer, one.contest)
    if juror is None or one.stage != Stage.MARKING or one.contest.status != Status.JUDGING:
        return {"juror": False, "marks": set(), "marked": set()}
    return {
        "juror": True,
        "marks": set(marking.his(officer, one).values_list("pk", flat=True)),
        "marked": set(Sheet.objects.filter(round=one, juror=juror).values_list("entry", flat=True)),
    }


def _can(request: HttpRequest, contest: Contest, one: Round) -> dict[str, bool]:
    """{verb: may he}, for the buttons."""
    runs = policy.runs(staff(request).post, contest)
    return {verb.value: runs and _allows(contest, one, verb) for verb in (Verb.START, Verb.CLOSE, Verb.DECIDE)}


def _allows(contest: Contest, one: Round, verb: Verb) -> bool:
    return states.possible(contest.status, verb) and (Stage(one.stage), verb) in states.STAGES


def _stepping(request: HttpRequest, uuid: UUID, number: int, verb: Verb) -> Round:
    """The round when this officer may take this step with it, else Http404."""
    one = round_of(runnable(request, uuid, verb), number)
    if not _allows(one.contest, one, verb):
        raise Http404
    return one


@require_http_methods(["GET", "POST"])
@officers.roles(*WRITERS)
def add(request: HttpRequest, uuid: UUID) -> HttpResponse:
    contest = runnable(request, uuid, Verb.ADD_ROUND)
    form = RoundForm(request.POST or None, initial={"version": contest.version})

    def act(said: dict[str, Any]) -> None:
        acts.add(contest, form.layout(), said["version"], by(request))
        messages.success(request, _("Đã thêm vòng."))

    lede = _("Vòng cuối: số bài được chọn là số bài đoạt giải.")
    return step(request, form, act, shown(contest, _("Thêm vòng"), lede), page(contest))


@require_http_methods(["GET", "POST"])
@officers.roles(*WRITERS)
def change(request: HttpRequest, uuid: UUID, number: int) -> HttpResponse:
    one = round_of(runnable(request, uuid, Verb.CHANGE_ROUND), number)
    form = RoundForm(request.POST or None, initial=laid_out(one) | {"version": one.contest.version})

    def act(said: dict[str, Any]) -> None:
        acts.change(one, form.layout(), said["version"], by(request))
        messages.success(request, _("Đã lưu."))

    words = shown(one.contest, _("Sửa vòng"), submit=_("Lưu"))
    return step(request, form, act, words, page(one.contest), lambda other: laid_out(other.rounds.get(pk=one.pk)))


@require_http_methods(["GET", "POST"])
@officers.roles(*WRITERS)
def drop(request: HttpRequest, uuid: UUID, number: int) -> HttpResponse:
    one = round_of(runnable(request, uuid, Verb.DROP_ROUND), number)
    form = Versioned(request.POST or None, initial={"version": one.contest.version})

    def act(said: dict[str, Any]) -> None:
        acts.drop(one, said["version"], by(request))
        messages.success(request, _("Đã bỏ vòng."))

    lede = _("%(round)s và các tiêu chí của vòng không còn; các vòng sau dồn lên.") % {"round": one.name}
    return step(request, form, act, shown(one.contest, _("Bỏ vòng"), lede, danger=True), page(one.contest))


Act = Callable[[Round, int, Any], Round]


def _moved(request: HttpRequest, one: Round, act: Act, title: str, lede: str, told: str) -> HttpResponse:
    form = Versioned(request.POST or None, initial={"version": one.contest.version})

    def done(said: dict[str, Any]) -> None:
        act(one, said["version"], by(request))
        messages.success(request, told)

    return step(request, form, done, shown(one.contest, title, lede), round_page(one))


@require_http_methods(["GET", "POST"])
@officers.roles(*WRITERS)
def start(request: HttpRequest, uuid: UUID, number: int) -> HttpResponse:
    one = _stepping(request, uuid, number, Verb.START)
    lede = _("Giám khảo chấm riêng từng người; không ai thấy điểm của người khác cho đến khi khóa điểm.")
    return _moved(request, one, acts.start, _("Bắt đầu chấm"), lede, _("Giám khảo chấm được từ bây giờ."))


@require_http_methods(["GET", "POST"])
@officers.roles(*WRITERS)
def close(request: HttpRequest, uuid: UUID, number: int) -> HttpResponse:
    one = _stepping(request, uuid, number, Verb.CLOSE)
    lede = _("Khóa rồi thì không chấm, không sửa điểm được nữa; điểm của từng giám khảo được công khai trong hội thi.")
    return _moved(request, one, acts.close, _("Khóa điểm"), f"{lede} {_missing(one)}".strip(), _("Đã khóa điểm."))


def _missing(one: Round) -> str:
    """How many entries some juror has not marked: he may still, or it is his own unit's."""
    jurors = one.contest.jury.count()
    partly = sum(line.sheets < jurors for line in queries.lines(one))
    told = _("Còn %(partly)s bài chưa đủ điểm của cả %(jurors)s giám khảo; giám khảo không chấm bài của đơn vị mình.")
    return told % {"partly": partly, "jurors": jurors} if partly else ""


@require_http_methods(["GET", "POST"])
@officers.roles(*WRITERS)
def decide(request: HttpRequest, uuid: UUID, number: int) -> HttpResponse:
    """Who goes on; where the border falls among equals the organiser chooses, and says why."""
    one = _stepping(request, uuid, number, Verb.DECIDE)
    standing, lines = acts.standing(one), queries.lines(one)
    tied = [(line.entry.pk, _named(line)) for line in lines if line.tied]
    form = DecideForm(request.POST or None, initial={"version": one.contest.version}, tied=tied)

    def act(said: dict[str, Any]) -> None:
        acts.decide(one, said.get("chosen", ()), said.get("reason", ""), said["version"], by(request))
        messages.success(request, _("Đã chọn xong vòng này."))

    said = {"through": len(standing.through), "tied": len(tied), "left": standing.left}
    sure = _("%(through)s bài được chọn theo điểm.") % said
    alike = _("%(tied)s bài bằng điểm nhau cho %(left)s chỗ còn lại: ban tổ chức chọn và ghi lý do.") % said
    lede = f"{sure} {alike}" if tied else sure
    return step(request, form, act, shown(one.contest, _("Chọn bài"), lede), round_page(one))


def _named(line: queries.Line) -> str:
    return f"{line.entry.number}. {line.entry.work.title}, {line.entry.work.unit.label} ({line.score})"
