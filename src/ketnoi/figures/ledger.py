"""Post what records count for: append new facts, mark old ones superseded, under one moment.

An edit writes the difference only. The caller holds the lock of the records' own rows (so that two editors of one
record are in order) and writes its journal line after `post`, never before: clocks are locked before chain heads.
"""

from __future__ import annotations

import datetime as dt
import secrets
import threading
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple
from functools import cache
from typing import NamedTuple

from django.db import connection
from django.utils.translation import gettext as _

from ketnoi.audit import bulk
from ketnoi.figures import catalogue, clocks, flags, interning, months
from ketnoi.figures.models import CategorySet, Fact
from ketnoi.figures.sources import Counted, Source
from ketnoi.orgs.models import Unit

CHUNK = 500
EPOCH = 1_577_836_800  # 2020-01-01, so that ids stay within 63 bits for two centuries


class Key(NamedTuple):
    """All of a fact but its identity and its moments."""

    record: int
    province: int
    unit: int
    agency: int
    indicator: int
    cell: int
    programmes: int
    tags: int
    first_any: int
    first_agency: int
    first_any_now: int
    first_agency_now: int
    place: int
    day: dt.date
    value: int


COLUMNS = Key._fields
STORED = ("id", "month", "record_kind", "recorded_at", *COLUMNS)
Credit = tuple[tuple[int, int, int], tuple[int, int, int, int]]


class LedgerConflict(RuntimeError):
    """Nothing is written: somebody else superseded a fact although the record's row was locked, or redrew the map."""

    def __init__(self) -> None:
        super().__init__(_("Địa bàn hoặc đơn vị vừa được sắp xếp lại đúng lúc gửi. Chưa ghi gì; hãy gửi lại lần nữa."))


_numbering = threading.Lock()
_given: dict[str, int] = {}


def fact_ids(count: int) -> range:
    """`count` fresh 63-bit ids: tenths of a second since 2020, then 27 bits from a random start.

    Within one tenth of a second a process goes on where it stopped: two starts drawn apart might overlap.
    """
    tick = int((time.time() - EPOCH) * 10)
    with _numbering:
        if tick != _given.get("tick"):
            _given.update(tick=tick, free=(tick << 27) + secrets.randbelow(1 << 26))
        start = _given["free"]
        _given["free"] = start + count
    return range(start, start + count)


def standings(units: Iterable[int]) -> dict[int, flags.Standing]:
    """Where these units stand, in one query."""
    columns = ("pk", "agency_id", "province", "province_then", "district_then", "commune_then", "commune_now")
    rows = Unit.objects.filter(pk__in=set(units)).values_list(*columns)
    return {row[0]: flags.Standing(*row) for row in rows}


def _standings(counted: Sequence[Counted]) -> dict[int, flags.Standing]:
    return standings(unit for one in counted for unit in one.units)


def keys(counted: Sequence[Counted], known: Mapping[int, flags.Standing] | None = None) -> Iterator[Key]:
    """The facts these records stand for, one by one; `known` are their units' standings, where they are at hand."""
    known = _standings(counted) if known is None else known
    # new numbers are remembered by everybody only after commit; here for as long as the call
    members, counts = cache(interning.members), cache(_counts)
    together: dict[tuple[int, ...], list[Credit]] = {}
    for record, units, day, place, lines, programmes, topics, last in counted:
        credited = together.get(units) or together.setdefault(units, _credits(units, known))
        sets = members(CategorySet.Family.PROGRAMME, programmes), members(CategorySet.Family.TOPIC, topics)
        for indicator, value, *categories in lines:
            what, lead_only, on_last_day = counts(indicator, *categories)
            when = last if on_last_day and last else day
            for who, first in credited[:1] if lead_only else credited:
                yield Key(record, *who, *what, *sets, *first, place, when, value)


def _counts(indicator: str, kind: int, audience: int, counting: int) -> tuple[tuple[int, int], bool, bool]:
    """The numbers of an indicator and of a combination of categories; is only the lead credited, is it the last day?"""
    asked = catalogue.indicator(indicator)
    return (asked.stored, interning.cell(kind, audience, counting)), asked.lead_only, asked.on_last_day


def _credits(units: Sequence[int], known: Mapping[int, flags.Standing]) -> list[Credit]:
    """Province, unit and agency of each unit that stands together in a record, the lead first, with its flags."""
    lead, *others = units
    ordered = [known[unit] for unit in (lead, *sorted(set(others) - {lead}))]
    return [
        ((one.province, one.unit, one.agency), astuple(flag))
        for one, flag in zip(ordered, flags.of(ordered), strict=True)
    ]


def current(source: int, records: Sequence[int]) -> dict[Key, list[int]]:
    """The current facts of these records: fact ids by key."""
    found: dict[Key, list[int]] = defaultdict(list)
    for start in range(0, len(records), CHUNK):
        rows = Fact.objects.filter(
            record_kind=source, record__in=records[start : start + CHUNK], superseded_at__isnull=True
        )
        for number, *columns in rows.values_list("id", *COLUMNS):
            found[Key(*columns)].append(number)
    return found


def post(source: Source, counted: Sequence[Counted], removed: Sequence[int] = ()) -> int:
    """Make the ledger say what these records count for now, and nothing any more for the removed ones.

    Answers the moment under which everything changed. It is advanced even when nothing differs, so that a caller may
    stamp the record's revision with it. Must run inside the caller's transaction, after its other writes.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("Facts are posted inside the transaction that changes their record.")
    known = _standings(counted)
    records = list(dict.fromkeys(one.record for one in counted))
    old = current(source.number, [*records, *removed])
    new: list[Key] = []
    for key in keys(counted, known):
        kept = old.get(key)
        if kept:
            kept.pop()
        else:
            new.append(key)
    homes = {known[one.units[0]].province for one in counted}
    gone = [(key.province, number) for key, numbers in old.items() for number in numbers]
    touched = {key.province for key in new} | {province for province, _ in gone} | homes
    moment = clocks.stamp(touched)
    _check_standings([one for one in counted if len(one.units) > 1], known)
    _supersede(gone, moment)
    _append(source.number, new, moment)
    return moment


def _check_standings(joint: Sequence[Counted], known: Mapping[int, flags.Standing]) -> None:
    """Flags were worked out from where units stood before the clocks were held: a map redrawn since says otherwise."""
    if joint and any(known[unit] != standing for unit, standing in _standings(joint).items()):
        raise LedgerConflict


def _supersede(gone: list[tuple[int, int]], moment: int) -> None:
    by_province: dict[int, list[int]] = defaultdict(list)
    for province, number in gone:
        by_province[province].append(number)
    for province, numbers in sorted(by_province.items()):
        for start in range(0, len(numbers), CHUNK):
            some = numbers[start : start + CHUNK]
            rows = Fact.objects.filter(province=province, id__in=some, superseded_at__isnull=True)
            if rows.update(superseded_at=moment) != len(some):
                raise LedgerConflict


def _append(source: int, new: list[Key], moment: int) -> None:
    numbered = zip(fact_ids(len(new)), new, strict=True)
    month = cache(months.of)
    bulk.insert(Fact, STORED, [(number, month(key.day), source, moment, *key) for number, key in numbered])
