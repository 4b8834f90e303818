"""Write, change, publish and give up a practice; choose what is shown outside; compare its versions."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ketnoi.audit import versions as editing
from ketnoi.officers import policy as officers
from ketnoi.officers.policy import staff
from ketnoi.officers.queries import names as officer_names
from ketnoi.practices import actions, born
from ketnoi.practices import content as contents
from ketnoi.practices.enums import Outcome, Reuse, Status
from ketnoi.practices.forms import NewForm, ReasonForm, RevisionForm
from ketnoi.practices.models import Edition, Practice
from ketnoi.practices.policy import WRITERS
from ketnoi.practices.views.access import by, page, readable, shown, theirs, units, writable
from ketnoi.registers.views.access import step
from ketnoi.ui.numbers import plain
from ketnoi.works import queries as works
from ketnoi.works.models import Work

USUAL = {"outcome": Outcome.UNSURE, "evidence": "PHAN_ANH", "reuse": Reuse.FREE}


@require_http_methods(["GET", "POST"])
@officers.roles(*WRITERS)
def new(request: HttpRequest) -> HttpResponse:
    """Write a practice afresh; nobody else sees it before it is published."""
    own, work = units(request), _work(request)
    begun = born.begun(work) if work else {}
    pictures = born.pictures(work) if work else []
    form = NewForm(request.POST or None, initial={"version": 0} | USUAL | begun, units=own, pictures=pictures)
    made: list[Practice] = []

    def act(said: dict[str, Any]) -> None:
        made.append(actions.write(form.content(), said["unit"], by(request), work, form.chosen()))
        messages.success(request, _("Đã lưu bản viết. Thêm kết quả, ảnh, rồi công bố để đơn vị khác thấy."))

    library = reverse("practices:library")
    lede = _("Viết để người chưa biết gì về mô hình cũng làm theo được. Chưa công bố thì chỉ đơn vị của bạn thấy.")
    if work:
        lede = _("Viết từ công trình “%(title)s”: các chỉ tiêu đã đo của công trình đi theo làm kết quả.") % {
            "title": work
        }
    crumbs = [(library, _("Mô hình hay"))]
    words = {"title": _("Giới thiệu mô hình"), "lede": lede, "submit": _("Lưu bản viết"), "back": library}
    answer = step(request, form, act, words | {"crumbs": crumbs}, library)
    if made:
        answer["Location"] = page(made[0])
    return answer


def _work(request: HttpRequest) -> Work | None:
    """The work that it is written from, which the officer may write for; none where none is named."""
    typed = request.GET.get(born.PARAMETER, "")
    try:
        uuid = UUID(typed)
    except ValueError:
        return None
    found = works.visible_to(staff(request).user).filter(uuid=uuid).select_related("field").first()
    return found if found is not None and born.possible(found, staff(request).post) else None


@require_http_methods(["GET", "POST"])
@officers.roles(*WRITERS)
def revise(request: HttpRequest, uuid: UUID) -> HttpResponse:
    found, own = writable(request, uuid), units(request)
    if found.contact_id not in {one.pk for one in own}:
        own = [found.contact, *own]
    published = found.status == Status.PUBLISHED
    initial = contents.of(found).__dict__ | {"version": found.version}
    form = RevisionForm(request.POST or None, initial=initial, units=own, published=published)

    def act(said: dict[str, Any]) -> None:
        actions.revise(found, form.content(), said.get("note", ""), said["version"], by(request))
        messages.success(request, _("Đã công bố phiên bản mới.") if published else _("Đã lưu bản viết."))

    lede = _("Bản sửa thành phiên bản mới; phiên bản cũ vẫn giữ để so lại.") if published else ""
    words = shown(found, _("Sửa mô hình"), lede, _("Công bố phiên bản mới") if published else _("Lưu bản viết"))
    return step(request, form, act, words, page(found), lambda current: theirs(form.content(), current))


@require_POST
@officers.roles(*WRITERS)
def publish(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Publish what stands; what is missing is said on the practice's page."""
    found = writable(request, uuid)
    try:
        actions.publish(found, editing.seen(request), by(request))
    except editing.Stale as stale:
        messages.warning(request, str(stale))
    except ValidationError as error:
        messages.error(request, _refused(error))
    else:
        messages.success(request, _("Đã công bố. Mọi đơn vị tìm thấy mô hình này từ bây giờ."))
    return redirect(page(found))


def _refused(error: ValidationError) -> str:
    """What has to be done first, in one line."""
    if not hasattr(error, "error_dict"):
        return " ".join(error.messages)
    told = [f"{contents.LABELS.get(name, name)}: {' '.join(said)}" for name, said in error.message_dict.items()]
    return _("Chưa công bố được. ") + " ".join(told)


@require_http_methods(["GET", "POST"])
@officers.roles(*WRITERS)
def retire(request: HttpRequest, uuid: UUID) -> HttpResponse:
    found = writable(request, uuid)
    form = ReasonForm(request.POST or None, initial={"version": found.version})

    def act(said: dict[str, Any]) -> None:
        actions.retire(found, said["reason"], said["version"], by(request))
        messages.success(request, _("Đã ghi thôi áp dụng. Trang mô hình và các nơi áp dụng lại vẫn giữ nguyên."))

    lede = _("Mô hình rời thư viện và không tính vào số đang áp dụng nữa; ai có đường dẫn vẫn đọc được.")
    return step(request, form, act, shown(found, _("Thôi áp dụng"), lede, danger=True), page(found))


@require_http_methods(["GET", "POST"])
@officers.roles(*WRITERS)
def share(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """A preview of what would be shown to everybody, and the choice."""
    found = writable(request, uuid)
    if request.method == "POST":
        version = editing.seen(request)
        try:
            actions.share(found, request.POST.get("public") == "1", version, by(request))
        except editing.Stale as stale:
            messages.warning(request, str(stale))
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        return redirect("practices:share", uuid)
    return render(request, "practices/share.html", {"practice": found, "steps": contents.of(found).step_list})


@require_safe
@officers.signed_in
def versions(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Every published version, and two of them side by side."""
    found = readable(request, uuid)
    editions = list(found.editions.order_by("-number"))
    names = officer_names(one.actor for one in editions)
    older, newer = _two(request, editions)
    return render(
        request,
        "practices/versions.html",
        {
            "practice": found,
            "editions": [(one, names.get(one.actor, "")) for one in editions],
            "older": older,
            "newer": newer,
            "differences": _differences(older, newer) if older and newer else [],
        },
    )


def _two(request: HttpRequest, editions: list[Edition]) -> tuple[Edition | None, Edition | None]:
    """The two versions asked for; the last two unless said."""
    known = {one.number: one for one in editions}
    last = editions[0].number if editions else 0
    newer = known.get(plain(request.GET.get("den", "")) or last)
    return known.get(plain(request.GET.get("tu", "")) or last - 1), newer


def _differences(older: Edition, newer: Edition) -> list[tuple[str, str, str]]:
    one, other = contents.read(older.content), contents.read(newer.content)
    before, after = contents.shown(one), contents.shown(other)
    return [(str(contents.LABELS[name]), before[name], after[name]) for name in contents.differing(one, other)]
