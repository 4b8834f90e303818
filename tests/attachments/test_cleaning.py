import io
import zipfile

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from ketnoi.attachments import archives, cleaning
from tests.attachments import uploads


def code_of(content):
    with pytest.raises(ValidationError) as refused:
        cleaning.clean(content)
    return refused.value.code


def test_place_camera_and_comment_are_gone_and_the_picture_stands_upright():
    before = uploads.picture_with_a_past(orientation=6)
    assert b"MayAnhRieng" in before
    assert b"ghi chu rieng" in before
    cleaned = cleaning.clean(before)
    for content in (cleaned.content, cleaned.thumbnail):
        after = Image.open(io.BytesIO(content))
        assert len(after.getexif()) == 0
        assert "comment" not in after.info
        assert b"MayAnhRieng" not in content
        assert b"ghi chu rieng" not in content
    assert (cleaned.width, cleaned.height) == (30, 60)


def test_text_hidden_in_a_png_is_gone():
    from PIL.PngImagePlugin import PngInfo

    hidden = PngInfo()
    hidden.add_text("Author", "BiMatRieng")
    before = uploads.picture("PNG", pnginfo=hidden)
    assert b"BiMatRieng" in before
    assert b"BiMatRieng" not in cleaning.clean(before).content


def test_what_hangs_behind_a_picture_is_gone():
    before = uploads.picture("PNG") + b"<?php system('x')"
    assert b"php" not in cleaning.clean(before).content


@pytest.mark.parametrize(("kind", "media_type"), [("JPEG", "image/jpeg"), ("PNG", "image/png"), ("WEBP", "image/webp")])
def test_pictures_keep_their_kind_and_get_smaller(kind, media_type):
    cleaned = cleaning.clean(uploads.picture(kind, size=(4096, 1024)))
    assert cleaned.media_type == media_type
    assert (cleaned.width, cleaned.height) == (2048, 512)
    assert Image.open(io.BytesIO(cleaned.thumbnail)).size == (320, 80)
    assert Image.open(io.BytesIO(cleaned.content)).format == kind


def test_a_clear_background_stays_clear():
    content = cleaning.clean(uploads.picture("PNG", mode="RGBA")).content
    assert Image.open(io.BytesIO(content)).mode == "RGBA"


def test_too_many_pixels_are_refused_before_they_are_unpacked():
    assert code_of(uploads.declared_png(10_000, 10_000)) == "too_many_pixels"
    assert code_of(uploads.declared_png(60_000, 60_000)) == "too_many_pixels"


def test_an_empty_and_a_large_file_are_refused():
    assert code_of(b"") == "empty"
    assert code_of(b"%PDF-" + b"0" * cleaning.MOST_BYTES) == "too_big"


@pytest.mark.parametrize(
    "content",
    [
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='x'/>",
        b"<html><script>x</script></html>",
        b"MZ" + b"\0" * 200,
        b"GIF89a" + b"\0" * 60,
        b"#!/bin/sh\n",
        uploads.archive(a_xml="1"),
    ],
)
def test_kinds_that_are_not_listed_are_refused(content):
    assert code_of(content) == "type"


def test_a_damaged_picture_is_refused():
    assert code_of(uploads.picture()[:200]) == "damaged"


def test_papers_are_kept_as_they_are():
    pdf = b"%PDF-1.7\n%%EOF\n"
    assert cleaning.clean(pdf) == cleaning.Cleaned(pdf, "application/pdf")
    word = uploads.archive(word__document_xml="<w/>")
    assert cleaning.clean(word).content == word
    assert cleaning.clean(word).media_type.endswith("wordprocessingml.document")


def test_macros_bombs_and_climbing_paths_are_refused():
    assert code_of(uploads.archive(word__document_xml="<w/>", word__vbaProject_bin="x")) == "archive"
    assert code_of(uploads.archive(word__document_xml=b"0" * 12_000_000)) == "archive"
    with pytest.raises(archives.ArchiveRefused):
        archives.opened(uploads.archive(**{"..__etc_xml": "1"}))


def test_an_encrypted_entry_is_refused():
    content = bytearray(uploads.archive(word__document_xml="<w/>"))
    content[content.rindex(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(archives.ArchiveRefused, match="mật khẩu"):
        archives.opened(bytes(content))


STARTS = [b"", b"\xff\xd8\xff\xe0", b"\x89PNG\r\n\x1a\n", b"RIFF\0\0\0\0WEBPVP8 ", b"PK\x03\x04", b"%PDF-"]


def outcome(content):
    """The kept type, or the code of the refusal: nothing else may come out."""
    try:
        return cleaning.clean(content).media_type
    except ValidationError as refused:
        return refused.code


@given(st.binary(max_size=400), st.sampled_from(STARTS))
def test_any_bytes_are_cleaned_or_refused(tail, head):
    codes = {"empty", "damaged", "type", "archive", "too_many_pixels"}
    assert outcome(head + tail) in codes | set(cleaning.SUFFIXES)


@given(st.data())
def test_a_picture_with_one_byte_changed_is_cleaned_or_refused(data):
    content = bytearray(uploads.picture_with_a_past())
    content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    assert outcome(bytes(content)) in {"image/jpeg", "damaged", "type", "too_many_pixels"}


def test_several_pictures_in_one_jpeg_become_the_first_alone():
    """Telephones write them so (MPO)."""
    second = Image.new("RGB", (50, 20), "blue")
    cleaned = cleaning.clean(uploads.picture("MPO", save_all=True, append_images=[second]))
    assert cleaned.media_type == "image/jpeg"
    after = Image.open(io.BytesIO(cleaned.content))
    assert (after.format, after.size, getattr(after, "n_frames", 1)) == ("JPEG", (60, 30), 1)


def test_a_damaged_entry_of_any_packing_is_refused():
    for method in (zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA):
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", method) as made:
            made.writestr("word/document.xml", "chữ " * 500)
        content = bytearray(packed.getvalue())
        for place in range(60, 90):
            content[place] ^= 0xFF
        with pytest.raises(archives.ArchiveRefused):
            archives.part(archives.opened(bytes(content)), "word/document.xml")
