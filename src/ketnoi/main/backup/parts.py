"""The parts of a backup by their names: these and no others are taken from one, whoever wrote it.

The database and files come in numbered pieces, everything else whole. No name leads out of the folder that a backup is
laid into, and none to where keys or data are put beside what came in it.
"""

from __future__ import annotations

import re
from typing import Final

from ketnoi.audit import anchors
from ketnoi.main.backup.sealing import Unreadable

MANIFEST: Final = "manifest.json"
DATABASE: Final = "database"
FILES: Final = "files"
ANCHORS: Final = "anchors"
ANCHORS_FILE: Final = f"{ANCHORS}/{anchors.FILE}"
SETTINGS: Final = "settings.json"
ENVELOPES: Final = "envelopes.json"
WHOLE: Final = frozenset([MANIFEST, ANCHORS_FILE, SETTINGS, ENVELOPES])
POURED: Final = re.compile(rf"({DATABASE}|{FILES}(?:/[^/\0]+)+)/[0-9]{{6,9}}")


def piece(part: str, number: int) -> str:
    """The name of a piece, numbered from 0."""
    return f"{part}/{number:06d}"


def part_of(name: str) -> str:
    """The part that this piece belongs to, or is. Raises Unreadable for what is neither."""
    if name in WHOLE:
        return name
    poured = POURED.fullmatch(name)
    if poured is None or {".", ".."} & set(name.split("/")):
        raise Unreadable("Bản sao lưu có phần lạ, không do Kết Nối ghi.")
    return poured[1]
