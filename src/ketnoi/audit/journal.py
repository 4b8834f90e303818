"""Write and verify the hash-chained journal.

A line is written in the transaction it tells of, as that transaction's last step: ledger clocks are locked before
chain heads, everywhere, so that two writers never wait for each other in a circle.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from django.db import connection

from ketnoi.audit import moments
from ketnoi.audit.models import CHAINS, Head, Line

Plain = int | str | bool | None | list[int] | list[str]


def _digest(line: Line) -> str:
    told = [line.previous, line.chain, line.seq, line.at, line.actor, line.unit]
    told += [line.verb, line.kind, line.object, line.detail]
    text = json.dumps(told, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _locked_head(chain: int) -> Head:
    Head.objects.get_or_create(chain=chain)
    return Head.objects.select_for_update().get(chain=chain)


def write(
    verb: str,
    kind: str,
    object_id: object,
    actor: int | None = None,
    unit: int | None = None,
    **detail: Plain,
) -> None:
    """Append one line. `detail` holds codes and counts only: never a name, an address or a searched text."""
    if not connection.in_atomic_block:
        raise RuntimeError("A journal line belongs to the transaction that it tells of.")
    head = _locked_head(secrets.randbelow(CHAINS))
    line = Line(
        chain=head.chain,
        seq=head.seq + 1,
        at=moments.now(),
        actor=actor,
        unit=unit,
        verb=verb,
        kind=kind,
        object=str(object_id),
        detail=detail,
        previous=head.hash,
    )
    line.hash = _digest(line)
    line.save(force_insert=True)
    head.seq, head.hash = line.seq, line.hash
    head.save(update_fields=["seq", "hash"])


@dataclass(frozen=True)
class Finding:
    """A place where the journal does not hold."""

    chain: int
    seq: int
    problem: str


def _chain_findings(chain: int, lines: Iterable[Line], head: Head | None) -> Iterator[Finding]:
    previous, seq = "", 0
    for line in lines:
        if line.seq != seq + 1:
            yield Finding(chain, line.seq, "thiếu hoặc thừa dòng")
        if line.previous != previous:
            yield Finding(chain, line.seq, "không nối với dòng trước")
        if line.hash != _digest(line):
            yield Finding(chain, line.seq, "nội dung đã bị sửa")
        previous, seq = line.hash, line.seq
    if head is None or (head.seq, head.hash) != (seq, previous):
        yield Finding(chain, seq, "dòng cuối không khớp")


def verify() -> tuple[int, list[Finding]]:
    """Walk every chain; answers how many lines were read and what does not hold (nothing, when all is well)."""
    heads = {head.chain: head for head in Head.objects.all()}
    ordered = Line.objects.order_by("chain", "seq").iterator(chunk_size=2000)
    findings: list[Finding] = []
    read = 0
    for chain, lines in groupby(ordered, key=lambda line: line.chain):
        counted = list(lines)
        read += len(counted)
        findings += _chain_findings(chain, counted, heads.pop(chain, None))
    findings += [Finding(head.chain, head.seq, "mất cả chuỗi") for head in heads.values() if head.seq]
    return read, findings
