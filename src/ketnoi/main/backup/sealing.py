"""A stream that only offline recipients can read, and of which not a byte can be changed, moved or cut off.

A random key of 256 bits is sealed to the public half of every recipient (X25519, libsodium's sealed box). The content
follows in chunks under AES-256-GCM, each bound to the header, to its number, and to whether it is the last: a chunk
changed, swapped, left out or added, and a file cut short, do not open.
"""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
from collections.abc import Mapping, Sequence
from typing import BinaryIO, Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox

MAGIC: Final = b"KETNOI-SAO-LUU-1\n"
CHUNK: Final = 1024 * 1024
TAG: Final = 16
LENGTH: Final = 4  # bytes that say how long what follows is
LONGEST_HEADER: Final = 64 * 1024


class Unreadable(Exception):
    """The file is no backup, was changed or cut short, or is for somebody else; the message says which."""


def fingerprint(public: bytes) -> str:
    """By which a recipient is told from others: 16 hex digits of the digest of the public half."""
    return hashlib.sha256(public).hexdigest()[:16]


class Sealer:
    """Takes bytes by `write`, as a file does; `close` writes the last chunk. `key` opens it again until then."""

    def __init__(self, file: BinaryIO, recipients: Sequence[bytes]) -> None:
        self.key = secrets.token_bytes(32)
        boxes = {fingerprint(one): SealedBox(PublicKey(one)).encrypt(self.key) for one in recipients}
        header = json.dumps({name: base64.b64encode(box).decode() for name, box in boxes.items()}).encode()
        file.write(MAGIC + len(header).to_bytes(LENGTH) + header)
        self._file, self._waiting, self._number = file, bytearray(), 0
        self._cipher, self._bound = AESGCM(self.key), hashlib.sha256(header).digest()

    def write(self, content: bytes) -> int:
        self._waiting += content
        while len(self._waiting) > CHUNK:
            self._put(bytes(self._waiting[:CHUNK]), last=False)
            del self._waiting[:CHUNK]
        return len(content)

    def close(self) -> None:
        self._put(bytes(self._waiting), last=True)

    def _put(self, chunk: bytes, *, last: bool) -> None:
        nonce, bound = _place(self._bound, self._number, last=last)
        closed = self._cipher.encrypt(nonce, chunk, bound)
        self._file.write(len(closed).to_bytes(LENGTH) + closed)
        self._number += 1


def _place(header: bytes, number: int, *, last: bool) -> tuple[bytes, bytes]:
    """The nonce of a chunk (the key is used for one file only) and what it is bound to."""
    return number.to_bytes(12), header + number.to_bytes(8) + bytes([last])


class Opener:
    """Gives the content by `read`, as a file does; every chunk is checked before a byte of it is given.

    With `key` what was just written is read back; with `secret`, a recipient's, any time. Raises Unreadable.
    """

    def __init__(self, file: BinaryIO, *, key: bytes = b"", secret: bytes = b"") -> None:
        if file.read(len(MAGIC)) != MAGIC:
            raise Unreadable("Đây không phải là bản sao lưu của Kết Nối.")
        length = int.from_bytes(file.read(LENGTH))
        header = file.read(length) if length <= LONGEST_HEADER else b""
        self._cipher = AESGCM(key or _unboxed(_boxes(header), PrivateKey(secret)))
        self._file, self._bound, self._number, self._ready = file, hashlib.sha256(header).digest(), 0, bytearray()
        self._next = file.read(LENGTH)
        if not self._next:
            raise Unreadable("Bản sao lưu bị cắt ngay sau phần đầu.")

    def read(self, size: int = -1) -> bytes:
        while self._next and not 0 <= size <= len(self._ready):
            self._ready += self._chunk()
        end = len(self._ready) if size < 0 else size
        given = bytes(self._ready[:end])
        del self._ready[:end]
        return given

    def _chunk(self) -> bytes:
        length = int.from_bytes(self._next)
        closed = self._file.read(length) if length <= CHUNK + TAG else b""
        if len(closed) != length:
            closed = b""  # opens as nothing
        self._next = self._file.read(LENGTH)
        nonce, bound = _place(self._bound, self._number, last=not self._next)
        self._number += 1
        try:
            return self._cipher.decrypt(nonce, closed, bound)
        except InvalidTag as error:
            raise Unreadable(f"Bản sao lưu bị sửa hoặc bị cắt ở khối {self._number}.") from error


def _boxes(header: bytes) -> Mapping[str, bytes]:
    try:
        return {str(name): base64.b64decode(box, validate=True) for name, box in json.loads(header).items()}
    except (ValueError, AttributeError, TypeError) as error:
        raise Unreadable("Phần đầu của bản sao lưu bị hỏng.") from error


def _unboxed(boxes: Mapping[str, bytes], secret: PrivateKey) -> bytes:
    box = boxes.get(fingerprint(bytes(secret.public_key)))
    if box is None:
        raise Unreadable("Bản sao lưu này không mã hóa cho người giữ khóa này.")
    try:
        return SealedBox(secret).decrypt(box)
    except CryptoError as error:
        raise Unreadable("Phần đầu của bản sao lưu bị hỏng.") from error
