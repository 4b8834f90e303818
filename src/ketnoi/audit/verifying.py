"""Walk the chains of the journal and name every place that does not hold.

Lines and heads show what was edited, deleted, put in, moved or cut off. Whoever rewrites a chain with its head leaves
no trace in the database: that shows where heads are known from outside (`anchors`), given here as `marks`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.db.models import Max, QuerySet

from ketnoi.audit import chaining
from ketnoi.audit.installation import is_demo
from ketnoi.audit.models import CHAINS, Head, Line

# Clocks of several servers may differ by this much, in microseconds; a chain has lines of all of them.
CLOCKS_APART = 60 * 1_000_000
CHUNK = 2000


@dataclass(frozen=True)
class Finding:
    """A place where the journal does not hold; without a chain it is a line of the anchors."""

    chain: int | None
    seq: int
    problem: str

    def __str__(self) -> str:
        where = "tệp mốc" if self.chain is None else f"chuỗi {self.chain}"
        return f"{where}, dòng {self.seq}: {self.problem}"


@dataclass(frozen=True)
class Mark:
    """What is known from outside of a chain: that the line `seq` had this hash."""

    chain: int
    seq: int
    hash: str


def verify(marks: Iterable[Mark] = (), since: Mapping[int, Mark] | None = None) -> tuple[int, list[Finding]]:
    """Answers how many lines were read and what does not hold (nothing, when all is well).

    `since` has the marks from which on chains are walked, where what lies before was walked already; else all is.
    """
    wanted: dict[int, dict[int, str]] = {}
    for mark in marks:
        if mark.seq:
            wanted.setdefault(mark.chain, {})[mark.seq] = mark.hash
    known = {*range(CHAINS), *wanted, *Line.objects.order_by().values_list("chain", flat=True).distinct()}
    begin = since or {}
    honest = not is_demo()
    walks = [
        _Walk(chain, wanted.get(chain, {}), begin.get(chain, Mark(chain, 0, "")), honest) for chain in sorted(known)
    ]
    findings = [finding for walk in walks for finding in walk.findings()]
    return sum(walk.read for walk in walks), findings


class _Walk:
    """One chain, up to the head that stood when the walk began; nobody who writes has to wait."""

    def __init__(self, chain: int, marks: dict[int, str], begin: Mark, clocked: bool) -> None:
        self.chain, self.marks, self.begin, self.clocked = chain, marks, begin, clocked
        self.read = 0

    def findings(self) -> Iterator[Finding]:
        head = Head.objects.filter(chain=self.chain).first() or Head(chain=self.chain)
        known = Line.objects.filter(chain=self.chain, seq__lte=head.seq).order_by("seq")
        yield from self._earlier(known)
        lines = known.filter(seq__gt=self.begin.seq)
        yield from self._walked(lines.iterator(chunk_size=CHUNK), head)
        yield from self._later_than(head.seq)

    def _earlier(self, known: QuerySet[Line]) -> Iterator[Finding]:
        """Marks of lines that are not walked now."""
        early = [seq for seq in self.marks if seq <= self.begin.seq]
        if early:
            found = dict(known.filter(seq__in=early).values_list("seq", "hash"))
            yield from (self._says(seq, "khác với mốc đã ghi") for seq in early if found.get(seq) != self.marks[seq])

    def _walked(self, lines: Iterable[Line], head: Head) -> Iterator[Finding]:
        previous, seq, latest = self.begin.hash, self.begin.seq, 0
        for line in lines:
            self.read += 1
            yield from self._held(line, previous, seq + 1, latest)
            previous, seq, latest = line.hash, line.seq, max(latest, line.at)
        if head.seq and not seq:
            yield self._says(head.seq, "mất cả chuỗi")
        elif (head.seq, head.hash) != (seq, previous):
            yield self._says(seq, "dòng cuối không khớp")
        yield from (self._says(mark, "mốc đã ghi không còn dòng") for mark in self.marks if mark > seq)

    def _held(self, line: Line, previous: str, seq: int, latest: int) -> Iterator[Finding]:
        if line.seq != seq:
            yield self._says(line.seq, "thiếu hoặc thừa dòng")
        if line.previous != previous:
            yield self._says(line.seq, "không nối với dòng trước")
        if line.hash != chaining.digest(line):
            yield self._says(line.seq, "nội dung đã bị sửa")
        elif self.clocked and line.at + CLOCKS_APART < latest:
            yield self._says(line.seq, "thời điểm sớm hơn dòng trước")
        if self.marks.get(line.seq, line.hash) != line.hash:
            yield self._says(line.seq, "khác với mốc đã ghi")

    def _later_than(self, seq: int) -> Iterator[Finding]:
        """Lines that no head knows of. The head is read after the line: one written meanwhile is no finding."""
        last = Line.objects.filter(chain=self.chain, seq__gt=seq).aggregate(last=Max("seq"))["last"]
        if last is not None and not Head.objects.filter(chain=self.chain, seq__gte=last).exists():
            yield self._says(last, "dòng cuối không khớp")

    def _says(self, seq: int, problem: str) -> Finding:
        return Finding(self.chain, seq, problem)
