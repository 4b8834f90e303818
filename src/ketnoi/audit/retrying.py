"""Work behind the pages, row by row: one that fails keeps no other from being done, and is tried again ever later.

Rows that failed are counted for `ketnoi check`; what failed stands in the program's log by the row's number.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from typing import Final

from django.db import OperationalError, transaction
from django.db.models import Q, QuerySet

from ketnoi.audit import moments
from ketnoi.audit.models import Failure

FIRST: Final = moments.HOUR // 4  # after the first failure; each further one doubles it, up to a day
log = logging.getLogger(__name__)


def each(work: str, rows: Iterable[int], do: Callable[[int], object], most: int = moments.DAY) -> int:
    """Do this for each row (its key); answers how many said that something was done. To be called outside of one.

    `rows` are all that are due and do not wait: what failed before and is not among them any more is settled. `most`
    is the longest a row waits. A database that is busy or away is no row's fault: the next look tries again.
    """
    done, due = 0, list(rows)
    asked = Q(row__in=due) | Q(next_try__lte=moments.now())
    settled = set(Failure.objects.filter(asked, work=work).values_list("row", flat=True))
    for row in due:
        try:
            done += bool(do(row))
        except OperationalError:
            log.exception("%s %s: at the next look", work, row)
            settled.discard(row)
        except Exception:
            log.exception("%s %s", work, row)
            failed(work, row, most)
            settled.discard(row)
    if settled:
        Failure.objects.filter(work=work, row__in=settled).delete()
    return done


def waiting(work: str) -> QuerySet[Failure, int]:
    """Keys of rows that are not to be tried yet, for an `exclude`."""
    return Failure.objects.filter(work=work, next_try__gt=moments.now()).values_list("row", flat=True)


@transaction.atomic
def failed(work: str, row: int, most: int = moments.DAY) -> int:
    """Note that it failed; answers when it is tried again."""
    kept, _new = Failure.objects.select_for_update().get_or_create(work=work, row=row, defaults={"next_try": 0})
    kept.next_try = moments.now() + min(FIRST << min(kept.tries, 10), most)
    kept.tries += 1
    kept.save()
    return kept.next_try


def count() -> int:
    """How many rows failed and were not done since."""
    return Failure.objects.count()
