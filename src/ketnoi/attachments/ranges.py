"""Parts of a file, as players of films ask for them (RFC 9110, 14): one part, or all of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from django.http import HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase

PIECE = 64 * 1024
_ONE_PART = re.compile(r"bytes=([0-9]{0,15})-([0-9]{0,15})")


def asked(header: str, size: int) -> range | None:
    """The bytes asked for: an empty range where there are none such; None where all are, or it is not understood."""
    found = _ONE_PART.fullmatch(header.strip())
    if found is None or header.strip() == "bytes=-":
        return None
    first, last = found.groups()
    if not first:
        return range(max(size - int(last), 0), size)
    end = min(int(last) + 1, size) if last else size
    return range(int(first), end) if int(first) < end else range(0)


def answer(opened: BinaryIO, wanted: range, size: int, media_type: str) -> HttpResponseBase:
    """The part as a response, which closes the file; 416 where there is none."""
    if not wanted:
        opened.close()
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    response = StreamingHttpResponse(_pieces(opened, wanted), status=206, content_type=media_type)
    response["Content-Range"] = f"bytes {wanted.start}-{wanted.stop - 1}/{size}"
    response["Content-Length"] = str(len(wanted))
    return response


def _pieces(opened: BinaryIO, wanted: range) -> Iterator[bytes]:
    with opened:
        opened.seek(wanted.start)
        left = len(wanted)
        while left and (piece := opened.read(min(PIECE, left))):
            left -= len(piece)
            yield piece
