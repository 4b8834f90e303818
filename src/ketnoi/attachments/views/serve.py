"""Serve a file to somebody who may see it; to anybody else it does not exist."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO
from uuid import UUID

from django.http import FileResponse, Http404, HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from ketnoi.attachments import policies, ranges
from ketnoi.attachments.models import Attachment
from ketnoi.vault import sealing
from ketnoi.vault.refusals import Refused

log = logging.getLogger(__name__)


@require_safe
def serve(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    """Send the whole file: pictures to look at, everything else to keep; of a film also a part, for a player."""
    attachment = _visible(request, uuid)
    wanted = ranges.asked(request.headers.get("Range", ""), attachment.bytes) if attachment.is_film else None
    return _response(attachment, attachment.file, "file", wanted)


@require_safe
def serve_small(request: HttpRequest, uuid: UUID) -> HttpResponseBase:
    """Send a picture's small copy."""
    attachment = _visible(request, uuid)
    if not attachment.is_picture:
        raise Http404
    return _response(attachment, attachment.thumbnail, "small")


# The room of policies lies above this one: the mark is set by hand, the middleware reads it the same way.
serve.policy = "signed_in"  # type: ignore[attr-defined]  # a function may carry attributes
serve_small.policy = "signed_in"  # type: ignore[attr-defined]  # a function may carry attributes


def _visible(request: HttpRequest, uuid: UUID) -> Attachment:
    attachment = Attachment.objects.select_related("data_key").filter(uuid=uuid).first()
    if attachment is None or not policies.may_open(request, attachment):
        raise Http404
    return attachment


def _response(attachment: Attachment, file: Path, part: str, wanted: range | None = None) -> HttpResponseBase:
    try:
        opened = file.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    response = _sealed(attachment, opened, part) if attachment.data_key else _plain(attachment, opened, wanted)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response


def _plain(attachment: Attachment, opened: BinaryIO, wanted: range | None) -> HttpResponseBase:
    if wanted is not None:
        return ranges.answer(opened, wanted, attachment.bytes, attachment.media_type)
    response = FileResponse(
        opened,
        as_attachment=not attachment.is_picture,
        filename=attachment.name,
        content_type=attachment.media_type,
    )
    if attachment.is_film:
        response["Accept-Ranges"] = "bytes"
    return response


def _sealed(attachment: Attachment, closed: BinaryIO, part: str) -> HttpResponseBase:
    """Opened piece by piece on its way out. What does not open is not there: the first piece is looked at before."""
    key = attachment.data_key
    assert key is not None
    try:
        name = attachment.open_name()
        pieces = sealing.open_file(key, attachment.place(part), closed)
        first = next(pieces)
    except Refused as error:
        closed.close()
        log.error("attachment %s does not open: %s", attachment.pk, type(error).__name__)  # noqa: TRY400 - no content
        raise Http404 from error
    response = StreamingHttpResponse(_to_the_end(first, pieces, closed), content_type=attachment.media_type)
    shown = content_disposition_header(not attachment.is_picture, name)
    response["Content-Disposition"] = shown or "attachment"
    return response


def _to_the_end(first: bytes, pieces: Iterator[bytes], closed: BinaryIO) -> Iterator[bytes]:
    with closed:
        yield first
        yield from pieces
