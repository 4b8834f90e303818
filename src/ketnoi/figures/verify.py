"""Recompute every current fact from its record, protected ones too, and every roll-up from the ledger, line by line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable

from django.db import connection, transaction
from django.db.models import Q

from ketnoi.audit import moments
from ketnoi.figures import cuts, folding, ledger, sources
from ketnoi.figures.comparison import Report, chunks, snapshot
from ketnoi.figures.models import Fact, ProvinceClock, RollupMark, VerifyRun
from ketnoi.figures.released import sources as released
from ketnoi.figures.released import verifying

Progress = Callable[[int], None]


def run(progress: Progress = lambda _done: None) -> Report:
    """Verify everything and remember the outcome. Safe beside writers: each part is compared in one snapshot."""
    report = Report()
    for source in sources.every():
        _verify_source(source, report, progress)
    for protected in released.every():
        verifying.verify(protected, report, progress)
    for province in RollupMark.objects.filter(upto__gt=0).values_list("province", flat=True):
        _verify_rollups(province, report)
    _verify_moments(report)
    VerifyRun.objects.create(
        ran_at=moments.now(), facts=report.facts, rollups=report.rollups, differences=len(report.differences)
    )
    return report


def _verify_source(source: sources.Source, report: Report, progress: Progress) -> None:
    after = -1
    for ids in chunks(source.ids()):
        _verify_records(source, ids, (after, ids[-1]), report)
        after = ids[-1]
        progress(len(ids))
    _verify_records(source, [], (after, 2**62), report)


@transaction.atomic
def _verify_records(source: sources.Source, ids: list[int], between: tuple[int, int], report: Report) -> None:
    """Facts of records in (after, upto] against what these count for now; facts of no record are too many."""
    snapshot()
    should = Counter(ledger.keys(list(source.count(ids))))
    rows = Fact.objects.filter(
        record_kind=source.number, record__gt=between[0], record__lte=between[1], superseded_at__isnull=True
    )
    found = Counter(ledger.Key(*row) for row in rows.values_list(*ledger.COLUMNS))
    report.facts += max(should.total(), found.total())
    for word, keys in (("thiếu", should - found), ("thừa", found - should)):
        for key in keys.elements():
            report.differences.append(
                f"{source.name} {key.record}: {word} chỉ tiêu {key.indicator}, giá trị {key.value}"
            )


def _verify_moments(report: Report) -> None:
    """No fact is later than its province's clock."""
    clocks = dict(ProvinceClock.objects.values_list("province", "last"))
    for province, last in clocks.items():
        late = Q(recorded_at__gt=last) | Q(superseded_at__gt=last)
        for fact in Fact.objects.filter(late, province=province)[:20]:
            report.differences.append(f"dòng {province}/{fact.id}: thời điểm muộn hơn đồng hồ của tỉnh")


@transaction.atomic
def _verify_rollups(province: int, report: Report) -> None:
    snapshot()
    mark = RollupMark.objects.get(province=province).upto
    for pattern, indicators in cuts.declared().items():
        should, found = _should(province, mark, pattern, indicators), _found(province, pattern)
        report.rollups += len(should.keys() | found.keys())
        for key in should.keys() | found.keys():
            if should.get(key, (0, 0)) != found.get(key, (0, 0)):
                report.differences.append(f"số gộp {key}: phải là {should.get(key)}, đang là {found.get(key)}")


def _should(
    province: int, mark: int, pattern: frozenset[str], indicators: list[int]
) -> dict[tuple[int, ...], tuple[int, int]]:
    listed = ", ".join(map(str, indicators))
    known = f"""SELECT {folding.COLUMNS}, 1 AS sign FROM figures_fact WHERE province = %s AND recorded_at <= %s
                AND (superseded_at IS NULL OR superseded_at > %s) AND indicator IN ({listed})"""  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(cuts.grouped(pattern, known), [province, mark, mark])
        return _by_key(cursor.fetchall())


def _found(province: int, pattern: frozenset[str]) -> dict[tuple[int, ...], tuple[int, int]]:
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT r.province, c.indicator, c.kind, c.programme, c.audience, r.agency, r.flag, r.month, r.value, r.n
               FROM figures_rollup r JOIN figures_cut c ON c.id = r.cut WHERE r.province = %s AND c.pattern = %s""",
            [province, cuts.number(pattern)],
        )
        return _by_key(cursor.fetchall())


def _by_key(rows: Iterable[tuple[int, ...]]) -> dict[tuple[int, ...], tuple[int, int]]:
    """Rows by all but their last two columns; those that came to nothing are as if they were not there."""
    keyed = {tuple(map(int, row[:-2])): (int(row[-2]), int(row[-1])) for row in rows}
    return {key: numbers for key, numbers in keyed.items() if numbers != (0, 0)}
