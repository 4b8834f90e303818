"""May this installation work with the keys it has? Said in words an administrator can act on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from django.conf import settings

from ketnoi.vault import keyfiles
from ketnoi.vault.providers import FILE, provider
from ketnoi.vault.refusals import KeyUnavailable


def demand() -> None:
    """Refuse to go on without keys that may be used. Raises KeyUnavailable with all that is wrong."""
    if found := list(problems()):
        raise KeyUnavailable("\n".join(found))


def problems() -> Iterator[str]:
    """What is wrong with the keys; nothing, when all is well."""
    try:
        versions = provider().versions()
    except KeyUnavailable as error:
        yield str(error)
        return
    if not versions:
        yield "Chưa có khóa bảo vệ dữ liệu cá nhân: hãy chạy ketnoi keys init."
    if settings.CONFIG.production and settings.CONFIG.key_provider == FILE:
        yield from _of_folder(settings.CONFIG.keys)


def _of_folder(folder: Path) -> Iterator[str]:
    if not (folder / keyfiles.RECOVERY_PUBLIC).exists():
        yield "Bộ khóa chưa có tờ khóa giấy để phục hồi: hãy chạy ketnoi keys shares."
