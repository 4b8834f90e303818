"""Heads of the journal kept outside the database, so that a chain rewritten or cut short with its head shows.

A file of lines that is only ever added to, in a folder that lies in neither data nor keys (KETNOI_ANCHORS; best on a
disk that the database's administrators cannot write to). Each line is chained to the one before and carries an HMAC
under a key of its own, so that nobody without the key folder can make one. Each is told to the journal too: a file
that lost its last lines shows. The short form is for paper: whoever has it needs neither file nor key.
"""

from __future__ import annotations

import fcntl
import hashlib
import hmac
import json
import os
import re
import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from django.conf import settings
from django.db import transaction

from ketnoi.audit import journal, moments, verifying
from ketnoi.audit.models import Check, Head, Line
from ketnoi.audit.verifying import Finding, Mark

FILE, KEY = "moc-nhat-ky.jsonl", "anchor"
EVERY = 10 * 60 * 1_000_000  # microseconds: what was written later than that is what a cut tail could hide
PAPER = re.compile(r"MOC \d+ \d+ (\d{1,4}:\d{1,18}(?:\.\d{1,4}:\d{1,18})*) ([0-9A-F-]+)")
LONGEST = 16 * 1024  # bytes; a line is a tenth of it
SHORT = 32  # hex digits of the digest on paper: 128 bits


class NoKey(Exception):
    """There are anchors and no key to check them with; the message says what to do."""


@dataclass(frozen=True)
class Anchor:
    """All heads at a moment (microseconds since 1970), numbered from 1."""

    number: int
    at: int
    heads: tuple[Mark, ...]
    previous: str = ""
    mac: str = ""

    def told(self) -> str:
        """What the HMAC covers."""
        heads = [[mark.chain, mark.seq, mark.hash] for mark in self.heads]
        return json.dumps([self.number, self.at, heads, self.previous], separators=(",", ":"))

    def line(self) -> str:
        """The line of the file."""
        heads = [[mark.chain, mark.seq, mark.hash] for mark in self.heads]
        told = {"number": self.number, "at": self.at, "heads": heads, "previous": self.previous, "mac": self.mac}
        return json.dumps(told, separators=(",", ":"))

    def paper(self) -> str:
        """One line to print or write down: number, moment, last line of each chain, digest of all heads."""
        seqs = ".".join(f"{mark.chain}:{mark.seq}" for mark in self.heads)
        return f"MOC {self.number} {self.at} {seqs} {short(self.heads)}"


def short(heads: Sequence[Mark]) -> str:
    """A digest of these heads as people copy it: groups of four."""
    told = json.dumps([[mark.chain, mark.seq, mark.hash] for mark in heads], separators=(",", ":"))
    digits = hashlib.sha256(told.encode()).hexdigest()[:SHORT].upper()
    return "-".join(digits[at : at + 4] for at in range(0, SHORT, 4))


