"""Files on the disk by their digest: the same content lies there once, and a half-written one never shows."""

from __future__ import annotations

import os
import tempfile
from hashlib import sha256
from pathlib import Path

from django.conf import settings

FOLDER = "attachments"


def digest(content: bytes) -> str:
    return sha256(content).hexdigest()


def path(sum_: str) -> str:
    """Where content of this digest lies, relative to MEDIA_ROOT."""
    return f"{FOLDER}/{sum_[:2]}/{sum_}"


def sealed_path(name: str) -> str:
    """Where a sealed file of this uuid lies; by its digest one could tell that two are the same."""
    return f"{FOLDER}/sealed/{name[:2]}/{name}"


def put(target: Path, content: bytes) -> None:
    """Write so that the file is there whole or not at all; only the program's own account may read it."""
    if target.exists():
        return
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, name = tempfile.mkstemp(dir=target.parent)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    Path(name).chmod(settings.FILE_UPLOAD_PERMISSIONS or 0o600)
    Path(name).replace(target)
