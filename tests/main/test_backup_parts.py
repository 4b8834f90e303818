"""Only the parts that a backup consists of are taken from one, each where it belongs."""

import io
import tarfile

import pytest

from ketnoi.main.backup import archive, parts
from ketnoi.main.backup.sealing import Unreadable

OWN = {
    "manifest.json": "manifest.json",
    "anchors/moc-nhat-ky.jsonl": "anchors/moc-nhat-ky.jsonl",
    "database/000000": "database",
    "files/ab/cd..x.bin/000012": "files/ab/cd..x.bin",
}
STRANGE = [
    "", ".", "/", "..", "database", "database/x", "database/0000/000000", "files/000000", "files/../keys/anchor/000000",
    "files//etc/000000", "/files/a/000000", "files/./a/000000", "keys/anchor", "anchors/anchor", "data/ketnoi.sqlite3",
    "data/files/a/000000", "manifest.json/000000", "x\0/000000",
]  # fmt: skip


@pytest.mark.parametrize(("name", "part"), OWN.items())
def test_a_piece_belongs_to_its_part(name, part):
    assert parts.part_of(name) == part


@pytest.mark.parametrize("name", STRANGE)
def test_whatever_else_is_refused(name):
    with pytest.raises(Unreadable):
        parts.part_of(name)


def read(folder, *members):
    """A stream of these members laid into a folder."""
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as made:
        for name, kind in members:
            about = tarfile.TarInfo(name)
            about.type, about.size, about.linkname = kind, (2 if kind == tarfile.REGTYPE else 0), "/etc"
            made.addfile(about, io.BytesIO(b"{}"))
    stream.seek(0)
    return archive._told(stream, folder)


FILE = tarfile.REGTYPE


@pytest.mark.parametrize(
    "members",
    [
        [("files/a/000000", tarfile.SYMTYPE)],
        [("files/a/000000", tarfile.DIRTYPE)],
        [("settings.json", FILE), ("settings.json", FILE)],
        [("manifest.json", FILE), ("settings.json", FILE)],
        [("manifest.json", FILE), ("manifest.json", FILE)],
        [("files/a/000000", FILE), ("files/a/b/000000", FILE)],
        [("settings.json", FILE)],
        [],
    ],
)
def test_links_folders_what_comes_twice_and_what_has_no_place_are_refused(tmp_path, members):
    with pytest.raises(Unreadable):
        read(tmp_path, *members)
    assert not [path for path in tmp_path.rglob("*") if path.is_symlink()]
