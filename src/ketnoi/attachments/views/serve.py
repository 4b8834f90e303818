"""Serve a file to somebody who may see it; to anybody else it does not exist."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

from django.http import FileResponse, Http404, HttpRequest
from django.views.decorators.http import require_safe

from ketnoi.attachments import policies
from ketnoi.attachments.models import Attachment


@require_safe
def serve(request: HttpRequest, uuid: UUID) -> FileResponse:
    """Send the whole file: pictures to look at, everything else to keep."""
    attachment = _visible(request, uuid)
    return _response(attachment, attachment.file)


@require_safe
def serve_small(request: HttpRequest, uuid: UUID) -> FileResponse:
    """Send a picture's small copy."""
    attachment = _visible(request, uuid)
    if not attachment.is_picture:
        raise Http404
    return _response(attachment, attachment.thumbnail)


# The room of policies lies above this one: the mark is set by hand, the middleware reads it the same way.
serve.policy = "signed_in"  # type: ignore[attr-defined]  # a function may carry attributes
serve_small.policy = "signed_in"  # type: ignore[attr-defined]  # a function may carry attributes


def _visible(request: HttpRequest, uuid: UUID) -> Attachment:
    attachment = Attachment.objects.filter(uuid=uuid).first()
    if attachment is None or not policies.may_see(request.user, attachment):
        raise Http404
    return attachment


def _response(attachment: Attachment, file: Path) -> FileResponse:
    try:
        opened = file.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    response = FileResponse(
        opened,
        as_attachment=not attachment.is_picture,
        filename=attachment.name,
        content_type=attachment.media_type,
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response
