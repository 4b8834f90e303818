"""What the organiser does with a contest as a whole."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ketnoi.attachments import actions as attachments
from ketnoi.attachments.models import Attachment
from ketnoi.audit import versions
from ketnoi.contests import actions, states
from ketnoi.contests import jury as naming
from ketnoi.contests.enums import Verb
from ketnoi.contests.forms import ContestForm, JurorForm, written
from ketnoi.contests.models import Contest
from ketnoi.contests.policy import OWNER_KIND, WRITERS, runs
from ketnoi.contests.views.access import by, crumbs, page, readable, runnable, shown, step
from ketnoi.officers import policy as officers
from ketnoi.officers.policy import staff
from ketnoi.programmes import queries as programmes
from ketnoi.registers.forms import ReasonForm, Versioned
from ketnoi.registers.queries import keepers
from ketnoi.ui.numbers import plain


def _offered(request: HttpRequest) -> dict[str, Any]:
    acting = staff(request)
    return {"units": keepers(acting.post, timezone.localdate()), "programmes": programmes.offered(acting.user)}


@require_http_methods(["GET", "POST"])
@officers.roles(*WRITERS)
def new(request: HttpRequest) -> HttpResponse:
    form = ContestForm(request.POST or None, initial={"version": 0}, **_offered(request))
    made: list[Contest] = []

    def act(said: dict[str, Any]) -> None:
        made.append(actions.draft(said["unit"], form.terms(), by(request)))
        messages.success(request, _("Đã lưu. Thêm các vòng, cử giám khảo rồi mở nhận bài."))

    words = {"title": _("Tổ chức hội thi"), "submit": _("Lưu"), "crumbs": crumbs(), "back": reverse("contests:list")}
    lede = _("Chỉ đơn vị tổ chức thấy hội thi cho đến khi mở nhận bài.")
    answer = step(request, form, act, words | {"lede": lede}, reverse("contests:list"))
    if made:
        answer["Location"] = page(made[0])
    return answer


@require_http_methods(["GET", "POST"])
@officers.roles(*WRITERS)
def correct(request: HttpRequest, uuid: UUID) -> HttpResponse:
    found = runnable(request, uuid, Verb.CORRECT)
    form = ContestForm(request.POST or None, initial=written(found), **_offered(request))
    form.fields.pop("unit")

    def act(said: dict[str, Any]) -> None:
        actions.correct(found, form.terms(), said["version"], by(request))
        messages.success(request, _("Đã lưu."))

    return step(request, form, act, shown(found, _("Sửa hội thi"), submit=_("Lưu")), page(found), written)


Act = Callable[[Contest, int, Any], Contest]


def _moved(request: HttpRequest, found: Contest, act: Act, title: str, lede: str, told: str) -> HttpResponse:
    """A step with nothing to fill in."""
    form = Versioned(request.POST or None, initial={"version": found.version})

    def done(said: dict[str, Any]) -> None:
        act(found, said["version"], by(request))
        messages.success(request, told)

    return step(request, form, done, shown(found, title, lede), page(found))


@require_http_methods(["GET", "POST"])
@officers.roles(*WRITERS)
def open_entering(request: HttpRequest, uuid: UUID) -> HttpResponse:
    found = runnable(request, uuid, Verb.OPEN)
    lede = _("Các vòng, tiêu chí và điểm tối đa không đổi được nữa sau khi mở.")
    return _moved(request, found, actions.open_entering, _("Mở nhận bài"), lede, _("Đã mở nhận bài."))


@require_http_methods(["GET", "POST"])
@officers.roles(*WRITERS)
def close_entering(request: HttpRequest, uuid: UUID) -> HttpResponse:
    found = runnable(request, uuid, Verb.CLOSE_ENTERING)
    lede = _("Sau khi chốt, không đơn vị nào gửi thêm hay rút bài; mọi đơn vị dự thi thấy danh sách bài.")
    return _moved(request, found, actions.close_entering, _("Chốt danh sách bài"), lede, _("Đã chốt danh sách."))


@require_http_methods(["GET", "POST"])
@officers.roles(*WRITERS)
def publish(request: HttpRequest, uuid: UUID) -> HttpResponse:
    found = runnable(request, uuid, Verb.PUBLISH)
    lede = _("Kết quả của ban giám khảo được công bố tới mọi đơn vị thấy hội thi này.")
    return _moved(request, found, actions.publish, _("Công bố kết quả"), lede, _("Đã công bố kết quả."))


@require_http_methods(["GET", "POST"])
@officers.roles(*WRITERS)
def cancel(request: HttpRequest, uuid: UUID) -> HttpResponse:
    found = runnable(request, uuid, Verb.CANCEL)
    form = ReasonForm(request.POST or None, initial={"version": found.version})

    def act(said: dict[str, Any]) -> None:
        actions.cancel(found, said["reason"], said["version"], by(request))
        messages.success(request, _("Đã hủy hội thi."))

    lede = _("Hội thi và các bài đã gửi vẫn đọc được, cùng lý do hủy. Không mở lại được.")
    return step(request, form, act, shown(found, _("Hủy hội thi"), lede, danger=True), page(found))


@require_http_methods(["GET", "POST"])
@officers.roles(*WRITERS)
def jury(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Who marks; one more is named below."""
    found = runnable(request, uuid, Verb.NAME)
    members = naming.members(found)
    named = {one.officer_id for one, _units in members}
    offered = [one for one in naming.offered(found) if one[0] not in named]
    form = JurorForm(request.POST or None, initial={"version": found.version}, offered=offered)
    told = {"contest": found, "members": members, "form": form, "crumbs": crumbs(found)}
    if not form.is_valid():
        return render(request, "contests/jury.html", told, status=422 if form.is_bound else 200)
    try:
        naming.name(found, form.cleaned_data["officer"], form.cleaned_data["version"], by(request))
    except ValidationError as error:
        form.refuse(error)
    except versions.Stale as stale:
        form.add_error(None, str(stale))
        form.seen(stale.current.version)
        return render(request, "contests/jury.html", told, status=409)
    else:
        return redirect("contests:jury", uuid)
    return render(request, "contests/jury.html", told, status=422)


