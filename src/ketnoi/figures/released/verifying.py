"""Compare the ledger of protected facts with the records behind them, in both directions.

A fact leads back to no record, so facts are looked for by the handles of the records; what is found under none of
them counts for nothing that is there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection

from django.db import transaction
from django.utils.translation import gettext as _

from ketnoi.audit import moments
from ketnoi.figures.comparison import Report, chunks, snapshot
from ketnoi.figures.released import ledger
from ketnoi.figures.released.sources import ProtectedSource


def verify(source: ProtectedSource, report: Report, progress: Callable[[int], None]) -> None:
    """Every record of the source against its facts, then facts of no record. Safe beside writers."""
    began, known = moments.now(), set[str]()
    for ids in chunks(source.ids()):
        handles = {ledger.handle(source, one): one for one in ids}
        _compare(source, handles, report)
        known |= handles.keys()
        progress(len(ids))
    _look_for_others(source, known, began, report)


@transaction.atomic
def _compare(source: ProtectedSource, records: dict[str, int], report: Report) -> None:
    snapshot()
    should = Counter(ledger.key_of(source, one) for one in source.count(sorted(records.values())))
    found = Counter({key: len(facts) for key, facts in ledger.current(source, records).items()})
    _count(report, max(should.total(), found.total()))
    for word, keys in ((_("thiếu"), should - found), (_("thừa"), found - should)):
        for key in keys.elements():
            told = {"source": source.name, "record": records[key.handle], "word": word, "value": key.value}
            report.differences.append(
                _("%(source)s %(record)s: %(word)s một dòng được bảo vệ, giá trị %(value)s") % told
            )


def _look_for_others(source: ProtectedSource, known: Collection[str], began: int, report: Report) -> None:
    """Facts that stood before the comparison began, of none of the records."""
    for fact, handle in ledger.standing(source, began):
        if handle not in known:
            _count(report, 1)
            told = {"source": source.name, "fact": fact}
            report.differences.append(_("%(source)s: dòng được bảo vệ %(fact)s không của hồ sơ nào") % told)


def _count(report: Report, facts: int) -> None:
    report.facts += facts
    report.protected += facts
