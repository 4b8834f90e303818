"""Backups as somebody forges them who holds a recipient's secret, or wrote to where backups lie.

He takes a genuine one apart, changes what he likes, signs the manifest with a key of his own, and seals it for the
recipients, whose public halves are no secret.
"""

from __future__ import annotations

import dataclasses
import hashlib
import io
import json
import tarfile
from collections.abc import Callable
from pathlib import Path, PurePosixPath
from typing import Any, BinaryIO, cast

from nacl.public import PrivateKey

from ketnoi.audit import anchors
from ketnoi.audit.verifying import Mark
from ketnoi.main.backup.archive import Manifest
from ketnoi.main.backup.parts import ANCHORS_FILE, DATABASE, ENVELOPES, FILES, MANIFEST
from ketnoi.main.backup.sealing import Opener, Sealer

KEY = b"E" * 32
"""The forger's own, which he wants to be taken for the installation's."""
Pieces = dict[str, bytes]
Harm = Callable[[Pieces], None]


def forge(genuine: Path, secret: bytes, target: Path, *harms: Harm) -> Path:
    """Write a backup with these harms done to the pieces of a genuine one; answers its file."""
    pieces = _pieces(genuine, secret)
    told = json.loads(pieces.pop(MANIFEST))
    pieces[ANCHORS_FILE] = _anchored_anew(pieces[ANCHORS_FILE])
    for harm in harms:
        harm(pieces)
    manifest = Manifest(**told | {"parts": _parts(pieces), "mac": ""})
    signed = dataclasses.replace(manifest, mac=manifest.signed(KEY))
    pieces[MANIFEST] = json.dumps(dataclasses.asdict(signed)).encode()
    _seal(target, bytes(PrivateKey(secret).public_key), pieces)
    return target


def without_origin(pieces: Pieces) -> None:
    """Leave out the envelope that would tell who wrote it."""
    _change(pieces, lambda told: [one for one in told if one[0] != anchors.KEY])


def with_key(place: str) -> Harm:
    """The forger's key, where it might be taken for the installation's."""
    return lambda pieces: pieces.update({place: KEY.hex().encode()})


def with_envelope(name: str, folder: str) -> Harm:
    """A master key's envelope once more under a name that is a path, and a part that makes the folder of its draft."""

    def harm(pieces: Pieces) -> None:
        _change(pieces, lambda told: [*told, *([name, *one[1:]] for one in told if one[0].startswith("master-"))])
        pieces[f"{folder}/part"] = b"x"

    return harm


def _change(pieces: Pieces, change: Callable[[Any], Any]) -> None:
    pieces[ENVELOPES] = json.dumps(change(json.loads(pieces[ENVELOPES]))).encode()


def _pieces(file: Path, secret: bytes) -> Pieces:
    content = Opener(io.BytesIO(file.read_bytes()), secret=secret).read()
    with tarfile.open(fileobj=io.BytesIO(content)) as stream:
        return {one.name: cast(BinaryIO, stream.extractfile(one)).read() for one in stream}


def _anchored_anew(lines: bytes) -> bytes:
    """The genuine anchors as the forger's key would have made them."""
    book, previous, made = anchors.Book(Path(), KEY), "", []
    for text in lines.decode("ascii").splitlines():
        told = json.loads(text)
        heads = tuple(Mark(*head) for head in told["heads"])
        bare = anchors.Anchor(told["number"], told["at"], heads, previous)
        previous = book.mac(bare)
        made.append(dataclasses.replace(bare, mac=previous).line() + "\n")
    return "".join(made).encode()


def _parts(pieces: Pieces) -> dict[str, tuple[int, str]]:
    whole: Pieces = {}
    for name, content in pieces.items():
        path = PurePosixPath(name)
        part = str(path.parent) if path.parts[0] in (DATABASE, FILES) else name
        whole[part] = whole.get(part, b"") + content
    return {name: (len(content), hashlib.sha256(content).hexdigest()) for name, content in whole.items()}


def _seal(target: Path, public: bytes, pieces: Pieces) -> None:
    with target.open("wb") as file:
        sealer = Sealer(file, [public])
        with tarfile.open(fileobj=cast(BinaryIO, sealer), mode="w|") as stream:
            for name, content in pieces.items():
                about = tarfile.TarInfo(name)
                about.size = len(content)
                stream.addfile(about, io.BytesIO(content))
        sealer.close()
