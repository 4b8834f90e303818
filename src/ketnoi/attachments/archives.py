"""Guard every zip that comes from outside (docx, xlsx): bombs, encryption, macros, paths that climb."""

from __future__ import annotations

import io
import lzma
import struct
import zipfile
import zlib

from django.utils.translation import gettext as _

MOST_ENTRIES = 2_000
MOST_BYTES = 300_000_000
# Ordinary sheets shrink to a tenth, very repetitive ones to a fiftieth; small files may do what they like.
MOST_RATIO = 200
RATIO_MATTERS_FROM = 10_000_000
_ENCRYPTED = 0x1
# what reading an entry may end with when its bytes were changed
_DAMAGED = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, ValueError, OSError, NotImplementedError, EOFError
)  # fmt: skip


class ArchiveRefused(ValueError):
    """The message is for the person who uploaded the file."""


def opened(content: bytes) -> zipfile.ZipFile:
    """Open a zip whose every entry may be read. Raises ArchiveRefused."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, UnicodeDecodeError) as error:
        raise ArchiveRefused(_("Tệp bị hỏng hoặc không đúng loại.")) from error
    _check_sizes(archive, len(content))
    _check_entries(archive)
    return archive


def part(archive: zipfile.ZipFile, name: str) -> bytes:
    """Read one entry whole; an absent one is empty. Raises ArchiveRefused when it is damaged."""
    if name not in archive.namelist():
        return b""
    try:
        return archive.read(name)
    except _DAMAGED as error:
        raise ArchiveRefused(_("Tệp bị hỏng hoặc không đúng loại.")) from error


def _check_sizes(archive: zipfile.ZipFile, packed: int) -> None:
    entries = archive.infolist()
    unpacked = sum(entry.file_size for entry in entries)
    bomb = unpacked > RATIO_MATTERS_FROM and unpacked > MOST_RATIO * packed
    if bomb or unpacked > MOST_BYTES or len(entries) > MOST_ENTRIES:
        raise ArchiveRefused(_("Tệp nén quá nhiều dữ liệu bên trong, không mở được an toàn."))


def _check_entries(archive: zipfile.ZipFile) -> None:
    for entry in archive.infolist():
        name = entry.filename.lower()
        if entry.flag_bits & _ENCRYPTED:
            raise ArchiveRefused(_("Tệp có mật khẩu. Hãy bỏ mật khẩu rồi tải lại."))
        if "vbaproject" in name or "/activex/" in name:
            raise ArchiveRefused(_("Tệp có chứa macro. Hãy lưu lại dưới dạng không có macro."))
        if name.startswith(("/", "\\")) or ".." in name.replace("\\", "/").split("/"):
            raise ArchiveRefused(_("Tệp bị hỏng hoặc không đúng loại."))
