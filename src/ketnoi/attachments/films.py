"""Short films: MP4 alone, looked through box by box; what the camera wrote into its headers is blanked.

An MP4 (ISO 14496-12) is boxes of a length and four letters, one after the other, some with boxes inside. Descriptions
(`udta`, `meta`, `uuid`: place, maker, model), and what players skip (`free`, `skip`, `wide`: some cameras write there
too) become `free` boxes of zeros: no length changes, so no offset does. What a camera writes into the stream itself
stays: cleaning that takes a decoder, which this product does not carry.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence
from typing import Final

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from ketnoi.attachments.cleaning import FILM, Cleaned

MOST_BYTES: Final = 25_000_000
"""About two minutes at 720 lines. Less than `uploading.MOST`, which lies in memory, and than the 30 MB of the proxy."""
_BRANDS: Final = frozenset(
    {b"isom", b"iso2", b"iso4", b"iso5", b"iso6", b"mp41", b"mp42", b"avc1", b"M4V ", b"MSNV", b"3gp4", b"3gp5"}
)
_OUTER: Final = frozenset(
    {b"ftyp", b"moov", b"mdat", b"free", b"skip", b"wide", b"uuid", b"udta", b"meta", b"moof", b"mfra", b"sidx",
     b"styp", b"pdin"}
)  # fmt: skip
_NEEDED: Final = frozenset({b"moov", b"mdat"})
_TELLING: Final = frozenset({b"udta", b"meta", b"uuid", b"free", b"skip", b"wide"})
_HOLDING: Final = (b"moov", b"trak")  # one inside the other: nothing else is looked into, however deep it goes
_MOST_BOXES: Final = 20_000  # beside one another; a film of two minutes in fragments of a tenth of a second has fewer
_HEAD: Final = 8  # a length of four bytes and four letters
_LONG_HEAD: Final = 16  # with a length of eight bytes after them
Box = tuple[bytes, int, int, int]  # its letters, where it begins, where its content begins, where it ends


def clean(content: bytes) -> Cleaned:
    """Give back the film without what its headers tell. Raises ValidationError with a message for the person."""
    if not content:
        raise ValidationError(_("Tệp rỗng."), code="empty")
    if len(content) > MOST_BYTES:
        limit = MOST_BYTES // 1_000_000
        raise ValidationError(_("Phim lớn hơn %(limit)s MB. Hãy cắt ngắn hoặc giảm cỡ phim.") % {"limit": limit})
    if content[4:8] != b"ftyp" or content[8:12] not in _BRANDS:
        raise ValidationError(_("Chỉ nhận phim MP4. Phim dạng khác (MOV, AVI): hãy xuất ra MP4."), code="type")
    kept = bytearray(content)
    outer = list(_boxes(content, 0, len(content)))
    kinds = {kind for kind, *_places in outer}
    if not (kinds >= _NEEDED and kinds <= _OUTER):
        raise _damaged()
    for box in outer:
        _blank(kept, box, _HOLDING)
    return Cleaned(bytes(kept), FILM)


def _blank(kept: bytearray, box: Box, holding: Sequence[bytes]) -> None:
    """Blank the box where it describes; look inside where it is the first of `holding`."""
    kind, start, inside, end = box
    if kind in _TELLING:
        kept[start + 4 : start + 8] = b"free"
        kept[inside:end] = bytes(end - inside)
    elif kind in holding[:1]:
        for one in list(_boxes(kept, inside, end)):
            _blank(kept, one, holding[1:])


def _boxes(content: bytes | bytearray, start: int, end: int) -> Iterator[Box]:
    """The boxes that lie there one after the other, up to the end exactly. Raises ValidationError."""
    for _number in range(_MOST_BOXES):
        if start == end:
            return
        if end - start < _HEAD:
            raise _damaged()
        size, kind = struct.unpack_from(">I4s", content, start)
        head = _HEAD
        if size == 1 and end - start >= _LONG_HEAD:
            (size,), head = struct.unpack_from(">Q", content, start + _HEAD), _LONG_HEAD
        size = size or end - start  # the last one may leave its length out
        if not head <= size <= end - start:
            raise _damaged()
        yield kind, start, start + head, start + size
        start += size
    raise _damaged()


def _damaged() -> ValidationError:
    return ValidationError(_("Phim bị hỏng hoặc không phải MP4."), code="damaged")
