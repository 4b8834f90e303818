"""Office files without the moment of their making: the same contents give the same bytes."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable

# Zip knows no earlier day; a file says nothing about when it was made unless the caller does.
EARLIEST = (1980, 1, 1, 0, 0, 0)
_TYPES = "[Content_Types].xml"
_MOMENT = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(</)")
_NO_MOMENT = rb"\g<1>1980-01-01T00:00:00Z\g<2>"


def sealed(save: Callable[[io.BytesIO], None]) -> bytes:
    """What `save` writes, every moment inside the zip set to the same day, also in workbooks within it (of charts)."""
    loose = io.BytesIO()
    save(loose)
    return _sealed(loose.getvalue(), inner=False)


def _sealed(content: bytes, *, inner: bool) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for name in sorted(source.namelist(), key=lambda name: (name != _TYPES, name)):
            part = source.read(name)
            if name.endswith(".xlsx"):
                part = _sealed(part, inner=True)
            elif inner and name == "docProps/core.xml":
                part = _MOMENT.sub(_NO_MOMENT, part)
            made.writestr(zipfile.ZipInfo(name, EARLIEST), part, zipfile.ZIP_DEFLATED)
    return target.getvalue()
