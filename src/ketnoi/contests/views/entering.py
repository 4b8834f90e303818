"""A unit enters a work, takes it back, chooses what everybody may read of it."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ketnoi.contests import entering as acts
from ketnoi.contests.entering import Paper
from ketnoi.contests.enums import Verb
from ketnoi.contests.forms import EnterForm, ShareForm
from ketnoi.contests.models import Contest, Entry
from ketnoi.contests.policy import WRITERS, enterable
from ketnoi.contests.views.access import by, entry_of, entry_page, page, readable, shown, step
from ketnoi.officers import policy as officers
from ketnoi.officers.policy import staff
from ketnoi.registers.forms import ReasonForm

MOST_OFFERED = 300


def may_enter(request: HttpRequest, contest: Contest) -> bool:
    post = staff(request).post
    return post.role in WRITERS and acts.is_open(contest) and enterable(post, contest).exists()


@require_http_methods(["GET", "POST"])
@officers.roles(*WRITERS)
def enter(request: HttpRequest, uuid: UUID) -> HttpResponse:
    contest, post = readable(request, uuid), staff(request).post
    if not may_enter(request, contest):
        raise Http404
    works, groups = list(acts.offered(post, contest)[:MOST_OFFERED]), list(contest.groups.values_list("pk", "name"))
    form = EnterForm(request.POST or None, initial={"version": 0}, works=works, groups=groups)

    def act(said: dict[str, Any]) -> None:
        made = acts.enter(contest, Paper(said["work"], said["group"], said["summary"]), post)
        messages.success(request, _("Đã gửi bài số %(number)s.") % {"number": made.number})

    lede = _("Chọn công trình, phần việc đã được cấp trên duyệt của đơn vị.")
    words = shown(contest, _("Gửi bài dự thi"), lede)
    if not works:
        lede = _("Không còn công trình nào để gửi: đơn vị chưa có công trình được duyệt, hoặc đã gửi hết.")
        words |= {
            "lede": lede,
            "beside": (reverse("works:list"), _("Xem công trình, phần việc của đơn vị")),
            "nothing": True,
        }
    return step(request, form, act, words, page(contest))


def _changeable(request: HttpRequest, uuid: UUID, verb: Verb) -> Entry:
    found = entry_of(request, uuid)
    if not acts.may_change(staff(request).post, found, verb):
        raise Http404
    return found


@require_http_methods(["GET", "POST"])
@officers.roles(*WRITERS)
def withdraw(request: HttpRequest, uuid: UUID) -> HttpResponse:
    found = _changeable(request, uuid, Verb.WITHDRAW)
    form = ReasonForm(request.POST or None, initial={"version": found.version})

    def act(said: dict[str, Any]) -> None:
        acts.withdraw(found, said["reason"], said["version"], by(request))
        messages.success(request, _("Đã rút bài."))

    lede = _("Công trình gửi lại được khi hội thi còn nhận bài, dưới số khác. Đơn vị dự thi khác không đọc được lý do.")
    return step(request, form, act, shown(found.contest, _("Rút bài dự thi"), lede, danger=True), entry_page(found))


@require_http_methods(["GET", "POST"])
@officers.roles(*WRITERS)
def share(request: HttpRequest, uuid: UUID) -> HttpResponse:
    found = _changeable(request, uuid, Verb.SHARE)
    title = found.public_title or found.work.title
    begun = _shared(found) | {"version": found.version, "title": title}
    form = ShareForm(request.POST or None, initial=begun)

    def act(said: dict[str, Any]) -> None:
        acts.share(found, (said["title"], said["words"]), said["version"], by(request), public=said["public"])
        messages.success(request, _("Đã lưu phần công khai."))

    lede = _("Trang bình chọn công khai chỉ hiện những bài vào vòng trong mà đơn vị cho phép, với đúng lời dưới đây.")
    words = shown(found.contest, _("Phần công khai"), lede, _("Lưu"))
    return step(request, form, act, words, entry_page(found), _shared)


def _shared(entry: Entry) -> dict[str, Any]:
    """What everybody may read of it, by the form's fields."""
    return {"public": entry.public, "title": entry.public_title, "words": entry.public_words}
