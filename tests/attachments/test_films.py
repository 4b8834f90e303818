"""Films: MP4 alone, blanked where headers tell of place and camera, served in parts to whoever may see them."""

import struct
from contextlib import suppress

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from ketnoi.attachments import films, ranges
from tests.attachments import uploads
from tests.attachments.uploads import box, film


def refused(content: bytes) -> str:
    with pytest.raises(ValidationError) as found:
        films.clean(content)
    return " ".join(found.value.messages)


def test_place_and_camera_are_blanked_and_no_byte_moves():
    before = film(box(b"uuid", b"+21.03+105.85/") + box(b"skip", b"MaySo 0417") + box(b"free", b"MaySo 0417"))
    after = films.clean(before)
    assert (len(after.content), after.media_type) == (len(before), "video/mp4")
    assert after.content.index(b"hinh dong") == before.index(b"hinh dong")
    for told in (b"+21.03", b"MayAnhRieng", b"MaySo", b"udta", b"meta", b"uuid"):
        assert told in before
        assert told not in after.content


@pytest.mark.parametrize(
    "content",
    [
        b"<html><script>", uploads.picture(), b"%PDF-1.7", uploads.archive(a="b"), film(brand=b"qt  "), b"\0" * 40,
        b"\x1a\x45\xdf\xa3webm",
    ],
)  # fmt: skip
def test_what_is_no_mp4_is_told_what_to_do(content):
    assert "xuất ra MP4" in refused(content)


@pytest.mark.parametrize(
    "content",
    [
        film() + b"PK\x03\x04 zip", film(box(b"html", b"<script>")), film()[:-3], film() + b"\0\0\0\1mdat",
        box(b"ftyp", b"isom", bytes(4)), film() + struct.pack(">I4sQ", 1, b"mdat", 2**63),
        box(b"ftyp", b"isom") + box(b"moov", b"\0\0\0\x04trak") + box(b"mdat"),
    ],
)  # fmt: skip
def test_what_only_begins_like_one_is_refused(content):
    assert "bị hỏng" in refused(content)


def test_neither_depth_nor_number_of_boxes_brings_it_down():
    deep = b""
    for _level in range(3_000):
        deep = box(b"trak", deep)
    assert films.clean(film(box(b"moov", deep))).media_type == "video/mp4"
    assert "bị hỏng" in refused(film(box(b"free") * 20_000))


def test_too_large_and_empty_are_said():
    assert refused(b"") == "Tệp rỗng."
    assert "25 MB" in refused(film() + box(b"free", bytes(films.MOST_BYTES)))


@given(st.binary(max_size=60), st.integers(0, 200), st.integers(0, 255))
def test_any_bytes_are_refused_or_kept_at_their_length(tail, place, value):
    content = bytearray(film() + tail)
    content[place % len(content)] = value
    with suppress(ValidationError):
        assert len(films.clean(bytes(content)).content) == len(content)


@pytest.mark.parametrize(
    ("header", "wanted"),
    [
        ("", None), ("bytes=-", None), ("bytes=0-1,4-5", None), ("byte=0-1", None), ("bytes=0-", range(10)),
        ("bytes=2-4", range(2, 5)), ("bytes=4-99", range(4, 10)), ("bytes=-3", range(7, 10)),
        ("bytes=-99", range(10)), ("bytes=10-", range(0)), ("bytes=5-2", range(0)), ("bytes=-0", range(0)),
        ("bytes=" + "9" * 40 + "-", None),
    ],
)  # fmt: skip
def test_parts_asked_for(header, wanted):
    assert ranges.asked(header, 10) == wanted
