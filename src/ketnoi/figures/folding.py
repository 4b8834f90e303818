"""Fold the ledger into its roll-ups, set-based, up to a mark per province.

No clock is locked: the committed clock is the last moment anybody committed in the province, whoever is still writing
will be later, and a question adds the tail after the mark. Two folds of one province are kept apart by the mark's row.
"""

from __future__ import annotations

from django.db import connection, transaction
from django.db.models import F, Q

from ketnoi.figures import cuts
from ketnoi.figures.models import Cut, Fact, ProvinceClock, Rollup, RollupMark

CHUNK = 20_000
COLUMNS = "province, indicator, cell, programmes, agency, first_any, first_agency, month, value"


def _delta(indicators: list[int]) -> str:
    """SQL of what came and went; parameters province, mark, upto, upto, province, mark, upto, mark."""
    listed = ", ".join(map(str, indicators))
    return f"""
        SELECT {COLUMNS}, 1 AS sign FROM figures_fact
        WHERE province = %s AND recorded_at > %s AND recorded_at <= %s
          AND (superseded_at IS NULL OR superseded_at > %s) AND indicator IN ({listed})
        UNION ALL
        SELECT {COLUMNS}, -1 AS sign FROM figures_fact
        WHERE province = %s AND superseded_at > %s AND superseded_at <= %s AND recorded_at <= %s
          AND indicator IN ({listed})
    """  # noqa: S608  # columns and numbers of our own


def _fold_pattern(pattern: frozenset[str], indicators: list[int], province: int, mark: int, upto: int) -> None:
    """Add what came and went to the roll-ups, in the order questions read them, so that their rows lie together."""
    parameters = [province, mark, upto, upto, province, mark, upto, mark]
    delta = _delta(indicators)
    number = cuts.number(pattern)
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            INSERT INTO figures_cut (indicator, kind, programme, audience, pattern)
            SELECT indicator, kind, programme, audience, {number} FROM ({cuts.distinct(pattern, delta)}) d WHERE true
            ON CONFLICT DO NOTHING
            """,  # noqa: S608
            parameters,
        )
        cursor.execute(
            f"""
            INSERT INTO figures_rollup (province, cut, agency, flag, month, value, n)
            SELECT g.province, c.id, g.agency, g.flag, g.month, g.value, g.n FROM ({cuts.grouped(pattern, delta)}) g
            JOIN figures_cut c ON c.pattern = {number} AND c.indicator = g.indicator AND c.kind = g.kind
                              AND c.programme = g.programme AND c.audience = g.audience
            WHERE true
            ORDER BY c.id, g.agency, g.flag, g.month
            ON CONFLICT (province, cut, agency, flag, month) DO UPDATE
            SET value = figures_rollup.value + excluded.value, n = figures_rollup.n + excluded.n
            """,  # noqa: S608
            parameters,
        )


def _upto(province: int, mark: int, last: int) -> int:
    """How far this fold goes: to the end, or over the first CHUNK facts of a long tail, so that nobody waits for it."""
    tail = Fact.objects.filter(province=province, recorded_at__gt=mark).order_by("recorded_at")
    beyond = tail.values_list("recorded_at", flat=True)[CHUNK : CHUNK + 1]
    return next(iter(beyond), last)


@transaction.atomic
def fold_province(province: int) -> bool:
    """Fold one province once; answers whether more of its tail is left."""
    mark = RollupMark.objects.select_for_update().get(province=province)
    last = ProvinceClock.objects.get(province=province).last
    upto = _upto(province, mark.upto, last)
    if upto <= mark.upto:
        return False
    for pattern, indicators in cuts.declared().items():
        _fold_pattern(pattern, indicators, province, mark.upto, upto)
    mark.upto = upto
    mark.save(update_fields=["upto"])
    return upto < last


def tails() -> dict[int, int]:
    """How many facts wait after the mark, by province; provinces without any are left out."""
    marks = dict(RollupMark.objects.values_list("province", "upto"))
    behind = ProvinceClock.objects.filter(last__gt=0).values_list("province", "last")
    waiting = {}
    for province, last in behind:
        if last > marks.get(province, 0):
            since = Q(recorded_at__gt=marks[province]) | Q(superseded_at__gt=marks[province])
            waiting[province] = Fact.objects.filter(since, province=province).count()
    return waiting


def fold(least: int = 1) -> int:
    """Fold every province whose tail holds at least so many facts; answers how many provinces were folded.

    A clock that went on without a fact (a report was frozen) takes the mark along, so that questions look at no tail.
    """
    due = [province for province, waiting in tails().items() if waiting >= least or not waiting]
    for province in due:
        while fold_province(province):
            pass
    return len(due)


@transaction.atomic
def rebuild() -> None:
    """Throw all roll-ups away; questions are answered from the ledger until they are folded again."""
    Rollup.objects.all().delete()
    Cut.objects.all().delete()
    RollupMark.objects.update(upto=F("upto") * 0)
