"""Make an upload harmless: allowed by content, pictures drawn anew so that only the picture remains."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Any

import puremagic
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from ketnoi.attachments import archives

MOST_BYTES = 15_000_000
MOST_PIXELS = 50_000_000
LONGEST_SIDE = 2048
THUMBNAIL_SIDE = 320

_OOXML = "application/vnd.openxmlformats-officedocument."
_PICTURES = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp"}
# Telephones put several pictures into one JPEG; only the first is looked at.
_MANY_PICTURES = "MPO"
_PARTS = {
    "word/document.xml": _OOXML + "wordprocessingml.document",
    "xl/workbook.xml": _OOXML + "spreadsheetml.sheet",
}
FILM = "video/mp4"
SUFFIXES = {
    FILM: ".mp4",
    "image/jpeg": ".jpg",
    "image/png": ".png",
    "image/webp": ".webp",
    "application/pdf": ".pdf",
    _PARTS["word/document.xml"]: ".docx",
    _PARTS["xl/workbook.xml"]: ".xlsx",
}


@dataclass(frozen=True)
class Cleaned:
    """What is kept: the bytes, their true type, and for a picture its size in pixels and a small copy."""

    content: bytes
    media_type: str
    width: int | None = None
    height: int | None = None
    thumbnail: bytes = b""


def clean(content: bytes) -> Cleaned:
    """Give back the harmless form of an upload. Raises ValidationError with a message for the person."""
    if not content:
        raise ValidationError(_("Tệp rỗng."), code="empty")
    if len(content) > MOST_BYTES:
        limit = MOST_BYTES // 1_000_000
        raise ValidationError(_("Tệp lớn hơn %(limit)s MB.") % {"limit": limit}, code="too_big")
    looks = _signatures(content)
    if looks & {".jpg", ".jpeg", ".png", ".webp"}:
        return _picture(content)
    if ".pdf" in looks and content.startswith(b"%PDF-"):
        return Cleaned(content, "application/pdf")
    if content.startswith(b"PK"):
        return _office(content)
    raise ValidationError(_("Chỉ nhận ảnh (JPEG, PNG, WebP), PDF, docx và xlsx."), code="type")


def _signatures(content: bytes) -> set[str]:
    try:
        return {match.extension for match in puremagic.magic_string(content[:4096])}
    except (puremagic.PureError, ValueError):
        return set()


def _office(content: bytes) -> Cleaned:
    try:
        names = archives.opened(content).namelist()
    except archives.ArchiveRefused as error:
        raise ValidationError(str(error), code="archive") from error
    for name, media_type in _PARTS.items():
        if name in names:
            return Cleaned(content, media_type)
    raise ValidationError(_("Chỉ nhận ảnh (JPEG, PNG, WebP), PDF, docx và xlsx."), code="type")


def _picture(content: bytes) -> Cleaned:
    try:
        with Image.open(io.BytesIO(content), formats=tuple(_PICTURES)) as picture:
            kind = "JPEG" if picture.format == _MANY_PICTURES else str(picture.format)
            _check_pixels(picture)
            drawn = _drawn(picture, kind)
    except ValidationError:
        raise
    except Image.DecompressionBombError as error:
        raise _too_many_pixels() from error
    except Exception as error:  # damaged pictures raise nearly anything
        raise ValidationError(_("Ảnh bị hỏng, không mở được."), code="damaged") from error
    small = drawn.copy()
    small.thumbnail((THUMBNAIL_SIDE, THUMBNAIL_SIDE))
    return Cleaned(_saved(drawn, kind), _PICTURES[kind], *drawn.size, thumbnail=_saved(small, kind))


def _check_pixels(picture: Image.Image) -> None:
    """Ask before anything is unpacked: opening reads the header only."""
    if picture.width * picture.height > MOST_PIXELS:
        raise _too_many_pixels()


def _too_many_pixels() -> ValidationError:
    limit = MOST_PIXELS // 1_000_000
    return ValidationError(_("Ảnh lớn hơn %(limit)s triệu điểm ảnh.") % {"limit": limit}, code="too_many_pixels")


def _drawn(picture: Image.Image, kind: str) -> Image.Image:
    """Keep the pixels only: turned upright, at most LONGEST_SIDE, without place, camera or comment."""
    upright = ImageOps.exif_transpose(picture)
    clear = kind != "JPEG" and upright.has_transparency_data
    drawn = upright.convert("RGBA" if clear else "RGB")
    drawn.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    drawn.info.clear()
    return drawn


def _saved(picture: Image.Image, kind: str) -> bytes:
    target = io.BytesIO()
    options: dict[str, dict[str, Any]] = {
        "JPEG": {"quality": 85, "optimize": True},
        "WEBP": {"quality": 85},
        "PNG": {"optimize": True},
    }
    picture.save(target, kind, **options[kind])
    return target.getvalue()
