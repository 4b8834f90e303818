"""T1, T2, T3 on a synthetic nation in the database of the settings (PostgreSQL)."""

from __future__ import annotations

import os
from random import Random

import django

django.setup()

from benchmarks import behind, freshness, nation, wrap_up  # noqa: E402
from benchmarks.crews import crews  # noqa: E402
from benchmarks.measures import hand_over, tell  # noqa: E402


def main() -> None:
    """Build, fold, measure."""
    records = int(os.environ.get("RECORDS", "1000000"))
    nation.build(records)
    nation.fold()
    now = crews(Random(1))[1]
    freshness.post(freshness.Book(now).records(60))  # a tail of some hundreds, as between two folds
    tell("T1 …")
    measures = wrap_up.measure(records)
    tell("T3 …")
    behind.as_long_as_the_figure()
    measures += behind.measure()
    tell("T2 …")
    hand_over(measures + freshness.measure(now))


if __name__ == "__main__":
    main()
