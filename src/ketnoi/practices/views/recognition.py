"""A practice before the council of a level above: proposed, decided, its paper, its end."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ketnoi.attachments import actions as attachments
from ketnoi.attachments import queries as files
from ketnoi.audit import versions
from ketnoi.officers import policy as officers
from ketnoi.officers.models import Post
from ketnoi.officers.policy import staff
from ketnoi.officers.queries import names
from ketnoi.orgs.models import Level
from ketnoi.practices import policy, recognised, recognising
from ketnoi.practices.models import Recognition, Result
from ketnoi.practices.policy import WRITERS
from ketnoi.practices.recognition_forms import DecisionForm, ProposalForm, WithdrawalForm
from ketnoi.practices.views.access import by, page, shown, writable
from ketnoi.registers.views.access import step

MOST_MEMBERS = 60  # officers offered as members of a council


@require_http_methods(["GET", "POST"])
@officers.roles(*WRITERS)
def propose(request: HttpRequest, uuid: UUID) -> HttpResponse:
    found = writable(request, uuid)
    councils = recognised.councils(found)
    first = councils[0].pk if councils else None
    form = ProposalForm(request.POST or None, initial={"version": 0, "council": first}, councils=councils)

    def act(said: dict[str, Any]) -> None:
        recognising.propose(found, said["council"], said["note"], by(request), sure=form.sure)
        messages.success(request, _("Đã gửi đề nghị. Hội đồng ra quyết định thì đơn vị nhận được thông báo."))

    lede = _("Hội đồng cấp trên xét mô hình theo phiên bản đang công bố.")
    if not councils:
        lede = _("Phần mềm chưa có đơn vị cấp trên nào của đơn vị này để gửi đề nghị.")
    words = shown(found, _("Đề nghị công nhận"), lede, _("Gửi đề nghị")) | {"nothing": not councils}
    return step(request, form, act, words, page(found))


@require_safe
@officers.signed_in
def recognition(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """One recognition: what was asked, who decided what, its paper."""
    found, post = _found(request, uuid), staff(request).post
    seats = list(found.seats.all())
    known = names(one.officer for one in seats)
    context = {
        "one": found,
        "practice": found.practice,
        "seats": [(seat.title, known.get(seat.officer or 0, "")) for seat in seats],
        "changed": recognised.changed_since(found),
        "files": files.of(recognising.KIND, [found.pk]).get(found.pk, []),
        "others": recognised.others(found, staff(request).user),
        "decides": recognised.decides(post, found),
        "proposes": _proposes(post, found),
        "waiting": found.result == Result.WAITING,
    }
    return render(request, "practices/recognition.html", context)


@require_http_methods(["GET", "POST"])
@officers.roles(*WRITERS)
def decide(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Enter what the council decided."""
    found = _council(request, uuid)
    form = DecisionForm(request.POST or None, initial={"version": found.version}, posts=_members(found))

    def act(said: dict[str, Any]) -> None:
        recognising.decide(found, form.decision(), said["version"], by(request))
        messages.success(request, _("Đã ghi quyết định. Đơn vị đề nghị nhận được thông báo."))

    asked = _("%(unit)s đề nghị: %(note)s") % {"unit": found.practice.unit.label, "note": found.note}
    words = shown(found.practice, _("Quyết định của hội đồng"), asked, _("Ghi quyết định"))
    return step(request, form, act, words, _page(found))


@require_http_methods(["GET", "POST"])
@officers.roles(*WRITERS)
def withdraw(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The council takes its recognition back."""
    found = _council(request, uuid)
    form = WithdrawalForm(request.POST or None, initial={"version": found.version})

    def act(said: dict[str, Any]) -> None:
        recognising.withdraw(found, said["day"], said["reason"], said["version"], by(request))
        messages.success(request, _("Đã ghi thôi công nhận."))

    lede = _("Quyết định cũ vẫn đọc được, kèm ngày và lý do thôi công nhận.")
    return step(request, form, act, shown(found.practice, _("Thôi công nhận"), lede, danger=True), _page(found))


@require_POST
@officers.roles(*WRITERS)
def drop(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """The unit takes its proposal back."""
    found = _found(request, uuid)
    if not _proposes(staff(request).post, found):
        raise Http404
    try:
        recognising.drop(found, versions.seen(request), by(request))
    except versions.Stale as stale:
        messages.warning(request, str(stale))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("Đã rút đề nghị."))
    return redirect(page(found.practice))


@require_POST
@officers.roles(*WRITERS)
def scan(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Attach the signed decision."""
    found = _council(request, uuid)
    upload = request.FILES.get("scan")
    if upload is None or found.result not in (Result.GRANTED, Result.REFUSED):
        messages.error(request, _("Chọn tệp quét của quyết định, sau khi đã ghi kết quả."))
        return redirect(_page(found))
    try:
        attachments.add(recognising.KIND, found.pk, upload, by(request).actor)
    except ValidationError as error:
        messages.error(request, _("Tệp chưa lưu được: %(why)s") % {"why": " ".join(error.messages)})
    else:
        messages.success(request, _("Đã gắn bản quét của quyết định."))
    return redirect(_page(found))


def _proposes(post: Post, found: Recognition) -> bool:
    """Does this post speak for the unit that proposed? A council that writes for units below decides, with reasons."""
    return policy.may_write(post, found.practice) and not recognised.decides(post, found)


def _members(found: Recognition) -> list[Post]:
    """Posts held today in the council's unit and its sections, one of each officer."""
    held = Post.objects.on(timezone.localdate()).filter(officer__is_active=True)
    own = held.filter(unit=found.unit) | held.filter(unit__parent=found.unit, unit__level=Level.SECTION)
    posts = {post.officer_id: post for post in own.select_related("officer").order_by("pk")[:MOST_MEMBERS]}
    return list(posts.values())


def _page(found: Recognition) -> str:
    return reverse("practices:recognition", args=[found.uuid])


def _found(request: HttpRequest, uuid: UUID) -> Recognition:
    rows = recognised.visible_to(staff(request).user).filter(uuid=uuid)
    found = rows.select_related("practice__unit", "unit").first()
    if found is None:
        raise Http404
    return found


def _council(request: HttpRequest, uuid: UUID) -> Recognition:
    """A recognition of the officer's own council, else Http404."""
    found = _found(request, uuid)
    if not recognised.decides(staff(request).post, found):
        raise Http404
    return found
