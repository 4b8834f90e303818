"""Pictures, papers and films of a practice: added and taken away by its unit; a copy never has those of another."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ketnoi.attachments import actions as attachments
from ketnoi.attachments.models import Attachment
from ketnoi.officers import policy as officers
from ketnoi.practices import films
from ketnoi.practices.policy import OWNER_KIND, WRITERS
from ketnoi.practices.views.access import by, page, shown, writable
from ketnoi.registers.views.access import step

MOST: Final = 10  # files at once


@require_POST
@officers.roles(*WRITERS)
def add(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Keep each upload; one that is refused says why and does not take others with it."""
    found = writable(request, uuid)
    for upload in request.FILES.getlist("files")[:MOST]:
        try:
            attachments.add(OWNER_KIND, found.pk, upload, by(request).actor)
        except ValidationError as error:
            told = {
                "name": attachments.safe_name(upload.name or "", "application/pdf"),
                "why": " ".join(error.messages),
            }
            messages.warning(request, _("Tệp “%(name)s” chưa lưu được: %(why)s") % told)
    return redirect(page(found) + "#tep")


@require_http_methods(["GET", "POST"])
@officers.roles(*WRITERS)
def add_film(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """Upload a short film; one that is refused is refused at its field."""
    found = writable(request, uuid)
    form = films.FilmForm(request.POST or None, request.FILES or None, initial={"version": found.version})

    def act(_said: dict[str, Any]) -> None:
        films.add(found, form, by(request))
        messages.success(request, _("Đã lưu phim. Ai đọc được mô hình thì xem được; phần công khai không có phim."))

    lede = _("Phim vài phút cho nơi khác thấy cách làm. Phim dài: để ở trang khác rồi ghi đường dẫn trong mô hình.")
    return step(request, form, act, shown(found, _("Thêm phim ngắn"), lede, _("Tải phim lên")), page(found) + "#tep")


@require_POST
@officers.roles(*WRITERS)
def remove(request: HttpRequest, uuid: UUID, file: UUID) -> HttpResponse:
    found = writable(request, uuid)
    kept = get_object_or_404(Attachment, uuid=file, owner_kind=OWNER_KIND, owner_id=found.pk)
    attachments.remove(kept, by(request).actor)
    messages.success(request, _("Đã bỏ tệp."))
    return redirect(page(found) + "#tep")
