"""P6: whatever is done to the journal or its anchors past the program, the walk finds it.

Sixty lines in several chains, anchored twice on the way; then one tampering after another, each taken back. The last
six kinds leave a chain that holds in itself: whoever does them knows how lines are hashed.
"""

from __future__ import annotations

import secrets
import tempfile
from collections.abc import Callable, Iterator, Sequence
from copy import copy
from dataclasses import dataclass
from pathlib import Path
from random import Random

from django.db import transaction
from django.db.models import F

from ketnoi.audit import anchors, chaining, journal, moments
from ketnoi.audit.models import Head, Line
from ketnoi.audit.verifying import Mark
from ketnoi.main.proving.promise import Outcome, Promise, outcome

ANCHORED, LATER = 24, 12  # lines before each of the two anchors, and after the second
COLUMNS = ("at", "actor", "unit", "verb", "kind", "object", "detail", "previous", "hash")


@dataclass(frozen=True)
class Journal:
    """What is tampered with: the lines as they were (each is given as a copy), the anchors, and chance."""

    lines: Sequence[Line]
    book: anchors.Book
    chance: Random

    def any(self) -> Line:
        return copy(self.chance.choice(self.lines))

    def anchored(self) -> Line:
        """A line that stood before the first anchor."""
        return copy(self.chance.choice(self.lines[:ANCHORED]))

    def of_chain(self, line: Line) -> list[Line]:
        return [copy(one) for one in self.lines if one.chain == line.chain]


def _edit(world: Journal) -> None:
    column = world.chance.choice(COLUMNS)
    Line.objects.filter(pk=world.any().pk).update(**{column: {"x": 1} if column == "detail" else 999})


def _delete(world: Journal) -> None:
    Line.objects.filter(pk=world.any().pk).delete()


def _insert(world: Journal) -> None:
    """A line put in behind another, those after it moved on: its hash is right, theirs no longer join."""
    line = world.any()
    for later in reversed([one for one in world.of_chain(line) if one.seq > line.seq]):
        Line.objects.filter(pk=later.pk).update(seq=F("seq") + 1)
    forged = Line(chain=line.chain, seq=line.seq + 1, at=line.at, verb="x", kind="x", object="", previous=line.hash)
    forged.hash = chaining.digest(forged)
    forged.save()
    Head.objects.filter(chain=line.chain).update(seq=F("seq") + 1)


def _swap(world: Journal) -> None:
    first, second = world.chance.sample(world.lines, 2)
    for moved, place in ((first, (99, 1)), (second, (first.chain, first.seq)), (first, (second.chain, second.seq))):
        Line.objects.filter(pk=moved.pk).update(chain=place[0], seq=place[1])


def _splice(world: Journal) -> None:
    """A line of another chain in the place of this one."""
    line = world.any()
    other = world.chance.choice([one for one in world.lines if one.chain != line.chain])
    Line.objects.filter(pk=line.pk).update(**{column: getattr(other, column) for column in COLUMNS})


def _truncate(world: Journal) -> None:
    line = world.any()
    Line.objects.filter(chain=line.chain, seq__gte=line.seq).delete()


def _rewind(world: Journal) -> None:
    """The head says less than there is."""
    line = world.any()
    Head.objects.filter(chain=line.chain).update(seq=line.seq - 1, hash=line.previous)


def _truncate_and_rewind(world: Journal) -> None:
    line = world.anchored()
    Line.objects.filter(chain=line.chain, seq__gte=line.seq).delete()
    Head.objects.filter(chain=line.chain).update(seq=line.seq - 1, hash=line.previous)


def _rewrite(world: Journal) -> None:
    """A line edited, and all after it hashed anew, up to the head."""
    line = world.anchored()
    line.actor = 999
    _hashed_anew([line, *(one for one in world.of_chain(line) if one.seq > line.seq)])


def _set_clock_back(world: Journal) -> None:
    """The last line pretends to be of yesterday, and is hashed so."""
    line = world.of_chain(world.lines[-1])[-1]
    line.at -= moments.DAY
    _hashed_anew([line])


def _hashed_anew(lines: Sequence[Line]) -> None:
    previous = lines[0].previous
    for line in lines:
        line.previous = previous
        line.hash = previous = chaining.digest(line)
        line.save()
    Head.objects.filter(chain=lines[0].chain).update(hash=previous)


def _edit_anchor(world: Journal) -> None:
    text = world.book.file.read_text()
    at = world.chance.randrange(len(text))
    world.book.file.write_text(text[:at] + ("1" if text[at] != "1" else "2") + text[at + 1 :])


def _drop_anchor(world: Journal) -> None:
    lines = world.book.file.read_text().splitlines(keepends=True)
    del lines[world.chance.randrange(len(lines))]
    world.book.file.write_text("".join(lines))


def _forge_anchor(world: Journal) -> None:
    """By somebody who has not the key."""
    anchors.Book(world.book.file, secrets.token_bytes(32)).add(moments.now(), [Mark(0, 1, "0" * 64)])


KINDS: dict[str, Callable[[Journal], None]] = {
    "sửa một cột": _edit,
    "xóa một dòng": _delete,
    "chèn một dòng": _insert,
    "đổi chỗ hai dòng": _swap,
    "ghép dòng của chuỗi khác": _splice,
    "cắt đuôi": _truncate,
    "lùi đầu chuỗi": _rewind,
    "cắt đuôi và lùi đầu chuỗi": _truncate_and_rewind,
    "viết lại từ một dòng đến cuối": _rewrite,
    "vặn lùi đồng hồ": _set_clock_back,
    "sửa mốc": _edit_anchor,
    "bỏ một mốc": _drop_anchor,
    "làm giả mốc": _forge_anchor,
}


def _run(size: int, seed: int) -> Outcome:
    with tempfile.TemporaryDirectory() as folder, transaction.atomic():
        book = anchors.Book(Path(folder) / anchors.FILE, secrets.token_bytes(32))
        for count in (ANCHORED, ANCHORED):
            _write(count)
            anchors.add(book)
        _write(LATER)
        world = Journal(list(Line.objects.order_by("pk")), book, Random(seed))  # noqa: S311 - a run that can be repeated
        untouched = anchors.verify(book).findings
        found = outcome(size, [*map(str, untouched), *_missed(world, size)])
        transaction.set_rollback(True)
    return found


def _write(count: int) -> None:
    """So many lines, spread over three chains."""
    for number in range(count):
        journal._own.chain = number % 3  # noqa: SLF001 - as three threads would
        journal.write("record", "proof", number, actor=number % 7, unit=number % 3, count=number)


def _missed(world: Journal, size: int) -> Iterator[str]:
    """Each tampering in a frame that is taken back; what was not found."""
    kept = world.book.file.read_bytes()
    for number in range(size):
        name = list(KINDS)[number % len(KINDS)]
        with transaction.atomic():
            KINDS[name](world)
            if not anchors.verify(world.book).findings:
                yield f"lần {number}: {name}"
            transaction.set_rollback(True)
        world.book.file.write_bytes(kept)


PROMISE = Promise(
    "P6", "Mười ba kiểu can thiệp vào nhật ký và tệp mốc, cả kiểu viết lại chuỗi đúng mã băm", _run, size=1300, fast=39
)
