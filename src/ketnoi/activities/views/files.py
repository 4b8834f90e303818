"""Photos of an activity: added with the form or later, taken away again."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ketnoi.activities import policy as access
from ketnoi.activities.enums import Verb
from ketnoi.activities.models import Activity
from ketnoi.activities.views.access import WRITERS, changeable, doer
from ketnoi.attachments import actions as attachments
from ketnoi.attachments.models import Attachment
from ketnoi.officers import policy

MOST_FILES = 20


def keep(request: HttpRequest, activity: Activity) -> None:
    """Keep each uploaded photo; one that is refused says why and does not take the record with it."""
    for upload in request.FILES.getlist("photos")[:MOST_FILES]:
        try:
            attachments.add(access.OWNER_KIND, activity.pk, upload, doer(request)["actor"])
        except ValidationError as error:
            shown = {"name": attachments.safe_name(upload.name or "", "image/jpeg"), "why": " ".join(error.messages)}
            messages.warning(request, _("Ảnh “%(name)s” chưa lưu được: %(why)s") % shown)


@require_POST
@policy.roles(*WRITERS)
def add(request: HttpRequest, uuid: UUID) -> HttpResponse:
    activity = changeable(request, uuid, Verb.WITHDRAW)
    keep(request, activity)
    return redirect("activities:detail", uuid)


@require_POST
@policy.roles(*WRITERS)
def remove(request: HttpRequest, uuid: UUID, file: UUID) -> HttpResponse:
    activity = changeable(request, uuid, Verb.WITHDRAW)
    found = get_object_or_404(Attachment, uuid=file, owner_kind=access.OWNER_KIND, owner_id=activity.pk)
    attachments.remove(found, doer(request)["actor"])
    messages.success(request, _("Đã bỏ ảnh khỏi phiếu."))
    return redirect("activities:detail", uuid)
