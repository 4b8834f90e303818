"""Files as people send them, made in the test."""

import hashlib
import io
import struct
import zipfile
import zlib

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image


def picture(kind="JPEG", size=(60, 30), mode="RGB", **options):
    target = io.BytesIO()
    Image.new(mode, size, "red").save(target, kind, **options)
    return target.getvalue()


def picture_with_a_past(orientation=6):
    """A JPEG with a camera, a place, an orientation and a comment."""
    exif = Image.Exif()
    exif[0x010F] = "MayAnhRieng"
    exif[0x0112] = orientation
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8825)[2] = (21.0, 19.0, 30.0)
    return picture(exif=exif, comment=b"ghi chu rieng")


def declared_png(width, height):
    """A PNG that says it is this large and holds nothing."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)

    def chunk(name, data):
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"")) + chunk(b"IEND", b"")


def archive(**parts):
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in parts.items():
            made.writestr(name.replace("__", "/").replace("_xml", ".xml").replace("_bin", ".bin"), content)
    return target.getvalue()


def upload(content, name="tep"):
    return SimpleUploadedFile(name, content)


def digest(content):
    return hashlib.sha256(content).hexdigest()


def box(kind, *content):
    """A box of an MP4."""
    inside = b"".join(content)
    return struct.pack(">I4s", len(inside) + 8, kind) + inside


def film(*more, brand=b"isom"):
    """The boxes of an MP4 with a place and a camera in its headers; nothing in it can be played."""
    place = box(b"udta", box(b"\xa9xyz", b"+21.03+105.85/"))
    track = box(b"trak", box(b"tkhd", bytes(8)), box(b"meta", b"MayAnhRieng"))
    moov = box(b"moov", box(b"mvhd", bytes(8)), track, place)
    return box(b"ftyp", brand, bytes(4)) + moov + box(b"mdat", b"hinh dong") + b"".join(more)