@dataclass(frozen=True)
class Book:
    """The file of anchors and the key that they are made with."""

    file: Path
    key: bytes

    def mac(self, anchor: Anchor) -> str:
        return hmac.new(self.key, anchor.told().encode(), hashlib.sha256).hexdigest()

    def read(self) -> tuple[list[Anchor], list[Finding]]:
        """The anchors that hold, and the lines that do not."""
        anchors: list[Anchor] = []
        findings: list[Finding] = []
        previous = ""
        lines = self.file.read_text(encoding="ascii", errors="replace").splitlines() if self.file.exists() else []
        for number, text in enumerate(lines, start=1):
            one = _parsed(text)
            if one is None or not hmac.compare_digest(one.mac, self.mac(one)):
                findings.append(Finding(None, number, "mốc bị sửa hoặc không do hệ thống này ghi"))
                continue
            if (one.number, one.previous) != (number, previous):
                findings.append(Finding(None, number, "mốc thiếu, thừa hoặc đổi chỗ"))
            anchors.append(one)
            previous = one.mac
        return anchors, findings

    def last(self) -> Anchor | None:
        """The last anchor as it stands there, held against nothing: what is asked every few seconds must be cheap."""
        if not self.file.exists():
            return None
        with self.file.open("rb") as file:
            file.seek(max(0, file.seek(0, os.SEEK_END) - LONGEST))
            lines = file.read().decode("ascii", errors="replace").splitlines()
        return _parsed(lines[-1]) if lines else None

    def add(self, at: int, heads: Sequence[Mark]) -> Anchor:
        """Append an anchor; it stands on the disk when this returns."""
        self.file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(self.file, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
        with os.fdopen(handle, "a", encoding="ascii") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            known = self.read()[0]
            number, previous = (known[-1].number + 1, known[-1].mac) if known else (1, "")
            bare = Anchor(number, at, tuple(heads), previous)
            made = Anchor(number, at, tuple(heads), previous, self.mac(bare))
            file.write(made.line() + "\n")
            file.flush()
            os.fsync(file.fileno())
        return made


def _parsed(text: str) -> Anchor | None:
    try:
        told = cast(dict[str, Any], json.loads(text))
        heads = tuple(Mark(int(chain), int(seq), str(hash_)) for chain, seq, hash_ in told["heads"])
        return Anchor(int(told["number"]), int(told["at"]), heads, str(told["previous"]), str(told["mac"]))
    except (ValueError, KeyError, TypeError):
        return None


def book() -> Book:
    """The installation's own; its key is made with the first anchor. Raises NoKey."""
    file, path = _file(), Path(settings.CONFIG.keys) / KEY
    if not path.exists():
        if file.exists():
            raise NoKey(
                f"Có tệp mốc {file} nhưng thiếu khóa {path}: hãy đặt đúng KETNOI_KEYS, phục hồi bằng ketnoi keys "
                "recover, hoặc bắt đầu tệp mốc mới bằng ketnoi audit anchor --anew."
            )
        put_key(path.parent, secrets.token_bytes(32))
    return Book(file, key_in(path.parent))


def kept_with(key: bytes) -> Book:
    """The installation's own with a key that lies in no folder: of a backup that is being looked at."""
    return Book(_file(), key)


def put_key(folder: Path, key: bytes) -> bool:
    """Lay a key of anchors (32 bytes) into this key folder; one that is there stays. Tells whether it is new."""
    try:
        handle = os.open(folder / KEY, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return False
    with os.fdopen(handle, "w", encoding="ascii") as made:
        made.write(key.hex())
        made.flush()
        os.fsync(made.fileno())
    return True


def key_in(folder: Path) -> bytes:
    """The key of the anchors that lies in this key folder."""
    return bytes.fromhex((folder / KEY).read_text(encoding="ascii").strip())


def _file() -> Path:
    return Path(settings.CONFIG.anchors) / FILE


@dataclass(frozen=True)
class Checked:
    """So many lines were read, and held against so many anchors."""

    lines: int
    anchors: int
    findings: tuple[Finding, ...]


def verify(kept: Book, *, whole: bool = True) -> Checked:
    """Walk the journal and hold it against every anchor; without `whole` only from the last anchor on.

    An anchor is made after a walk that found nothing: what lies before the last was walked then.
    """
    anchors, findings = kept.read()
    against = anchors if whole else anchors[-1:]
    marks = [mark for anchor in against for mark in anchor.heads]
    read, found = verifying.verify(marks, since={} if whole else {mark.chain: mark for mark in marks})
    findings += [*_lost(len(anchors)), *found]
    checked = Checked(read, len(anchors), tuple(findings))
    _remember(checked, whole=whole)
    return checked


def _remember(checked: Checked, *, whole: bool) -> None:
    told = {"lines": checked.lines, "anchors": checked.anchors, "findings": len(checked.findings)}
    Check.objects.create(ran_at=moments.now(), whole=whole, **told)


def _lost(known: int) -> Iterator[Finding]:
    """Anchors that the journal tells of and the file does not have."""
    told = Line.objects.filter(verb="anchor", kind="journal").values_list("object", flat=True)
    last = max(map(int, told), default=0)
    if last > known:
        yield Finding(None, last, "mốc mà nhật ký nhắc tới không còn")


def add(kept: Book) -> tuple[Anchor | None, Checked]:
    """Walk what came since the last anchor and, where it holds, anchor the heads; else there is no new anchor."""
    heads = [Mark(*row) for row in Head.objects.order_by("chain").values_list("chain", "seq", "hash")]
    checked = verify(kept, whole=False)
    if checked.findings:
        return None, checked
    made = kept.add(moments.now(), heads)
    with transaction.atomic():
        journal.write("anchor", "journal", made.number)
    return made, checked


def is_due(kept: Book, now: int) -> bool:
    """Whether the last anchor is older than EVERY and more was written since than that there was one."""
    if kept.file.exists() and now < kept.file.stat().st_mtime_ns // 1000 + EVERY:
        return False
    last = kept.last()
    before = sum(mark.seq for mark in last.heads) + 1 if last else 0
    return sum(Head.objects.values_list("seq", flat=True)) > before


def set_aside() -> Path | None:
    """Begin anew, for a database that is another one from here on: the old anchors stay under another name."""
    file = _file()
    return file.rename(file.with_name(f"{file.stem}-{moments.now()}{file.suffix}")) if file.exists() else None


def held(paper: str) -> bool:
    """Whether the journal still has what was written down on paper. Raises ValueError for what is no such line."""
    written = re.fullmatch(
        r"MOC \d+ \d+ (\d{1,4}:\d{1,18}(?:\.\d{1,4}:\d{1,18})*) ([0-9A-F-]+)", " ".join(paper.split())
    )
    if written is None:
        raise ValueError(paper)
    places = [tuple(map(int, one.split(":"))) for one in written[1].split(".")]
    marks = [Mark(chain, seq, _hash(chain, seq)) for chain, seq in places]
    return short(marks) == written[2]


def _hash(chain: int, seq: int) -> str:
    return Line.objects.filter(chain=chain, seq=seq).values_list("hash", flat=True).first() or ""
