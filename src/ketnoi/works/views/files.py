"""Add and remove pictures and papers of a work."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ketnoi.attachments.models import Attachment
from ketnoi.officers import policy as officers
from ketnoi.works import files
from ketnoi.works.enums import Verb
from ketnoi.works.policy import WRITERS
from ketnoi.works.views.access import doable, doer, page, shown, step


@require_http_methods(["GET", "POST"])
@officers.roles(*WRITERS)
def add(request: HttpRequest, uuid: UUID) -> HttpResponse:
    """While its results may be written: also once it is done, when most pictures come."""
    found = doable(request, uuid, Verb.RESULT)
    form = files.FileForm(request.POST or None, request.FILES or None, initial={"version": found.version})

    def act(_said: dict[str, Any]) -> None:
        files.add(found, form, doer(request)["actor"])
        messages.success(request, _("Đã lưu. Ai xem được công trình thì xem được ảnh, tệp."))

    return step(request, form, act, shown(found, _("Thêm ảnh, tệp"), submit=_("Tải lên")), found)


@require_POST
@officers.roles(*WRITERS)
def remove(request: HttpRequest, uuid: UUID, file: UUID) -> HttpResponse:
    found = doable(request, uuid, Verb.RESULT)
    try:
        files.remove(found, file, doer(request)["actor"])
    except Attachment.DoesNotExist as error:
        raise Http404 from error
    messages.success(request, _("Đã bỏ tệp."))
    return redirect(page(found) + "#tep")