@require_POST
@officers.roles(*WRITERS)
def release(request: HttpRequest, uuid: UUID) -> HttpResponse:
    found = runnable(request, uuid, Verb.RELEASE)
    asked = plain(request.POST.get("juror", "")) or 0
    member = next((one for one in found.jury.select_related("contest") if one.pk == asked), None)
    if member is None:
        return redirect("contests:jury", uuid)
    try:
        naming.release(member, versions.seen(request), by(request))
    except (versions.Stale, states.NotPossible) as refused:
        messages.warning(request, str(refused))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("contests:jury", uuid)


def _with_rules(request: HttpRequest, uuid: UUID) -> Contest:
    """The contest when this officer may change its rules document: while it is a draft."""
    found = readable(request, uuid)
    if not runs(staff(request).post, found) or not states.possible(found.status, Verb.OPEN):
        raise Http404
    return found


@require_POST
@officers.roles(*WRITERS)
def add_rules(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Attach the document of the rules."""
    found = _with_rules(request, uuid)
    upload = request.FILES.get("rules")
    if upload is None:
        messages.error(request, _("Hãy chọn tệp thể lệ."))
        return redirect(page(found))
    try:
        attachments.add(OWNER_KIND, found.pk, upload, by(request).actor)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect(page(found))


@require_POST
@officers.roles(*WRITERS)
def remove_rules(request: HttpRequest, uuid: UUID, file: UUID) -> HttpResponse:
    found = _with_rules(request, uuid)
    attachments.remove(
        get_object_or_404(Attachment, uuid=file, owner_kind=OWNER_KIND, owner_id=found.pk), by(request).actor
    )
    return redirect(page(found))
