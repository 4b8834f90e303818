"""Photos and signed papers of an activity: added with the form or later, taken away again."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import Promise
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from ketnoi.activities import policy as access
from ketnoi.activities.enums import Verb
from ketnoi.activities.models import Activity
from ketnoi.activities.views.access import WRITERS, changeable, doer
from ketnoi.attachments import actions as attachments
from ketnoi.attachments.models import Attachment
from ketnoi.officers import policy


@dataclass(frozen=True)
class Kind:
    """One kind of files: whose they are, the field that sends them, at most how many at once, what is said."""

    owner: str
    field: str
    most: int
    usual: str
    noun: str | Promise
    refused: str | Promise
    removed: str | Promise


PHOTOS = Kind(
    access.OWNER_KIND, "photos", 20, "image/jpeg", _("ảnh"),
    _("Ảnh “%(name)s” chưa lưu được: %(why)s"), _("Đã bỏ ảnh khỏi phiếu."),
)  # fmt: skip
SIGNED = Kind(
    access.SIGNED_KIND, "signed", 5, "application/pdf", _("bản đã ký"),
    _("Tệp “%(name)s” chưa lưu được: %(why)s"), _("Đã bỏ tệp khỏi phiếu."),
)  # fmt: skip


def keep(request: HttpRequest, activity: Activity, kind: Kind = PHOTOS) -> int:
    """Keep each uploaded file and say how many; a refused one says why and takes neither record nor others with it."""
    kept, uploads = 0, request.FILES.getlist(kind.field)
    for upload in uploads[: kind.most]:
        try:
            attachments.add(kind.owner, activity.pk, upload, doer(request)["actor"])
        except ValidationError as error:
            shown = {"name": attachments.safe_name(upload.name or "", kind.usual), "why": " ".join(error.messages)}
            messages.warning(request, kind.refused % shown)
        else:
            kept += 1
    if len(uploads) > kind.most:
        beyond = {"most": kind.most, "noun": kind.noun, "left": len(uploads) - kind.most}
        messages.warning(request, _now("Mỗi lần nhận %(most)s %(noun)s; còn %(left)s tệp chưa lưu.") % beyond)
    return kept


@require_POST
@policy.roles(*WRITERS)
def add(request: HttpRequest, uuid: UUID, kind: Kind) -> HttpResponse:
    if kept := keep(request, changeable(request, uuid, Verb.WITHDRAW), kind):
        messages.success(request, _now("Đã thêm %(kept)s %(noun)s.") % {"kept": kept, "noun": kind.noun})
    elif not request.FILES.getlist(kind.field):
        messages.warning(request, _now("Chưa chọn tệp nào để tải lên."))
    return redirect("activities:detail", uuid)


@require_POST
@policy.roles(*WRITERS)
def remove(request: HttpRequest, uuid: UUID, file: UUID, kind: Kind) -> HttpResponse:
    activity = changeable(request, uuid, Verb.WITHDRAW)
    found = get_object_or_404(Attachment, uuid=file, owner_kind=kind.owner, owner_id=activity.pk)
    attachments.remove(found, doer(request)["actor"])
    messages.success(request, str(kind.removed))
    return redirect("activities:detail", uuid)
