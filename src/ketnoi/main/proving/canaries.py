"""Words that are looked for where they must not be, in every spelling and encoding they might have been left in."""

from __future__ import annotations

import base64
import html
import io
import unicodedata
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from random import Random
from typing import Final
from urllib.parse import quote

from ketnoi.ui import text

_LETTERS: Final = "bcghklmnpqrstvx"
# the two ways of putting a tone mark onto oa, oe, uy
_STYLES: Final = [("oà", "òa"), ("uý", "úy"), ("oè", "òe")]


def word(chance: Random) -> str:
    """A word that nothing else in the world contains, with marks, a đ, and tones that are written in two styles."""
    drawn = ["".join(chance.choices(_LETTERS, k=2)) for _place in range(4)]
    return "Đ" + "ữ".join(drawn[:2]) + "oà" + drawn[2] + "uý" + drawn[3]


def number(chance: Random, digits: int) -> str:
    return "".join(chance.choices("123456789", k=digits))


def spelled(of: str) -> set[str]:
    """The word with and without marks, in small and capital letters, in both tone styles, composed and decomposed."""
    other = of
    for composed, moved in _STYLES:
        other = other.replace(composed, moved)
    forms = {of, other, text.fold(of)}
    forms |= {form.lower() for form in forms} | {form.upper() for form in forms} | {form.title() for form in forms}
    return {unicodedata.normalize(way, form) for way in ("NFC", "NFD") for form in forms}


def needles(of: str) -> set[bytes]:
    """Each spelling as bytes: as text in three encodings, escaped, in hexadecimal, and in base64 at every offset."""
    return {needle for form in spelled(of) for needle in _encoded(form)}


def _encoded(form: str) -> Iterator[bytes]:
    plain = form.encode()
    yield from (plain, form.encode("utf-16-le"), form.encode("utf-16-be"))
    yield quote(form).encode()
    yield quote(form).lower().encode()
    yield form.encode("unicode_escape")
    yield html.escape(form).encode("ascii", "xmlcharrefreplace")
    for content in (plain, form.encode("utf-16-le")):
        yield content.hex().encode()
        yield content.hex().upper().encode()
        yield from _in_base64(content)


def _in_base64(content: bytes) -> Iterator[bytes]:
    """What stays the same whatever comes before and after, for each of the three offsets, in both alphabets."""
    for offset in range(3):
        whole = base64.b64encode(bytes(offset) + content)
        first, last = -(-offset * 8 // 6), (offset + len(content)) * 8 // 6
        yield whole[first:last]
        yield base64.urlsafe_b64encode(bytes(offset) + content)[first:last]


def found(content: bytes, searched: set[bytes]) -> list[bytes]:
    """Which needles this content holds; what lies packed in it is looked at unpacked."""
    hits = [needle for needle in searched if needle in content]
    if content.startswith(b"PK"):
        with suppress(zipfile.BadZipFile), zipfile.ZipFile(io.BytesIO(content)) as packed:
            for name in packed.namelist():
                hits += found(packed.read(name), searched)
    return hits


def files(*folders: Path) -> Iterator[tuple[str, bytes]]:
    """(name, content) of every file below these folders, and all their names together."""
    for folder in folders:
        paths = [path for path in sorted(folder.rglob("*")) if path.is_file()]
        yield f"names in {folder.name}", "\n".join(map(str, paths)).encode()
        yield from ((str(path.relative_to(folder)), path.read_bytes()) for path in paths)
