"""Read a Word file that somebody worked on: its lines as they read with tracked changes accepted, and its comments.

Any bytes give a `Marked` or a refusal in plain words; nothing in the file is run, opened or fetched.
"""

from __future__ import annotations

import unicodedata
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from docx.oxml.ns import qn
from lxml import etree

from ketnoi.attachments import archives

MOST_BYTES = 25_000_000
MOST_XML = 40_000_000  # of the text itself, unpacked
MOST_PART = 5_000_000  # of every other part that is read: comments, properties, relations
MOST_LINES = 20_000
MOST_LETTERS = 20_000  # of one line
_OLD_CONTAINER = b"\xd0\xcf\x11\xe0"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_RELATION = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
# what a tracked change took away, and words that a field computes
_GONE = {qn(f"w:{name}") for name in ("del", "moveFrom", "instrText", "delText", "pPr", "sdtPr", "rPr")}
_BREAKS = {qn("w:br"), qn("w:cr")}
Node = Any  # an lxml element


class DocumentRefused(ValueError):
    """The message is for the person who uploaded the file."""


@dataclass(frozen=True)
class Control:
    """Words in a content control; `tag` and `alias` are empty where an office suite dropped them."""

    text: str
    tag: str = ""
    alias: str = ""


Piece = str | Control


@dataclass(frozen=True)
class Line:
    """A paragraph of the text or of a table's cell."""

    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        return plain("".join(one if isinstance(one, str) else one.text for one in self.pieces))


@dataclass(frozen=True)
class Marked:
    """`keywords` are those of the file's properties; `comments` in the order of the file, without their authors."""

    lines: list[Line]
    comments: list[str]
    keywords: str
    tracked: bool


def read(content: bytes) -> Marked:
    """Read the file. Raises DocumentRefused, and nothing else, whatever the bytes are."""
    _check_kind(content)
    try:
        with archives.opened(content) as archive:
            _check_parts(archive)
            body = _parsed(_part(archive, "word/document.xml", MOST_XML))
            notes = _part(archive, "word/comments.xml")
            core = _part(archive, "docProps/core.xml")
            lines = list(_lines(body))
            return Marked(lines, _comments(notes), _keywords(core), _is_tracked(body))
    except archives.ArchiveRefused as error:
        raise DocumentRefused(str(error)) from error
    except (zipfile.BadZipFile, RecursionError) as error:
        raise DocumentRefused(_("Tệp bị hỏng hoặc không đúng loại.")) from error


def plain(text: str) -> str:
    """Words as they are compared: composed, every space a plain one and single."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def _check_kind(content: bytes) -> None:
    if not content:
        raise DocumentRefused(_("Tệp rỗng."))
    if len(content) > MOST_BYTES:
        raise DocumentRefused(_("Tệp lớn hơn %(limit)s MB.") % {"limit": MOST_BYTES // 1_000_000})
    if content.startswith(_OLD_CONTAINER):
        if _ENCRYPTED in content:
            raise DocumentRefused(_("Tệp có mật khẩu. Hãy bỏ mật khẩu rồi tải lại."))
        raise DocumentRefused(_("Tệp là Word đời cũ (.doc). Hãy lưu lại dưới dạng .docx."))
    if not content.startswith(b"PK"):
        raise DocumentRefused(_("Tệp không phải văn bản Word (.docx)."))


def _check_parts(archive: zipfile.ZipFile) -> None:
    if "word/document.xml" not in archive.namelist():
        raise DocumentRefused(_("Tệp không phải văn bản Word (.docx)."))
    if b"macroEnabled" in _part(archive, "[Content_Types].xml"):
        raise DocumentRefused(_("Tệp có chứa macro. Hãy lưu lại dưới dạng không có macro."))
    for name in archive.namelist():
        if name.endswith(".rels"):
            _check_relations(_parsed(_part(archive, name)))


def _part(archive: zipfile.ZipFile, name: str, most: int = MOST_PART) -> bytes:
    """A part of no more than so many bytes, unpacked; an absent one is empty."""
    if name in archive.namelist() and archive.getinfo(name).file_size > most:
        raise DocumentRefused(_("Văn bản quá dài, không mở được an toàn."))
    return archives.part(archive, name)


def _check_relations(relations: Node) -> None:
    """A link in the text may lead outside; a template, a picture or another file from outside may not."""
    for one in relations.iter(_RELATION):
        outside = one.get("TargetMode", "").lower() == "external"
        if outside and not one.get("Type", "").endswith("/hyperlink"):
            raise DocumentRefused(_("Tệp có liên kết sang tệp khác. Hãy bỏ liên kết rồi lưu lại."))


def _parsed(part: bytes) -> Node:
    """XML without entities of its own, of ordinary depth and size."""
    if b"<!DOCTYPE" in part or b"<!ENTITY" in part or part.startswith((b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<")):
        raise DocumentRefused(_("Tệp không đúng chuẩn. Hãy mở bằng Word, lưu lại dưới dạng .docx rồi tải lên."))
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(part, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise DocumentRefused(_("Tệp bị hỏng hoặc không đúng loại.")) from error


def _lines(body: Node) -> Iterator[Line]:
    """Those with words; one whose mark was deleted runs on into the next, as Word shows it."""
    for line in _every_line(body):
        if len(line.text) > MOST_LETTERS:
            raise DocumentRefused(_("Văn bản có đoạn quá dài, không so sánh được. Hãy ngắt đoạn rồi tải lại."))
        if line.text:
            yield line


def _every_line(body: Node) -> Iterator[Line]:
    """Also the empty ones."""
    pieces: list[Piece] = []
    for number, paragraph in enumerate(body.iter(qn("w:p"))):
        if number >= MOST_LINES:
            raise DocumentRefused(_("Văn bản quá dài, không mở được an toàn."))
        pieces += _pieces(paragraph)
        if paragraph.find(f"{qn('w:pPr')}/{qn('w:rPr')}/{qn('w:del')}") is not None:
            continue
        yield Line(tuple(pieces))
        pieces = []
    yield Line(tuple(pieces))


def _pieces(node: Node) -> Iterator[Piece]:
    """Words and controls of a paragraph, what was taken away left out. A paragraph inside a text box is its own."""
    for child in node:
        if child.tag in _GONE or child.tag == qn("w:p"):
            continue
        if child.tag == qn("w:sdt"):
            yield _control(child)
        elif child.tag == qn("w:t"):
            yield child.text or ""
        elif child.tag == qn("w:tab") or child.tag in _BREAKS:
            yield " "
        else:
            yield from _pieces(child)


def _control(node: Node) -> Control:
    words = "".join(one if isinstance(one, str) else one.text for one in _pieces(node))
    said = {name: node.find(f"{qn('w:sdtPr')}/{qn(f'w:{name}')}") for name in ("tag", "alias")}
    values = {name: "" if found is None else found.get(qn("w:val"), "") for name, found in said.items()}
    return Control(words, values["tag"], values["alias"])


def _comments(part: bytes) -> list[str]:
    if not part:
        return []
    found = _parsed(part).iter(qn("w:comment"))
    said = (" ".join(Line(tuple(_pieces(one))).text for one in comment.iter(qn("w:p"))) for comment in found)
    return [text for one in said if (text := plain(one))]


def _keywords(part: bytes) -> str:
    if not part:
        return ""
    found = _parsed(part).find("{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}keywords")
    return "" if found is None else found.text or ""


def _is_tracked(body: Node) -> bool:
    return any(next(body.iter(qn(f"w:{name}")), None) is not None for name in ("ins", "del", "moveFrom", "moveTo"))
